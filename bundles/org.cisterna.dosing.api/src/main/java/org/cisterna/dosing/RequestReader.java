// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.dosing.fields.Instants;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;

/** Reads requests and orders that anybody may have written: every reason against them at once, and no exception. */
final class RequestReader {

    private RequestReader() {}

    static Answer<DosingRequest> request(byte[] utf8) {
        Json json;
        try {
            json = Json.parse(utf8);
        } catch (JsonException wrong) {
            return Answer.refused(
                    Violation.of("NOT_JSON", "this is no request: " + wrong.getMessage() + "; write one JSON object"));
        }
        if (json instanceof JsonObject object) {
            return request(object);
        }
        return Answer.refused(Violation.of("NOT_JSON", "a request is one JSON object, between { and }"));
    }

    static Answer<DosingRequest> request(JsonObject json) {
        List<Violation> violations = new ArrayList<>();
        FieldReader reader = new FieldReader(json, "", violations);
        reader.only(
                "pumpTime",
                "indication",
                "solution",
                "capabilities",
                "catheter",
                "running",
                "lastTherapeutic",
                "order",
                "requiredLimiters",
                "limits",
                "drugs",
                "libraryVersion",
                "libraryDigest",
                "content",
                "interruption",
                "supply",
                "clockChange",
                "yearAgo",
                "rises",
                "acknowledged",
                "conditions",
                "keepings");
        Optional<Instant> pumpTime = reader.made("pumpTime", value -> Instants.of(text(value)));
        Optional<String> indication = reader.text("indication");
        Optional<Solution> solution = reader.made("solution", value -> Solution.fromJson(array(value)));
        Optional<Capabilities> capabilities =
                reader.made("capabilities", value -> Capabilities.fromJson(object(value)));
        Optional<List<CatheterSegment>> catheter = reader.listMade("catheter", CatheterSegment::fromJson);
        Optional<Running> running = reader.optionalMade("running", value -> Running.fromJson(object(value)));
        Optional<List<LastDose>> last = reader.listMade("lastTherapeutic", LastDose::fromJson);
        Optional<Order> order = reader.made("order", RequestReader::object)
                .flatMap(each -> OrderReader.order(new FieldReader(each, "order.", violations)));
        Optional<List<String>> required =
                reader.made("requiredLimiters", value -> array(value).strings());
        Optional<List<LimitSet>> limits = reader.listMade("limits", LimitSet::fromJson);
        Optional<List<Drug>> drugs = reader.listMade("drugs", Drug::fromJson);
        Optional<String> version = reader.text("libraryVersion");
        Optional<Digest> digest = reader.made("libraryDigest", value -> Digest.parse(text(value)));
        Circumstances circumstances = Circumstances.read(reader);
        Optional<List<Keeping>> keepings =
                reader.has("keepings") ? reader.listMade("keepings", Keeping::fromJson) : Optional.of(List.of());
        if (!violations.isEmpty()) {
            return Answer.refused(violations);
        }
        return Answer.done(new DosingRequest(
                pumpTime.orElseThrow(),
                indication.orElseThrow(),
                solution.orElseThrow(),
                capabilities.orElseThrow(),
                catheter.orElseThrow(),
                running,
                last.orElseThrow(),
                order.orElseThrow(),
                required.orElseThrow(),
                limits.orElseThrow(),
                drugs.orElseThrow(),
                version.orElseThrow(),
                digest.orElseThrow(),
                circumstances,
                keepings.orElseThrow()));
    }

    private static JsonObject object(Json value) {
        return FieldReader.object(value);
    }

    private static JsonArray array(Json value) {
        return FieldReader.array(value);
    }

    static String text(Json value) {
        if (value instanceof JsonString text) {
            return text.value();
        }
        throw new IllegalArgumentException("this is a text, between quotes; a quantity has its unit in it");
    }

    static <T> T orThrow(Answer<T> answer) {
        if (answer instanceof Answer.Done<T> done) {
            return done.value();
        }
        throw new IllegalArgumentException(
                answer.violations().stream().map(Violation::message).collect(Collectors.joining("; ")));
    }
}
