// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import java.math.BigInteger;
import java.util.List;

/**
 * A pump as small as it can be, from the words of the pages on SPI and protocols alone: plain numbers, nothing of host, driver or device. It
 * runs one day, before it what comes once, or stands still; every change of that is one revision.
 */
final class PumpModel {

    private static final long DAY = 86_400_000;
    private static final long MINUTE = 60_000;

    /** From a minute of the day on, nanolitres a day. */
    record Step(int minute, long rate) {}

    /**
     * Something that is delivered once, evenly.
     *
     * @param amount nanolitres a day, times milliseconds
     * @param millis how long
     * @param onTop whether the day goes on under it
     */
    record Stretch(BigInteger amount, long millis, boolean onTop) {

        static Stretch ofVolume(long nanolitres, long millis, boolean onTop) {
            return new Stretch(BigInteger.valueOf(nanolitres).multiply(BigInteger.valueOf(DAY)), millis, onTop);
        }

        static Stretch ofRate(long rate, long millis) {
            return new Stretch(BigInteger.valueOf(rate).multiply(BigInteger.valueOf(millis)), millis, false);
        }
    }

    private List<Step> day;
    private List<Stretch> once = List.of();
    private long begun;
    private boolean standing;
    private long revision;
    private long clockOffset;

    PumpModel(long revision, long ratePerDay) {
        this.revision = revision;
        this.day = List.of(new Step(0, ratePerDay));
    }

    long revision() {
        return revision;
    }

    boolean isStanding() {
        return standing;
    }

    /** A plan took effect: it is the whole of what runs. */
    void runs(long at, List<Step> newDay, List<Stretch> newOnce) {
        revision++;
        day = newDay;
        once = newOnce;
        begun = at;
        standing = false;
    }

    /** A stop took effect; one that stood already is as it was. */
    void stands() {
        revision += standing ? 0 : 1;
        standing = true;
        once = List.of();
    }

    /** The pump's clock is so far ahead of the time that passes. */
    void clock(long offset) {
        clockOffset = offset;
    }

    /** Nanolitres between two times, rounded down. */
    long moves(long from, long to) {
        if (standing) {
            return 0;
        }
        BigInteger amount = BigInteger.ZERO;
        long counted = from; // up to here the day is counted, or pauses
        long start = begun;
        for (Stretch each : once) {
            long end = start + each.millis();
            long low = Math.max(from, start);
            long high = Math.min(to, end);
            if (low < high) {
                amount = amount.add(each.amount()
                        .multiply(BigInteger.valueOf(high - low))
                        .divide(BigInteger.valueOf(each.millis())));
                if (!each.onTop()) {
                    amount = amount.add(ofTheDay(counted, low));
                    counted = high;
                }
            }
            start = end;
        }
        return amount.add(ofTheDay(counted, to)).divide(BigInteger.valueOf(DAY)).longValueExact();
    }

    private BigInteger ofTheDay(long from, long to) {
        BigInteger amount = BigInteger.ZERO;
        long at = from;
        while (at < to) {
            long inDay = Math.floorMod(at + clockOffset, DAY);
            int index = day.size() - 1;
            while (day.get(index).minute() * MINUTE > inDay) {
                index--;
            }
            long ends = index + 1 < day.size() ? day.get(index + 1).minute() * MINUTE : DAY;
            long next = Math.min(to, at + ends - inDay);
            amount = amount.add(BigInteger.valueOf(day.get(index).rate()).multiply(BigInteger.valueOf(next - at)));
            at = next;
        }
        return amount;
    }

    /** How many nanolitres may be early or late when what began may have begun so much later, or stood so long. */
    long slack(long millis) {
        BigInteger highest = BigInteger.ZERO;
        for (Step each : day) {
            highest = highest.max(BigInteger.valueOf(each.rate()));
        }
        for (Stretch each : once) {
            highest = highest.max(each.amount().divide(BigInteger.valueOf(each.millis())));
        }
        return highest.multiply(BigInteger.valueOf(millis))
                .divide(BigInteger.valueOf(DAY))
                .longValueExact();
    }
}
