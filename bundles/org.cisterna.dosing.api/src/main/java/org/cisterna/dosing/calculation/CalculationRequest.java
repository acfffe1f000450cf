// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;

/** Everything one calculation rests on. */
public sealed interface CalculationRequest
        permits AccessPortRequest,
                CompoundingRequest,
                ConstantFlowRequest,
                ContentCheckRequest,
                ConversionRequest,
                MriCheckRequest,
                PocketFillRequest,
                RefillCheckRequest,
                RefillPlanRequest,
                ReplacementRequest,
                RunTimeRequest,
                StartDoseRequest,
                TaperRequest,
                TitrationRequest,
                TrialRequest {

    /** The member that names the function. */
    String FUNCTION = "function";

    /** Which calculation it asks for. */
    CalculationFunction function();

    /** As JSON, each quantity with its unit. */
    JsonObject toJson();

    /** Names exactly this request. */
    default Digest digest() {
        return Digest.of("org.cisterna.dosing.calculation/1", toJson());
    }

    /** Reads a request that anybody wrote; a refusal names every field that is wrong, its value, and what to write. Never throws. */
    static Answer<CalculationRequest> read(JsonObject json) {
        if (!(json.get(FUNCTION).orElse(Json.text("")) instanceof JsonString name)) {
            return unknown("the name of a function is a text");
        }
        CalculationFunction function;
        try {
            function = CalculationFunction.of(name.value());
        } catch (IllegalArgumentException wrong) {
            return unknown(String.valueOf(wrong.getMessage()));
        }
        List<Violation> violations = new ArrayList<>();
        Optional<? extends CalculationRequest> request = function.read(new FieldReader(json, "", violations));
        return violations.isEmpty() ? Answer.done(request.orElseThrow()) : Answer.refused(violations);
    }

    private static Answer<CalculationRequest> unknown(String words) {
        return Answer.refused(new Violation(
                "FUNCTION_UNKNOWN",
                FUNCTION + ": " + words,
                Optional.of(FUNCTION),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    /** Reads a request from bytes of JSON in UTF-8; a refusal also says what is no JSON. Never throws. */
    static Answer<CalculationRequest> read(byte[] utf8) {
        Json json;
        try {
            json = Json.parse(utf8);
        } catch (JsonException wrong) {
            return Answer.refused(
                    Violation.of("NOT_JSON", "this is no request: " + wrong.getMessage() + "; write one JSON object"));
        }
        if (json instanceof JsonObject object) {
            return read(object);
        }
        return Answer.refused(Violation.of("NOT_JSON", "a request is one JSON object, between { and }"));
    }
}
