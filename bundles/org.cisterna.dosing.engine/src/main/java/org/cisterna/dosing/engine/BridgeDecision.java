// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.BridgePlan;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DrugDose;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * A bridge on the pump's grid (F6): the old solution leaves the path at the rate of its own dose, and its duration is rounded by what going
 * wrong would do.
 *
 * @param old what the path holds
 * @param oldSolution the same as a label has it
 * @param reservoir what follows it
 * @param nanolitres of the path
 * @param rate on the grid
 * @param exact milliseconds that it takes without a grid
 * @param millis on the grid
 * @param next what runs afterwards
 * @param tooLong how many times the wanted dose one gets while it runs too long
 * @param tooShort how many times the wanted dose of a drug one gets while it stopped too early, at most
 */
record BridgeDecision(
        Mix old,
        Solution oldSolution,
        Reservoir reservoir,
        Ratio nanolitres,
        FlowRate rate,
        Ratio exact,
        long millis,
        WeekPlan next,
        Ratio tooLong,
        Ratio tooShort) {

    /** Whether either way of going wrong exceeds a wanted dose. */
    boolean hasBothSigns() {
        return tooLong.compareTo(Ratio.ONE) > 0 && tooShort.compareTo(Ratio.ONE) > 0;
    }

    boolean isExact() {
        return exact.equals(Ratio.of(millis));
    }

    boolean isTooLong() {
        return exact.compareTo(Ratio.of(millis)) < 0;
    }

    /** Nanolitres that the bridge gives. */
    Ratio given() {
        return rate.exact().times(millis).dividedBy(WeekPlan.MILLIS_PER_DAY);
    }

    /** Nanolitres that it is off by. */
    Ratio off() {
        return nanolitres.minus(given()).abs();
    }

    /** What leaves the tip while the rounding shows: the new solution still, or the old one again. */
    Mix offMix() {
        return isTooLong() ? reservoir.effective() : old;
    }

    /** The highest rate at which that leaves it. */
    Ratio offRate() {
        return isTooLong() ? rate.exact() : next.highest();
    }

    /** Nanograms in 24 h of a drug during that time. */
    DailyDose offDose(String drug) {
        return dose(offRate(), offMix(), drug);
    }

    /** For how long. */
    Ratio offMillis() {
        return off().times(WeekPlan.MILLIS_PER_DAY).dividedBy(offRate());
    }

    List<String> drugs() {
        return Mix.drugsOf(List.of(reservoir.effective(), old));
    }

    static DailyDose dose(Ratio nanolitresPerDay, Mix mix, String drug) {
        return new DailyDose(nanolitresPerDay.times(mix.of(drug)).dividedBy(1_000_000));
    }

    static List<DrugDose> doses(Ratio nanolitresPerDay, Mix mix) {
        return mix.nanograms().keySet().stream()
                .map(drug -> new DrugDose(drug, dose(nanolitresPerDay, mix, drug)))
                .toList();
    }

    Ratio nextDaily() {
        return next.weekly().dividedBy(WeekPlan.DAYS_PER_WEEK);
    }

    BridgePlan plan() {
        TipContent content = new TipContent(PathQueue.of(nanolitres, old), reservoir.effective());
        return new BridgePlan(
                oldSolution,
                rate,
                Duration.ofMillis(millis),
                Shown.seconds(exact),
                new Volume(Rounding.SHOWN_VOLUME.of(given(), 1)),
                drugs().stream()
                        .map(drug -> new BridgePlan.BridgedDrug(
                                drug,
                                Shown.mass(content.nominal(drug, given())),
                                Shown.mass(content.bound(drug, Ratio.ZERO, given())),
                                Shown.mass(reservoir
                                        .labelled()
                                        .of(drug)
                                        .times(given())
                                        .dividedBy(1_000_000))))
                        .toList(),
                doses(rate.exact(), old),
                doses(nextDaily(), reservoir.effective()),
                doses(nextDaily(), reservoir.labelled()),
                doses(nextDaily(), old),
                nextDaily().signum() == 0
                        ? Duration.ZERO
                        : Shown.seconds(
                                nanolitres.times(WeekPlan.MILLIS_PER_DAY).dividedBy(nextDaily())));
    }

    /** Milliseconds on a grid in the direction that does less harm. */
    static long rounded(Ratio exact, long grid, Ratio tooLong, Ratio tooShort) {
        boolean longHarms = tooLong.compareTo(Ratio.ONE) > 0;
        boolean shortHarms = tooShort.compareTo(Ratio.ONE) > 0;
        boolean down = longHarms && (!shortHarms || tooLong.compareTo(tooShort) >= 0);
        return (down ? Rounding.BRIDGE_TOO_LONG : Rounding.BRIDGE_TOO_SHORT).of(exact, grid);
    }

    static Optional<Ratio> worst(Mix old, Mix next, Ratio nextRate, Ratio bridgeRate) {
        return old.nanograms().keySet().stream()
                .map(drug -> next.of(drug).signum() > 0
                        ? old.of(drug).dividedBy(next.of(drug))
                        : nextRate.dividedBy(bridgeRate))
                .max(Ratio::compareTo);
    }
}
