// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.DoseRate;

/**
 * Drug and concentration as two persons read them, each alone, before the puncture.
 *
 * @param order what was ordered
 * @param first what the first person entered, from order and vial
 * @param firstPerson account of the first person
 * @param second what the second person entered
 * @param secondPerson account of the second person
 * @param daily ordered dose of the primary drug; with it a mismatch is shown as the dose that it would give
 * @param grounds what the house knows of the drugs; empty when the request brings none, and no limit is looked at then
 */
public record ContentCheckRequest(
        Solution order,
        Solution first,
        String firstPerson,
        Solution second,
        String secondPerson,
        Optional<DoseRate> daily,
        Optional<Grounds> grounds)
        implements CalculationRequest {

    /** Without what the house knows of the drugs. */
    public ContentCheckRequest(
            Solution order,
            Solution first,
            String firstPerson,
            Solution second,
            String secondPerson,
            Optional<DoseRate> daily) {
        this(order, first, firstPerson, second, secondPerson, daily, Optional.empty());
    }

    static Optional<ContentCheckRequest> read(FieldReader fields) {
        fields.only(Grounds.membersAnd(FUNCTION, "order", "first", "firstPerson", "second", "secondPerson", "daily"));
        Optional<Solution> order = fields.made("order", value -> Solution.fromJson(FieldReader.array(value)));
        Optional<Solution> first = fields.made("first", value -> Solution.fromJson(FieldReader.array(value)));
        Optional<String> firstPerson = fields.text("firstPerson");
        Optional<Solution> second = fields.made("second", value -> Solution.fromJson(FieldReader.array(value)));
        Optional<String> secondPerson = fields.text("secondPerson");
        Optional<DoseRate> daily = fields.optionalParsed("daily", AboveZero::dose);
        Optional<Grounds> grounds = Grounds.readIfBrought(fields);
        return fields.isGood()
                ? Optional.of(new ContentCheckRequest(
                        order.orElseThrow(),
                        first.orElseThrow(),
                        firstPerson.orElseThrow(),
                        second.orElseThrow(),
                        secondPerson.orElseThrow(),
                        daily,
                        grounds))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.CONTENT_CHECK;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object()
                .put(FUNCTION, function().id())
                .put("order", order.toJson())
                .put("first", first.toJson())
                .put("firstPerson", firstPerson)
                .put("second", second.toJson())
                .put("secondPerson", secondPerson)
                .putOptional("daily", daily.map(DoseRate::text));
        grounds.ifPresent(each -> each.put(json));
        return json.build();
    }
}
