// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.FoldForm;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.Selection;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.dosing.edition.Edition;
import org.cisterna.dosing.edition.EditionStatus;
import org.cisterna.dosing.edition.EditionStatus.State;
import org.cisterna.dosing.edition.Editions;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Release;

/** What the ledger says of editions, and which decision of each pump was released last. Guarded by whoever owns it. */
final class EditionFold {

    /** Under which a snapshot is kept. */
    static final FoldForm FORM = new FoldForm("dosing.library", 1, EditionFold.class);

    private static final int PAGE = 4096;
    private static final String PROPOSAL = "dosing.proposal";
    private static final Set<String> TYPES = Set.of(PROPOSAL, Release.ENTRY_TYPE, Editions.ENTRY_TYPE);

    /**
     * One edition.
     *
     * @param edition in its state
     * @param file its bytes
     * @param drafted house time
     */
    record Kept(Edition edition, Digest file, Instant drafted) {

        EditionStatus status(boolean inForce) {
            Optional<Edition.Withdrawn> withdrawn =
                    edition instanceof Edition.Withdrawn is ? Optional.of(is) : Optional.empty();
            Optional<Edition.Released> released = withdrawn
                    .map(Edition.Withdrawn::released)
                    .or(() -> edition instanceof Edition.Released is ? Optional.of(is) : Optional.empty());
            Optional<Edition.Reviewed> reviewed = released.map(Edition.Released::reviewed)
                    .or(() -> edition instanceof Edition.Reviewed is ? Optional.of(is) : Optional.empty());
            String author = reviewed.map(Edition.Reviewed::draft)
                    .or(() -> edition instanceof Edition.Draft is ? Optional.of(is) : Optional.empty())
                    .map(Edition.Draft::author)
                    .orElseThrow();
            State state = withdrawn.isPresent()
                    ? State.WITHDRAWN
                    : released.isPresent() ? State.RELEASED : reviewed.isPresent() ? State.REVIEWED : State.DRAFT;
            return new EditionStatus(
                    edition.version(),
                    edition.digest(),
                    file,
                    state,
                    author,
                    drafted,
                    reviewed.map(Edition.Reviewed::reviewer),
                    released.map(Edition.Released::releaser),
                    released.map(Edition.Released::at),
                    withdrawn.map(Edition.Withdrawn::reason),
                    inForce);
        }
    }

    private record Decided(String change, long entry) {}

    private final Map<Digest, Kept> editions = new LinkedHashMap<>();
    private final Map<String, Decided> drafted = new TreeMap<>();
    private final Map<String, Long> released = new TreeMap<>();
    private Optional<Digest> inForce = Optional.empty();
    private boolean everReleased;
    private Optional<String> unreadable = Optional.empty();
    /** Until the next time that it is read. */
    private Optional<String> stuck = Optional.empty();

    private final List<Long> steps = new ArrayList<>();
    private long next;
    private long kept;

    /** Goes on from a snapshot of this ledger, or from its beginning. */
    static EditionFold of(Ledger ledger) {
        return ledger.snapshots()
                .flatMap(each -> each.restore(FORM, (size, parts) -> restored(ledger, size, parts.next())))
                .orElseGet(EditionFold::new);
    }

