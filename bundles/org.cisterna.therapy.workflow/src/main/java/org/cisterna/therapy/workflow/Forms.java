// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonBoolean;
import org.cisterna.canonical.JsonNumber;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.jspecify.annotations.Nullable;

/**
 * How values are written as JSON and read again, by their declared types: records by the names of their components, so that a new component is
 * written without anybody's doing; numbers, times, texts and enums as such; what is sealed with the name of its record before it. A type for which
 * there is no form is refused. For caches only, which other code throws away: entries of the ledger have forms of their own, written by hand.
 *
 * <p>Safe for any number of threads.
 */
final class Forms {

    /** How values of one type are written. */
    interface Form {
        Json write(Object value);

        /**
         * Reads what {@link #write} wrote.
         *
         * @throws IllegalArgumentException when it is something else
         */
        Object read(Json json);
    }

    private final Map<Type, Form> known = new HashMap<>();

    /** A form made of two functions. */
    private record Pair(Function<Object, Json> writing, Function<Json, Object> reading) implements Form {
        @Override
        public Json write(Object value) {
            return writing.apply(value);
        }

        @Override
        public Object read(Json json) {
            return reading.apply(json);
        }
    }

    /** Stands for a form that is being made, in types that hold themselves. */
    private static final class Later implements Form {
        private @Nullable Form form;

        private Form form() {
            if (form == null) {
                throw new IllegalStateException("the form is not made yet");
            }
            return form;
        }

        @Override
        public Json write(Object value) {
            return form().write(value);
        }

        @Override
        public Object read(Json json) {
            return form().read(json);
        }
    }

    /**
     * The form of a type.
     *
     * @throws IllegalArgumentException naming a type that has none
     */
    synchronized Form of(Type type) {
        Form form = known.get(type);
        if (form == null) {
            Later later = new Later();
            known.put(type, later);
            form = type instanceof ParameterizedType parameterized
                    ? made(parameterized)
                    : made((Class<?>) type, Map.of());
            later.form = form;
            known.put(type, form);
        }
        return form;
    }

    /** The form of a part of a type that may have parameters. */
    private Form of(Type type, Map<TypeVariable<?>, Type> parameters) {
        if (type instanceof TypeVariable<?> variable) {
            Type bound = parameters.get(variable);
            if (bound == null) {
                throw none(type);
            }
            return of(bound);
        }
        return of(type);
    }

    private Form made(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            Form inner = of(arguments[0]);
            return new Pair(
                    value -> Json.array(
                            ((Optional<?>) value).stream().map(inner::write).toList()),
                    json -> values(json).stream().findFirst().map(inner::read));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            Form inner = of(arguments[0]);
            boolean list = List.class.isAssignableFrom(raw);
            return new Pair(
                    value -> Json.array(
                            ((Collection<?>) value).stream().map(inner::write).toList()),
                    json -> {
                        Collection<Object> all = list ? new ArrayList<>() : new LinkedHashSet<>();
                        values(json).forEach(each -> all.add(inner.read(each)));
                        return all;
                    });
        }
        if (Map.class.isAssignableFrom(raw)) {
            return map(of(arguments[0]), of(arguments[1]));
        }
        Map<TypeVariable<?>, Type> parameters = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            parameters.put(raw.getTypeParameters()[i], arguments[i]);
        }
        return made(raw, parameters);
    }

    private static Form map(Form key, Form value) {
        return new Pair(
                map -> Json.array(((Map<?, ?>) map)
                        .entrySet().stream()
                                .map(each ->
                                        Json.array(List.of(key.write(each.getKey()), value.write(each.getValue()))))
                                .toList()),
                json -> {
                    Map<Object, Object> all = new LinkedHashMap<>();
                    for (Json each : values(json)) {
                        List<Json> entry = values(each);
                        all.put(key.read(entry.get(0)), value.read(entry.get(1)));
                    }
                    return all;
                });
    }

    private Form made(Class<?> type, Map<TypeVariable<?>, Type> parameters) {
        Optional<Form> simple = simple(type);
        if (simple.isPresent()) {
            return simple.get();
        }
        if (type.isRecord()) {
            return RecordForm.of(type, part -> of(part, parameters));
        }
        if (type.isSealed()) {
            return sealed(type);
        }
        throw none(type);
    }

    private static IllegalArgumentException none(Type type) {
        return new IllegalArgumentException(
                type.getTypeName() + " has no form in a snapshot: make it a record, or give it a form in Forms");
    }

    private static Optional<Form> simple(Class<?> type) {
        if (type == String.class) {
            return Optional.of(new Pair(value -> Json.text((String) value), Forms::text));
        }
        if (type == long.class || type == Long.class) {
            return Optional.of(new Pair(value -> Json.number((Long) value), Forms::number));
        }
        if (type == int.class || type == Integer.class) {
            return Optional.of(new Pair(value -> Json.number((Integer) value), json -> Math.toIntExact(number(json))));
        }
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of(new Pair(value -> Json.bool((Boolean) value), json -> cast(JsonBoolean.class, json)
                    .value()));
        }
        if (type == ClosedVisits.class) {
            return Optional.of(new Pair(
                    value -> Json.text(((ClosedVisits) value).packed()), json -> ClosedVisits.unpacked(text(json))));
        }
        if (type == Sequences.class) {
            return Optional.of(
                    new Pair(value -> Json.text(((Sequences) value).packed()), json -> Sequences.unpacked(text(json))));
        }
        if (type.isEnum()) {
            return Optional.of(
                    new Pair(value -> Json.text(((Enum<?>) value).name()), json -> constant(type, text(json))));
        }
        Map<Class<?>, Function<String, Object>> texts = Map.of(
                Instant.class, Instant::parse, LocalDate.class, LocalDate::parse, Duration.class, Duration::parse);
        return Optional.ofNullable(texts.get(type))
                .map(parse -> new Pair(value -> Json.text(value.toString()), json -> parse.apply(text(json))));
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> ((Enum<?>) each).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no " + type.getSimpleName()));
    }

    private Form sealed(Class<?> type) {
        Map<String, Class<?>> records = new HashMap<>();
        collect(type, records);
        return new Pair(
                value -> Json.array(List.of(
                        Json.text(value.getClass().getName()),
                        of(value.getClass()).write(value))),
                json -> {
                    List<Json> both = values(json);
                    Class<?> found = records.get(text(both.get(0)));
                    if (found == null) {
                        throw new IllegalArgumentException(text(both.get(0)) + " is no " + type.getSimpleName());
                    }
                    return of(found).read(both.get(1));
                });
    }

    private void collect(Class<?> sealed, Map<String, Class<?>> records) {
        for (Class<?> each : sealed.getPermittedSubclasses()) {
            if (each.isSealed()) {
                collect(each, records);
            } else if (each.isRecord() && !Modifier.isAbstract(each.getModifiers())) {
                records.put(each.getName(), each);
                of(each);
            } else {
                throw none(each);
            }
        }
    }

    private static String text(Json json) {
        return cast(JsonString.class, json).value();
    }

    private static long number(Json json) {
        return cast(JsonNumber.class, json).value();
    }

    private static List<Json> values(Json json) {
        return cast(JsonArray.class, json).values();
    }

    static JsonObject object(Json json) {
        return cast(JsonObject.class, json);
    }

    private static <T extends Json> T cast(Class<T> type, Json json) {
        if (!type.isInstance(json)) {
            throw new IllegalArgumentException("a part of a snapshot is no " + type.getSimpleName());
        }
        return type.cast(json);
    }
}
