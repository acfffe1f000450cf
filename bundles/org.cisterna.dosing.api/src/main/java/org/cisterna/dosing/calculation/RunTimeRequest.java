// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/**
 * How long a volume lasts.
 *
 * @param volume what can be delivered
 * @param rate at which
 */
public record RunTimeRequest(Volume volume, FlowRate rate) implements CalculationRequest {

    static Optional<RunTimeRequest> read(FieldReader fields) {
        fields.only(FUNCTION, "volume", "rate");
        Optional<Volume> volume = fields.parsed("volume", AboveZero::volume);
        Optional<FlowRate> rate = fields.parsed("rate", AboveZero::flow);
        return fields.isGood()
                ? Optional.of(new RunTimeRequest(volume.orElseThrow(), rate.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.RUN_TIME;
    }

    @Override
    public JsonObject toJson() {
        return Json.object()
                .put(FUNCTION, function().id())
                .put("volume", volume.text())
                .put("rate", rate.text())
                .build();
    }
}
