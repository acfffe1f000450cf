// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.OrderStep;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Ratio;

/**
 * A day of one drug, for drawing and for tables: exact, nothing rounded.
 *
 * @param parts one after the other, from 00:00 to 24:00; none when nothing runs
 */
record DayPlan(List<Part> parts) {

    static final int DAY = Programme.MINUTES_PER_DAY;

    private static final int HOURS = 24;
    private static final long NANOLITRES = 1_000_000;

    /**
     * A part with one rate.
     *
     * @param from minute of the day
     * @param to minute of the day, up to 1440
     * @param hourly nanograms an hour
     */
    record Part(int from, int to, Ratio hourly) {

        int minutes() {
            return to - from;
        }
    }

    DayPlan {
        parts = List.copyOf(parts);
    }

    /** What a programme gives of a drug of this concentration. */
    static DayPlan of(Programme programme, Concentration concentration) {
        Ratio hourlyOfOne = concentration.exact().dividedBy(NANOLITRES).dividedBy(HOURS);
        if (programme instanceof Programme.Continuous continuous) {
            return new DayPlan(
                    List.of(new Part(0, DAY, continuous.rate().exact().times(hourlyOfOne))));
        }
        List<Part> parts = new ArrayList<>();
        if (programme instanceof Programme.Flex flex) {
            for (int i = 0; i < flex.steps().size(); i++) {
                Programme.Step step = flex.steps().get(i);
                int from = step.start().minute();
                parts.add(new Part(
                        from, from + flex.minutesOf(i), step.rate().exact().times(hourlyOfOne)));
            }
        }
        return new DayPlan(parts);
    }

    /** What an order asks for. One that makes no day gives none. */
    static DayPlan of(Order order) {
        if (order instanceof Order.Continuous continuous) {
            return new DayPlan(List.of(new Part(0, DAY, hourly(continuous.daily()))));
        }
        List<OrderStep> steps = ((Order.Flex) order).steps();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            int to = i + 1 < steps.size() ? steps.get(i + 1).start().minute() : DAY;
            int from = steps.get(i).start().minute();
            if (to <= from || (i == 0 && from != 0)) {
                return new DayPlan(List.of());
            }
            parts.add(new Part(from, to, hourly(steps.get(i).rate())));
        }
        return new DayPlan(parts);
    }

    static Ratio hourly(DoseRate rate) {
        return rate.exact().dividedBy(HOURS);
    }

    /** Nanograms in 24 h. */
    Ratio daily() {
        return parts.stream()
                .map(each -> each.hourly().times(Ratio.of(each.minutes(), 60)))
                .reduce(Ratio.ZERO, Ratio::plus);
    }

    /** Nanograms an hour at a minute of the day; zero where nothing runs. */
    Ratio at(int minute) {
        return parts.stream()
                .filter(each -> each.from() <= minute && minute < each.to())
                .map(Part::hourly)
                .findFirst()
                .orElse(Ratio.ZERO);
    }

    /** The highest rate; zero where nothing runs. */
    Ratio highest() {
        return parts.stream().map(Part::hourly).reduce(Ratio.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /** The lowest rate; zero where nothing runs. */
    Ratio lowest() {
        return parts.stream()
                .map(Part::hourly)
                .reduce((a, b) -> a.compareTo(b) <= 0 ? a : b)
                .orElse(Ratio.ZERO);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }
}
