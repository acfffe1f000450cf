// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/**
 * The next fill of a pump of fixed flow, of which only the concentration can change.
 *
 * @param indication what the drug is ordered for
 * @param filled what was filled last time
 * @param returned what was withdrawn
 * @param elapsed time between the two
 * @param nominalRate the factory's rate
 * @param capacity usable volume of the reservoir
 * @param drug id of the drug
 * @param daily wanted dose
 * @param stock concentration of the stock solution
 * @param prepare how much is prepared, the volume for the refill assembly included
 * @param accuracyPerMille accuracy of the flow that the pump declares, plus or minus, in thousandths; empty when nobody entered it
 * @param grounds what the house knows of the drugs
 */
public record ConstantFlowRequest(
        String indication,
        Volume filled,
        Volume returned,
        Duration elapsed,
        FlowRate nominalRate,
        Volume capacity,
        String drug,
        DoseRate daily,
        Concentration stock,
        Volume prepare,
        Optional<Integer> accuracyPerMille,
        Grounds grounds)
        implements CalculationRequest {

    /** Without an accuracy of the flow. */
    public ConstantFlowRequest(
            String indication,
            Volume filled,
            Volume returned,
            Duration elapsed,
            FlowRate nominalRate,
            Volume capacity,
            String drug,
            DoseRate daily,
            Concentration stock,
            Volume prepare,
            Grounds grounds) {
        this(
                indication,
                filled,
                returned,
                elapsed,
                nominalRate,
                capacity,
                drug,
                daily,
                stock,
                prepare,
                Optional.empty(),
                grounds);
    }

    static Optional<ConstantFlowRequest> read(FieldReader fields) {
        fields.only(Grounds.membersAnd(
                FUNCTION,
                "indication",
                "filled",
                "returned",
                "elapsed",
                "nominalRate",
                "capacity",
                "drug",
                "daily",
                "stock",
                "prepare",
                "accuracyPerMille"));
        Optional<String> indication = fields.text("indication");
        Optional<Volume> filled = fields.parsed("filled", AboveZero::volume);
        Optional<Volume> returned = fields.parsed("returned", Volume::parse);
        Optional<Duration> elapsed = fields.parsed("elapsed", AboveZero::duration);
        Optional<FlowRate> nominalRate = fields.parsed("nominalRate", AboveZero::flow);
        Optional<Volume> capacity = fields.parsed("capacity", AboveZero::volume);
        Optional<String> drug = fields.text("drug");
        Optional<DoseRate> daily = fields.parsed("daily", AboveZero::dose);
        Optional<Concentration> stock = fields.parsed("stock", AboveZero::concentration);
        Optional<Volume> prepare = fields.parsed("prepare", AboveZero::volume);
        Optional<Integer> accuracy = fields.optionalCount("accuracyPerMille", 1, 1000);
        Optional<Grounds> grounds = Grounds.read(fields);
        return fields.isGood()
                ? Optional.of(new ConstantFlowRequest(
                        indication.orElseThrow(),
                        filled.orElseThrow(),
                        returned.orElseThrow(),
                        elapsed.orElseThrow(),
                        nominalRate.orElseThrow(),
                        capacity.orElseThrow(),
                        drug.orElseThrow(),
                        daily.orElseThrow(),
                        stock.orElseThrow(),
                        prepare.orElseThrow(),
                        accuracy,
                        grounds.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.CONSTANT_FLOW;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = grounds.put(Json.object()
                .put(FUNCTION, function().id())
                .put("indication", indication)
                .put("filled", filled.text())
                .put("returned", returned.text())
                .put("elapsed", Durations.text(elapsed))
                .put("nominalRate", nominalRate.text())
                .put("capacity", capacity.text())
                .put("drug", drug)
                .put("daily", daily.text())
                .put("stock", stock.text())
                .put("prepare", prepare.text()));
        accuracyPerMille.ifPresent(accuracy -> json.put("accuracyPerMille", accuracy));
        return json.build();
    }
}
