// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * Boluses of one volume, given again and again.
 *
 * @param wanted the volume
 * @param claimPerMille what the pump declares, plus or minus, in thousandths
 * @param strokePicolitres the smallest amount in which it moves fluid: a bolus can miss one at either end
 * @param picolitres what flowed beyond the day's delivery, each time
 */
public record BolusAccuracy(Volume wanted, int claimPerMille, long strokePicolitres, List<Long> picolitres) {

    private static final int PER_MILLE_IN_PERCENT = 10;
    private static final long PICOLITRES = 1_000;

    public BolusAccuracy {
        picolitres = List.copyOf(picolitres);
        if (picolitres.isEmpty() || wanted.nanolitres() == 0) {
            throw new IllegalArgumentException("boluses of a volume above zero, one at least");
        }
    }

    private Ratio error(Ratio given) {
        Ratio whole = Ratio.of(wanted.nanolitres()).times(PICOLITRES);
        return given.minus(whole).times(100).dividedBy(whole);
    }

    private Ratio mean() {
        Ratio sum = Ratio.ZERO;
        for (long each : picolitres) {
            sum = sum.plus(Ratio.of(each));
        }
        return error(sum.dividedBy(picolitres.size()));
    }

    private Ratio worst(boolean most) {
        long worst = most
                ? picolitres.stream().mapToLong(Long::longValue).max().orElseThrow()
                : picolitres.stream().mapToLong(Long::longValue).min().orElseThrow();
        return error(Ratio.of(worst));
    }

    /** What is allowed, in percent: the claim, and a stroke at either end. */
    public Ratio allowed() {
        return Ratio.of(claimPerMille, PER_MILLE_IN_PERCENT)
                .plus(Ratio.of(2 * strokePicolitres, wanted.nanolitres())
                        .dividedBy(PICOLITRES)
                        .times(100));
    }

    /** Whether each of them is within what is allowed. */
    public boolean isWithin() {
        return worst(true).abs().compareTo(allowed()) <= 0 && worst(false).abs().compareTo(allowed()) <= 0;
    }

    /** As JSON; each value is the text that is shown. */
    public JsonObject toJson() {
        return Json.object()
                .put("wanted", wanted.text())
                .put("count", picolitres.size())
                .put("most", Course.percent(worst(true)))
                .put("least", Course.percent(worst(false)))
                .put("mean", Course.percent(mean()))
                .put("allowed", Course.percent(allowed()))
                .put("within", isWithin())
                .build();
    }
}
