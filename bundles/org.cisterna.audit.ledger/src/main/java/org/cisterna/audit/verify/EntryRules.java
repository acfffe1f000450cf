// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds for the entries of a log beyond their hashes: their form, their numbers, their times. Sees them in order. */
final class EntryRules {
    private static final int NONCE_DIGITS = 32;
    private static final int BOOT_DIGITS = 16;
    /** An envelope is shown and the entry in it; what is in the entry only where it matters. */
    private static final int ENTRY_DEPTH = 1;

    private final Result result;
    private final TreeHead head;
    private final VerifierKey key;
    private final List<Evidence> evidence = new ArrayList<>();
    private long firstSequence;
    private boolean numbered = true;
    private final Times houseTimes = new Times();
    private final Times pumpTimes = new Times();
    private Instant house = Instant.MIN;
    private Instant pump = Instant.MIN;
    private Optional<Instant> began = Optional.empty();
    private Optional<Link> link = Optional.empty();
    private Optional<String> nextKey = Optional.empty();
    private Optional<String> next = Optional.empty();
    private Optional<Long> ended = Optional.empty();

    /**
     * A file that an entry names.
     *
     * @param index the entry
     * @param digest {@code sha256:} and 64 digits
     */
    record Evidence(long index, String digest) {}

    /** For all entries of a log. */
    EntryRules(Result result, TreeHead head, VerifierKey key) {
        this.result = result;
        this.head = head;
        this.key = key;
    }

    /** For some entries of a log: which number its first one has follows from the first that is seen. */
    static EntryRules ofSome(Result result, TreeHead head, VerifierKey key) {
        EntryRules rules = new EntryRules(result, head, key);
        rules.numbered = false;
        return rules;
    }

    List<Evidence> evidence() {
        return evidence;
    }

    /** What the first entry says of the log before. */
    Optional<Link> link() {
        return link;
    }

    /** The number of the first entry. */
    long firstSequence() {
        return firstSequence;
    }

    /** House time of the first entry that was seen. */
    Optional<Instant> began() {
        return began;
    }

    /** House time of the last entry that was seen. */
    Instant last() {
        return house;
    }

    /** The key of the log that follows, when the last entry says that this one has ended. */
    Optional<String> nextKey() {
        return nextKey;
    }

    /** The log that follows, when the last entry says that this one has ended. */
    Optional<String> next() {
        return next;
    }

    void check(long index, byte[] record) {
        try {
            if (!(JsonReader.read(record, ENTRY_DEPTH) instanceof Map<?, ?> envelope)) {
                throw new IllegalArgumentException("it is not an object");
            }
            if (number(envelope, "v") != 1) {
                throw new IllegalArgumentException("its envelope has version " + number(envelope, "v")
                        + "; this verifier reads 1, take a newer one");
            }
            check(index, envelope);
        } catch (IllegalArgumentException | DateTimeException e) {
            result.finding("entry-form", index, "The entry cannot be read: " + e.getMessage() + ".");
        }
    }

    private void check(long index, Map<?, ?> envelope) {
        Map<?, ?> entry = object(envelope, "entry");
        String type = string(entry, "type");
        Object body = entry.get("body");
        if (!(body instanceof JsonReader.Unread unread)) {
            throw missing("body");
        }
        if (index == 0) {
            begin(type, unread.object());
        }
        if (!numbered && index > 0) {
            firstSequence = number(envelope, "sequence") - index;
        }
        numbered = true;
        if (number(envelope, "sequence") != firstSequence + index) {
            result.finding(
                    "sequence",
                    index,
                    "The entry has the number " + number(envelope, "sequence") + ", and " + (firstSequence + index)
                            + " follows there.");
        }
        String origin = string(envelope, "node") + "/" + string(envelope, "log");
        if (!origin.equals(head.origin())) {
            result.finding("foreign", index, "The entry comes from the log " + origin + ".");
        }
        if (!isHexadecimal(string(envelope, "nonce"), NONCE_DIGITS)
                || !isHexadecimal(string(envelope, "boot"), BOOT_DIGITS)) {
            result.finding(
                    "entry-form", index, "The nonce or the boot id of the entry is not hexadecimal of its length.");
        }
        times(index, envelope);
        if (ended.isPresent() || type.startsWith("ledger.")) {
            tell(index, type, unread.object());
        }
        if (entry.get("evidence") instanceof List<?> files) {
            files.forEach(file -> evidence.add(new Evidence(index, String.valueOf(file))));
        }
    }

