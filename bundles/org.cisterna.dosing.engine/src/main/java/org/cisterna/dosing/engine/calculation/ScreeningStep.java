// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Ratio;

/** The screening doses of baclofen, one after the other, and whether a dose is one of them or a mistaken unit. */
final class ScreeningStep {

    static final List<Mass> ALL = List.of(new Mass(50_000), new Mass(75_000), new Mass(100_000));

    /** Near means within a tenth. */
    private static final Ratio NEAR_BELOW = Ratio.of(9, 10);

    private static final Ratio NEAR_ABOVE = Ratio.of(11, 10);

    private record Suspect(long times, String what) {}

    private static final List<Suspect> SUSPECTS = List.of(
            new Suspect(1000, "1000 = micrograms in a milligram"),
            new Suspect(24, "24 = hours in a day"),
            new Suspect(10, "10 = a decimal place"));

    private ScreeningStep() {}

    static void examine(String drug, Mass dose, Sheet sheet) {
        String steps = ALL.stream().map(Mass::text).collect(Collectors.joining(", "));
        if (ALL.contains(dose)) {
            return;
        }
        Optional<String> jump = jump(dose);
        sheet.twoPersons(
                jump.isPresent() ? "UNIT_JUMP" : "SCREENING_STEP",
                "screeningDose",
                dose.text(),
                steps,
                "the screening doses of " + drug + " are " + steps + ", and " + dose.text() + " is none of them"
                        + jump.orElse("") + "; compare number and unit with the record of the screening",
                Published.ITB_SCREENING.authority());
    }

    /** In words, how the dose may be a step in a wrong unit. */
    private static Optional<String> jump(Mass dose) {
        for (Ratio nearest : List.of(Ratio.ZERO, Ratio.ONE)) {
            for (Suspect suspect : SUSPECTS) {
                for (Mass step : ALL) {
                    Ratio up = dose.exact().dividedBy(step.exact().times(suspect.times()));
                    Ratio down = dose.exact().times(suspect.times()).dividedBy(step.exact());
                    if (isNear(up, nearest)) {
                        return Optional.of("; it is "
                                + Measure.TIMES.text(dose.exact().dividedBy(step.exact())) + " " + step.text() + ": "
                                + suspect.what());
                    }
                    if (isNear(down, nearest)) {
                        return Optional.of("; " + step.text() + " is "
                                + Measure.TIMES.text(step.exact().dividedBy(dose.exact())) + " as much: "
                                + suspect.what());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Exactly one, or within a tenth of it. */
    private static boolean isNear(Ratio quotient, Ratio slack) {
        return slack.signum() == 0
                ? quotient.compareTo(Ratio.ONE) == 0
                : quotient.compareTo(NEAR_BELOW) >= 0 && quotient.compareTo(NEAR_ABOVE) <= 0;
    }
}
