// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.cisterna.pump.ManualAct;
import org.cisterna.pump.ManualEntries.Registered;
import org.cisterna.pump.ManualEntries.StepDone;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpId;

/** What the entries come to for pumps without telemetry. Guarded by the fold that owns it. */
final class ManualBook {

    private final Map<PumpId, ManualPage> pages;

    ManualBook() {
        pages = new TreeMap<>();
    }

    /** A copy that does not change with the original. */
    ManualBook(ManualBook original) {
        pages = new TreeMap<>(original.pages);
    }

    void registered(PumpId pump, Registered registered, Instant house) {
        pages.putIfAbsent(pump, ManualPage.of(registered, house));
    }

    void intended(PumpId pump, Intent intent, long sequence, Instant house, Instant pumpTime) {
        turn(
                pump,
                page -> page.opened(new ManualWork(
                        intent.command(),
                        intent.kind() == Kind.STOP ? ManualAct.EMPTY : ManualAct.REFILL,
                        intent.plan(),
                        intent.reason(),
                        sequence,
                        house,
                        pumpTime,
                        java.util.List.of())));
    }

    void stepped(PumpId pump, StepDone done, long sequence, Instant pumpTime) {
        turn(pump, page -> page.stepped(done.command(), new ManualWork.Done(done.step(), sequence, pumpTime)));
    }

    void ended(PumpId pump, Ended ended) {
        if (ended.stands()) {
            return;
        }
        turn(
                pump,
                page -> ended.outcome() instanceof Outcome.Applied applied
                        ? page.attested(ended.command(), applied.revision())
                        : page.closed(ended.command()));
    }

    private void turn(PumpId pump, UnaryOperator<ManualPage> change) {
        pages.computeIfPresent(pump, (id, page) -> change.apply(page));
    }

    Set<PumpId> pumps() {
        return Set.copyOf(pages.keySet());
    }

    Optional<ManualPage> page(PumpId pump) {
        return Optional.ofNullable(pages.get(pump));
    }

    Optional<ManualPump> view(PumpId pump) {
        return page(pump).map(ManualPage::view);
    }

    /** Takes over a page of a snapshot. */
    void take(PumpId pump, ManualPage page) {
        pages.put(pump, page);
    }
}
