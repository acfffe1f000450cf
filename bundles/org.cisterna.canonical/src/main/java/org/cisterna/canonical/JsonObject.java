// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An object: members by name, without an order. Immutable; any thread.
 *
 * <p>The readers by type refuse a member that is missing or of another type with a {@link JsonException} that names its
 * path. An optional member is left out when there is nothing to say; {@code null} is a value of another type.
 */
public final class JsonObject implements Json {

    private final Members members;

    private final int depth;
    /** Where this stands in the document it was reached through; no part of the value. */
    private final Place place;

    private JsonObject(Members members, int depth, Place place) {
        this.members = members;
        this.depth = depth;
        this.place = place;
    }

    static JsonObject of(Members members) {
        return new JsonObject(members, Nesting.around(members.values()), Place.ROOT);
    }

    JsonObject at(Place newPlace) {
        return new JsonObject(members, depth, newPlace);
    }

    int depth() {
        return depth;
    }

    Members members() {
        return members;
    }

    /**
     * The names of all members.
     *
     * @return an immutable set in canonical order
     */
    public Set<String> names() {
        return members.names();
    }

    /**
     * A member of any type.
     *
     * @param name its name
     * @return empty when there is none; a JSON null is a value
     */
    public Optional<Json> get(String name) {
        return Optional.ofNullable(members.get(name)).map(value -> Nesting.place(value, place.member(name)));
    }

    /**
     * A member that must be a string.
     *
     * @param name its name
     * @return its text
     * @throws JsonException when it is missing or no string
     */
    public String string(String name) {
        return required(JsonString.class, "a string", name).value();
    }

    /**
     * A member that must be an integer.
     *
     * @param name its name
     * @return the integer
     * @throws JsonException when it is missing or no integer
     */
    public long number(String name) {
        return required(JsonNumber.class, "an integer", name).value();
    }

    /**
     * A member that must be true or false.
     *
     * @param name its name
     * @return which of them
     * @throws JsonException when it is missing or neither
     */
    public boolean flag(String name) {
        return required(JsonBoolean.class, "true or false", name).value();
    }

    /**
     * A member that must be an object.
     *
     * @param name its name
     * @return the object
     * @throws JsonException when it is missing or no object
     */
    public JsonObject object(String name) {
        return required(JsonObject.class, "an object", name);
    }

    /**
     * A member that must be an array.
     *
     * @param name its name
     * @return the array
     * @throws JsonException when it is missing or no array
     */
    public JsonArray array(String name) {
        return required(JsonArray.class, "an array", name);
    }

    /**
     * A string that may be left out.
     *
     * @param name its name
     * @return empty when there is no such member
     * @throws JsonException when it is there and no string
     */
    public Optional<String> optionalString(String name) {
        return optional(JsonString.class, "a string", name).map(JsonString::value);
    }

    /**
     * An integer that may be left out.
     *
     * @param name its name
     * @return empty when there is no such member
     * @throws JsonException when it is there and no integer
     */
    public Optional<Long> optionalNumber(String name) {
        return optional(JsonNumber.class, "an integer", name).map(JsonNumber::value);
    }

    /**
     * An object that may be left out.
     *
     * @param name its name
     * @return empty when there is no such member
     * @throws JsonException when it is there and no object
     */
    public Optional<JsonObject> optionalObject(String name) {
        return optional(JsonObject.class, "an object", name);
    }

    /**
     * An array that may be left out.
     *
     * @param name its name
     * @return empty when there is no such member
     * @throws JsonException when it is there and no array
     */
    public Optional<JsonArray> optionalArray(String name) {
        return optional(JsonArray.class, "an array", name);
    }

    /**
     * A string that means something: a quantity, a digest, an instant.
     *
     * @param <T> what it means
     * @param name its name
     * @param meaning reads the text; it refuses with an {@link IllegalArgumentException} or a {@link DateTimeException}
     * @return what the text means
     * @throws JsonException when the member is missing, no string, or refused: its place, and the words of the refusal
     */
    public <T> T value(String name, Function<String, ? extends T> meaning) {
        return meant(name, string(name), meaning);
    }

    /**
     * A string that means something and may be left out.
     *
     * @param <T> what it means
     * @param name its name
     * @param meaning as in {@link #value}
     * @return empty when there is no such member
     * @throws JsonException when it is there, and no string or refused
     */
    public <T> Optional<T> optionalValue(String name, Function<String, ? extends T> meaning) {
        return optionalString(name).map(text -> meant(name, text, meaning));
    }

