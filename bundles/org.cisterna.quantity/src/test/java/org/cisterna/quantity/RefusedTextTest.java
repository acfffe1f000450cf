// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form that is not the one form, and what is said about it. */
class RefusedTextTest {

    static void isFitToShow(Parsed.Refused<?> refused) {
        String message = refused.message();
        assertThat(message.length()).as(message).isBetween(20, 400);
        assertThat(message.chars().allMatch(c -> c >= 0x20 && c <= 0x7e))
                .as(message)
                .isTrue();
        assertThat(refused.reason()).isNotBlank();
        assertThat(refused.wayOut()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "  ",
                "5",
                "5 ",
                " 5",
                "5.",
                ".5",
                ".",
                "0.",
                "5 mg ",
                " 5 mg",
                "5  mg",
                "5\tmg",
                "5\nmg",
                "5 mg\n",
                "5\u00a0mg",
                "5\u2009mg",
                "5\u202fmg",
                "5\u200bmg",
                "\ufeff5 mg",
                "5 mg\u0000",
                "-5 mg",
                "+5 mg",
                "\u22125 mg",
                "\u20135 mg",
                "--5 mg",
                "- 5 mg",
                ".5 mg",
                "5. mg",
                "5.. mg",
                "5.5.5 mg",
                "1,5 mg",
                "1,500 mg",
                "1.500,0 mg",
                "1 500 mg",
                "1'500 mg",
                "1\u2019500 mg",
                "1_500 mg",
                "1e3 mg",
                "1E3 mg",
                "1e-3 mg",
                "1e+3 mg",
                "1.5e3 mg",
                "0x10 mg",
                "010 mg",
                "00.5 mg",
                "00 mg",
                "1/2 mg",
                "\u00bd mg",
                "\u00b2 mg",
                "\u0661 mg",
                "\u0967 mg",
                "\uff11 mg",
                "\ud835\udfcf mg",
                "1\u0660 mg",
                "5mg",
                "5 MG",
                "5 Mg",
                "5 mG",
                "5 g",
                "5 kg",
                "5 ug",
                "5 UG",
                "5 \u00b5g",
                "5 \u03bcg",
                "5 microgram",
                "5 gamma",
                "5 m g",
                "5 \u217fg",
                "5 \u043cg",
                "5 m\u0261",
                "5 mcq",
                "5 rncg",
                "5 mg.",
                "5 mg/",
                "5 /mg",
                "5 mg/day/day",
                "5 mg mg",
                "5 mL",
                "5 mg/mL",
                "5 mg/day",
                "5 U",
                "5 IU",
                "5 %",
                "5 mg;",
                "(5) mg",
                "5 (mg)",
                "\"5 mg\"",
                "NaN mg",
                "Infinity mg",
                "five mg",
                "mg",
                "mg 5",
                "5 5 mg",
                "1 000",
                "\u00a05 mg",
                "<b>5</b> mg",
                "5 mg\u202e",
                "~5 mg",
                "<5 mg",
                ">5 mg",
                "=5 mg",
                "5 -mg",
                "$5 mg",
                "5,mg",
                "1e mg",
                "1e3",
                "5.0.",
                "5\\ mg",
                "1000000000.000001 mg",
                "0.0000001 mg",
                "0.1 ng",
                "1000000000000001 ng",
                "999999999999999999 mg",
                "9999999999999999999 ng",
                "\ud83d mg"
            })
    void refusesAsAMass(String text) {
        assertThat(Mass.parse(text).refusal()).as(text).isPresent();
        isFitToShow(Mass.parse(text).refusal().orElseThrow());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mass.parse(text).orElseThrow())
                .withMessage(Mass.parse(text).refusal().orElseThrow().message());
    }

    /** A wrong reason sends the reader to the wrong place: each form is refused for what is wrong with it. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "||;is empty",
                "| |;is empty",
                " 5;has a space at its start or end",
                " 5 mg;has a space at its start or end",
                "5 mg ;has a space at its start or end",
                "5  ;has a space at its start or end",
                "5 ;has no unit",
                "5;has no unit",
                "1e3 mg;has an exponent",
                "1E3 mg;has an exponent",
                "1e-3 mg;has an exponent",
                "1e+3 mg;has an exponent",
                "1.5e3 mg;has an exponent",
                "1e3;has an exponent",
                "1e mg;has no space between number and unit",
                "1e;has no space between number and unit",
                "1-3 mg;goes on after its number with |-|",
                "1+3 mg;goes on after its number with |+|",
                "5mg;has no space between number and unit",
                "5~mg;goes on after its number with |~|",
                "~5 mg;does not begin with a digit",
                "5 ~;has the unit |~|, which is not known here"
            })
    void saysWhatIsWrong(String text, String reason) {
        assertThat(Mass.parse(text).refusal().orElseThrow().reason()).isEqualTo(reason.replace('|', '"'));
    }

    @Test
    void theLongestTextIsReadAndOneMoreIsNot() {
        String digits = "0".repeat(61);
        assertThat(Mass.parse("9" + digits.substring(1) + " mg")
                        .refusal()
                        .orElseThrow()
                        .reason())
                .isEqualTo("has 61 digits");
        assertThat(Mass.parse("9" + digits + " mg").refusal().orElseThrow().reason())
                .isEqualTo("is longer than 64 characters");
    }

    @Test
    void refusesThousandsOfDigitsQuicklyAndShowsFewOfThem() {
        Parsed.Refused<Mass> refused =
                Mass.parse("9".repeat(1_000_000) + " mg").refusal().orElseThrow();
        assertThat(refused.message())
                .isEqualTo("\"" + "9".repeat(60) + "...\" (1000003 characters) is longer than 64 characters;"
                        + " write a number of at most 18 digits, one space and its unit");
        assertThat(Mass.parse("0." + "0".repeat(1000) + " mg").refusal()).isPresent();
        assertThat(Mass.parse("1" + "0".repeat(18) + " ng")
                        .refusal()
                        .orElseThrow()
                        .reason())
                .isEqualTo("has 19 digits");
    }

    @Test
    void namesBothKindsWhenOneIsTakenForTheOther() {
        for (Kind wanted : Kind.quantities()) {
            for (Kind given : Kind.quantities()) {
                if (wanted != given) {
                    String text = given.of(5_000_000).toString();
                    assertThat(wanted.parse(text).refusal().orElseThrow().reason())
                            .startsWith("is a " + given.label() + " (")
                            .endsWith("), and a " + wanted.label() + " is wanted");
                }
            }
        }
    }

    @Test
    void showsHostileTextSafely() {
        assertThat(Volume.parse("5 mL\r\n\u001b[31m\"\\\u202e")
                        .refusal()
                        .orElseThrow()
                        .text())
                .isEqualTo("\"5 mL\\u000d\\u000a\\u001b[31m\\\"\\\\\\u202e\"");
        String shown = Volume.parse("\u202e".repeat(60)).refusal().orElseThrow().text();
        assertThat(shown).isEqualTo("\"" + "\\u202e".repeat(10) + "...\" (60 characters)");
    }

    @Test
    void refusesDurationsThatHaveNoText() {
        for (Duration bad : List.of(
                Duration.ofMillis(-1),
                Duration.ofNanos(1),
                Duration.ofMillis(5).plusNanos(1),
                Duration.ofMillis(Quantity.MAX_BASE_UNITS + 1),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Durations.text(bad))
                    .withMessageStartingWith("a duration is a whole number of milliseconds");
            assertThatIllegalArgumentException().isThrownBy(() -> new FlowRate(1).volumeIn(bad));
        }
        assertThat(Durations.text(Duration.ZERO)).isEqualTo("0 s");
        assertThat(Durations.parse("0 s").orElseThrow()).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "6",
                "6:00",
                "06:0",
                "0600",
                "06.00",
                "06-00",
                "006:00",
                "06:000",
                "24:00",
                "23:60",
                "99:99",
                "-1:00",
                " 06:00",
                "06:00 ",
                "06:00:00",
                "6 am",
                "06:00 am",
                "\u0660\u0666:\u0660\u0660",
                "06\uff1a00",
                "06:00\n"
            })
    void refusesAsATimeOfDay(String text) {
        assertThat(DayTime.parse(text).refusal()).as(text).isPresent();
        isFitToShow(DayTime.parse(text).refusal().orElseThrow());
    }

    @Test
    void nullIsABugAndNotAnAmount() {
        for (Kind kind : Kind.values()) {
            assertThatNullPointerException().isThrownBy(() -> parseNull(kind));
        }
        assertThatNullPointerException().isThrownBy(() -> new Parsed.Value<>(nothing()));
    }

    private static void parseNull(Kind kind) {
        assertThat(kind.parse(nothing())).isNull();
    }

    /** What callers that nobody checks for nulls might send. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
