// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * A bolus on a pump's grid (F0): its volume down, its duration up.
 *
 * @param dose as ordered, of the primary drug
 * @param ordered over which it was ordered
 * @param exact nanolitres that would give it
 * @param nanolitres that the pump gives
 * @param millis over which the pump gives them
 */
record Shot(Mass dose, Duration ordered, Ratio exact, long nanolitres, long millis) {

    private static final long NANOLITRES_PER_MILLILITRE = 1_000_000;

    static Shot of(Mass dose, Duration duration, Ratio concentration, Volume volumeGrid, Duration durationGrid) {
        Ratio exact = dose.exact().times(NANOLITRES_PER_MILLILITRE).dividedBy(concentration);
        return new Shot(
                dose,
                duration,
                exact,
                Rounding.BOLUS_VOLUME.of(exact, volumeGrid.nanolitres()),
                Rounding.BOLUS_DURATION.of(Ratio.of(duration.toMillis()), durationGrid.toMillis()));
    }

    /** Whether the pump gives anything of it. */
    boolean isGiven() {
        return nanolitres > 0;
    }

    /** Nanolitres in 24 h while it runs. */
    Ratio rate() {
        return Ratio.of(nanolitres, millis).times(WeekPlan.MILLIS_PER_DAY);
    }

    /** Nanograms of a drug in it. */
    Ratio nanograms(Mix mix, String drug) {
        return mix.of(drug).times(nanolitres).dividedBy(NANOLITRES_PER_MILLILITRE);
    }

    Duration duration() {
        return Duration.ofMillis(millis);
    }

    Volume volume() {
        return new Volume(nanolitres);
    }

    /** How many boluses of an interval may fall into 24 h. */
    static long inADay(long intervalMillis) {
        return Ratio.of(WeekPlan.MILLIS_PER_DAY, intervalMillis).ceil().longValueExact();
    }
}