    private <T> T meant(String name, String text, Function<String, ? extends T> meaning) {
        try {
            return meaning.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(name, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The refusal of a member, for readers that know more than its type. To be thrown by the caller.
     *
     * @param name its name; there need not be such a member
     * @param problem what is wrong and what to do, in words
     * @return the exception, which names the place of the member
     */
    public JsonException refused(String name, String problem) {
        return new JsonException(place.member(name).toString(), problem);
    }

    /**
     * Refuses members that nobody would read: a misspelt optional member must not pass as left out.
     *
     * @param allowed the names there may be
     * @return this object
     * @throws JsonException when there is another one: names it and what is allowed
     */
    public JsonObject onlyNames(String... allowed) {
        List<String> known = Arrays.asList(allowed);
        for (int i = 0; i < members.size(); i++) {
            String name = members.name(i);
            if (!known.contains(name)) {
                throw refused(
                        name,
                        "is not known here; "
                                + (allowed.length == 0
                                        ? "no member is"
                                        : "what may stand here is " + String.join(", ", allowed)));
            }
        }
        return this;
    }

    private <T extends Json> T required(Class<T> type, String wanted, String name) {
        Json value = members.get(name);
        if (value == null) {
            throw refused(name, "is missing; add it, it is " + wanted);
        }
        return as(type, wanted, name, value);
    }

    private <T extends Json> Optional<T> optional(Class<T> type, String wanted, String name) {
        Json value = members.get(name);
        return value == null ? Optional.empty() : Optional.of(as(type, wanted, name, value));
    }

    private <T extends Json> T as(Class<T> type, String wanted, String name, Json value) {
        Place at = place.member(name);
        return Nesting.as(type, wanted, Nesting.place(value, at), at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject object && members.equals(object.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /**
     * The canonical text.
     *
     * @return with its braces
     */
    @Override
    public String toString() {
        return canonicalText();
    }

    /** Collects members. For one thread. */
    public static final class Builder {

        private final SortedMap<String, Json> members = new TreeMap<>();

        Builder() {}

        /**
         * Adds a member.
         *
         * @param name a name not used yet
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException when the name is used already or has half of a surrogate pair
         */
        public Builder put(String name, Json value) {
            if (members.putIfAbsent(WholeText.check(name), value) != null) {
                throw new IllegalArgumentException("the member " + WholeText.quoted(name) + " is there already");
            }
            return this;
        }

        /**
         * Adds a string.
         *
         * @param name a name not used yet
         * @param value its text
         * @return this builder
         * @throws IllegalArgumentException when the name is used already, or either has half of a surrogate pair
         */
        public Builder put(String name, String value) {
            return put(name, Json.text(value));
        }

        /**
         * Adds an integer.
         *
         * @param name a name not used yet
         * @param value its value, at most 2<sup>53</sup>-1 from zero
         * @return this builder
         * @throws IllegalArgumentException when the name is used already or the value is out of range
         */
        public Builder put(String name, long value) {
            return put(name, Json.number(value));
        }

        /**
         * Adds true or false.
         *
         * @param name a name not used yet
         * @param value which of them
         * @return this builder
         * @throws IllegalArgumentException when the name is used already
         */
        public Builder put(String name, boolean value) {
            return put(name, Json.bool(value));
        }

        /**
         * Adds a member when there is something to say, and leaves it out otherwise.
         *
         * @param name a name not used yet
         * @param value a {@link Json}, String, Long, Integer or Boolean, or nothing
         * @return this builder
         * @throws IllegalArgumentException when the value is of another type, or as for the other ways to put it
         */
        public Builder putOptional(String name, Optional<?> value) {
            return value.isEmpty() ? this : put(name, json(name, value.get()));
        }

        private static Json json(String name, Object value) {
            if (value instanceof Json json) {
                return json;
            } else if (value instanceof String text) {
                return Json.text(text);
            } else if (value instanceof Long || value instanceof Integer) {
                return Json.number(((Number) value).longValue());
            } else if (value instanceof Boolean flag) {
                return Json.bool(flag);
            }
            throw new IllegalArgumentException("the member " + WholeText.quoted(name) + " is a "
                    + value.getClass().getName()
                    + ", which is not written to JSON here; put a Json, String, Long or Boolean");
        }

        /**
         * The object.
         *
         * @return with the members put so far
         * @throws IllegalArgumentException when the nesting is deeper than {@link Json#MAX_DEPTH}
         */
        public JsonObject build() {
            return JsonObject.of(Members.of(members));
        }
    }
}
