// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import org.cisterna.pump.Programme;
import org.cisterna.quantity.FlowRate;

/**
 * The shape of a day for those who may not see its numbers yet: enough to notice that it is another kind of day than the order says, too coarse to
 * compute a dose from. It has no scale, so days of the same shape look the same whatever they amount to.
 */
final class Sketch {

    private static final int PARTS = 48;
    private static final int LEVELS = 25;
    private static final int MINUTES = Programme.MINUTES_PER_DAY / PARTS;

    private Sketch() {}

    /** A letter for each half hour, by the rate in its middle: {@code a} for nothing, {@code z} for the highest. */
    static String of(Programme programme) {
        long highest = programme.rates().stream()
                .mapToLong(FlowRate::nanolitresPerDay)
                .max()
                .orElse(0);
        StringBuilder letters = new StringBuilder(PARTS);
        for (int i = 0; i < PARTS; i++) {
            long rate = rate(programme, i * MINUTES + MINUTES / 2);
            // rounded up: what flows at all is seen to flow
            long level = highest == 0 ? 0 : (rate * LEVELS + highest - 1) / highest;
            letters.append((char) ('a' + level));
        }
        return letters.toString();
    }

    private static long rate(Programme programme, int minute) {
        if (programme instanceof Programme.Continuous continuous) {
            return continuous.rate().nanolitresPerDay();
        }
        long rate = 0;
        if (programme instanceof Programme.Flex flex) {
            for (Programme.Step each : flex.steps()) {
                rate = each.start().minute() <= minute ? each.rate().nanolitresPerDay() : rate;
            }
        }
        return rate;
    }
}
