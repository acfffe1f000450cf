// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.library.InstitutionLimits;
import org.cisterna.dosing.library.ShippedLibrary;

/**
 * A story in a file: a base request, what is different in it, and what must come out. The library that ships and the institution's limits,
 * read as its configuration, are put in unless the story brings its own.
 */
record Story(String file, JsonObject json) {

    private static final ShippedLibrary LIBRARY = new ShippedLibrary();

    static DrugLibrary library() {
        return LIBRARY;
    }

    /** Every story of a folder, by name of the file. */
    static Stream<Story> all(String folder) {
        try {
            URI uri =
                    requireNonNull(Story.class.getResource("stories/" + folder)).toURI();
            try (Stream<Path> files = Files.list(Path.of(uri))) {
                return files
                        .sorted()
                        .map(path -> new Story(folder + "/" + path.getFileName(), read(path)))
                        .toList()
                        .stream();
            }
        } catch (URISyntaxException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static JsonObject read(Path path) {
        try {
            return (JsonObject) Json.parse(Files.readAllBytes(path));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static JsonObject base(String name) {
        try (InputStream stream = Story.class.getResourceAsStream("stories/base/" + name + ".json")) {
            return (JsonObject) Json.parse(requireNonNull(stream).readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    JsonObject expect() {
        return json.object("expect");
    }

    /** The request as JSON, as somebody would send it. */
    JsonObject request() {
        Map<String, Json> fields = new LinkedHashMap<>();
        JsonObject base = base(json.string("base"));
        base.names().forEach(name -> fields.put(name, base.get(name).orElseThrow()));
        json.optionalObject("with").ifPresent(with -> with.names()
                .forEach(name -> fields.put(name, with.get(name).orElseThrow())));
        json.optionalArray("without").ifPresent(without -> without.strings().forEach(fields::remove));
        return completed(fields);
    }

    /** Puts in what the house would: drug data, limits, versions. */
    static JsonObject completed(Map<String, Json> fields) {
        Set<String> drugs = new TreeSet<>();
        for (String each : List.of("solution", "lastTherapeutic", "running", "content")) {
            Optional.ofNullable(fields.get(each)).ifPresent(json -> drugs(json, drugs));
        }
        List<JsonObject> data = new ArrayList<>();
        for (Drug each : LIBRARY.drugs()) {
            if (drugs.contains(each.id())) {
                data.add(each.toJson());
            }
        }
        List<JsonObject> extra = take(fields, "extraDrugs").orElse(List.of());
        Set<String> own = new TreeSet<>();
        extra.forEach(each -> own.add(each.string("id")));
        data.removeIf(each -> own.contains(each.string("id")));
        data.addAll(extra);
        List<JsonObject> sets = new ArrayList<>();
        JsonObject library = LIBRARY.limits().concerning(drugs).toJson();
        List<JsonObject> limits = new ArrayList<>(library.array("limits").objects());
        limits.removeIf(each -> own.contains(each.string("drug")));
        take(fields, "extraLimits").ifPresent(limits::addAll);
        sets.add(Json.object()
                .put("name", "library")
                .put("version", LIBRARY.version())
                .put("limits", Json.array(limits))
                .build());
        Json institution = fields.remove("institution");
        if (institution != null) {
            LimitSet set = new InstitutionLimits(properties((JsonObject) institution)).limits();
            sets.add(set.concerning(drugs).toJson());
        }
        JsonObject.Builder request = Json.object();
        fields.putIfAbsent("drugs", Json.array(data));
        if (fields.containsKey("supply")) {
            fields.putIfAbsent("keepings", keepings(drugs));
        }
        fields.putIfAbsent("limits", Json.array(sets));
        fields.putIfAbsent("requiredLimiters", Json.texts(List.of("library", "institution")));
        fields.putIfAbsent("libraryVersion", Json.text(LIBRARY.version()));
        fields.putIfAbsent("libraryDigest", Json.text(LIBRARY.digest().text()));
        fields.forEach(request::put);
        return request.build();
    }

    /** What the library knows of how long solutions of these drugs keep. */
    private static Json keepings(Set<String> drugs) {
        return Json.array(LIBRARY.keepings().stream()
                .filter(each -> drugs.containsAll(each.drugs()))
                .map(Keeping::toJson)
                .toList());
    }

    /** Every drug that is named, wherever it stands: in a solution, a history, a path. */
    private static void drugs(Json json, Set<String> into) {
        if (json instanceof JsonArray array) {
            array.values().forEach(each -> drugs(each, into));
        } else if (json instanceof JsonObject object) {
            object.optionalString("drug").ifPresent(into::add);
            object.names().forEach(name -> drugs(object.get(name).orElseThrow(), into));
        }
    }

    private static Optional<List<JsonObject>> take(Map<String, Json> fields, String name) {
        return Optional.ofNullable(fields.remove(name)).map(value -> ((JsonArray) value).objects());
    }

    private static Map<String, Object> properties(JsonObject institution) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : institution.names()) {
            Json value = institution.get(name).orElseThrow();
            properties.put(
                    name,
                    value instanceof JsonString text
                            ? text.value()
                            : ((JsonArray) value).strings().toArray(String[]::new));
        }
        return properties;
    }

    @Override
    public String toString() {
        return file + ": " + json.string("story");
    }
}
