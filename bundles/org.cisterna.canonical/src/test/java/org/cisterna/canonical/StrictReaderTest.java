// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, where, and in which words. */
class StrictReaderTest {

    private static final Pattern FIT = Pattern.compile("at \\$[ -~]{3,420}");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

    private static JsonException refusal(String text) {
        return catchThrowableOfType(JsonException.class, () -> Json.parse(text));
    }

    private static JsonException refusal(byte[] utf8) {
        return catchThrowableOfType(JsonException.class, () -> Json.parse(utf8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"rate":1.5}           | $.rate    | 1 |  9 | the number 1.5 has a fraction or an exponent; write an integer, or an amount as a string with its unit
                    {"rate":2.0}           | $.rate    | 1 |  9 | the number 2.0 has a fraction or an exponent; write an integer, or an amount as a string with its unit
                    {"a":{"n":1e3}}        | $.a.n     | 1 | 11 | the number 1e3 has a fraction or an exponent; write an integer, or an amount as a string with its unit
                    [0,-0]                 | $[1]      | 1 |  4 | minus zero is no integer; write 0
                    9007199254740992       | $         | 1 |  1 | the integer 9007199254740992 is more than 9007199254740991 from zero; write it as a string
                    -9007199254740992      | $         | 1 |  1 | the integer -9007199254740992 is more than 9007199254740991 from zero; write it as a string
                    [99999999999999999]    | $[0]      | 1 |  2 | the integer 99999999999999999 is more than 9007199254740991 from zero; write it as a string
                    {"a":1,"b":2,"a":1}    | $.a       | 1 | 14 | the name stands twice in one object; keep one of them
                    {"a":1,"\\u0061":1}    | $.a       | 1 |  8 | the name stands twice in one object; keep one of them
                    ["\\ud83d"]            | $[0]      | 1 |  2 | half of a surrogate pair, U+D83D, is no character; write the whole character
                    {"x y":"\\ude00!"}     | $["x y"]  | 1 |  8 | half of a surrogate pair, U+DE00, is no character; write the whole character
                    1 2                    | $         | 1 |  3 | the document goes on after its value; send one JSON value and nothing after it
                    {}{}                   | $         | 1 |  3 | the document goes on after its value; send one JSON value and nothing after it
                    ''                     | $         | 0 |  0 | the document is empty; send one JSON value
                    """)
    void saysWhereAndWhy(String text, String path, int line, int column, String problem) {
        JsonException refused = refusal(text);
        assertThat(refused.path()).isEqualTo(path);
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.line()).isEqualTo(line);
        assertThat(refused.column()).isEqualTo(column);
        assertThat(refused)
                .hasMessage("at " + path + (line == 0 ? "" : " (line " + line + ", column " + column + ")") + ": "
                        + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "\"abc",
                "\"\\u12",
                "\"\\",
                "}",
                "]",
                ",",
                ":",
                "{]",
                "[}",
                "[1,]",
                "[,1]",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{'a':1}",
                "['a']",
                "{1:1}",
                "{\"a\" 1}",
                "[1 2]",
                "01",
                "-01",
                "+1",
                ".5",
                "1.",
                "-",
                "--1",
                "0x10",
                "1_000",
                "NaN",
                "Infinity",
                "-Infinity",
                "tru",
                "True",
                "TRUE",
                "nul",
                "nulll",
                "truefalse",
                "undefined",
                "// c\n1",
                "/* c */1",
                "# c\n1",
                "1 // c",
                "\"a\nb\"",
                "\"a\tb\"",
                "\"\u0000\"",
                "\"\\x41\"",
                "\"\\u00g0\"",
                "\"\\'\"",
                "\u00a01",
                "1\u00a0",
                "\u000b1",
                "\f1",
                "\u0661",
                "\u201ca\u201d",
                "1e",
                "1e+",
                "1E400",
                "1,5",
                "{}}",
                "[]]",
                "\u0000",
                "1\u0000",
                "\ufeff{}",
                "\u2028{}",
                "a",
                "\"\\ud83d\\n\"",
                "\"\\ud83d\\ud83d\\ude00\""
            })
    void refusesWhatIsNotOneStrictJsonValue(String text) {
        assertThat(refusal(text)).isNotNull().satisfies(StrictReaderTest::isFitToShow);
        assertThat(refusal(text.getBytes(StandardCharsets.UTF_8))).satisfies(StrictReaderTest::isFitToShow);
    }

    @ParameterizedTest
    @CsvSource({
        "ff, 0", // never in UTF-8
        "22fe22, 1",
        "2280 22, 1", // continuation without a start
        "22c0af22, 1", // overlong
        "22e080af22, 1",
        "22f08080af22, 1",
        "22eda08022, 1", // half of a surrogate pair, encoded
        "22eda0bdedb88022, 1", // both halves, encoded one by one
        "22f490808022, 1", // beyond U+10FFFF
        "22f5808080 22, 1",
        "22e282, 1", // cut short
        "22c3, 1",
        "fffe2200, 0", // UTF-16
    })
    void refusesBytesThatAreNotUtf8(String hex, int position) {
        assertThat(refusal(HexFormat.of().parseHex(hex.replace(" ", ""))))
                .hasMessage("at $: the document is not UTF-8 from its byte " + position + " on; send it as UTF-8");
    }

    @Test
    void refusesUtf16AndUtf32WhichSomeReadersDetect() {
        assertThat(refusal("{}".getBytes(StandardCharsets.UTF_16LE))).isNotNull();
        assertThat(refusal("{}".getBytes(StandardCharsets.UTF_16BE))).isNotNull();
        assertThat(refusal(HexFormat.of().parseHex("0000007b0000007d"))).isNotNull();
        assertThat(refusal(HexFormat.of().parseHex("efbbbf7b7d")))
                .hasMessage("at $: the document begins with a byte order mark; leave it out");
    }

    @Test
    void refusesHalfASurrogatePairHoweverItIsWritten() {
        assertThat(refusal("\"\ud83d\"").problem()).startsWith("half of a surrogate pair, U+D83D");
        assertThat(refusal("\"\ude00\ud83d\"").problem()).startsWith("half of a surrogate pair, U+DE00");
        assertThat(refusal("{\"\ude00\":1}").problem()).startsWith("half of a surrogate pair, U+DE00");
        assertThat(refusal("{\"\\ud83d\":1}")).satisfies(StrictReaderTest::isFitToShow);
        assertThat(refusal("{\"\\ude00\":1}")).satisfies(StrictReaderTest::isFitToShow);
    }

    @Test
    void readsTheGreatestIntegersAndEveryStrictForm() {
        assertThat(Json.parse("9007199254740991")).isEqualTo(Json.number(JsonNumber.MAX));
        assertThat(Json.parse("-9007199254740991")).isEqualTo(Json.number(-JsonNumber.MAX));
        assertThat(Json.parse(" \t\r\n0 ")).isEqualTo(Json.number(0));
        assertThat(Json.parse("\"\\/\\b\\f\\n\\r\\t\\\"\\\\\\u20AC\"")).isEqualTo(Json.text("/\b\f\n\r\t\"\\\u20ac"));
        assertThat(Json.parse("\"\\ud83d\\ude00\"")).isEqualTo(Json.text("\ud83d\ude00"));
        assertThat(Json.parse("{\"\":null}"))
                .isEqualTo(Json.object().put("", JsonNull.NULL).build());
    }

    @Test
    void readsSixtyFourLevelsAndNotOneMore() {
        String deepest = "[".repeat(64) + "]".repeat(64);
        assertThat(Json.parse(deepest).canonicalText()).isEqualTo(deepest);
        assertThat(refusal("[" + deepest + "]").problem())
                .isEqualTo("objects and arrays nest at most 64 deep; flatten the document");
        assertThat(refusal("{\"a\":".repeat(65) + "1" + "}".repeat(65)).problem())
                .isEqualTo("objects and arrays nest at most 64 deep; flatten the document");
        assertThat(refusal("[".repeat(1_000_000)).problem()).contains("64 deep");
    }

    @Test
    void holdsToItsLimitOfBytes() {
        byte[] five = "\"abc\"".getBytes(StandardCharsets.UTF_8);
        assertThat(Json.parse(five, 5)).isEqualTo(Json.text("abc"));
        assertThat(catchThrowableOfType(JsonException.class, () -> Json.parse(five, 4)))
                .hasMessage("at $: the document has 5 bytes, and at most 4 are read; send less");
        assertThat(refusal(new byte[Json.MAX_BYTES + 1]).problem()).contains("at most 16777216 are read");
        assertThat(refusal("\u20ac".repeat(Json.MAX_BYTES / 3 + 1)).problem()).contains("more than the 16777216 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> Json.parse(five, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.parse(five, Json.MAX_BYTES + 1));
    }

    @Test
    void readsADocumentOfTheGreatestSize() {
        byte[] document = new byte[Json.MAX_BYTES];
        Arrays.fill(document, (byte) 'a');
        document[0] = '"';
        document[document.length - 1] = '"';
        assertThat(Json.parse(document).canonicalBytes()).isEqualTo(document);
    }

    @Test
    void refusesNumbersOfAnyLengthWithoutShowingAllOfThem() {
        assertThat(refusal("9".repeat(1000)).problem())
                .isEqualTo("the integer " + "9".repeat(60)
                        + "... (1000 characters) is more than 9007199254740991 from zero; write it as a string");
        assertThat(refusal("[1." + "0".repeat(1_000_000) + "]")).satisfies(StrictReaderTest::isFitToShow);
        assertThat(refusal("9".repeat(1_000_000))).satisfies(StrictReaderTest::isFitToShow);
    }

    @Test
    void showsHostileNamesSafely() {
        JsonException refused = refusal("{\"a\\n\\u001b[31m\\u202e\":1.5}");
        assertThat(refused.path()).isEqualTo("$[\"a\\u000a\\u001b[31m\\u202e\"]");
        assertThat(refusal("{\"" + "x".repeat(100_000) + "\":-0}")).satisfies(StrictReaderTest::isFitToShow);
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        SplittableRandom random = Seed.random("random bytes");
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            readOrRefuse(bytes);
        }
    }

    @Test
    void randomTokensAreReadOrRefusedAndNothingElse() {
        SplittableRandom random = Seed.random("random tokens");
        String[] tokens = {
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"a\"",
            "\"\"",
            "\\",
            "\\u",
            "d83d",
            "1",
            "-",
            "0",
            ".",
            "e",
            "true",
            "null",
            " ",
            "\n",
            "\u20ac",
            "\ud83d\ude00",
            "\u0000",
            "'",
            "/",
            "*",
            "#",
            "N",
            "9007199254740991"
        };
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(10); n > 0; n--) {
                text.append(tokens[random.nextInt(tokens.length)]);
            }
            read += readOrRefuse(text.toString().getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
        }
        assertThat(read).isPositive();
    }

    @Test
    void aDocumentWithOneByteChangedIsReadOrRefusedAndNothingElse() {
        SplittableRandom random = Seed.random("changed bytes");
        RandomJson values = new RandomJson(random);
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = values.loose(values.value(4)).getBytes(StandardCharsets.UTF_8);
            byte[] changed = bytes.clone();
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> changed[at] = (byte) random.nextInt(256);
                case 1 -> changed = Arrays.copyOf(bytes, at);
                default -> changed[at] ^= (byte) (1 << random.nextInt(8));
            }
            read += readOrRefuse(changed) ? 1 : 0;
        }
        assertThat(read).isPositive();
    }

    /** Only a JsonException ever comes out; what is read has one canonical text that is read as itself. */
    private static boolean readOrRefuse(byte[] bytes) {
        Json value;
        try {
            value = Json.parse(bytes);
        } catch (JsonException e) {
            isFitToShow(e);
            return false;
        }
        byte[] canonical = value.canonicalBytes();
        assertThat(Json.parse(canonical)).isEqualTo(value);
        assertThat(Json.parse(canonical).canonicalBytes()).isEqualTo(canonical);
        return true;
    }

    private static void isFitToShow(JsonException e) {
        assertThat(FIT.matcher(e.getMessage()).matches()).as(e.getMessage()).isTrue();
        assertThat(PRINTABLE.matcher(e.problem()).matches()).as(e.problem()).isTrue();
    }
}
