// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Volume;

/**
 * What was injected, against what the pump measures, so that a fill beside the pump is noticed.
 *
 * @param injected what was injected
 * @param reservoirCapacity usable volume of the pump; the limit depends on it
 * @param measuredBefore the sensor's reading before the injection; empty for a pump without a sensor
 * @param measuredAfter its reading afterwards
 * @param aspiratedBack what was drawn back from the reservoir after part of the fill
 * @param solution what was injected
 */
public record PocketFillRequest(
        Volume injected,
        Volume reservoirCapacity,
        Optional<Volume> measuredBefore,
        Optional<Volume> measuredAfter,
        Optional<Volume> aspiratedBack,
        Solution solution)
        implements CalculationRequest {

    static Optional<PocketFillRequest> read(FieldReader fields) {
        fields.only(
                FUNCTION,
                "injected",
                "reservoirCapacity",
                "measuredBefore",
                "measuredAfter",
                "aspiratedBack",
                "solution");
        Optional<Volume> injected = fields.parsed("injected", AboveZero::volume);
        Optional<Volume> reservoirCapacity = fields.parsed("reservoirCapacity", AboveZero::volume);
        Optional<Volume> measuredBefore = fields.optionalParsed("measuredBefore", Volume::parse);
        Optional<Volume> measuredAfter = fields.optionalParsed("measuredAfter", Volume::parse);
        Optional<Volume> aspiratedBack = fields.optionalParsed("aspiratedBack", Volume::parse);
        Optional<Solution> solution = fields.made("solution", value -> Solution.fromJson(FieldReader.array(value)));
        return fields.isGood()
                ? Optional.of(new PocketFillRequest(
                        injected.orElseThrow(),
                        reservoirCapacity.orElseThrow(),
                        measuredBefore,
                        measuredAfter,
                        aspiratedBack,
                        solution.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.POCKET_FILL;
    }

    @Override
    public JsonObject toJson() {
        return Json.object()
                .put(FUNCTION, function().id())
                .put("injected", injected.text())
                .put("reservoirCapacity", reservoirCapacity.text())
                .putOptional("measuredBefore", measuredBefore.map(Volume::text))
                .putOptional("measuredAfter", measuredAfter.map(Volume::text))
                .putOptional("aspiratedBack", aspiratedBack.map(Volume::text))
                .put("solution", solution.toJson())
                .build();
    }
}
