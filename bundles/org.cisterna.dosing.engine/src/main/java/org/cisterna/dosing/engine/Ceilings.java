// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.List;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;

/** Holds a dose of 24 h that is not the one of a day against every limit of the daily dose. */
final class Ceilings {

    private Ceilings() {}

    /** Every limit that a dose breaks, the tightest first, as findings; whether there was one. */
    static boolean broken(
            Case subject, String drug, DailyDose dose, String code, String value, String what, Findings found) {
        List<Authority.Ruled> broken = Authority.limits(
                        subject.request(), drug, LimitKind.MAX_DAILY_DOSE, Comparator.comparing(Limit::doseRate))
                .stream()
                .filter(each -> dose.nanograms().exceeds(each.limit().doseRate()))
                .toList();
        for (Authority.Ruled each : broken) {
            found.broken(
                    each,
                    code,
                    drug,
                    value,
                    what + " is above " + each.limit().value() + ", "
                            + each.limit().reason());
        }
        return !broken.isEmpty();
    }
}
