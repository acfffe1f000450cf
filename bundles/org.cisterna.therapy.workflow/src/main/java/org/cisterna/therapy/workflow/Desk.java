// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.FoldSnapshots;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Receipt;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Visit;
import org.jspecify.annotations.Nullable;

/** The ledger and what it comes to. Pulls before each answer, so that every answer holds what was entered before it. */
final class Desk {

    private static final int PAGE = 512;

    /** The fold of a ledger, from where a snapshot of it ends or from its beginning. */
    private static final class Folded {
        private final Ledger ledger;
        private volatile @Nullable TherapyFold begun;
        private final ReadVisits visits = new ReadVisits();

        Folded(Ledger ledger) {
            this.ledger = ledger;
        }

        /** Reads the snapshot, once; who comes meanwhile waits. */
        private TherapyFold fold(FoldSnapshots.Reading<TherapyFold> reading) {
            TherapyFold fold = begun;
            return fold != null ? fold : begin(reading);
        }

        private synchronized TherapyFold begin(FoldSnapshots.Reading<TherapyFold> reading) {
            TherapyFold fold = begun;
            if (fold == null) {
                fold = ledger.snapshots()
                        .flatMap(each -> each.restore(TherapyFormat.FORM, reading))
                        .orElseGet(TherapyFold::new);
                begun = fold;
            }
            return fold;
        }
    }

    private final Surroundings surroundings;
    private @Nullable TherapyFormat format;
    private final AtomicReference<@Nullable Folded> folded = new AtomicReference<>();

    Desk(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The fold, up to date; refused while the ledger is away. */
    Answer<TherapyFold> fold() {
        return surroundings.need(Ledger.class).map(this::caughtUp);
    }

    /** What was known last, perhaps without what was entered since; for acts that must not wait for a ledger. */
    Optional<TherapyFold> lastKnown() {
        Optional<Ledger> ledger = surroundings.find(Ledger.class);
        if (ledger.isPresent()) {
            return Optional.of(caughtUp(ledger.get()));
        }
        return Optional.ofNullable(folded.get()).flatMap(each -> Optional.ofNullable(each.begun));
    }

    /** What was folded of a ledger so far; does not wait. */
    Optional<TherapyFold> soFar(Ledger ledger) {
        return Optional.ofNullable(folded.get())
                .filter(each -> each.ledger == ledger)
                .flatMap(each -> Optional.ofNullable(each.begun));
    }

    /** How a fold is kept; made when it is needed first, for that takes time. */
    synchronized TherapyFormat format() {
        TherapyFormat made = format;
        if (made == null) {
            made = new TherapyFormat();
            format = made;
        }
        return made;
    }

    /** Reads on as long as it is wanted, so that the first who asks need not wait; for a thread of its own. */
    void readOn(Ledger ledger, BooleanSupplier wanted) {
        caughtUp(ledger, wanted);
    }

    private TherapyFold caughtUp(Ledger ledger) {
        return caughtUp(ledger, () -> true);
    }

    private TherapyFold caughtUp(Ledger ledger, BooleanSupplier wanted) {
        // another ledger service is another log, perhaps, with snapshots of its own
        Folded now = folded.updateAndGet(old -> old != null && old.ledger == ledger ? old : new Folded(ledger));
        TherapyFold fold = now.fold((size, parts) -> format().read(size, parts));
        while (wanted.getAsBoolean() && fold.next() < ledger.size()) {
            List<Envelope> page = ledger.read(fold.next(), PAGE);
            if (page.isEmpty()) {
                break; // damaged from here on; what comes before is good, and nothing can be entered
            }
            fold.accept(page);
        }
        return fold;
    }

    /** Enters all of these or none. */
    Answer<List<Receipt>> append(List<Entry> entries) {
        return surroundings.need(Ledger.class).then(ledger -> {
            try {
                return Answer.done(ledger.append(entries));
            } catch (LedgerUnavailableException unavailable) {
                return Answer.refused(Refusal.LEDGER_UNAVAILABLE.because(
                        "Nothing can be entered in the ledger now, so nothing was done: " + unavailable.getMessage()));
            }
        });
    }

    /** One entry; refused when it cannot be read. */
    Answer<Envelope> entry(long sequence) {
        return surroundings.need(Ledger.class).then(ledger -> ledger.read(sequence, 1).stream()
                .filter(each -> each.sequence() == sequence)
                .findFirst()
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.LEDGER_UNAVAILABLE.because(
                        "Entry " + sequence + " of the ledger cannot be read; the ledger may be damaged there."))));
    }

    /** A closed visit, out of the two entries that it stands in; refused when they cannot be read. */
    Answer<Visit> closedVisit(PumpId pump, ClosedVisit visit) {
        Optional<ReadVisits> read = Optional.ofNullable(folded.get()).map(each -> each.visits);
        return read.flatMap(each -> each.find(pump, visit)).map(Answer::done).orElseGet(() -> {
            Answer<Visit> answer = read(pump, visit);
            if (answer instanceof Answer.Done<Visit> done) {
                read.ifPresent(each -> each.add(pump, visit, done.value()));
            }
            return answer;
        });
    }

    private Answer<Visit> read(PumpId pump, ClosedVisit visit) {
        return entry(visit.opened())
                .then(opened -> entry(visit.closed()).then(closed -> FromEntry.closed(opened, closed, pump, visit)
                        .map(Answer::done)
                        .orElseGet(() -> Answer.refused(Refusal.LEDGER_UNAVAILABLE.because(
                                "The ledger was replaced while the visit " + visit.id() + " was read; ask again.")))));
    }
}
