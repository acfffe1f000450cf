// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A JSON value: immutable, without floating point, and with exactly one canonical text.
 *
 * <p>Numbers are integers from -(2<sup>53</sup>-1) to 2<sup>53</sup>-1. An amount with a unit is a string, such as
 * {@code "326 mcg/day"}, never a bare number. Objects have no order of members: two objects with equal members are
 * equal and have the same text. Whatever can be built can be read back: nesting is held to {@link #MAX_DEPTH} and text
 * to whole code points on both ways.
 *
 * <p>Any thread.
 */
@ProviderType
public sealed interface Json permits JsonArray, JsonBoolean, JsonNull, JsonNumber, JsonObject, JsonString {

    /** The deepest nesting of objects and arrays, the outermost counted. */
    int MAX_DEPTH = 64;

    /** The most bytes that {@link #parse(byte[])} reads: 16 MiB. */
    int MAX_BYTES = 16 * 1024 * 1024;

    /**
     * Starts an object.
     *
     * @return an empty builder
     */
    static JsonObject.Builder object() {
        return new JsonObject.Builder();
    }

    /**
     * An array.
     *
     * @param values the elements in their order
     * @return the array
     * @throws IllegalArgumentException when the nesting would be deeper than {@link #MAX_DEPTH}
     */
    static JsonArray array(List<? extends Json> values) {
        return new JsonArray(values);
    }

    /**
     * An array of strings.
     *
     * @param values the elements in their order
     * @return the array
     * @throws IllegalArgumentException when one of them has half of a surrogate pair
     */
    static JsonArray texts(List<String> values) {
        return new JsonArray(values.stream().map(JsonString::new).toList());
    }

    /**
     * A string.
     *
     * @param value any text of whole code points
     * @return the string
     * @throws IllegalArgumentException when the text has half of a surrogate pair
     */
    static JsonString text(String value) {
        return new JsonString(value);
    }

    /**
     * An integer.
     *
     * @param value -(2<sup>53</sup>-1) to 2<sup>53</sup>-1
     * @return the number
     * @throws IllegalArgumentException when it is out of that range
     */
    static JsonNumber number(long value) {
        return new JsonNumber(value);
    }

    /**
     * True or false.
     *
     * @param value which of them
     * @return the boolean
     */
    static JsonBoolean bool(boolean value) {
        return new JsonBoolean(value);
    }

    /**
     * Reads one JSON text of at most {@link #MAX_BYTES}, strictly: see {@link #parse(byte[], int)}.
     *
     * @param utf8 the bytes
     * @return the value
     * @throws JsonException when the bytes are refused
     */
    static Json parse(byte[] utf8) {
        return parse(utf8, MAX_BYTES);
    }

    /**
     * Reads one JSON text, strictly. Refused are: more bytes than allowed, bytes that are not UTF-8, a byte order mark,
     * duplicate names, fractions, exponents, minus zero, integers beyond 2<sup>53</sup>-1, half surrogate pairs,
     * nesting deeper than {@link #MAX_DEPTH}, anything after the value, and every deviation from RFC 8259. White space
     * and order of members are free; {@link #canonicalBytes()} tells whether the bytes were canonical.
     *
     * @param utf8 the bytes
     * @param maxBytes the most bytes to accept, 0 to {@link #MAX_BYTES}
     * @return the value
     * @throws JsonException when the bytes are refused: says where and why
     */
    static Json parse(byte[] utf8, int maxBytes) {
        return StrictReader.read(utf8, maxBytes);
    }

    /**
     * Reads one JSON text under the same rules as {@link #parse(byte[])}.
     *
     * @param text the text
     * @return the value
     * @throws JsonException when the text is refused
     */
    static Json parse(String text) {
        return StrictReader.read(text);
    }

    /**
     * The canonical text of RFC 8785: members ordered by the UTF-16 code units of their names, no white space, the
     * shortest escapes.
     *
     * @return the text; equal values have equal texts
     */
    default String canonicalText() {
        return new String(canonicalBytes(), StandardCharsets.UTF_8);
    }

    /**
     * The canonical text as UTF-8.
     *
     * @return the bytes, the caller's own
     */
    default byte[] canonicalBytes() {
        return CanonicalWriter.bytes(this);
    }

    /**
     * Whether the canonical text is short enough; cheaper than its bytes.
     *
     * @param bytes the most bytes of UTF-8 it may have
     * @return whether it has at most so many
     */
    default boolean fits(int bytes) {
        return CanonicalWriter.fits(this, bytes);
    }
}
