// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Order;
import org.cisterna.quantity.Ratio;

/**
 * A minimum rate that is a dose. It is meant to keep the pump moving and to give no therapy, but what it gives is its volume times what is in the
 * reservoir: of a drug that nobody gave before that is a start, and of one that was given it is therapy from the share on below which a drug
 * counts as interrupted.
 */
final class MinimumDose {

    private static final Ratio DAY = Ratio.of(WeekPlan.MILLIS_PER_DAY);

    private MinimumDose() {}

    static boolean isOrdered(Case subject) {
        return subject.request().order().dayAlone() instanceof Order.MinimumRate;
    }

    /** What a minimum rate gives of a drug in 24 h, out of reservoir and path, where that is a dose; empty for any other order. */
    static Optional<DailyDose> of(Case subject, DrugCase drug) {
        return isOrdered(subject) ? given(subject, drug).filter(dose -> isDose(drug, dose)) : Optional.empty();
    }

    private static Optional<DailyDose> given(Case subject, DrugCase drug) {
        Optional<DailyDose> path =
                subject.physical().flow().map(flow -> new DailyDose(flow.most(drug.id(), DAY, Ratio.ZERO)));
        return drug.highest()
                .map(day -> Extreme.more(day, path))
                .filter(dose -> dose.nanograms().signum() > 0);
    }

    private static boolean isDose(DrugCase drug, DailyDose dose) {
        return drug.comparable()
                .map(last -> dose.nanograms().compareTo(last.nanograms().times(RestartCheck.INTERRUPTED)) >= 0)
                .orElse(true);
    }
}
