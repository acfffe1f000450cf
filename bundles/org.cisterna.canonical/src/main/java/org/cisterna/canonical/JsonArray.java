// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.util.ArrayList;
import java.util.List;

/** An array. Immutable; any thread. */
public final class JsonArray implements Json {

    private final List<Json> values;
    private final int depth;
    /** Where this stands in the document it was reached through; no part of the value. */
    private final Place place;

    JsonArray(List<? extends Json> values) {
        this.values = List.copyOf(values);
        this.depth = Nesting.around(this.values);
        this.place = Place.ROOT;
    }

    private JsonArray(JsonArray same, Place place) {
        this.values = same.values;
        this.depth = same.depth;
        this.place = place;
    }

    JsonArray at(Place newPlace) {
        return new JsonArray(this, newPlace);
    }

    /** The elements as they were given, for those who need no place. */
    List<Json> elements() {
        return values;
    }

    int depth() {
        return depth;
    }

    /**
     * The elements in their order.
     *
     * @return an immutable list; objects and arrays in it know their place for error texts
     */
    public List<Json> values() {
        List<Json> placed = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            placed.add(Nesting.place(values.get(i), place.element(i)));
        }
        return List.copyOf(placed);
    }

    /**
     * How many elements there are.
     *
     * @return 0 or more
     */
    public int size() {
        return values.size();
    }

    /**
     * The elements, all of them objects.
     *
     * @return the objects in their order
     * @throws JsonException when one is not an object
     */
    public List<JsonObject> objects() {
        return all(JsonObject.class, "an object");
    }

    /**
     * The elements, all of them strings.
     *
     * @return the texts in their order
     * @throws JsonException when one is not a string
     */
    public List<String> strings() {
        return all(JsonString.class, "a string").stream().map(JsonString::value).toList();
    }

    private <T extends Json> List<T> all(Class<T> type, String wanted) {
        List<T> result = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Place at = place.element(i);
            result.add(Nesting.as(type, wanted, Nesting.place(values.get(i), at), at));
        }
        return List.copyOf(result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonArray array && values.equals(array.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /**
     * The canonical text.
     *
     * @return with its brackets
     */
    @Override
    public String toString() {
        return canonicalText();
    }
}
