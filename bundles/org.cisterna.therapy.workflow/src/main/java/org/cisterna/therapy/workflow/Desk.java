// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Receipt;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Refusal;
import org.jspecify.annotations.Nullable;

/** The ledger and what it comes to. Pulls before each answer, so that every answer holds what was entered before it. */
final class Desk {

    private static final int PAGE = 512;

    private record Folded(Ledger ledger, TherapyFold fold) {}

    private final Surroundings surroundings;
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
        return Optional.ofNullable(folded.get()).map(Folded::fold);
    }

    /** Reads on as long as it is wanted, so that the first who asks need not wait; for a thread of its own. */
    void readOn(Ledger ledger, BooleanSupplier wanted) {
        caughtUp(ledger, wanted);
    }

    private TherapyFold caughtUp(Ledger ledger) {
        return caughtUp(ledger, () -> true);
    }

    private TherapyFold caughtUp(Ledger ledger, BooleanSupplier wanted) {
        // another ledger service is another log, perhaps: it is folded from its beginning
        Folded now = folded.updateAndGet(
                old -> old != null && old.ledger() == ledger ? old : new Folded(ledger, new TherapyFold()));
        TherapyFold fold = now.fold();
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
}
