// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.PrimePlan;
import org.cisterna.pump.Functions;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * A prime on the pump's grid (F5): what enters the path, what is pushed out of the tip, and what the path holds afterwards.
 *
 * @param part nanolitres of what it is to fill
 * @param nanolitres on the grid
 * @param rate nanolitres in 24 h
 * @param connected whether it reaches the tip at all
 * @param before the path before it
 * @param after the path after it
 * @param content before it, as it leaves the tip
 * @param entering what enters the path
 */
record PrimeDecision(
        Ratio part,
        long nanolitres,
        Ratio rate,
        boolean connected,
        PathQueue before,
        PathQueue after,
        TipContent content,
        Mix entering) {

    static Optional<PrimeDecision> of(DosingRequest request, Reservoir reservoir, CatheterPath path, PathQueue queue) {
        return request.order()
                .beside()
                .prime()
                .map(prime -> made(request, prime, reservoir.effective(), path, queue))
                .filter(each -> each.nanolitres() > 0);
    }

    private static PrimeDecision made(
            DosingRequest request, Additions.Prime prime, Mix entering, CatheterPath path, PathQueue queue) {
        Optional<Functions.Prime> function = request.capabilities().functions().flatMap(Functions::prime);
        Ratio part =
                switch (prime.part()) {
                    case PATH -> path.nanolitres();
                    case CATHETER -> path.catheterNanolitres();
                    case TUBING -> path.tubing().exact();
                };
        long nanolitres = Rounding.PRIME_VOLUME.of(
                prime.volume().map(Volume::exact).orElse(part),
                function.map(each -> each.volumeGrid().nanolitres()).orElse(1L));
        Ratio rate = function.map(each -> each.rate().exact())
                .orElseGet(() -> request.capabilities().rate().max().exact());
        boolean connected =
                request.circumstances().content().map(Content::connected).orElse(true);
        PathQueue after = connected
                ? queue.push(Ratio.of(nanolitres), entering).after()
                : tubingPrimed(queue, path, Ratio.of(nanolitres), entering);
        return new PrimeDecision(
                part, nanolitres, rate, connected, queue, after, new TipContent(queue, entering), entering);
    }

    /** A pump that is not connected pushes out of its own tubing, into the air. */
    private static PathQueue tubingPrimed(PathQueue queue, CatheterPath path, Ratio nanolitres, Mix entering) {
        Ratio left = path.tubing().exact();
        List<PathQueue.Plug> tubing = new ArrayList<>();
        List<PathQueue.Plug> catheter = new ArrayList<>();
        for (PathQueue.Plug each : queue.plugs()) {
            Ratio inTubing = each.nanolitres().compareTo(left) < 0 ? each.nanolitres() : left;
            tubing.add(new PathQueue.Plug(inTubing, each.mix()));
            catheter.add(new PathQueue.Plug(each.nanolitres().minus(inTubing), each.mix()));
            left = left.minus(inTubing);
        }
        List<PathQueue.Plug> all = new ArrayList<>(
                new PathQueue(tubing).push(nanolitres, entering).after().plugs());
        all.addAll(catheter);
        return new PathQueue(all);
    }

    Ratio millis() {
        return Ratio.of(nanolitres).times(WeekPlan.MILLIS_PER_DAY).dividedBy(rate);
    }

    /** Nanograms that leave the tip by plug flow: what was last in the path. */
    Ratio atTip(String drug) {
        return connected ? content.nominal(drug, Ratio.of(nanolitres)) : Ratio.ZERO;
    }

    /** Nanograms that leave the tip at most. */
    Ratio bound(String drug) {
        return connected ? content.bound(drug, Ratio.ZERO, Ratio.of(nanolitres)) : Ratio.ZERO;
    }

    /** Nanograms that enter the path. */
    Ratio intoPath(String drug) {
        return new PathQueue.Plug(Ratio.of(nanolitres), entering).nanograms(drug);
    }

    List<String> drugs() {
        List<Mix> mixes = new ArrayList<>(List.of(entering));
        before.plugs().forEach(each -> mixes.add(each.mix()));
        return Mix.drugsOf(mixes);
    }

    /** Milliseconds after which drug may leave the tip; the whole duration when none does before its end. */
    Ratio earliest() {
        if (!connected) {
            return millis();
        }
        Ratio first = before.atTip().isWithoutDrug()
                ? drugs().stream()
                        .flatMap(drug -> content.earliestRise(drug).stream())
                        .min(Ratio::compareTo)
                        .orElse(Ratio.of(nanolitres))
                : Ratio.ZERO;
        Ratio volume = first.compareTo(Ratio.of(nanolitres)) < 0 ? first : Ratio.of(nanolitres);
        return volume.times(WeekPlan.MILLIS_PER_DAY).dividedBy(rate);
    }

    PrimePlan plan() {
        return new PrimePlan(
                new Volume(nanolitres),
                Shown.seconds(millis()),
                Shown.seconds(earliest()),
                drugs().stream()
                        .map(drug -> new PrimePlan.PrimedDrug(
                                drug, Shown.mass(intoPath(drug)), Shown.mass(atTip(drug)), Shown.mass(bound(drug))))
                        .toList());
    }
}
