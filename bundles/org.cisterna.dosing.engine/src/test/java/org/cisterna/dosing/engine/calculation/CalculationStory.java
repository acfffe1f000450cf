// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.calculation.CalculationFunction;
import org.cisterna.dosing.calculation.Completion;
import org.cisterna.dosing.library.InstitutionLimits;
import org.cisterna.dosing.library.ShippedLibrary;

/** A story of one function: a base request, what is different in it, and what must come out. */
record CalculationStory(String function, JsonObject base, JsonObject json) {

    private static final ShippedLibrary LIBRARY = new ShippedLibrary();
    private static final Map<String, Object> CLINIC = Map.of(
            "institution",
            "Demo clinic",
            "version",
            "1",
            "ceilingDailyDose",
            "baclofen 1000 mcg/day",
            "wrongRoute",
            new String[] {"methotrexate", "vincristine"});

    /** Every story of every function, of one kind: {@code accepted} or {@code refused}. */
    static Stream<CalculationStory> all(String kind) {
        return Arrays.stream(CalculationFunction.values()).flatMap(function -> {
            JsonObject file = file(function.id());
            return file.array(kind).objects().stream()
                    .map(each -> new CalculationStory(function.id(), file.object("base"), each));
        });
    }

    private static JsonObject file(String function) {
        try (InputStream stream = CalculationStory.class.getResourceAsStream("stories/" + function + ".json")) {
            return (JsonObject) Json.parse(requireNonNull(stream, function).readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    JsonObject expect() {
        return json.object("expect");
    }

    /** The request as the house would send it: with the library that ships, and the limits of a clinic. */
    JsonObject request() {
        Map<String, Json> fields = new LinkedHashMap<>();
        base.names().forEach(name -> fields.put(name, base.get(name).orElseThrow()));
        json.optionalObject("with").ifPresent(with -> with.names()
                .forEach(name -> fields.put(name, with.get(name).orElseThrow())));
        json.optionalArray("without").ifPresent(without -> without.strings().forEach(fields::remove));
        JsonObject.Builder request = Json.object();
        fields.forEach(request::put);
        boolean alone = json.get("institutionMissing").isPresent();
        return Completion.of(request.build(), LIBRARY, alone ? List.of(LIBRARY) : List.of(LIBRARY, institution()))
                .request();
    }

    /** The clinic's limits, with the keys that the story adds. */
    private LimitProvider institution() {
        Map<String, Object> properties = new LinkedHashMap<>(CLINIC);
        json.optionalObject("institution")
                .ifPresent(own -> own.names().forEach(name -> properties.put(name, own.string(name))));
        return new InstitutionLimits(properties);
    }

    @Override
    public String toString() {
        return function + " " + json.string("example") + ": " + json.string("story");
    }
}
