// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON and refuses whatever could mean two things. Bytes are decoded by the JDK's decoder, which knows every
 * ill-formed sequence; Jackson cuts the text into tokens; the rest is decided here.
 */
final class StrictReader {

    /** Without pools and symbol tables: nothing of one document stays for the next, and nothing stays in a thread. */
    private static final JsonFactory TOKENS = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // depth and size are limited here, in our words; Jackson's own limits stand a little behind
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH + 1)
                    .maxStringLength(Json.MAX_BYTES)
                    .maxNameLength(Json.MAX_BYTES)
                    .maxNumberLength(Json.MAX_BYTES)
                    .build())
            .build();

    /** The digits of 2^53-1, and a sign. */
    private static final int LONGEST_INTEGER = 17;

    private final JsonParser tokens;

    private StrictReader(JsonParser tokens) {
        this.tokens = tokens;
    }

    static Json read(byte[] utf8, int maxBytes) {
        if (maxBytes < 0 || maxBytes > Json.MAX_BYTES) {
            throw new IllegalArgumentException("the limit is 0 to " + Json.MAX_BYTES + " bytes, got " + maxBytes);
        }
        if (utf8.length > maxBytes) {
            throw wholeRefused(
                    "the document has " + utf8.length + " bytes, and at most " + maxBytes + " are read; send less");
        }
        return readText(decoded(utf8));
    }

    static Json read(String text) {
        if (text.length() > Json.MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > Json.MAX_BYTES) {
            throw wholeRefused("the document has more than the " + Json.MAX_BYTES + " bytes that are read; send less");
        }
        return readText(CharBuffer.wrap(text.toCharArray()));
    }

    private static CharBuffer decoded(byte[] utf8) {
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer text = CharBuffer.allocate(utf8.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes, text, true);
        if (!result.isUnderflow()) {
            throw wholeRefused("the document is not UTF-8 from its byte " + bytes.position() + " on; send it as UTF-8");
        }
        return text.flip();
    }

    /** Reads characters in an array, which Jackson takes as they lie. */
    private static Json readText(CharBuffer text) {
        if (text.hasRemaining() && text.get(0) == '\uFEFF') {
            throw wholeRefused("the document begins with a byte order mark; leave it out");
        }
        try (JsonParser tokens = TOKENS.createParser(text.array(), text.arrayOffset(), text.remaining())) {
            return new StrictReader(tokens).document();
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
    }

    private Json document() throws IOException {
        JsonToken first = next(Place.ROOT);
        if (first == null) {
            throw wholeRefused("the document is empty; send one JSON value");
        }
        Json value = value(first, Place.ROOT, 1);
        if (next(Place.ROOT) != null) {
            throw refused(Place.ROOT, "the document goes on after its value; send one JSON value and nothing after it");
        }
        return value;
    }

    private Json value(JsonToken token, Place place, int depth) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(place, depth);
            case START_ARRAY -> array(place, depth);
            case VALUE_STRING -> new JsonString(text(place));
            case VALUE_NUMBER_INT -> integer(place);
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> JsonNull.NULL;
            case VALUE_NUMBER_FLOAT ->
                throw refused(
                        place,
                        "the number " + WholeText.shortened(tokens.getText())
                                + " has a fraction or an exponent; write an integer, or an amount as a string with its unit");
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw refused(place, "there is no value; write one");
        };
    }

    private JsonObject object(Place place, int depth) throws IOException {
        checkDepth(place, depth);
        Members.Collected members = new Members.Collected();
        for (JsonToken token = inside(place); token != JsonToken.END_OBJECT; token = inside(place)) {
            String name = text(place);
            Place member = place.member(name);
            if (members.has(name)) {
                throw refused(member, "the name stands twice in one object; keep one of them");
            }
            members.add(name, value(inside(member), member, depth + 1));
        }
        return JsonObject.of(members.members());
    }

    private JsonArray array(Place place, int depth) throws IOException {
        checkDepth(place, depth);
        List<Json> values = new ArrayList<>();
        for (JsonToken token = inside(place); token != JsonToken.END_ARRAY; token = inside(place)) {
            values.add(value(token, place.element(values.size()), depth + 1));
        }
        return new JsonArray(values);
    }

    private void checkDepth(Place place, int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw refused(place, Nesting.tooDeep());
        }
    }

    private JsonNumber integer(Place place) throws IOException {
        String digits = tokens.getText();
        if (digits.equals("-0")) {
            throw refused(place, "minus zero is no integer; write 0");
        }
        if (digits.length() > LONGEST_INTEGER || Math.abs(Long.parseLong(digits)) > JsonNumber.MAX) {
            throw refused(
                    place,
                    "the integer " + WholeText.shortened(digits) + " is more than " + JsonNumber.MAX
                            + " from zero; write it as a string");
        }
        return new JsonNumber(Long.parseLong(digits));
    }

    /** The text of a string or of a name, in whole code points. */
    private String text(Place place) throws IOException {
        try {
            String text = tokens.getText();
            WholeText.loneSurrogate(text).ifPresent(half -> {
                throw refused(place, WholeText.halfPair(half));
            });
            return text;
        } catch (JsonProcessingException e) {
            throw refused(place, e);
        }
    }

    /** The next token where the document cannot have ended. */
    private JsonToken inside(Place place) throws IOException {
        JsonToken token = next(place);
        if (token == null) {
            throw refused(place, "the document ends before its value does; send all of it");
        }
        return token;
    }

    private @Nullable JsonToken next(Place place) throws IOException {
        try {
            return tokens.nextToken();
        } catch (JsonProcessingException e) {
            throw refused(place, e);
        }
    }

    private JsonException refused(Place place, String problem) {
        return refused(place, tokens.currentTokenLocation(), problem);
    }

    private JsonException refused(Place place, JsonProcessingException e) {
        return refused(
                place,
                e.getLocation() == null ? tokens.currentLocation() : e.getLocation(),
                "this is not JSON (" + e.getOriginalMessage() + "); correct the text there");
    }

    private static JsonException refused(Place place, JsonLocation location, String problem) {
        return new JsonException(place.toString(), location.getLineNr(), location.getColumnNr(), problem);
    }

    private static JsonException wholeRefused(String problem) {
        return new JsonException(Place.ROOT.toString(), problem);
    }
}
