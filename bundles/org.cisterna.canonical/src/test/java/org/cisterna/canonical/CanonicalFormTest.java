// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
}
