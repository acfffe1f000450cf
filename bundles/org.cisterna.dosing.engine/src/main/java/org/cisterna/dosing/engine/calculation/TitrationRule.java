// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.dosing.calculation.TitrationRequest.Policy;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Ratio;

/**
 * The numbers of a policy. Only what was read, or is remembered with high confidence and says so, stands here.
 *
 * @param drug the drug it is for
 * @param share rise of one step as a share of the dose before it; zero when the step is absolute
 * @param step rise of one step; zero when it is a share
 * @param interval shortest time between two steps; empty when there is one step a refill
 * @param perWeek most steps in any 7 days; 0 when there is no such rule
 * @param most dose that the source ends at
 * @param source where the numbers come from
 * @param words the rule, for people
 */
record TitrationRule(
        String drug,
        Ratio share,
        DoseRate step,
        Optional<Duration> interval,
        int perWeek,
        Optional<DoseRate> most,
        Published source,
        String words) {

    private static final String BACLOFEN = "baclofen";
    private static final DoseRate LABEL_STEP = new DoseRate(2_400);

    static TitrationRule of(Policy policy) {
        return switch (policy) {
            case BAC_SPINAL -> baclofen(30, true, Published.ITB_2016, "up to 30 % once in 24 h");
            case BAC_CEREBRAL -> baclofen(15, true, Published.ITB_2016, "up to 15 % once in 24 h");
            case BAC_PED -> baclofen(15, true, Published.ITB_2015, "up to 15 % once in 24 h");
            case BAC_MAINT_SPINAL -> baclofen(40, false, Published.ITB_MAINTENANCE, "up to 40 % at a refill");
            case BAC_MAINT_CEREBRAL -> baclofen(20, false, Published.ITB_LABEL, "up to 20 % at a refill");
            case ZIC_CONSENSUS ->
                ziconotide(
                        new DoseRate(500),
                        Duration.ofDays(7),
                        0,
                        new DoseRate(19_200),
                        Published.ZIC_CONSENSUS,
                        "up to 0.5 mcg/day, no more often than weekly");
            case ZIC_LABEL_US ->
                ziconotide(
                        LABEL_STEP,
                        Duration.ofDays(2),
                        3,
                        new DoseRate(19_200),
                        Published.ZIC_LABEL,
                        "up to 2.4 mcg/day, no more than three times in 7 days, here at least 48 h apart");
            case ZIC_EU ->
                ziconotide(
                        LABEL_STEP,
                        Duration.ofHours(24),
                        0,
                        new DoseRate(21_600),
                        Published.ZIC_SMPC,
                        "up to 2.4 mcg/day, at least 24 h apart; 48 h are recommended");
        };
    }

    private static TitrationRule baclofen(int percent, boolean daily, Published source, String words) {
        return new TitrationRule(
                BACLOFEN,
                Ratio.of(percent, 100),
                DoseRate.ZERO,
                daily ? Optional.of(Duration.ofHours(24)) : Optional.empty(),
                0,
                Optional.empty(),
                source,
                words);
    }

    private static TitrationRule ziconotide(
            DoseRate step, Duration interval, int perWeek, DoseRate most, Published source, String words) {
        return new TitrationRule(
                "ziconotide", Ratio.ZERO, step, Optional.of(interval), perWeek, Optional.of(most), source, words);
    }

    /** The highest dose of the step after one. */
    Ratio after(Ratio dose) {
        return dose.plus(dose.times(share)).plus(step.exact());
    }
}
