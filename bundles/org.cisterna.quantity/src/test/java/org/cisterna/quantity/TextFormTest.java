// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing amounts: exactly, or not at all. */
class TextFormTest {

    /** One form only; the unit is looked at apart. */
    private static final Pattern FORM = Pattern.compile("((?:0|[1-9][0-9]*)(?:\\.[0-9]+)?) ([A-Za-z/]+)");

    private static final Pattern CANONICAL = Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.[0-9]*[1-9])? [A-Za-z/]+");

    /** Base units of every unit, written down a second time. */
    private static final Map<Kind, Map<String, Long>> UNITS = Map.of(
            Kind.MASS, Map.of("ng", 1L, "mcg", 1000L, "mg", 1_000_000L),
            Kind.VOLUME, Map.of("nL", 1L, "uL", 1000L, "mL", 1_000_000L),
            Kind.FLOW_RATE,
                    Map.of(
                            "nL/day",
                            1L,
                            "uL/day",
                            1000L,
                            "mL/day",
                            1_000_000L,
                            "nL/h",
                            24L,
                            "uL/h",
                            24_000L,
                            "mL/h",
                            24_000_000L),
            Kind.CONCENTRATION, Map.of("ng/mL", 1L, "mcg/mL", 1000L, "mg/mL", 1_000_000L),
            Kind.DOSE_RATE,
                    Map.of(
                            "ng/day",
                            1L,
                            "mcg/day",
                            1000L,
                            "mg/day",
                            1_000_000L,
                            "ng/h",
                            24L,
                            "mcg/h",
                            24_000L,
                            "mg/h",
                            24_000_000L),
            Kind.LENGTH, Map.of("mm", 1000L, "cm", 10_000L),
            Kind.VOLUME_PER_LENGTH, Map.of("nL/cm", 1L, "uL/cm", 1000L, "mL/cm", 1_000_000L),
            Kind.DURATION, Map.of("ms", 1L, "s", 1000L, "min", 60_000L, "h", 3_600_000L, "day", 86_400_000L));

    private static Map<String, Long> units(Kind kind) {
        return Objects.requireNonNull(UNITS.get(kind));
    }

    private static long randomAmount(SplittableRandom random) {
        long bound = Math.min(Quantity.MAX_BASE_UNITS, 1L << random.nextInt(51));
        return switch (random.nextInt(8)) {
            case 0 -> Quantity.MAX_BASE_UNITS - random.nextLong(1000);
            case 1 -> random.nextLong(bound) / 1_000_000 * 1_000_000;
            case 2 -> (long) random.nextInt(25) * 24_000_000;
            default -> random.nextLong(bound + 1);
        };
    }

    @ParameterizedTest
    @EnumSource(names = "TIME_OF_DAY", mode = EnumSource.Mode.EXCLUDE)
    void everyAmountReadsBackFromItsTextAndFromEveryUnitThatHoldsItExactly(Kind kind) {
        SplittableRandom random = Seed.random("text of a " + kind.label());
        for (int i = 0; i < 5_000; i++) {
            long amount = randomAmount(random);
            Object value = kind.of(amount);
            String text = Kind.text(value);
            assertThat(CANONICAL.matcher(text).matches()).as(text).isTrue();
            assertThat(kind.parse(text)).isEqualTo(new Parsed.Value<>(value));
            for (var unit : units(kind).entrySet()) {
                inUnit(amount, unit.getValue()).ifPresent(number -> assertThat(kind.parse(number + " " + unit.getKey()))
                        .as("%s %s", number, unit.getKey())
                        .isEqualTo(new Parsed.Value<>(value)));
            }
        }
    }

    /** The amount in a unit, if its decimals end within 18 digits. */
    private static Optional<String> inUnit(long amount, long unit) {
        try {
            BigDecimal number = new BigDecimal(amount).divide(new BigDecimal(unit));
            String text = number.toPlainString();
            return text.replace(".", "").length() <= 18 ? Optional.of(text) : Optional.empty();
        } catch (ArithmeticException endless) {
            return Optional.empty();
        }
    }

    /** What should come of a text, found by another way than the reader goes. */
    private static Optional<Object> expected(Kind kind, String text) {
        var form = FORM.matcher(text);
        Long unit = form.matches() ? units(kind).get(form.group(2)) : null;
        if (unit == null || text.length() > 64 || form.group(1).replace(".", "").length() > 18) {
            return Optional.empty();
        }
        try {
            BigInteger amount =
                    new BigDecimal(form.group(1)).multiply(new BigDecimal(unit)).toBigIntegerExact();
            return amount.compareTo(BigInteger.valueOf(Quantity.MAX_BASE_UNITS)) > 0
                    ? Optional.empty()
                    : Optional.of(kind.of(amount.longValueExact()));
        } catch (ArithmeticException fraction) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "TIME_OF_DAY", mode = EnumSource.Mode.EXCLUDE)
    void aTextWithSomethingChangedIsReadAsItSaysOrRefused(Kind kind) {
        SplittableRandom random = Seed.random("changed text of a " + kind.label());
        String pool = "0123456789.,-+eE _'/mcgnuLdayhs\u00b5\u00a0\u0661\u2212\t\n\u0000\ud83d\u200b\u202e";
        List<String> units = List.copyOf(units(kind).keySet());
        for (int i = 0; i < 20_000; i++) {
            String unit = units.get(random.nextInt(units.size()));
            StringBuilder text = new StringBuilder()
                    .append(random.nextLong(1L << random.nextInt(60)))
                    .append(random.nextBoolean() ? "" : "." + random.nextInt(1 << random.nextInt(25)))
                    .append(' ')
                    .append(unit);
            for (int n = random.nextInt(3); n > 0; n--) {
                char c = pool.charAt(random.nextInt(pool.length()));
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    default -> text.deleteCharAt(at);
                }
            }
            readsAsExpected(kind, text.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noTextAtAllThrows(Kind kind) {
        SplittableRandom random = Seed.random("any text as a " + kind.label());
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
            }
            if (kind == Kind.TIME_OF_DAY) {
                kind.parse(text.toString()).refusal().ifPresent(TextFormTest::isFitToShow);
            } else {
                readsAsExpected(kind, text.toString());
            }
        }
    }

    private static void readsAsExpected(Kind kind, String text) {
        Parsed<?> parsed = kind.parse(text);
        assertThat(parsed.accepted().map(Object.class::cast)).as(text).isEqualTo(expected(kind, text));
        parsed.refusal().ifPresent(TextFormTest::isFitToShow);
    }

    private static void isFitToShow(Parsed.Refused<?> refused) {
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
    void readsAndWritesTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(new Volume(163_000)).hasToString("0.163 mL");
                assertThat(new DayTime(125)).hasToString("02:05");
                assertThat(Ratio.of(1, 3).decimal(3)).isEqualTo("0.333");
                assertThat(Durations.text(Duration.ofMinutes(30))).isEqualTo("30 min");
                assertThat(Volume.parse("1 MIN").refusal()).isPresent();
                assertThat(Durations.parse("1 MIN").refusal().orElseThrow().wayOut())
                        .isEqualTo("write min if that is meant");
                assertThat(Mass.parse("\u0001").refusal().orElseThrow().message())
                        .startsWith("\"\\u0001\" has a control character (U+0001)");
            }
        } finally {
            Locale.setDefault(before);
        }
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

    @Test
    void everyMinuteOfTheDayHasItsTime() {
        for (int minute = 0; minute < 1440; minute++) {
            DayTime time = new DayTime(minute);
            assertThat(DayTime.parse(time.text()).orElseThrow()).isEqualTo(time);
        }
        assertThat(DayTime.MIDNIGHT.until(new DayTime(360))).isEqualTo(Duration.ofHours(6));
        assertThat(new DayTime(1080).until(DayTime.MIDNIGHT)).isEqualTo(Duration.ofHours(6));
        assertThat(DayTime.MIDNIGHT.until(DayTime.MIDNIGHT)).isEqualTo(Duration.ofHours(24));
        assertThat(new DayTime(1)).isGreaterThan(DayTime.MIDNIGHT);
        assertThatIllegalArgumentException().isThrownBy(() -> new DayTime(1440));
        assertThatIllegalArgumentException().isThrownBy(() -> new DayTime(-1));
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
