// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.Optional;
import org.cisterna.dosing.calculation.RefillCheckRequest;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Ratio;

/**
 * What was withdrawn against what was expected (F10). A mismatch holds the fill and is investigated, the causes in their order; the running
 * programme goes on, and nothing is advised about the dose.
 */
final class RefillCheck {

    private static final Ratio PUBLISHED_LIMIT = Ratio.of(2_000_000);
    private static final String TOO_LITTLE =
            "what was withdrawn may not be all there was: withdraw again first, and look again; then over-delivery"
                    + " of the pump, a leak, an earlier fill beside the pump";
    private static final String TOO_MUCH =
            "more was left than expected: under-delivery, a standstill of the pump, a kink or an occlusion of the"
                    + " catheter, or a wrong volume entered at the last fill";
    private static final String HOLD =
            "; hold the fill until a cause is found or two persons give a reason; the running programme goes on"
                    + " unchanged meanwhile";

    private RefillCheck() {}

    static void work(RefillCheckRequest request, Sheet sheet) {
        Ratio filled = request.filled().exact();
        Ratio expected = request.expected().exact();
        Ratio withdrawn = request.withdrawn().exact();
        if (expected.compareTo(filled) > 0) {
            sheet.block(
                    "VOLUME_IMPOSSIBLE",
                    "expected",
                    request.expected().text(),
                    request.filled().text(),
                    "more is expected than was filled; correct the record of the last fill",
                    Authority.NONE);
            return;
        }
        Ratio due = filled.minus(expected);
        Ratio difference = expected.minus(withdrawn);
        sheet.put("delivered", Measure.VOLUME, filled.minus(withdrawn));
        sheet.put("deliveredExpected", Measure.VOLUME, due);
        sheet.change("difference", Optional.empty(), Measure.VOLUME, difference);
        if (due.signum() > 0) {
            Ratio ratio = filled.minus(withdrawn).dividedBy(due);
            sheet.put("ratio", Measure.TIMES, ratio);
            sheet.change(
                    "error",
                    Optional.empty(),
                    Measure.PERCENT,
                    ratio.minus(Ratio.ONE).times(100));
        }
        Ratio limit = limit(request, due);
        sheet.put("limit", Measure.VOLUME, limit);
        String shown = Measure.VOLUME.signed(difference);
        String bound = Measure.VOLUME.text(limit);
        Authority by = request.absoluteLimit().isPresent() ? Authority.NONE : Published.RESIDUAL_LIMIT.authority();
        if (difference.abs().compareTo(limit) <= 0) {
            sheet.pass("REFILL_ACCURACY", "withdrawn", shown, bound, "as expected", by);
        } else {
            sheet.twoPersons("REFILL_ACCURACY", "withdrawn", shown, bound, causes(request, difference) + HOLD, by);
        }
        if (request.readingTolerance().exact().compareTo(PUBLISHED_LIMIT) > 0) {
            sheet.twoPersons(
                    "TOLERANCE_WIDE",
                    "readingTolerance",
                    request.readingTolerance().text(),
                    Measure.VOLUME.text(PUBLISHED_LIMIT),
                    "no syringe is read as roughly as that, and below it nothing is found here; enter how exactly the"
                            + " syringe is read",
                    Published.RESIDUAL_LIMIT.authority());
        }
        if (withdrawn.compareTo(filled) > 0) {
            sheet.twoPersons(
                    "MORE_THAN_FILLED",
                    "withdrawn",
                    request.withdrawn().text(),
                    request.filled().text(),
                    "more was withdrawn than was filled last time; the record of that fill, or this volume, is wrong",
                    Authority.NONE);
        }
    }

    private static String causes(RefillCheckRequest request, Ratio difference) {
        if (difference.signum() < 0) {
            return TOO_MUCH;
        }
        return request.withdrawnAgain()
                ? "less was left than expected, after a second withdrawal too: over-delivery of the pump, a leak,"
                        + " an earlier fill beside the pump"
                : TOO_LITTLE;
    }

    /** The pump's own accuracy of what it should have given, but no more than the absolute limit and no less than the syringe shows. */
    private static Ratio limit(RefillCheckRequest request, Ratio due) {
        Ratio absolute = request.absoluteLimit().map(Quantity::exact).orElse(PUBLISHED_LIMIT);
        Ratio accuracy = due.times(request.accuracyPerMille()).dividedBy(1000);
        Ratio least = accuracy.compareTo(absolute) < 0 ? accuracy : absolute;
        Ratio tolerance = request.readingTolerance().exact();
        return tolerance.compareTo(least) > 0 ? tolerance : least;
    }
}
