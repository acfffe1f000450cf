// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.Optional;
import org.cisterna.dosing.calculation.ConversionRequest;
import org.cisterna.dosing.calculation.ConversionRequest.Route;
import org.cisterna.quantity.Ratio;

/**
 * An estimate from another route (F15), for morphine only. It fills nothing in and proposes nothing: the published ratios differ so much that
 * no number of them is a prescription.
 */
final class Conversion {

    private static final String MORPHINE = "morphine";
    private static final int EPIDURAL = 10;
    private static final int INTRAVENOUS = 100;
    private static final int ORAL = 300;
    /** The first dose of a cancer centre, by mouth to intrathecal: the other end of what was read. */
    private static final int ORAL_OF_A_CANCER_CENTRE = 100;

    private Conversion() {}

    static void work(ConversionRequest request, Sheet sheet) {
        if (!request.drug().equals(MORPHINE)) {
            sheet.block(
                    "NO_RATIO",
                    "drug",
                    request.drug(),
                    "no ratio is known for it: ratios hold for morphine alone, never for baclofen or ziconotide, and"
                            + " not for opioids that dissolve in fat. Start by its own rule");
            return;
        }
        int ratio = request.route() == Route.ORAL ? ORAL : request.route() == Route.EPIDURAL ? EPIDURAL : INTRAVENOUS;
        Ratio estimate = request.daily().exact().dividedBy(ratio);
        sheet.put("estimate", Measure.DOSE, estimate);
        sheet.say("ratio", Optional.empty(), ratio + ":1");
        String spread = "";
        if (request.route() == Route.ORAL) {
            Ratio high = request.daily().exact().dividedBy(ORAL_OF_A_CANCER_CENTRE);
            sheet.put("estimateByAnotherRatio", ORAL_OF_A_CANCER_CENTRE + ":1", Measure.DOSE, high);
            spread = "; at " + ORAL_OF_A_CANCER_CENTRE + ":1, in use for a first dose of cancer patients ["
                    + Published.CONVERSION_CANCER.tag() + "], " + Measure.DOSE.text(high);
            sheet.put("spread", Measure.TIMES, Ratio.of(ORAL, ORAL_OF_A_CANCER_CENTRE));
        }
        sheet.confirm(
                "ESTIMATE_ONLY",
                "estimate",
                Measure.DOSE.text(estimate),
                ratio + ":1",
                "an estimate at " + ratio + ":1" + spread
                        + "; there is no consensus on a ratio, and texts span still more. Nothing is filled in from"
                        + " it: start low",
                Published.CONVERSION_SURVEY.authority());
        request.proposed().ifPresent(dose -> {
            if (dose.exact().compareTo(estimate) > 0) {
                sheet.twoPersons(
                        "ABOVE_ESTIMATE",
                        "proposed",
                        dose.text(),
                        Measure.DOSE.text(estimate),
                        "the proposed dose is above the lowest estimate; start low",
                        Published.CONVERSION_SURVEY.authority());
            } else {
                sheet.pass(
                        "ABOVE_ESTIMATE",
                        "proposed",
                        dose.text(),
                        Measure.DOSE.text(estimate),
                        "not above the lowest estimate",
                        Published.CONVERSION_SURVEY.authority());
            }
        });
    }
}
