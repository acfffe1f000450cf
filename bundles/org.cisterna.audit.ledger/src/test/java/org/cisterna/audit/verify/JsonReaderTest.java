// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final byte[] LIKELY =
            "{}[]\",:\\/bfnrtu0123456789-+.eabcd \u0001\u007f\u00b5".getBytes(StandardCharsets.UTF_8);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Object read(String text) {
        return JsonReader.read(bytes(text));
    }

    @Test
    void readsEveryKindOfValue() {
        assertThat(
                        read(
                                "{\"a\":\"x\",\"b\":[1,-2,0,9007199254740991],\"c\":{},\"d\":[],\"e\":true,\"f\":false,\"g\":null}"))
                .isEqualTo(Map.of(
                        "a",
                        "x",
                        "b",
                        List.of(1L, -2L, 0L, 9_007_199_254_740_991L),
                        "c",
                        Map.of(),
                        "d",
                        List.of(),
                        "e",
                        true,
                        "f",
                        false,
                        "g",
                        Json.NULL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"plain\"",
                "\"\\\"\\\\\\b\\f\\n\\r\\t/\"",
                "\"\\u0000\\u000b\\u001f\"",
                "\"µg \\n ÿ Ω 漢 😀\"",
                "{\"a\":1,\"ab\":2,\"b\":{\"\":0},\"µ\":3}",
                "[[[1]],\"\\\\\"]"
            })
    void readsWhatItsWriterWrites(String canonical) {
        assertThat(Json.write(read(canonical))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "{\"a\": 1}",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,}",
                "{a:1}",
                "[1,]",
                "[1",
                "{\"a\":1",
                "\"a",
                "\"\\",
                "\"\\u00",
                "tru",
                "truex",
                "nul",
                "01",
                "-0",
                "-",
                "1.0",
                "1e3",
                "+1",
                "9007199254740992",
                "12345678901234567890",
                "\"\\/\"",
                "\"\\u0041\"",
                "\"\\u000A\"",
                "\"\\u000a\"",
                "\"\\u001F\"",
                "\"\\ud83d\\ude00\"",
                "\"a\tb\"",
                "{\"Ω\":1,\"µ\":2}",
                "1\u0000"
            })
    void refusesWhatIsNotCanonical(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text))
                .withMessageContaining("it is not the canonical JSON of an entry: at byte ");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        for (byte[] bad : List.of(
                new byte[] {'"', (byte) 0xff, '"'},
                new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xe2, (byte) 0x82, '"'})) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JsonReader.read(bad))
                    .withMessage("it is not UTF-8");
        }
    }

    @Test
    void ordersNamesByCodeUnitsAndNotByBytes() {
        // in UTF-8 U+FF5E comes before U+1F600, whose first code unit is the lesser one
        String canonical = "{\"\uD83D\uDE00\":1,\"\uFF5E\":2}";
        assertThat(Json.write(read(canonical))).isEqualTo(canonical);
        assertThatIllegalArgumentException().isThrownBy(() -> read("{\"\uFF5E\":2,\"\uD83D\uDE00\":1}"));
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThat(read("[".repeat(64) + "]".repeat(64))).isInstanceOf(List.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("[".repeat(66) + "]".repeat(66)))
                .withMessageContaining("nested too deeply");
    }

    @Test
    void keepsWhatIsDeeperForThoseWhoAsk() {
        String text = "{\"a\":{\"b\":{\"c\":[{\"d\":\"\\n\"}]}},\"e\":[{\"f\":1}]}";
        Map<?, ?> outer = (Map<?, ?>) JsonReader.read(bytes(text), 1);
        Map<?, ?> inner = Objects.requireNonNull((Map<?, ?>) outer.get("a"));
        assertThat(inner.get("b")).isInstanceOf(JsonReader.Unread.class);
        assertThat(((JsonReader.Unread) Objects.requireNonNull(inner.get("b"))).object())
                .isEqualTo(Map.of("c", List.of(Map.of("d", "\n"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"b\":1,\"a\":2}", "{\"a\":\"\\u0041\"}", "{\"a\":01}", "{\"a\":1 }"})
    void isAsStrictInWhatItDoesNotKeep(String inner) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read(bytes("{\"a\":{\"b\":" + inner + "}}"), 0));
    }

    /** The platform's own reader and writer share no code with this one. */
    @Test
    void agreesWithThePlatformAboutBytesChangedByChance() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("JsonReaderTest"));
        byte[] good = bytes("{\"a\":[1,20,-3,{\"b\":\"\\n\\u001f\\\\µ\"}],\"ab\":null,\"b\":{\"c\":true,\"d\":{}}}");
        int canonical = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = LIKELY[random.nextInt(LIKELY.length)];
            }
            boolean expected = isCanonical(bytes);
            assertThat(reads(bytes))
                    .as(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
            canonical += expected ? 1 : 0;
        }
        assertThat(canonical).isGreaterThan(100);
    }

    private static boolean reads(byte[] bytes) {
        try {
            JsonReader.read(bytes);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isCanonical(byte[] bytes) {
        try {
            return org.cisterna.canonical.Json.parse(bytes, bytes.length) instanceof JsonObject object
                    && Arrays.equals(object.canonicalBytes(), bytes);
        } catch (JsonException e) {
            return false;
        }
    }
}
