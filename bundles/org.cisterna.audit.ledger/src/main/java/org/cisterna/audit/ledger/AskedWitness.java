// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.audit.ledger.WitnessLink.Answer;
import org.cisterna.audit.ledger.WitnessedLogs.Sought;
import org.cisterna.audit.witness.AddCheckpoint;
import org.cisterna.audit.witness.LogWitness;
import org.cisterna.audit.witness.SignedNote;
import org.jspecify.annotations.Nullable;

/** One witness, and what it has said so far. For one thread. */
final class AskedWitness {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 3;

    private final WitnessAddress address;
    private final WitnessLink link;
    private final Map<String, Long> known = new HashMap<>();
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, Pause> pauses = new HashMap<>();

    /**
     * A cosignature.
     *
     * @param signed the checkpoint
     * @param line of a signed note
     */
    private record Held(String signed, String line) {}

    /**
     * It was silent, and is not asked again at once.
     *
     * @param until when it is
     * @param length how long that is
     */
    private record Pause(Instant until, Duration length) {
        static Pause after(@Nullable Pause before, Instant now) {
            Duration twice = before == null ? SHORTEST_PAUSE : before.length().multipliedBy(2);
            Duration next = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            return new Pause(now.plus(next), next);
        }
    }

    /** It does not cosign. */
    private static final class Silent extends Exception {
        private static final long serialVersionUID = 1L;

        Silent(String words) {
            super(words);
        }
    }

    AskedWitness(WitnessAddress address, WitnessLink link) {
        this.address = address;
        this.link = link;
    }

    /** Its cosignature of this checkpoint, when there is one; it is asked for nothing. */
    Optional<String> line(Sought sought) {
        Held has = held.get(sought.origin());
        if (has != null && has.signed().equals(sought.signed())) {
            return Optional.of(has.line());
        }
        Optional<String> published = own(sought, SignedNote.read(sought.note()).lines());
        published.ifPresent(line -> held.put(sought.origin(), new Held(sought.signed(), line)));
        return published;
    }

    private Optional<String> own(Sought sought, List<SignedNote.Line> lines) {
        String text = SignedNote.read(sought.signed()).text();
        return lines.stream()
                .filter(each -> address.key().cosigned(text, each).isPresent())
                .map(SignedNote.Line::text)
                .findFirst();
    }

    /** Asks it for a cosignature, unless it was silent a moment ago; says whether it gave one. */
    boolean ask(WitnessedLogs logs, Sought sought, Instant now) throws InterruptedException {
        Pause before = pauses.get(sought.origin());
        if (before != null && now.isBefore(before.until())) {
            return false;
        }
        String words;
        try {
            held.put(sought.origin(), new Held(sought.signed(), cosigned(logs, sought)));
            known.put(sought.origin(), sought.size());
            pauses.remove(sought.origin());
            logs.heard(address.name(), sought);
            return true;
        } catch (Silent silent) {
            words = String.valueOf(silent.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            words = "it cannot be asked (" + e.getMessage() + ")";
        }
        pauses.put(sought.origin(), Pause.after(before, now));
        logs.silent(address.name(), sought, words);
        return false;
    }

    private String cosigned(WitnessedLogs logs, Sought sought) throws IOException, InterruptedException, Silent {
        long old = known.getOrDefault(sought.origin(), 0L);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            AddCheckpoint asked = new AddCheckpoint(old, logs.proof(sought, old), sought.signed());
            Answer answer = link.post(AddCheckpoint.PATH, asked.text());
            switch (answer.status()) {
                case 200 -> {
                    return own(sought, SignedNote.lines(answer.body()))
                            .orElseThrow(
                                    () -> new Silent("it answers without a cosignature by the key " + address.key()));
                }
                case 409 -> old = otherSize(logs, sought, old, answer.body());
                case 422 ->
                    throw refused(
                            logs, sought, "it says that nothing proves that this log extends what it has cosigned");
                case 403 ->
                    throw new Silent("it does not trust the key of this node; its keeper needs "
                            + sought.key().text() + " (403: " + said(answer) + ")");
                case 404 ->
                    throw new Silent("it does not know this log; its keeper needs "
                            + sought.key().text() + " (404: " + said(answer) + ")");
                default -> throw new Silent("it answers " + answer.status() + " (" + said(answer) + ")");
            }
        }
        throw new Silent("it names another size each time it is asked");
    }

    /** The size from which the proof has to lead, as the witness says. */
    private long otherSize(WitnessedLogs logs, Sought sought, long old, String body)
            throws IOException, InterruptedException, Silent {
        if (!body.matches("(0|[1-9][0-9]{0,17})\n?")) {
            throw new Silent("it answers 409 without a size");
        }
        long size = Long.parseLong(body.strip());
        if (size > sought.size()) {
            throw refused(
                    logs, sought, "it says that it has cosigned " + size + " entries, and there are " + sought.size());
        }
        if (size == old) {
            throw new Silent("it refuses the size " + size + " and names it");
        }
        Long before = known.get(sought.origin());
        if (before != null && size < before) {
            // it may still cosign, but it has lost what makes it a witness
            known.remove(sought.origin());
            throw new Silent("it has cosigned " + before + " entries and now says that it has cosigned " + size
                    + " last: it was put back to an older state, and its keeper has to know");
        }
        return size;
    }

    /** A refusal that would mean that this log was changed. Only a checkpoint that the node's own key has signed proves that. */
    private Silent refused(WitnessedLogs logs, Sought sought, String claim) throws IOException, InterruptedException {
        Answer shown = link.get(LogWitness.hash(sought.origin()) + "/checkpoint");
        if (shown.status() == 200 && logs.contradicts(sought, address.name(), shown.body())) {
            return new Silent(claim + ", and that is so");
        }
        return new Silent(claim + ", and shows no checkpoint that proves it. Find out what its keeper has");
    }

    private static String said(Answer answer) {
        String line = answer.body().lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), 200)).replaceAll("\\p{Cntrl}", "?");
    }
}