    private void begin(String type, Map<?, ?> body) {
        if (!type.equals("ledger.created")) {
            result.finding("beginning", 0, "The log does not begin with its creation but with an entry " + type + ".");
            return;
        }
        firstSequence = number(body, "firstSequence");
        if (!string(body, "origin").equals(head.origin())
                || !string(body, "key").equals(key.text())) {
            result.finding(
                    "beginning",
                    0,
                    "The log was begun as " + string(body, "origin") + " with the key " + string(body, "key")
                            + ", which is not the one it is checked with.");
        }
        if (body.get("oldCheckpoint") instanceof String old) {
            try {
                link = Optional.of(Link.of(body));
                result.note("The log goes on from an older one (" + body.get("cause")
                        + "), whose last checkpoint it names: "
                        + old.replace("\n", " ").strip());
                if (body.get("signedEntries") instanceof Long signed) {
                    result.note(
                            "The data folder was restored from a backup: of " + body.get("signedLog") + ", " + signed
                                    + " entries had been signed, and " + number(body, "takenEntries") + " of "
                                    + link.get().head().origin() + " were taken; what lies between is not here.");
                }
            } catch (IllegalArgumentException e) {
                result.finding(
                        "link",
                        0,
                        "The log names the one before it in no form that can be checked: " + e.getMessage() + ".");
            }
        } else if (firstSequence != 0) {
            result.finding(
                    "link", 0, "The log begins with the number " + firstSequence + " and names no log before it.");
        }
    }

    private void times(long index, Map<?, ?> envelope) {
        Instant houseTime = houseTimes.of(string(envelope, "houseTime"));
        Instant pumpTime = pumpTimes.of(string(envelope, "pumpTime"));
        if (houseTime.isBefore(house)) {
            result.finding(
                    "time", index, "House time goes back, from " + house + " to " + houseTime + " in the entry.");
        }
        if (pumpTime.isBefore(pump)) {
            result.finding("time", index, "Pump time goes back, from " + pump + " to " + pumpTime + " in the entry.");
        }
        house = houseTime;
        pump = pumpTime;
        began = began.isPresent() ? began : Optional.of(houseTime);
        result.entry(string(envelope, "houseTime"));
    }

    private void tell(long index, String type, Map<?, ?> body) {
        ended.ifPresent(end -> result.finding(
                "sequence", index, "The entry stands behind entry " + end + ", with which the log had ended."));
        if (type.equals("ledger.ended")) {
            ended = Optional.of(index);
            nextKey = Optional.of(string(body, "nextKey"));
            next = Optional.of(string(body, "next"));
        }
        if (type.equals("ledger.recovered")) {
            result.note("Entry " + index + " says that a crash had torn the last write and "
                    + number(body, "bytesCutOff") + " bytes, never acknowledged, were cut off.");
        } else if (type.equals("ledger.clock-stepped")) {
            result.note("Entry " + index + " says that the clock of the machine was set by "
                    + number(body, "wallStepMillis") + " ms.");
        }
    }

    private static Map<?, ?> object(Map<?, ?> in, String name) {
        if (in.get(name) instanceof Map<?, ?> value) {
            return value;
        }
        throw missing(name);
    }

    private static String string(Map<?, ?> in, String name) {
        if (in.get(name) instanceof String value) {
            return value;
        }
        throw missing(name);
    }

    private static long number(Map<?, ?> in, String name) {
        if (in.get(name) instanceof Long value) {
            return value;
        }
        throw missing(name);
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("its part '" + name + "' is missing or of another kind");
    }

    private static boolean isHexadecimal(String text, int digits) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return text.length() == digits;
    }

    /** Reads times; entries of one group have the same one, and reading it costs more than all else in an entry. */
    private static final class Times {
        private String text = "";
        private Instant time = Instant.MIN;

        Instant of(String next) {
            if (!next.equals(text)) {
                time = Instant.parse(next);
                text = next;
            }
            return time;
        }
    }
}
