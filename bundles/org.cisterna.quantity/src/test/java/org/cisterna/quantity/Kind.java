// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Everything that has a text form, by the name the documentation gives it, so that one test serves all. */
// method references of pure functions: immutable, which the checker cannot see
@SuppressWarnings("ImmutableEnumChecker")
enum Kind {
    MASS("mass", Mass::parse, Mass::new),
    VOLUME("volume", Volume::parse, Volume::new),
    FLOW_RATE("flow rate", FlowRate::parse, FlowRate::new),
    CONCENTRATION("concentration", Concentration::parse, Concentration::new),
    DOSE_RATE("dose rate", DoseRate::parse, DoseRate::new),
    LENGTH("length", Length::parse, Length::new),
    VOLUME_PER_LENGTH("volume per length", VolumePerLength::parse, VolumePerLength::new),
    DURATION("duration", Durations::parse, Duration::ofMillis),
    TIME_OF_DAY("time of day", DayTime::parse, minute -> new DayTime(Math.toIntExact(minute)));

    private final String label;
    private final Parser parser;
    private final LongFunction<?> maker;

    @FunctionalInterface
    private interface Parser extends Function<String, Parsed<?>> {}

    Kind(String label, Parser parser, LongFunction<?> maker) {
        this.label = label;
        this.parser = parser;
        this.maker = maker;
    }

    static Kind named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no kind is called " + label));
    }

    /** The seven quantities. */
    static Kind[] quantities() {
        return Arrays.copyOf(values(), 7);
    }

    String label() {
        return label;
    }

    Parsed<?> parse(String text) {
        return parser.apply(text);
    }

    Object of(long baseUnits) {
        return maker.apply(baseUnits);
    }

    static String text(Object value) {
        return value instanceof Duration duration ? Durations.text(duration) : value.toString();
    }
}
