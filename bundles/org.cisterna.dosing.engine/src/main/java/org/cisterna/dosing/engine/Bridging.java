// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.LastDose;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Ratio;

/**
 * Whether the path holds something else than the programme is for, and the bridge over it or why there is none.
 *
 * @param isNeeded whether the path holds another drug, or another concentration
 * @param decision the bridge
 * @param fault why there is none, in words
 */
record Bridging(boolean isNeeded, Optional<BridgeDecision> decision, Optional<String> fault) {

    static final Bridging NOT_NEEDED = new Bridging(false, Optional.empty(), Optional.empty());

    private static final Ratio LARGEST = Ratio.of(Quantity.MAX_BASE_UNITS);

    static Bridging of(DosingRequest request, Reservoir reservoir, PathQueue queue, Optional<WeekPlan> next) {
        List<PathQueue.Plug> others = queue.plugs().stream()
                .filter(each -> !each.mix().isWithoutDrug())
                .filter(each ->
                        !each.mix().equals(reservoir.labelled()) && !each.mix().equals(reservoir.effective()))
                .toList();
        if (others.isEmpty()) {
            return NOT_NEEDED;
        }
        if (queue.plugs().size() > 1) {
            return fault("the path holds " + queue.plugs().size()
                    + " different fluids one after the other, so no one rate bridges them; let them run out at a rate"
                    + " that suits each, or aspirate the catheter and prime it");
        }
        if (next.isEmpty() || next.get().lowest().signum() == 0) {
            return fault("there is no programme to bridge to");
        }
        return overOne(request, reservoir, others.get(0), next.get());
    }

    private static Bridging fault(String words) {
        return new Bridging(true, Optional.empty(), Optional.of(words));
    }

    private static Bridging overOne(DosingRequest request, Reservoir reservoir, PathQueue.Plug path, WeekPlan next) {
        Mix old = path.mix();
        Optional<Solution> label = solution(old);
        if (label.isEmpty()) {
            return fault("what the path holds is no solution that could be written on a label");
        }
        String primary = request.running()
                .map(running -> running.solution().primary().drug())
                .filter(drug -> old.of(drug).signum() > 0)
                .orElse(label.get().primary().drug());
        Optional<Ratio> dose = wanted(request, old, primary);
        if (dose.isEmpty()) {
            return fault("nothing runs, and no dose of " + primary
                    + " was given before; name the dose during the bridge in order.bridge.dose");
        }
        Capabilities pump = request.capabilities();
        Ratio exactRate = dose.get().times(1_000_000).dividedBy(old.of(primary));
        Optional<FlowRate> rate = onGrid(exactRate, pump);
        if (rate.isEmpty()) {
            return fault("the old solution at that dose needs " + Shown.rate(exactRate) + ", and this pump gives "
                    + pump.rate() + "; name another dose during the bridge");
        }
        Optional<Functions.Bridge> function = pump.functions().flatMap(Functions::bridge);
        Duration grid = function.map(Functions.Bridge::durationGrid).orElse(pump.stepGrid());
        Ratio bridgeRate = rate.get().exact();
        Ratio exact = path.nanolitres().times(WeekPlan.MILLIS_PER_DAY).dividedBy(bridgeRate);
        Ratio tooLong = bridgeRate.dividedBy(next.lowest());
        Ratio tooShort = BridgeDecision.worst(old, reservoir.effective(), next.highest(), bridgeRate)
                .orElseThrow();
        long millis = BridgeDecision.rounded(exact, grid.toMillis(), tooLong, tooShort);
        if (millis == 0) {
            return fault("the old solution is through in " + Shown.time(exact)
                    + ", less than one step of the pump's grid of bridges");
        }
        if (function.filter(each -> millis > each.longest().toMillis()).isPresent()) {
            return fault("the bridge would last " + Shown.time(exact) + ", and this pump's longest is "
                    + Shown.time(Ratio.of(function.get().longest().toMillis()))
                    + "; name a higher dose during the bridge");
        }
        return new Bridging(
                true,
                Optional.of(new BridgeDecision(
                        old,
                        label.get(),
                        reservoir,
                        path.nanolitres(),
                        rate.get(),
                        exact,
                        millis,
                        next,
                        tooLong,
                        tooShort)),
                Optional.empty());
    }

    private static Optional<FlowRate> onGrid(Ratio exact, Capabilities pump) {
        if (exact.exceeds(pump.rate().max()) || exact.isBelow(pump.rate().min())) {
            return Optional.empty();
        }
        FlowRate rounded = new FlowRate(Rounding.RATE.of(exact, pump.rateGrid().nanolitresPerDay()));
        return pump.rate().contains(rounded) ? Optional.of(rounded) : Optional.empty();
    }

    /** The dose during the bridge: as ordered, else as it runs, else as it last was. */
    private static Optional<Ratio> wanted(DosingRequest request, Mix old, String drug) {
        return request.order()
                .beside()
                .bridge()
                .flatMap(Additions.Bridge::dose)
                .map(each -> each.exact())
                .or(() -> request.running()
                        .map(Running::programme)
                        .filter(programme -> !(programme instanceof Programme.Stopped))
                        .map(programme ->
                                programme.dailyNanolitres().times(old.of(drug)).dividedBy(1_000_000)))
                .or(() -> request.lastDose(drug).map(LastDose::rate).map(each -> each.exact()));
    }

    private static Optional<Solution> solution(Mix mix) {
        if (mix.nanograms().size() > Solution.MAX_INGREDIENTS
                || mix.nanograms().values().stream().anyMatch(each -> !each.isWhole() || each.compareTo(LARGEST) > 0)) {
            return Optional.empty();
        }
        return Optional.of(new Solution(mix.nanograms().entrySet().stream()
                .map(each -> new Solution.Ingredient(
                        each.getKey(), new Concentration(each.getValue().toLongExact())))
                .toList()));
    }
}
