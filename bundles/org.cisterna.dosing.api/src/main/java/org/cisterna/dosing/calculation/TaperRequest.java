// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;

/**
 * A planned fall in steps.
 *
 * @param drug id of the drug
 * @param from the dose that runs
 * @param to the dose to be reached, zero for removal
 * @param stepPercent fall of one step, in percent of the dose before it
 * @param interval time between two steps
 * @param start when the first step is taken
 * @param stopBelow dose from which the last step goes straight to the end
 * @param grounds what the house knows of the drugs
 */
public record TaperRequest(
        String drug,
        DoseRate from,
        DoseRate to,
        int stepPercent,
        Duration interval,
        Instant start,
        DoseRate stopBelow,
        Grounds grounds)
        implements CalculationRequest {

    static Optional<TaperRequest> read(FieldReader fields) {
        fields.only(
                Grounds.membersAnd(FUNCTION, "drug", "from", "to", "stepPercent", "interval", "start", "stopBelow"));
        Optional<String> drug = fields.text("drug");
        Optional<DoseRate> from = fields.parsed("from", AboveZero::dose);
        Optional<DoseRate> to = fields.parsed("to", DoseRate::parse);
        Optional<Integer> stepPercent = fields.count("stepPercent", 1, 99);
        Optional<Duration> interval = fields.parsed("interval", AboveZero::duration);
        Optional<Instant> start = fields.instant("start");
        Optional<DoseRate> stopBelow = fields.parsed("stopBelow", AboveZero::dose);
        Optional<Grounds> grounds = Grounds.read(fields);
        return fields.isGood()
                ? Optional.of(new TaperRequest(
                        drug.orElseThrow(),
                        from.orElseThrow(),
                        to.orElseThrow(),
                        stepPercent.orElseThrow(),
                        interval.orElseThrow(),
                        start.orElseThrow(),
                        stopBelow.orElseThrow(),
                        grounds.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.TAPER;
    }

    @Override
    public JsonObject toJson() {
        return grounds.put(Json.object()
                        .put(FUNCTION, function().id())
                        .put("drug", drug)
                        .put("from", from.text())
                        .put("to", to.text())
                        .put("stepPercent", stepPercent)
                        .put("interval", Durations.text(interval))
                        .put("start", start.toString())
                        .put("stopBelow", stopBelow.text()))
                .build();
    }
}