    private static EditionFold restored(Ledger ledger, long size, JsonObject part) {
        part.onlyNames("drafted", "released", "steps");
        EditionFold fold = new EditionFold();
        for (Json each : part.array("steps").values()) {
            long sequence = Long.parseLong(((JsonString) each).value());
            Envelope envelope = ledger.read(sequence, 1).stream()
                    .filter(found -> found.sequence() == sequence)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("entry " + sequence + " cannot be read"));
            fold.accept(envelope);
        }
        part.array("drafted")
                .objects()
                .forEach(each -> fold.drafted.put(
                        each.string("pump"), new Decided(each.string("change"), each.number("entry"))));
        part.array("released").objects().forEach(each -> fold.released.put(each.string("pump"), each.number("entry")));
        fold.next = size;
        fold.kept = size;
        return fold;
    }

    /** Keeps a snapshot when so much was entered since the last one. */
    void keep(Ledger ledger, long atLeast) {
        if (next - kept < atLeast || unreadable().isPresent()) {
            return;
        }
        List<JsonObject> drafts = new ArrayList<>();
        drafted.forEach((pump, each) -> drafts.add(Json.object()
                .put("pump", pump)
                .put("change", each.change())
                .put("entry", each.entry())
                .build()));
        List<JsonObject> releases = new ArrayList<>();
        released.forEach((pump, entry) ->
                releases.add(Json.object().put("pump", pump).put("entry", entry).build()));
        JsonObject part = Json.object()
                .put("drafted", Json.array(drafts))
                .put("released", Json.array(releases))
                .put(
                        "steps",
                        Json.texts(
                                steps.stream().map(each -> Long.toString(each)).toList()))
                .build();
        kept = next;
        ledger.snapshots().ifPresent(each -> each.keep(FORM, next, List.of(part).iterator()));
    }

    /** Reads on to the end of the ledger. */
    void catchUp(Ledger ledger) {
        stuck = Optional.empty();
        while (next < ledger.size()) {
            Selection page = ledger.read(next, PAGE, TYPES);
            if (page.next() == next) {
                stuck = Optional.of("the ledger cannot be read from entry " + next + " on");
                return;
            }
            page.entries().forEach(this::accept);
            next = page.next();
        }
    }

    private void accept(Envelope envelope) {
        Entry entry = envelope.entry();
        switch (entry.type()) {
            case PROPOSAL ->
                entry.correlation().ifPresent(change -> entry.pump()
                        .ifPresent(pump -> drafted.put(pump, new Decided(change, envelope.sequence()))));
            case Release.ENTRY_TYPE -> entry.pump().ifPresent(pump -> released(entry, pump));
            case Editions.ENTRY_TYPE -> edition(envelope);
            default -> {
                // nothing of ours
            }
        }
    }

    private void released(Entry entry, String pump) {
        Decided last = drafted.get(pump);
        if (last != null && entry.correlation().equals(Optional.of(last.change()))) {
            released.put(pump, last.entry());
        }
    }

    /** An entry that is not understood stops dosing: what it releases or withdraws is not known. */
    private void edition(Envelope envelope) {
        Entry entry = envelope.entry();
        steps.add(envelope.sequence());
        try {
            if (entry.version() != Editions.ENTRY_VERSION) {
                throw new IllegalArgumentException("it has version " + entry.version());
            }
            take(EditionStep.read(entry.body()), entry.actor().id(), envelope.houseTime());
        } catch (RuntimeException wrong) { // whatever is wrong with it, it is no step that could be taken
            unreadable = Optional.of("entry " + envelope.sequence()
                    + " of the ledger, a step of the drug library, cannot" + " be understood: " + wrong.getMessage());
        }
    }

    private void take(EditionStep step, String account, Instant at) {
        switch (step.step()) {
            case DRAFT -> {
                if (editions.containsKey(step.digest())) {
                    throw new IllegalArgumentException("the edition " + step.version() + " was drafted before");
                }
                editions.put(
                        step.digest(),
                        new Kept(new Edition.Draft(step.version(), step.digest(), account), step.file(), at));
            }
            case REVIEW -> put(step, draft(step.digest()).then(each -> each.reviewedBy(account, step.digest(), at)));
            case RELEASE -> {
                Optional<Edition.Released> predecessor = predecessor();
                Answer<Edition.Released> now =
                        reviewed(step.digest()).then(each -> each.releasedBy(account, predecessor, at));
                put(step, now);
                predecessor.ifPresent(old -> replace(old.withdrawnBy(account, "replaced by " + step.version(), at)
                        .orElseThrow()));
                inForce = Optional.of(step.digest());
                everReleased = true;
            }
            case WITHDRAW -> {
                put(
                        step,
                        released(step.digest())
                                .then(each ->
                                        each.withdrawnBy(account, step.reason().orElse(""), at)));
                inForce = inForce.filter(each -> !each.equals(step.digest()));
            }
        }
    }

    private void put(EditionStep step, Answer<? extends Edition> edition) {
        if (!edition.isDone()) {
            throw new IllegalArgumentException(step.step() + " of " + step.version() + ": "
                    + edition.violations().get(0).message());
        }
        replace(edition.orElseThrow());
    }

    private void replace(Edition edition) {
        editions.computeIfPresent(edition.digest(), (digest, old) -> new Kept(edition, old.file(), old.drafted()));
    }

    /** The edition in force, which a release withdraws. */
    Optional<Edition.Released> predecessor() {
        return inForce.map(editions::get).map(Kept::edition).map(Edition.Released.class::cast);
    }

    Answer<Edition.Draft> draft(Digest digest) {
        return in(digest, Edition.Draft.class, "a draft that nobody has reviewed");
    }

    Answer<Edition.Reviewed> reviewed(Digest digest) {
        return in(digest, Edition.Reviewed.class, "reviewed and not released yet");
    }

    Answer<Edition.Released> released(Digest digest) {
        return in(digest, Edition.Released.class, "in force");
    }

    private <T extends Edition> Answer<T> in(Digest digest, Class<T> state, String words) {
        return kept(digest)
                .then(each -> state.isInstance(each.edition())
                        ? Answer.done(state.cast(each.edition()))
                        : Refusals.state(each.status(isInForce(digest)), words));
    }

    Answer<Kept> kept(Digest digest) {
        Kept kept = editions.get(digest);
        return kept == null ? Refusals.unknown(digest) : Answer.done(kept);
    }

    boolean isInForce(Digest digest) {
        return inForce.equals(Optional.of(digest));
    }

    Optional<Kept> inForce() {
        return inForce.map(editions::get);
    }

    /** Whether an edition was ever released, so that the library that ships is no more. */
    boolean everReleased() {
        return everReleased;
    }

    /** Why it is not known what is in force. */
    Optional<String> unreadable() {
        return unreadable.or(() -> stuck);
    }

    Optional<Kept> ofVersion(String version) {
        return editions.values().stream()
                .filter(each -> each.edition().version().equals(version))
                .findFirst();
    }

    List<EditionStatus> all() {
        List<EditionStatus> all = new ArrayList<>();
        editions.forEach((digest, each) -> all.add(each.status(isInForce(digest))));
        return List.copyOf(all);
    }

    /** Per pump the entry of the decision that was released last. */
    Map<String, Long> decisions() {
        return Map.copyOf(released);
    }
}
