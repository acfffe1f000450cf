// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.OrderStep;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Ratio;

/**
 * An order that makes one whole day: every minute of it once.
 *
 * @param parts in the order of the day
 * @param at where it stands in the request
 */
record OrderedDay(List<Part> parts, String at) {

    /**
     * A part of the day.
     *
     * @param start where it begins
     * @param minutes how long it lasts
     * @param rate of the primary drug
     */
    record Part(DayTime start, int minutes, DoseRate rate) {}

    OrderedDay {
        parts = List.copyOf(parts);
    }

    /** The day that an order makes; empty when it leaves a gap, overlaps, has no step, or is no single day. */
    static Optional<OrderedDay> of(Order order) {
        if (order instanceof Order.Continuous continuous) {
            return Optional.of(new OrderedDay(
                    List.of(new Part(DayTime.MIDNIGHT, Programme.MINUTES_PER_DAY, continuous.daily())), "order"));
        }
        return order instanceof Order.Flex flex ? of(flex.steps(), "order") : Optional.empty();
    }

    /** The day that some steps make. */
    static Optional<OrderedDay> of(List<OrderStep> steps, String at) {
        if (!ScheduleCheck.faultsOf(steps, at).isEmpty()) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            parts.add(new Part(
                    steps.get(i).start(), minutes(steps, i), steps.get(i).rate()));
        }
        return Optional.of(new OrderedDay(parts, at));
    }

    /** Minutes from a step to the next one, or to the end of the day. */
    static int minutes(List<OrderStep> steps, int index) {
        int end = index + 1 < steps.size() ? steps.get(index + 1).start().minute() : Programme.MINUTES_PER_DAY;
        return end - steps.get(index).start().minute();
    }

    /** Exact nanograms of the primary drug in 24 h (F7). */
    Ratio nanograms() {
        Ratio sum = Ratio.ZERO;
        for (Part part : parts) {
            sum = sum.plus(part.rate().exact().times(part.minutes()).dividedBy(Programme.MINUTES_PER_DAY));
        }
        return sum;
    }

    /** What a finding about a part is about. */
    String subject(int index) {
        return parts.size() == 1 ? at : at + ".steps[" + index + "]";
    }
}
