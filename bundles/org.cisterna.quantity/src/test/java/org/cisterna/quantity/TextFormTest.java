// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
                kind.parse(text.toString()).refusal().ifPresent(RefusedTextTest::isFitToShow);
            } else {
                readsAsExpected(kind, text.toString());
            }
        }
    }

    private static void readsAsExpected(Kind kind, String text) {
        Parsed<?> parsed = kind.parse(text);
        assertThat(parsed.accepted().map(Object.class::cast)).as(text).isEqualTo(expected(kind, text));
        parsed.refusal().ifPresent(RefusedTextTest::isFitToShow);
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
}
