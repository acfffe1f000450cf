// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;

/**
 * The trumpet: for each length of window the greatest and the least error of the mean flow over all windows of that length in a record, the windows
 * sliding by one interval. With the set rate r, a window of P = k·S holds the error 100·(V - r·P)/(r·P) percent; over n intervals there are n - k + 1
 * windows. All of it is exact.
 *
 * <p>The axis of a trumpet is the length of the window, not the time that has passed, and it shows the extremes alone.
 */
public final class Trumpet {

    /**
     * The windows that are judged, in minutes: those in use for ambulatory pumps (15 min to 15.5 h), and for implants 1, 2 and 7 days.
     */
    public static final List<Integer> MINUTES = List.of(15, 60, 150, 330, 570, 930, 1_440, 2_880, 10_080);

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long PICOLITRES = 1_000L;
    private static final long PERCENT = 100;

    private Trumpet() {}

    /**
     * One length of window.
     *
     * @param length of it
     * @param windows how many there were
     * @param most the greatest error, in percent of the set flow
     * @param least the least one
     */
    public record Window(Duration length, int windows, Ratio most, Ratio least) {}

    /**
     * The windows of a record.
     *
     * @param set the rate that was set, above zero
     * @param minutes lengths of window; one that is longer than the record is left out
     * @throws IllegalArgumentException when a length is no whole number of intervals
     */
    public static List<Window> windows(FlowRecord record, FlowRate set, List<Integer> minutes) {
        List<Window> windows = new ArrayList<>();
        for (int each : minutes) {
            Duration length = Duration.ofMinutes(each);
            long intervals = length.toMillis() / record.interval().toMillis();
            if (intervals < 1 || length.toMillis() % record.interval().toMillis() != 0) {
                throw new IllegalArgumentException("a window of " + each + " min is no whole number of intervals of "
                        + record.interval().toSeconds() + " s");
            }
            if (intervals <= record.intervals()) {
                windows.add(window(record, set, Math.toIntExact(intervals)));
            }
        }
        return windows;
    }

    private static Window window(FlowRecord record, FlowRate set, int intervals) {
        int count = record.intervals() - intervals + 1;
        long most = Long.MIN_VALUE;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long volume = record.volume(i, intervals);
            most = Math.max(most, volume);
            least = Math.min(least, volume);
        }
        Duration length = record.interval().multipliedBy(intervals);
        return new Window(length, count, error(most, set, length), error(least, set, length));
    }

    /** The error of a volume in picolitres over a time, in percent of what was set. */
    public static Ratio error(long picolitres, FlowRate set, Duration length) {
        Ratio wanted = volume(set, length);
        return Ratio.of(picolitres).minus(wanted).times(PERCENT).dividedBy(wanted);
    }

    /** What a rate gives in a time, in picolitres. */
    static Ratio volume(FlowRate set, Duration length) {
        return Ratio.of(set.nanolitresPerDay())
                .times(length.toMillis())
                .times(PICOLITRES)
                .dividedBy(MILLIS_PER_DAY);
    }

    /** The error of the mean flow over a whole record, in percent. */
    public static Ratio mean(FlowRecord record, FlowRate set) {
        return error(record.volume(0, record.intervals()), set, record.length());
    }

    /** What no pump that moves fluid in strokes can be better than in a window: one stroke, in percent of what was set. */
    public static Ratio strokeBound(long strokePicolitres, FlowRate set, Duration length) {
        return Ratio.of(strokePicolitres).times(PERCENT).dividedBy(volume(set, length));
    }
}
