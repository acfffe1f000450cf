// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;

/** A base request of the stories with something else in some places, and what the engine says of it. Immutable. */
record Sketch(JsonObject json) {

    static Sketch of(String base) {
        return new Sketch(Story.base(base));
    }

    /** With a value at a path of names with dots between them; JSON with single quotes. */
    Sketch with(String path, String value) {
        return new Sketch(changed(json, path, Optional.of(Json.parse(value.replace('\'', '"')))));
    }

    /** Without what stands at a path. */
    Sketch without(String path) {
        return new Sketch(changed(json, path, Optional.empty()));
    }

    private static JsonObject changed(JsonObject object, String path, Optional<Json> value) {
        int dot = path.indexOf('.');
        Map<String, Json> fields = fields(object);
        if (dot >= 0) {
            String name = path.substring(0, dot);
            fields.put(name, changed(object.object(name), path.substring(dot + 1), value));
        } else if (value.isPresent()) {
            fields.put(path, value.get());
        } else {
            fields.remove(path);
        }
        JsonObject.Builder made = Json.object();
        fields.forEach(made::put);
        return made.build();
    }

    private static Map<String, Json> fields(JsonObject object) {
        Map<String, Json> fields = new LinkedHashMap<>();
        object.names().forEach(name -> fields.put(name, object.get(name).orElseThrow()));
        return fields;
    }

    DosingRequest request() {
        return DosingRequest.read(Story.completed(fields(json))).orElseThrow();
    }

    Case subject() {
        return Case.of(request());
    }

    Proposal proposal() {
        return new RuleEngine().propose(request());
    }

    /** Its findings of one code; a check that could not be made fails the test that asks. */
    List<Finding> found(String code) {
        List<Finding> findings = proposal().findings();
        findings.stream()
                .filter(each -> each.code().equals("CHECK_FAILED"))
                .findFirst()
                .ifPresent(each -> {
                    throw new AssertionError(each.message());
                });
        return findings.stream().filter(each -> each.code().equals(code)).toList();
    }
}
