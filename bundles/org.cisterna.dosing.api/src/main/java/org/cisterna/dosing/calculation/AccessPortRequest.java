// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/**
 * An injection through the port of the catheter.
 *
 * @param catheter segments from pump to tip
 * @param portVolume volume between the port and the catheter, where it is known
 * @param solution what the catheter holds
 * @param aspirated what was drawn out of the catheter; empty while nobody recorded it
 * @param rate at which the pump delivers
 * @param primeRate at which the pump can prime the catheter
 */
public record AccessPortRequest(
        List<CatheterSegment> catheter,
        Optional<Volume> portVolume,
        Solution solution,
        Optional<Volume> aspirated,
        Optional<FlowRate> rate,
        Optional<FlowRate> primeRate)
        implements CalculationRequest {

    public AccessPortRequest {
        catheter = List.copyOf(catheter);
    }

    static Optional<AccessPortRequest> read(FieldReader fields) {
        fields.only(FUNCTION, "catheter", "portVolume", "solution", "aspirated", "rate", "primeRate");
        Optional<List<CatheterSegment>> catheter = fields.listMade("catheter", CatheterSegment::fromJson);
        Optional<Volume> portVolume = fields.optionalParsed("portVolume", Volume::parse);
        Optional<Solution> solution = fields.made("solution", value -> Solution.fromJson(FieldReader.array(value)));
        Optional<Volume> aspirated = fields.optionalParsed("aspirated", Volume::parse);
        Optional<FlowRate> rate = fields.optionalParsed("rate", AboveZero::flow);
        Optional<FlowRate> primeRate = fields.optionalParsed("primeRate", AboveZero::flow);
        return fields.isGood()
                ? Optional.of(new AccessPortRequest(
                        catheter.orElseThrow(), portVolume, solution.orElseThrow(), aspirated, rate, primeRate))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.ACCESS_PORT;
    }

    @Override
    public JsonObject toJson() {
        return Json.object()
                .put(FUNCTION, function().id())
                .put(
                        "catheter",
                        Json.array(
                                catheter.stream().map(CatheterSegment::toJson).toList()))
                .putOptional("portVolume", portVolume.map(Volume::text))
                .put("solution", solution.toJson())
                .putOptional("aspirated", aspirated.map(Volume::text))
                .putOptional("rate", rate.map(FlowRate::text))
                .putOptional("primeRate", primeRate.map(FlowRate::text))
                .build();
    }
}
