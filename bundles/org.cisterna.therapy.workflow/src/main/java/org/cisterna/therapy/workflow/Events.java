// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.EmergencyEntry;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.ManualEntry;
import org.cisterna.therapy.PumpEvent;
import org.cisterna.therapy.Refusal;

/** The entries about a pump, without the numbers of drafts that only their authors see yet. */
final class Events {

    private static final int MOST = 1000;

    /** Types whose bodies hold the numbers of a draft. */
    private static final Set<String> NUMBERS = Set.of(
            Decisions.TYPE, ChangeEntry.Drafted.TYPE, ChangeEntry.Confirmed.TYPE, EmergencyEntry.SignedAlone.TYPE);

    /** Types whose bodies hold what was typed and differed. */
    private static final Set<String> DIFFERED = Set.of(ChangeEntry.Mismatched.TYPE, EmergencyEntry.RetypeDiffered.TYPE);

    private final Parts parts;

    Events(Parts parts) {
        this.parts = parts;
    }

    Answer<List<PumpEvent>> of(PumpId pump, long from, int max, Identified who) {
        List<Violation> wrong = new ArrayList<>();
        Rights.check(Act.SEE_PUMPS, who).ifPresent(wrong::add);
        if (from < 0) {
            wrong.add(Refusal.BAD_VALUE.because("from", Long.toString(from), "The first sequence is 0 or more."));
        }
        if (max < 1 || max > MOST) {
            wrong.add(Refusal.BAD_VALUE
                    .because("max", Integer.toString(max), "Ask for at most " + MOST + " events at a time.")
                    .against("1 to " + MOST, "therapy"));
        }
        if (!wrong.isEmpty()) {
            return Answer.refused(wrong);
        }
        return parts.desk().fold().then(fold -> fold.of(pump, course -> course.sequences(from, max))
                .map(sequences -> events(fold, sequences, who))
                .orElseGet(() -> Answer.refused(Refusal.UNKNOWN_PUMP.because(
                        "pump", pump.text(), "The ledger holds nothing about this pump; pair it first."))));
    }

    private Answer<List<PumpEvent>> events(TherapyFold fold, long[] sequences, Identified who) {
        List<PumpEvent> events = new ArrayList<>();
        for (long sequence : sequences) {
            Answer<Envelope> envelope = parts.desk().entry(sequence);
            if (!envelope.isDone()) {
                return Answer.refused(envelope.violations());
            }
            events.add(event(fold, envelope.orElseThrow(), who));
        }
        return Answer.done(List.copyOf(events));
    }

    private static PumpEvent event(TherapyFold fold, Envelope envelope, Identified who) {
        Entry entry = envelope.entry();
        Optional<JsonObject> body = isWithheld(fold, entry, who) ? Optional.empty() : Optional.of(entry.body());
        return new PumpEvent(
                envelope.sequence(),
                entry.type(),
                entry.version(),
                envelope.houseTime(),
                envelope.pumpTime(),
                entry.actor(),
                entry.correlation(),
                body);
    }

    /** A blind entry or a retyped dose that differed is shown to nobody; the numbers of a draft, until it was verified, to
     * those who may see them. */
    private static boolean isWithheld(TherapyFold fold, Entry entry, Identified who) {
        if (DIFFERED.contains(entry.type())) {
            return true;
        }
        if (entry.type().equals(ManualEntry.Ordered.TYPE)) {
            return !entry.actor().id().equals(who.person().id())
                    && entry.correlation()
                            .filter(record -> entry.pump()
                                    .map(PumpId::of)
                                    .flatMap(pump -> fold.of(pump, course -> course.isManualSeen(record)))
                                    .orElse(false))
                            .isEmpty();
        }
        return NUMBERS.contains(entry.type())
                && entry.correlation()
                        .flatMap(fold::change)
                        .filter(change -> change.isSeenBy(who.person().id()))
                        .isEmpty();
    }
}
