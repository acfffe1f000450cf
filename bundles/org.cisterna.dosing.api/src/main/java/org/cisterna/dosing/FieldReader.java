// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Parsed;

/** Reads the fields of an object and keeps every reason against them, instead of stopping at the first. */
final class FieldReader {

    private static final String NO_CONSTANT = "No enum constant ";
    private static final int LONGEST_SHOWN = 80;

    private final JsonObject json;
    private final String path;
    private final List<Violation> violations;

    FieldReader(JsonObject json, String path, List<Violation> violations) {
        this.json = json;
        this.path = path;
        this.violations = violations;
    }

    /** Refuses every field that is not one of these; a misspelt optional field would else be ignored in silence. */
    void only(String... names) {
        Set<String> known = Set.copyOf(Arrays.asList(names));
        for (String name : json.names()) {
            if (!known.contains(name)) {
                refuse(
                        "FIELD_UNKNOWN",
                        name,
                        "",
                        "there is no such field; known here: " + String.join(", ", Arrays.asList(names)));
            }
        }
    }

    /** A text, kept as it is. */
    Optional<String> text(String name) {
        Optional<Json> value = json.get(name);
        if (value.isEmpty()) {
            refuse("FIELD_MISSING", name, "", "this field is missing; nothing is assumed for it");
            return Optional.empty();
        }
        if (value.get() instanceof JsonString text) {
            return Optional.of(text.value());
        }
        refuse(
                "FIELD_TYPE",
                name,
                value.get().canonicalText(),
                "is no text; write a text, and a quantity with its unit, such as \"326 mcg/day\"");
        return Optional.empty();
    }

    /** A text that is a quantity or a time. */
    <T> Optional<T> parsed(String name, Function<String, Parsed<T>> parser) {
        return text(name).flatMap(text -> {
            Parsed<T> parsed = parser.apply(text);
            parsed.refusal().ifPresent(refused -> refuse("VALUE_REFUSED", name, text, refused.message()));
            return parsed.accepted();
        });
    }

    /** The same, when the field is there; a refusal stands among the violations. */
    <T> Optional<T> optionalParsed(String name, Function<String, Parsed<T>> parser) {
        return json.get(name).isEmpty() ? Optional.empty() : parsed(name, parser);
    }

    /** A field that another type reads, and refuses by an exception in words. */
    <T> Optional<T> made(String name, Function<Json, T> maker) {
        Optional<Json> value = json.get(name);
        if (value.isEmpty()) {
            refuse("FIELD_MISSING", name, "", "this field is missing; nothing is assumed for it");
            return Optional.empty();
        }
        return guarded(name, () -> maker.apply(value.get()));
    }

    /** The same, when the field is there. */
    <T> Optional<T> optionalMade(String name, Function<Json, T> maker) {
        return json.get(name).isEmpty() ? Optional.empty() : made(name, maker);
    }

    /** A list of objects, each read by itself, so that one that is wrong hides no other. */
    <T> Optional<List<T>> list(String name, Function<FieldReader, Optional<T>> reader) {
        Optional<JsonArray> array = made(name, RequestReader::array);
        if (array.isEmpty()) {
            return Optional.empty();
        }
        List<T> read = new ArrayList<>();
        int before = violations.size();
        for (int i = 0; i < array.get().size(); i++) {
            String at = name + "[" + i + "]";
            Json item = array.get().values().get(i);
            guarded(at, () -> RequestReader.object(item))
                    .flatMap(each -> reader.apply(new FieldReader(each, path + at + ".", violations)))
                    .ifPresent(read::add);
        }
        return violations.size() == before ? Optional.of(List.copyOf(read)) : Optional.empty();
    }

    /** A list of objects that another type reads, and refuses by an exception in words. */
    <T> Optional<List<T>> listMade(String name, Function<JsonObject, T> maker) {
        return list(name, each -> each.guarded("", () -> maker.apply(each.json)));
    }

    <T> Optional<T> guarded(String name, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (JsonException wrong) {
            refuse("VALUE_REFUSED", name, "", wrong.problem() + " (" + wrong.path() + ")");
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException wrong) {
            refuse("VALUE_REFUSED", name, "", words(wrong));
        }
        return Optional.empty();
    }

    /** A list of words in another bundle's type refuses by the name of a class, which is no answer to a person. */
    private static String words(RuntimeException wrong) {
        String message = String.valueOf(wrong.getMessage());
        return message.startsWith(NO_CONSTANT)
                ? "the word " + message.substring(message.lastIndexOf('.') + 1) + " is not known here"
                : message;
    }

    private void refuse(String code, String name, String value, String message) {
        String field = name.isEmpty() && path.endsWith(".") ? path.substring(0, path.length() - 1) : path + name;
        String shown = value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value;
        violations.add(new Violation(
                code,
                field + ": " + message,
                Optional.of(field),
                shown.isEmpty() ? Optional.empty() : Optional.of(shown),
                Optional.empty(),
                Optional.empty()));
    }
}
