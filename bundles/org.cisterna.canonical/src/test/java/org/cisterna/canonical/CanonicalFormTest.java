// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The one text of a value, against the vectors of RFC 8785 as far as they hold no floating point. */
class CanonicalFormTest {

    private static String canonical(String text) {
        return Json.parse(text).canonicalText();
    }

    @Test
    void ordersMembersByUtf16UnitsAsInSection323() {
        String text =
                """
                {
                  "\\u20ac": "Euro Sign",
                  "\\r": "Carriage Return",
                  "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                  "1": "One",
                  "\\ud83d\\ude00": "Emoji: Grinning Face",
                  "\\u0080": "Control",
                  "\\u00f6": "Latin Small Letter O With Diaeresis"
                }""";
        assertThat(canonical(text))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void escapesAsInSection322() {
        assertThat(canonical("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\""))
                .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    }

    @Test
    void escapesEveryControlCharacterInTheShortestWayAndNothingElse() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x21; c++) {
            all.append(c);
        }
        assertThat(Json.text(all + "\u007f\u2028\u00e9/").canonicalText())
                .isEqualTo(
                        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
                                + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c"
                                + "\\u001d\\u001e\\u001f \u007f\u2028\u00e9/\"");
    }

    @Test
    void writesBytesAsInSection324() {
        assertThat(Json.parse("{ \"literals\": [null, true,\tfalse] ,\n \"\u20ac\": 9007199254740991 }")
                        .canonicalBytes())
                .isEqualTo("{\"literals\":[null,true,false],\"\u20ac\":9007199254740991}"
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void builtAndReadValuesAreEqualWhateverTheOrder() {
        JsonObject built = Json.object()
                .put("rate", "0.163 mL/day")
                .put("revision", 7)
                .put("running", true)
                .putOptional("reason", Optional.empty())
                .putOptional("order", Optional.of("O-1"))
                .put("steps", Json.array(List.of(Json.number(1), Json.texts(List.of("a", "b")))))
                .build();
        Json read = Json.parse("{\"steps\":[1,[\"a\",\"b\"]],\"running\":true,\"revision\":7,\"order\":\"O-1\","
                + "\"rate\":\"0.163 mL/day\"}");
        assertThat(built).isEqualTo(read).hasSameHashCodeAs(read);
        assertThat(built)
                .hasToString("{\"order\":\"O-1\",\"rate\":\"0.163 mL/day\",\"revision\":7,\"running\":true,"
                        + "\"steps\":[1,[\"a\",\"b\"]]}");
    }

    /** Input and output published with the reference implementations of RFC 8785, 56.0 written as the integer it is. */
    @ParameterizedTest
    @MethodSource("published")
    void writesThePublishedVectors(String input, String output) {
        assertThat(canonical(input)).isEqualTo(output);
        assertThat(canonical(output)).isEqualTo(output);
    }

    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of(
                        "{\"1\": {\"f\": {\"f\": \"hi\",\"F\": 5} ,\"\\n\": 56}, \"10\": { }, \"\": \"empty\", \"a\": { },"
                                + " \"111\": [ {\"e\": \"yes\",\"E\": \"no\" } ], \"A\": { }}",
                        "{\"\":\"empty\",\"1\":{\"\\n\":56,\"f\":{\"F\":5,\"f\":\"hi\"}},\"10\":{},"
                                + "\"111\":[{\"E\":\"no\",\"e\":\"yes\"}],\"A\":{},\"a\":{}}"),
                Arguments.of(
                        "{\"peach\": \"This sorting order\", \"p\u00e9ch\u00e9\": \"is wrong according to French\","
                                + " \"p\u00eache\": \"but canonicalization MUST\", \"sin\": \"ignore locale\"}",
                        "{\"peach\":\"This sorting order\",\"p\u00e9ch\u00e9\":\"is wrong according to French\","
                                + "\"p\u00eache\":\"but canonicalization MUST\",\"sin\":\"ignore locale\"}"),
                Arguments.of("{\"Unnormalized Unicode\":\"A\\u030a\"}", "{\"Unnormalized Unicode\":\"A\u030a\"}"),
                Arguments.of("[56, {\"d\": true, \"10\": null, \"1\": [ ]}]", "[56,{\"1\":[],\"10\":null,\"d\":true}]"),
                Arguments.of(
                        "{\"\\u20ac\": \"Euro Sign\", \"\\r\": \"Carriage Return\", \"\\u000a\": \"Newline\","
                                + " \"1\": \"One\", \"\\u0080\": \"Control\\u007f\", \"\\ud83d\\ude02\": \"Smiley\","
                                + " \"\\u00f6\": \"Latin Small Letter O With Diaeresis\","
                                + " \"\\ufb33\": \"Hebrew Letter Dalet With Dagesh\", \"</script>\": \"Browser Challenge\"}",
                        "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\","
                                + "\"</script>\":\"Browser Challenge\",\"\u0080\":\"Control\u007f\","
                                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                                + "\"\ud83d\ude02\":\"Smiley\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"));
    }

    @Test
    void randomValuesHaveOneTextHoweverTheyAreWritten() {
        RandomJson values = new RandomJson(Seed.random("one text"));
        for (int i = 0; i < 20_000; i++) {
            Json value = values.value(5);
            String text = value.canonicalText();
            assertThat(Json.parse(values.loose(value))).isEqualTo(value).hasSameHashCodeAs(value);
            assertThat(canonical(values.loose(value))).isEqualTo(text);
            assertThat(Json.parse(text)).isEqualTo(value);
            assertThat(Json.parse(value.canonicalBytes())).isEqualTo(value);
        }
    }

    @Test
    void whetherItFitsIsAsItsBytesSay() {
        RandomJson random = new RandomJson(Seed.random("whether it fits"));
        for (int i = 0; i < 2_000; i++) {
            Json value = random.value(4);
            int bytes = value.canonicalBytes().length;
            assertThat(value.fits(bytes)).as("%s into %s", value, bytes).isTrue();
            assertThat(value.fits(bytes - 1)).as("%s into %s", value, bytes - 1).isFalse();
            assertThat(value.fits(Integer.MAX_VALUE)).isTrue();
        }
    }

    @Test
    void randomNamesStandInTheOrderOfTheirUtf16Units() {
        RandomJson values = new RandomJson(Seed.random("order of names"));
        for (int i = 0; i < 20_000; i++) {
            String a = values.text();
            String b = values.text();
            if (!a.equals(b)) {
                String text = Json.object().put(a, 1).put(b, 2).build().canonicalText();
                assertThat(text.endsWith(":2}")).isEqualTo(unitsBefore(a, b));
            }
        }
    }

    /** The order of RFC 8785 written out: unsigned 16-bit units, the shorter first where one is a prefix of the other. */
    private static boolean unitsBefore(String a, String b) {
        byte[] left = a.getBytes(StandardCharsets.UTF_16BE);
        byte[] right = b.getBytes(StandardCharsets.UTF_16BE);
        return Arrays.compareUnsigned(left, right) < 0;
    }
}
