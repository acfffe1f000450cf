// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.quantity.DoseRate;

/**
 * A dose given by another way.
 *
 * @param drug id of the drug
 * @param route by which it is given
 * @param daily what is given in 24 h
 * @param proposed the intrathecal dose that a person proposes
 */
public record ConversionRequest(String drug, Route route, DoseRate daily, Optional<DoseRate> proposed)
        implements CalculationRequest {

    /** How a drug is given. */
    public enum Route {
        /** By mouth. */
        ORAL,
        /** Into a vein. */
        INTRAVENOUS,
        /** Outside the dura. */
        EPIDURAL
    }

    static Optional<ConversionRequest> read(FieldReader fields) {
        fields.only(FUNCTION, "drug", "route", "daily", "proposed");
        Optional<String> drug = fields.text("drug");
        Optional<Route> route = fields.word("route", Route.class);
        Optional<DoseRate> daily = fields.parsed("daily", AboveZero::dose);
        Optional<DoseRate> proposed = fields.optionalParsed("proposed", AboveZero::dose);
        return fields.isGood()
                ? Optional.of(
                        new ConversionRequest(drug.orElseThrow(), route.orElseThrow(), daily.orElseThrow(), proposed))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.CONVERSION;
    }

    @Override
    public JsonObject toJson() {
        return Json.object()
                .put(FUNCTION, function().id())
                .put("drug", drug)
                .put("route", FieldReader.spelt(route))
                .put("daily", daily.text())
                .putOptional("proposed", proposed.map(DoseRate::text))
                .build();
    }
}
