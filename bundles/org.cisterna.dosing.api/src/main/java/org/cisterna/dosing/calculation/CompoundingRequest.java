// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Volume;

/**
 * A mixture to be made from stock solutions.
 *
 * @param indication what the drugs are ordered for
 * @param solution the mixture wanted
 * @param volume how much of it
 * @param stocks one stock solution for each drug, with its concentration
 * @param compoundedAt when it is made; keeping times count from here
 * @param beyondUse the pharmacy's own date, when it gave one
 * @param condition for drugs whose time depends on it: {@code undiluted}, {@code diluted}, {@code first-fill}
 * @param assayed the concentrations that a laboratory found
 * @param grounds what the house knows of the drugs
 */
public record CompoundingRequest(
        String indication,
        Solution solution,
        Volume volume,
        Solution stocks,
        Instant compoundedAt,
        Optional<Instant> beyondUse,
        Optional<String> condition,
        Optional<Solution> assayed,
        Grounds grounds)
        implements CalculationRequest {

    static Optional<CompoundingRequest> read(FieldReader fields) {
        fields.only(Grounds.membersAnd(
                FUNCTION,
                "indication",
                "solution",
                "volume",
                "stocks",
                "compoundedAt",
                "beyondUse",
                "condition",
                "assayed"));
        Optional<String> indication = fields.text("indication");
        Optional<Solution> solution = fields.made("solution", value -> Solution.fromJson(FieldReader.array(value)));
        Optional<Volume> volume = fields.parsed("volume", AboveZero::volume);
        Optional<Solution> stocks = fields.made("stocks", value -> Solution.fromJson(FieldReader.array(value)));
        Optional<Instant> compoundedAt = fields.instant("compoundedAt");
        Optional<Instant> beyondUse = fields.optionalInstant("beyondUse");
        Optional<String> condition = fields.optionalText("condition");
        Optional<Solution> assayed =
                fields.optionalMade("assayed", value -> Solution.fromJson(FieldReader.array(value)));
        Optional<Grounds> grounds = Grounds.read(fields);
        return fields.isGood()
                ? Optional.of(new CompoundingRequest(
                        indication.orElseThrow(),
                        solution.orElseThrow(),
                        volume.orElseThrow(),
                        stocks.orElseThrow(),
                        compoundedAt.orElseThrow(),
                        beyondUse,
                        condition,
                        assayed,
                        grounds.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.COMPOUNDING;
    }

    @Override
    public JsonObject toJson() {
        return grounds.put(Json.object()
                        .put(FUNCTION, function().id())
                        .put("indication", indication)
                        .put("solution", solution.toJson())
                        .put("volume", volume.text())
                        .put("stocks", stocks.toJson())
                        .put("compoundedAt", compoundedAt.toString())
                        .putOptional("beyondUse", beyondUse.map(Instant::toString))
                        .putOptional("condition", condition)
                        .putOptional("assayed", assayed.map(Solution::toJson)))
                .build();
    }
}
