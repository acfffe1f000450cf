// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.Optional;
import org.cisterna.dosing.calculation.PocketFillRequest;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/** Whether what was injected is in the reservoir. Only a sensor can tell; without one there is no verdict from a volume. */
final class PocketFill {

    private static final Volume SMALL_PUMP = new Volume(20_000_000);
    private static final Ratio SMALL_PUMP_LIMIT = Ratio.of(1_000_000);
    private static final Ratio LARGE_PUMP_LIMIT = Ratio.of(2_000_000);
    private static final String SIGNS =
            "observe the patient, and know the signs: pain or swelling over the pump, drowsiness, slow breathing,"
                    + " weakness";

    private PocketFill() {}

    static void work(PocketFillRequest request, Sheet sheet) {
        // a sensor may count what nobody can draw off, and is believed to the larger of its limits
        Ratio there = request.measuredBefore()
                .map(Volume::exact)
                .orElse(Ratio.ZERO)
                .plus(request.injected().exact());
        Ratio most = request.reservoirCapacity().exact();
        if (request.injected().exact().compareTo(most) > 0 || there.compareTo(most.plus(LARGE_PUMP_LIMIT)) > 0) {
            sheet.block(
                    "OVERFILL",
                    "injected",
                    Measure.VOLUME.text(there),
                    request.reservoirCapacity().text(),
                    "with what was in it that is more than the reservoir holds: an overfilled reservoir presses drug into"
                            + " the patient, or it lies beside the pump, or a volume is wrong; inject no more, draw back,"
                            + " and find out which; " + SIGNS,
                    Authority.PUMP);
        }
        if (request.measuredBefore().isEmpty() && request.measuredAfter().isEmpty()) {
            withoutSensor(request, sheet);
            return;
        }
        if (request.measuredBefore().isEmpty() || request.measuredAfter().isEmpty()) {
            sheet.block(
                    "SENSOR_READING_MISSING",
                    request.measuredBefore().isEmpty() ? "measuredBefore" : "measuredAfter",
                    "missing",
                    "one reading of the sensor alone says nothing; enter both, or none for a pump without a sensor");
            return;
        }
        Ratio rise = request.measuredAfter()
                .get()
                .exact()
                .minus(request.measuredBefore().get().exact());
        Ratio missing = request.injected().exact().minus(rise);
        Ratio limit = request.reservoirCapacity().compareTo(SMALL_PUMP) <= 0 ? SMALL_PUMP_LIMIT : LARGE_PUMP_LIMIT;
        sheet.change("missing", Optional.empty(), Measure.VOLUME, missing);
        if (missing.signum() > 0) {
            masses(request.solution(), missing, sheet);
        }
        String shown = Measure.VOLUME.signed(missing);
        String bound = Measure.VOLUME.text(limit);
        if (missing.compareTo(limit) > 0) {
            sheet.twoPersons(
                    "POCKET_FILL_SUSPECTED",
                    "injected",
                    shown,
                    bound,
                    "less came into the reservoir than was injected: it may lie beside the pump. Stop injecting, draw"
                            + " back, call for help; " + SIGNS,
                    Published.POCKET_FILL.authority());
        } else if (missing.negated().compareTo(limit) > 0) {
            sheet.confirm(
                    "SENSOR_DOUBTED",
                    "measuredAfter",
                    shown,
                    bound,
                    "the sensor shows more than was injected; compare it with the syringe and the calculated volume,"
                            + " and have it recalibrated",
                    Published.POCKET_FILL.authority());
        } else {
            sheet.pass(
                    "POCKET_FILL",
                    "injected",
                    shown,
                    bound,
                    "what was injected is in the reservoir, by its sensor",
                    Published.POCKET_FILL.authority());
        }
    }

    private static void withoutSensor(PocketFillRequest request, Sheet sheet) {
        Optional<Volume> back = request.aspiratedBack().filter(each -> each.nanolitres() > 0);
        if (back.isPresent()) {
            sheet.pass(
                    "POCKET_FILL_UNSEEN",
                    "aspiratedBack",
                    back.get().text(),
                    "this pump has no sensor, so its volume says nothing; part of the fill came back from the"
                            + " reservoir. " + SIGNS);
        } else {
            sheet.confirm(
                    "POCKET_FILL_UNSEEN",
                    "aspiratedBack",
                    "missing",
                    "this pump has no sensor, so its volume says nothing: draw back part of the first 5 mL before"
                            + " going on, and start the timer of observation; " + SIGNS);
        }
        masses(request.solution(), request.injected().exact(), sheet);
    }

    /** What would be outside the pump. */
    private static void masses(Solution solution, Ratio nanolitres, Sheet sheet) {
        for (Solution.Ingredient each : solution.ingredients()) {
            sheet.put(
                    "massOutside",
                    each.drug(),
                    Measure.MASS,
                    each.concentration().exact().times(nanolitres).dividedBy(1_000_000));
        }
    }
}
