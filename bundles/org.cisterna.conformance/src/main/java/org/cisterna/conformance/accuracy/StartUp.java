// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;

/**
 * How delivery begins: the mean flow from the start to each moment, against the rate that was set.
 *
 * @param interval between two points of the curve
 * @param curve error of the mean flow from the start to the end of each interval of the first day, in percent
 * @param reached the end of the first window of {@code over} in which at least 95 % of the set volume flowed; empty when there is none
 * @param over the shortest window of the trumpet in which one stroke is no more than 5 % of what is set, so that a pump that moves strokes can reach
 *     95 % at all
 * @param extraPicolitres what flowed in the first day beyond what was set; negative when it was less
 */
public record StartUp(
        Duration interval, List<Ratio> curve, Optional<Duration> reached, Duration over, Ratio extraPicolitres) {

    private static final int PERCENT_OF_A_STROKE = 5;

    public StartUp {
        curve = List.copyOf(curve);
    }

    /**
     * Looks at a record whose zero is the start of delivery.
     *
     * @param strokePicolitres of the pump
     */
    public static StartUp of(FlowRecord record, FlowRate set, long strokePicolitres) {
        long day = Duration.ofDays(1).toMillis() / record.interval().toMillis();
        int first = Math.toIntExact(Math.min(record.intervals(), day));
        List<Ratio> curve = new ArrayList<>();
        for (int i = 1; i <= first; i++) {
            curve.add(Trumpet.error(record.volume(0, i), set, record.interval().multipliedBy(i)));
        }
        Duration over = over(record, set, strokePicolitres);
        int window = Math.toIntExact(over.toMillis() / record.interval().toMillis());
        Optional<Duration> reached = Optional.empty();
        for (int i = 0; i + window <= record.intervals() && reached.isEmpty(); i++) {
            Ratio error = Trumpet.error(record.volume(i, window), set, over);
            if (error.compareTo(Ratio.of(-PERCENT_OF_A_STROKE)) >= 0) {
                reached = Optional.of(record.interval().multipliedBy(i + (long) window));
            }
        }
        Ratio wanted = Trumpet.volume(set, record.interval().multipliedBy(first));
        return new StartUp(
                record.interval(),
                curve,
                reached,
                over,
                Ratio.of(record.volume(0, first)).minus(wanted));
    }

    private static Duration over(FlowRecord record, FlowRate set, long stroke) {
        Duration last = record.interval();
        for (int each : Trumpet.MINUTES) {
            Duration length = Duration.ofMinutes(each);
            if (length.compareTo(record.interval()) < 0 || length.compareTo(record.length()) > 0) {
                continue;
            }
            last = length;
            if (Trumpet.strokeBound(stroke, set, length).compareTo(Ratio.of(PERCENT_OF_A_STROKE)) <= 0) {
                return last;
            }
        }
        return last;
    }
}
