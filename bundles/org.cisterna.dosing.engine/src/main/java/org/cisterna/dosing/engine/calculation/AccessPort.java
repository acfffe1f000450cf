// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.Optional;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.calculation.AccessPortRequest;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.dosing.engine.CatheterCheck;
import org.cisterna.dosing.engine.CatheterPath;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * An injection through the port of the catheter (F14): what it would push into the spinal fluid at once, the step held until that much was
 * drawn out, and the gap that follows, because the catheter then holds no drug.
 */
final class AccessPort {

    private static final long MILLIS_PER_DAY = 86_400_000;

    private AccessPort() {}

    static void work(AccessPortRequest request, Sheet sheet) {
        for (Finding each : CatheterCheck.faultsOf(request.catheter())) {
            sheet.block(each.code(), each.subject(), each.value(), each.message());
        }
        Optional<CatheterPath> path = CatheterPath.of(request.catheter(), Volume.ZERO);
        if (path.isEmpty()) {
            return;
        }
        CatheterCheck.unusual(request.catheter(), sheet.findings());
        Ratio volume = path.get()
                .nanolitres()
                .plus(request.portVolume().map(Volume::exact).orElse(Ratio.ZERO));
        sheet.put("catheterVolume", Measure.VOLUME, volume);
        for (Solution.Ingredient each : request.solution().ingredients()) {
            sheet.put(
                    "massPushedOut",
                    each.drug(),
                    Measure.MASS,
                    each.concentration().exact().times(volume).dividedBy(1_000_000));
        }
        String needed = Measure.VOLUME.text(volume);
        if (request.aspirated().isEmpty() || request.aspirated().get().exact().compareTo(volume) < 0) {
            sheet.block(
                    "ASPIRATION_MISSING",
                    "aspirated",
                    request.aspirated().map(Volume::text).orElse("missing"),
                    needed,
                    "an injection now would push all that the catheter holds into the spinal fluid at once; draw out at"
                            + " least this much first and record it. If nothing can be drawn, nothing is injected",
                    Authority.NONE);
            return;
        }
        sheet.pass("ASPIRATION", "aspirated", request.aspirated().get().text(), needed, "recorded", Authority.NONE);
        gap(request, volume, sheet);
    }

    private static void gap(AccessPortRequest request, Ratio volume, Sheet sheet) {
        String shown = "until the pump has filled the catheter";
        if (request.rate().isPresent()) {
            Ratio gap =
                    volume.times(MILLIS_PER_DAY).dividedBy(request.rate().get().exact());
            sheet.put("gap", Measure.HOURS, gap);
            shown = Measure.HOURS.text(gap);
        }
        request.primeRate().ifPresent(rate -> {
            sheet.put("primeTime", Measure.HOURS, volume.times(MILLIS_PER_DAY).dividedBy(rate.exact()));
            for (Solution.Ingredient each : request.solution().ingredients()) {
                sheet.put(
                        "primeBound",
                        each.drug(),
                        Measure.MASS,
                        each.concentration().exact().times(volume).dividedBy(4_000_000));
            }
        });
        sheet.confirm(
                "CATHETER_WITHOUT_DRUG",
                "catheter",
                shown,
                "the catheter holds no drug from the aspiration on: nothing reaches the tip for that long. Decide now:"
                        + " prime the catheter under observation, or accept the gap with its date");
    }
}
