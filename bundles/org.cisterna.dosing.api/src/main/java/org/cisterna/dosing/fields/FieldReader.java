// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.fields;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonBoolean;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonNumber;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Parsed;

/** Reads the fields of an object and keeps every reason against them, instead of stopping at the first. */
public final class FieldReader {

    private static final String NO_CONSTANT = "No enum constant ";
    private static final int LONGEST_SHOWN = 80;
    private static final String ROOT = "$.";

    private final JsonObject json;
    private final String path;
    private final List<Violation> violations;

    /**
     * Reads an object.
     *
     * @param json the object
     * @param path where it stands, with a point at its end; empty for the whole request
     * @param violations where every reason is kept
     */
    public FieldReader(JsonObject json, String path, List<Violation> violations) {
        this.json = json;
        this.path = path;
        this.violations = violations;
    }

    /** Refuses every field that is not one of these; a misspelt optional field would else be ignored in silence. */
    public void only(String... names) {
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

    /** Whether a field is there. */
    public boolean has(String name) {
        return json.get(name).isPresent();
    }

    /** A text, kept as it is. */
    public Optional<String> text(String name) {
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

    /** A text, when the field is there. */
    public Optional<String> optionalText(String name) {
        return json.get(name).isEmpty() ? Optional.empty() : text(name);
    }

    /** A text that is a quantity or a time. */
    public <T> Optional<T> parsed(String name, Function<String, Parsed<T>> parser) {
        return text(name).flatMap(text -> {
            Parsed<T> parsed = parser.apply(text);
            parsed.refusal().ifPresent(refused -> refuse("VALUE_REFUSED", name, text, refused.message()));
            return parsed.accepted();
        });
    }

    /** The same, when the field is there; a refusal stands among the violations. */
    public <T> Optional<T> optionalParsed(String name, Function<String, Parsed<T>> parser) {
        return json.get(name).isEmpty() ? Optional.empty() : parsed(name, parser);
    }

    /** A field that another type reads, and refuses by an exception in words. */
    public <T> Optional<T> made(String name, Function<Json, T> maker) {
        Optional<Json> value = json.get(name);
        if (value.isEmpty()) {
            refuse("FIELD_MISSING", name, "", "this field is missing; nothing is assumed for it");
            return Optional.empty();
        }
        return guarded(name, () -> maker.apply(value.get()));
    }

    /** The same, when the field is there. */
    public <T> Optional<T> optionalMade(String name, Function<Json, T> maker) {
        return json.get(name).isEmpty() ? Optional.empty() : made(name, maker);
    }

    /** A list of objects, each read by itself, so that one that is wrong hides no other. */
    public <T> Optional<List<T>> list(String name, Function<FieldReader, Optional<T>> reader) {
        Optional<JsonArray> array = made(name, FieldReader::array);
        if (array.isEmpty()) {
            return Optional.empty();
        }
        List<T> read = new ArrayList<>();
        int before = violations.size();
        for (int i = 0; i < array.get().size(); i++) {
            String at = name + "[" + i + "]";
            Json item = array.get().values().get(i);
            guarded(at, () -> object(item))
                    .flatMap(each -> reader.apply(new FieldReader(each, path + at + ".", violations)))
                    .ifPresent(read::add);
        }
        return violations.size() == before ? Optional.of(List.copyOf(read)) : Optional.empty();
    }

    /** A list of objects that another type reads, and refuses by an exception in words. */
    public <T> Optional<List<T>> listMade(String name, Function<JsonObject, T> maker) {
        return list(name, each -> each.guarded("", () -> maker.apply(each.json)));
    }

    /** What a maker makes, or its exception in words among the violations. */
    public <T> Optional<T> guarded(String name, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (JsonException wrong) {
            refuseInside(name, wrong);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException wrong) {
            refuse("VALUE_REFUSED", name, json.get(name).map(Places::shown).orElse(""), words(wrong));
        }
        return Optional.empty();
    }

    /** Names the field within a field that is wrong, {@code catheter[0].bore}, and its value. */
    private void refuseInside(String name, JsonException wrong) {
        String inside = wrong.path().startsWith(ROOT) ? wrong.path().substring(ROOT.length()) : "";
        boolean within = inside.startsWith(path + name);
        String field = within ? inside.substring(path.length()) : name;
        refuse(
                "VALUE_REFUSED",
                field,
                within ? Places.value(json, field).map(Places::shown).orElse("") : "",
                within ? wrong.problem() : wrong.problem() + " (" + wrong.path() + ")");
    }

    /** A list of words in another bundle's type refuses by the name of a class, which is no answer to a person. */
    private static String words(RuntimeException wrong) {
        String message = String.valueOf(wrong.getMessage());
        return message.startsWith(NO_CONSTANT)
                ? "the word " + message.substring(message.lastIndexOf('.') + 1) + " is not known here"
                : message;
    }

    /** Text that is one of the words of a list, in lower case with hyphens: {@code single-shot} for {@code SINGLE_SHOT}. */
    public <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
        return text(name).flatMap(text -> {
            Optional<E> known = Arrays.stream(words.getEnumConstants())
                    .filter(each -> spelt(each).equals(text))
                    .findFirst();
            if (known.isEmpty()) {
                refuse(
                        "VALUE_REFUSED",
                        name,
                        text,
                        "this is one of "
                                + Arrays.stream(words.getEnumConstants())
                                        .map(FieldReader::spelt)
                                        .collect(Collectors.joining(", ")));
            }
            return known;
        });
    }

    /** The same, when the field is there. */
    public <E extends Enum<E>> Optional<E> optionalWord(String name, Class<E> words) {
        return json.get(name).isEmpty() ? Optional.empty() : word(name, words);
    }

    /** How a word of a list is written in JSON. */
    public static String spelt(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An instant of pump time, {@code "2026-03-01T09:00:00Z"}, in a year in which a pump can be. */
    public Optional<Instant> instant(String name) {
        return text(name).flatMap(text -> guarded(name, () -> Instants.of(text)));
    }

    /** A day of the calendar, {@code "2026-03-01"}, within the same years. */
    public Optional<LocalDate> day(String name) {
        return text(name).flatMap(text -> {
            try {
                LocalDate day = LocalDate.parse(text);
                Instants.of(day.atStartOfDay().toInstant(ZoneOffset.UTC).toString());
                return Optional.of(day);
            } catch (DateTimeException wrong) {
                refuse(
                        "VALUE_REFUSED",
                        name,
                        text,
                        Instants.quoted(text) + " is no day of the calendar; write \"2026-03-01\"");
            } catch (IllegalArgumentException wrong) {
                refuse("VALUE_REFUSED", name, text, words(wrong));
            }
            return Optional.empty();
        });
    }

    /** The same, when the field is there. */
    public Optional<Instant> optionalInstant(String name) {
        return json.get(name).isEmpty() ? Optional.empty() : instant(name);
    }

    /** True or false, never a text. */
    public Optional<Boolean> flag(String name) {
        Optional<Json> value = json.get(name);
        if (value.isPresent() && value.get() instanceof JsonBoolean flag) {
            return Optional.of(flag.value());
        }
        refuse(
                value.isEmpty() ? "FIELD_MISSING" : "FIELD_TYPE",
                name,
                value.map(Json::canonicalText).orElse(""),
                value.isEmpty()
                        ? "this field is missing; nothing is assumed for it"
                        : "is neither true nor false; write one of them, without quotes");
        return Optional.empty();
    }

    /** The same, when the field is there. */
    public Optional<Boolean> optionalFlag(String name) {
        return json.get(name).isEmpty() ? Optional.empty() : flag(name);
    }

    /** A count without unit, within bounds. */
    public Optional<Integer> count(String name, int least, int most) {
        Optional<Json> value = json.get(name);
        if (value.isPresent()
                && value.get() instanceof JsonNumber number
                && number.value() >= least
                && number.value() <= most) {
            return Optional.of((int) number.value());
        }
        refuse(
                value.isEmpty() ? "FIELD_MISSING" : "VALUE_REFUSED",
                name,
                value.map(Json::canonicalText).orElse(""),
                (value.isEmpty() ? "this field is missing; " : "") + "write a whole number from " + least + " to "
                        + most);
        return Optional.empty();
    }

    /** The same, when the field is there. */
    public Optional<Integer> optionalCount(String name, int least, int most) {
        return json.get(name).isEmpty() ? Optional.empty() : count(name, least, most);
    }

    /** An object that is read field by field. */
    public <T> Optional<T> nested(String name, Function<FieldReader, Optional<T>> reader) {
        return made(name, FieldReader::object)
                .flatMap(each -> reader.apply(new FieldReader(each, path + name + ".", violations)));
    }

    /** The same, when the field is there. */
    public <T> Optional<T> optionalNested(String name, Function<FieldReader, Optional<T>> reader) {
        return json.get(name).isEmpty() ? Optional.empty() : nested(name, reader);
    }

    /** Whether nothing was refused so far. */
    public boolean isGood() {
        return violations.isEmpty();
    }

    /** The value as an object. */
    public static JsonObject object(Json value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("this is an object, between { and }");
    }

    /** The value as a list. */
    public static JsonArray array(Json value) {
        if (value instanceof JsonArray array) {
            return array;
        }
        throw new IllegalArgumentException("this is a list, between [ and ]");
    }

    /** Keeps a reason against a field. */
    public void refuse(String code, String name, String value, String message) {
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
