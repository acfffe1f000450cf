// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.ManualWork.Done;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;

/**
 * Whether two people attested a record as it stands. Both signatures are looked up in the ledger by their numbers; nothing that the caller says about
 * them counts.
 */
final class Attestations {

    private static final String SIGNATURE = "therapy.signature";
    private static final int SIGNATURE_VERSION = 1;
    private static final String PERFORMED = "PERFORMED";
    private static final String WITNESSED = "WITNESSED";

    private final LedgerDesk desk;
    private final Duration limit;

    Attestations(LedgerDesk desk, Duration limit) {
        this.desk = desk;
        this.limit = limit;
    }

    /** Every reason for which they do not attest it; none when they do. */
    List<Violation> check(PumpId pump, ManualWork work, long performed, long witnessed, Instant now) {
        List<Violation> violations = new ArrayList<>();
        Optional<Actor> one = signature(violations, pump, work, performed, PERFORMED, now);
        Optional<Actor> other = signature(violations, pump, work, witnessed, WITNESSED, now);
        if (one.isPresent() && other.isPresent()) {
            boolean same = one.get().id().equals(other.get().id())
                    || one.get().printedName().equalsIgnoreCase(other.get().printedName());
            if (same) {
                violations.add(no(
                        witnessed,
                        "who did it and who saw it are two people; it is signed by "
                                + one.get().printedName() + " and by "
                                + other.get().printedName()));
            }
        }
        return violations;
    }

    private Optional<Actor> signature(
            List<Violation> violations, PumpId pump, ManualWork work, long number, String meaning, Instant now) {
        Called<Envelope> found = desk.one(number, limit);
        if (!(found instanceof Called.Value<Envelope> value)) {
            violations.add(no(number, "it was not found: " + ((Called.Failed<Envelope>) found).words()));
            return Optional.empty();
        }
        Entry entry = value.value().entry();
        if (!entry.type().equals(SIGNATURE) || entry.version() != SIGNATURE_VERSION) {
            violations.add(no(number, "it is no signature: " + entry.type() + " version " + entry.version()));
            return Optional.empty();
        }
        try {
            JsonObject body = entry.body();
            if (!body.string("meaning").equals(meaning)) {
                violations.add(no(
                        number, "it was signed as " + ForeignWords.of(body.string("meaning")) + ", not as " + meaning));
            }
            boolean covers = body.string("plan").equals(work.digest().text())
                    && body.string("pump").equals(pump.text())
                    && entry.pump().equals(Optional.of(pump.text()))
                    && number > last(work);
            if (!covers) {
                violations.add(no(
                        number,
                        "it covers another pump or record, or the record as it was before its last step; sign again"));
            }
            if (!now.isBefore(Instant.parse(body.string("expires")))) {
                violations.add(
                        no(number, "its time was over at " + body.string("expires") + " (house time); sign again"));
            }
        } catch (RuntimeException e) { // whatever is wrong with it: it is no signature
            violations.add(no(number, "it cannot be read: " + ForeignWords.of(e.getMessage())));
        }
        if (entry.actor().isSystem()) {
            violations.add(no(
                    number,
                    "a person attests, and this is signed by " + entry.actor().id()));
        }
        return Optional.of(entry.actor());
    }

    private static long last(ManualWork work) {
        return work.done().stream().mapToLong(Done::entry).max().orElse(work.begun());
    }

    private static Violation no(long number, String words) {
        return Violation.of(
                "ATTESTATION_INVALID",
                "attestation",
                Long.toString(number),
                "the signature in entry " + number + " does not attest this record: " + words);
    }
}
