// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** What was found against a plan so far, and how a value is held against a range and a grid. For one thread. */
final class Findings {

    static final String DECLARED = "what the pump declares";
    static final String PROTOCOL = "the protocol of the class";

    /** The longest time that is a quantity. */
    static final Duration LONGEST = Duration.ofMillis(Quantity.MAX_BASE_UNITS);

    private final List<Violation> all = new ArrayList<>();

    void add(Violation violation) {
        all.add(violation);
    }

    List<Violation> all() {
        return List.copyOf(all);
    }

    void rate(String field, FlowRate rate, Capabilities pump) {
        Range<FlowRate> range = pump.rate();
        if (!range.contains(rate)) {
            boolean slow = rate.compareTo(range.min()) < 0;
            add(Violation.of(
                            "OUT_OF_RANGE",
                            field,
                            rate.text(),
                            slow ? "the pump does not deliver so slowly" : "the pump does not deliver so fast")
                    .against((slow ? range.min() : range.max()).text(), DECLARED));
        }
        if (rate.nanolitresPerDay() % pump.rateGrid().nanolitresPerDay() != 0) {
            offGrid(field, rate.text(), pump.rateGrid().text());
        }
    }

    void same(String field, FlowRate rate, FlowRate only) {
        if (!rate.equals(only)) {
            add(Violation.of("OUT_OF_RANGE", field, rate.text(), "the pump does this at a rate of its own")
                    .against(only.text(), DECLARED));
        }
    }

    /** Whether a volume is in its range and on its grid. */
    boolean volume(String field, Volume volume, Range<Volume> range, Volume grid) {
        boolean inside = range.contains(volume);
        if (!inside) {
            outOfRange(
                    field,
                    volume.text(),
                    range.min().text() + " to " + range.max().text());
        }
        boolean even = volume.nanolitres() % grid.nanolitres() == 0;
        if (!even) {
            offGrid(field, volume.text(), grid.text());
        }
        return inside && even;
    }

    /** Whether a time is in its range and on its grid. */
    boolean duration(String field, Duration duration, Range<Duration> range, Duration grid) {
        boolean inside = range.contains(duration);
        if (!inside) {
            outOfRange(field, text(duration), text(range.min()) + " to " + text(range.max()));
        }
        boolean even = duration.toMillis() % grid.toMillis() == 0 && duration.toNanosPart() % 1_000_000 == 0;
        if (!even) {
            offGrid(field, text(duration), text(grid));
        }
        return inside && even;
    }

    /** A time as it is written; one that no quantity can be as Java writes it. */
    static String text(Duration duration) {
        boolean isQuantity =
                !duration.isNegative() && duration.compareTo(LONGEST) <= 0 && duration.toNanosPart() % 1_000_000 == 0;
        return isQuantity ? Durations.text(duration) : duration.toString();
    }

    void outOfRange(String field, String value, String limit) {
        add(Violation.of("OUT_OF_RANGE", field, value, "the pump does not take this value")
                .against(limit, DECLARED));
    }

    private void offGrid(String field, String value, String grid) {
        add(Violation.of("OFF_GRID", field, value, "the pump takes whole multiples only; nothing is rounded here")
                .against(grid, DECLARED));
    }
}
