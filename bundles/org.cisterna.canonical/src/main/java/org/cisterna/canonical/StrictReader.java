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
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON and refuses whatever could mean two things. Bytes are decoded by the JDK's decoder, which knows every ill-formed
 * sequence; Jackson cuts the text into tokens; the rest is decided here.
 */
final class StrictReader {

    /** Without pools and symbol tables: nothing of one document stays for the next, and nothing stays in a thread. */
    private static final JsonFactory TOKENS = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH + 1)
                    .maxStringLength(Json.MAX_BYTES)
                    .maxNameLength(Json.MAX_BYTES)
                    .maxNumberLength(1000)
                    .build())
            .build();

    private static final BigInteger MAX = BigInteger.valueOf(JsonNumber.MAX);

    private final JsonParser tokens;

    private StrictReader(JsonParser tokens) {
        this.tokens = tokens;
    }

    static Json read(byte[] utf8, int maxBytes) {
        if (maxBytes < 0 || maxBytes > Json.MAX_BYTES) {
            throw new IllegalArgumentException("the limit is 0 to " + Json.MAX_BYTES + " bytes, got " + maxBytes);
        }
        if (utf8.length > maxBytes) {
            throw new JsonException(
                    Nesting.ROOT,
                    "the document has " + utf8.length + " bytes, and at most " + maxBytes + " are read here");
        }
        return readText(decoded(utf8));
    }

    static Json read(String text) {
        if (text.length() > Json.MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > Json.MAX_BYTES) {
            throw new JsonException(
                    Nesting.ROOT, "the document is longer than the " + Json.MAX_BYTES + " bytes that are read here");
        }
        return readText(text);
    }

    private static String decoded(byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer text = CharBuffer.allocate(utf8.length);
        CoderResult result = decoder.decode(bytes, text, true);
        if (!result.isUnderflow()) {
            throw new JsonException(
                    Nesting.ROOT, "byte " + bytes.position() + " of the document is not UTF-8; send the text as UTF-8");
        }
        return text.flip().toString();
    }

    private static Json readText(String text) {
        if (text.startsWith("\uFEFF")) {
            throw new JsonException(Nesting.ROOT, 1, 1, "the document begins with a byte order mark; leave it out");
        }
        try (JsonParser tokens = TOKENS.createParser(text)) {
            return new StrictReader(tokens).document();
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
    }

    private Json document() throws IOException {
        JsonToken first = next(Nesting.ROOT);
        if (first == null) {
            throw refused(Nesting.ROOT, "the document is empty; write one JSON value");
        }
        Json value = value(first, Nesting.ROOT, 1);
        if (next(Nesting.ROOT) != null) {
            throw refused(
                    Nesting.ROOT,
                    "something follows the end of the document; send one JSON value and nothing after it");
        }
        return value;
    }

    private Json value(JsonToken token, String path, int depth) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(path, depth);
            case START_ARRAY -> array(path, depth);
            case VALUE_STRING -> new JsonString(text(path));
            case VALUE_NUMBER_INT -> integer(path);
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> JsonNull.NULL;
            case VALUE_NUMBER_FLOAT ->
                throw refused(
                        path,
                        "the number " + shown(tokens.getText())
                                + " has a fraction or an exponent; write an integer, or an amount as a string with its unit");
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw refused(path, "a value is wanted here");
        };
    }

    private JsonObject object(String path, int depth) throws IOException {
        checkDepth(path, depth);
        SortedMap<String, Json> members = new TreeMap<>();
        for (JsonToken token = inside(path); token != JsonToken.END_OBJECT; token = inside(path)) {
            String name = text(path);
            String place = path + WholeText.step(name);
            if (members.containsKey(name)) {
                throw refused(place, "the name stands twice in one object; keep one of them");
            }
            members.put(name, value(inside(place), place, depth + 1));
        }
        return JsonObject.of(members);
    }

    private JsonArray array(String path, int depth) throws IOException {
        checkDepth(path, depth);
        List<Json> values = new ArrayList<>();
        for (JsonToken token = inside(path); token != JsonToken.END_ARRAY; token = inside(path)) {
            values.add(value(token, path + "[" + values.size() + "]", depth + 1));
        }
        return new JsonArray(values);
    }

    private void checkDepth(String path, int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw refused(path, Nesting.tooDeep());
        }
    }

    private JsonNumber integer(String path) throws IOException {
        String digits = tokens.getText();
        if (digits.equals("-0")) {
            throw refused(path, "minus zero is no integer; write 0");
        }
        BigInteger value = new BigInteger(digits);
        if (value.abs().compareTo(MAX) > 0) {
            throw refused(
                    path, "the integer " + shown(digits) + " is more than " + MAX + " from zero; write it as a string");
        }
        return new JsonNumber(value.longValueExact());
    }

    /** The text of a string or of a name, in whole code points. */
    private String text(String path) throws IOException {
        String text;
        try {
            text = tokens.getText();
        } catch (JsonProcessingException e) {
            throw refused(path, e);
        }
        WholeText.loneSurrogate(text).ifPresent(half -> {
            throw refused(path, WholeText.halfPair(half));
        });
        return text;
    }

    /** The next token where the document cannot have ended. */
    private JsonToken inside(String path) throws IOException {
        JsonToken token = next(path);
        if (token == null) {
            throw refused(path, "the document ends in the middle; send all of it");
        }
        return token;
    }

    private @Nullable JsonToken next(String path) throws IOException {
        try {
            return tokens.nextToken();
        } catch (JsonProcessingException e) {
            throw refused(path, e);
        }
    }

    private JsonException refused(String path, String problem) {
        return refusedAt(path, tokens.currentTokenLocation(), problem);
    }

    private JsonException refused(String path, JsonProcessingException e) {
        JsonLocation place = e.getLocation() == null ? tokens.currentLocation() : e.getLocation();
        String problem = e.getOriginalMessage();
        return refusedAt(path, place, "this is not JSON: " + shown(problem) + "; correct the text there");
    }

    private static JsonException refusedAt(String path, JsonLocation place, String problem) {
        return new JsonException(path, place.getLineNr(), place.getColumnNr(), problem);
    }

    private static String shown(String text) {
        String quoted = WholeText.quoted(text);
        return quoted.endsWith("\"") ? quoted.substring(1, quoted.length() - 1) : quoted;
    }
}
