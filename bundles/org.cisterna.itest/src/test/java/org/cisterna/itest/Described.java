// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonBoolean;
import org.cisterna.canonical.JsonNumber;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;

/** The interface's description of itself, held against what it answers. A member that is not described is a fault here, as is one that is missing. */
final class Described {

    private final JsonObject description;

    Described(JsonObject description) {
        this.description = description;
    }

    /** What an answer has that its description has not, or the other way round; nothing for an address that is not described. */
    List<String> faults(String method, URI address, int status, Json answer) {
        List<String> faults = new ArrayList<>();
        Optional<JsonObject> operation = operation(method, address.getPath());
        if (operation.isPresent()) {
            JsonObject responses = operation.get().object("responses");
            JsonObject content = responses
                    .optionalObject(String.valueOf(status))
                    .orElseGet(() -> responses.object("default"))
                    .object("content");
            check(content.object(content.names().iterator().next()).object("schema"), answer, "answer", faults);
        }
        return faults;
    }

    private Optional<JsonObject> operation(String method, String path) {
        List<String> wanted = List.of(path.split("/", -1));
        Optional<String> best = Optional.empty();
        for (String template : description.object("paths").names()) {
            List<String> parts = List.of(template.split("/", -1));
            boolean fits = parts.size() == wanted.size();
            for (int i = 0; fits && i < parts.size(); i++) {
                fits = parts.get(i).startsWith("{") || parts.get(i).equals(wanted.get(i));
            }
            if (fits && (best.isEmpty() || template.indexOf('{') < 0)) {
                best = Optional.of(template);
            }
        }
        return best.flatMap(template ->
                description.object("paths").object(template).optionalObject(method.toLowerCase(java.util.Locale.ROOT)));
    }

    private void check(JsonObject schema, Json value, String where, List<String> faults) {
        Optional<String> reference = schema.optionalString("$ref");
        if (reference.isPresent()) {
            String name = reference.get().substring(reference.get().lastIndexOf('/') + 1);
            check(description.object("components").object("schemas").object(name), value, where, faults);
            return;
        }
        String type = schema.string("type");
        boolean fits =
                switch (type) {
                    case "object" -> value instanceof JsonObject;
                    case "array" -> value instanceof JsonArray;
                    case "integer" -> value instanceof JsonNumber;
                    case "boolean" -> value instanceof JsonBoolean;
                    default -> value instanceof JsonString;
                };
        if (!fits) {
            faults.add(where + " is no " + type);
        } else if (value instanceof JsonArray array) {
            for (Json each : array.values()) {
                check(schema.object("items"), each, where + "[]", faults);
            }
        } else if (value instanceof JsonObject object
                && schema.get("properties").isPresent()) {
            JsonObject properties = schema.object("properties");
            for (String name : object.names()) {
                if (properties.get(name).isPresent()) {
                    check(properties.object(name), object.get(name).orElseThrow(), where + "." + name, faults);
                } else {
                    faults.add(where + "." + name + " is not described");
                }
            }
            for (String name : schema.array("required").strings()) {
                if (object.get(name).isEmpty()) {
                    faults.add(where + "." + name + " is missing");
                }
            }
        }
    }
}
