// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.quantity.Durations;

/**
 * A battery that nears its end.
 *
 * @param indicated day on which the pump logged its replacement indicator
 * @param atLeast shortest time from the indicator to the end of service that the maker names
 * @param received the date that a programmer showed, as it stands there
 */
public record ReplacementRequest(LocalDate indicated, Duration atLeast, Optional<String> received)
        implements CalculationRequest {

    static Optional<ReplacementRequest> read(FieldReader fields) {
        fields.only(FUNCTION, "indicated", "atLeast", "received");
        Optional<LocalDate> indicated = fields.day("indicated");
        Optional<Duration> atLeast = fields.parsed("atLeast", AboveZero::duration);
        Optional<String> received = fields.optionalText("received");
        return fields.isGood()
                ? Optional.of(new ReplacementRequest(indicated.orElseThrow(), atLeast.orElseThrow(), received))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.REPLACEMENT;
    }

    @Override
    public JsonObject toJson() {
        return Json.object()
                .put(FUNCTION, function().id())
                .put("indicated", indicated.toString())
                .put("atLeast", Durations.text(atLeast))
                .putOptional("received", received)
                .build();
    }
}
