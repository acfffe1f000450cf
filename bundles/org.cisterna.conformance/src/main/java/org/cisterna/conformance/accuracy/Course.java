// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;

/**
 * A flow at one rate, judged against a claim: start-up from its beginning, mean and trumpet after it has settled.
 *
 * @param set the rate
 * @param claimPerMille what the pump declares, plus or minus, in thousandths
 * @param strokePicolitres the smallest amount in which it moves fluid; 0 when that is not known, and then nothing is allowed for it
 * @param startUp how it began
 * @param settledAfter what was left out of mean and trumpet
 * @param mean error of the settled flow, in percent
 * @param drift error of the last day less that of the first settled one, in percent; of the halves where it is shorter than two days
 * @param windows the trumpet
 */
public record Course(
        FlowRate set,
        int claimPerMille,
        long strokePicolitres,
        StartUp startUp,
        Duration settledAfter,
        Ratio mean,
        Ratio drift,
        List<Trumpet.Window> windows) {

    private static final int PER_MILLE_IN_PERCENT = 10;
    private static final int DECIMALS = 2;
    private static final int POINTS = 24;

    public Course {
        windows = List.copyOf(windows);
    }

    /**
     * Judges.
     *
     * @param record from the beginning of delivery on
     */
    public static Course of(FlowRecord record, FlowRate set, int claimPerMille, long strokePicolitres) {
        Duration settled = settled(record);
        int first = Math.toIntExact(settled.toMillis() / record.interval().toMillis());
        FlowRecord steady = record.from(first);
        long day = Duration.ofDays(1).toMillis() / record.interval().toMillis();
        int part = Math.toIntExact(Math.max(1, Math.min(day, steady.intervals() / 2)));
        Duration length = record.interval().multipliedBy(part);
        Ratio begin = Trumpet.error(steady.volume(0, part), set, length);
        Ratio end = Trumpet.error(steady.volume(steady.intervals() - part, part), set, length);
        List<Integer> minutes = Trumpet.MINUTES.stream()
                .filter(each ->
                        Duration.ofMinutes(each).toMillis() % record.interval().toMillis() == 0)
                .toList();
        return new Course(
                set,
                claimPerMille,
                strokePicolitres,
                StartUp.of(record, set, strokePicolitres),
                settled,
                Trumpet.mean(steady, set),
                end.minus(begin),
                Trumpet.windows(steady, set, minutes));
    }

    /** A day where there are two, else the first hour where there are three, else nothing. */
    private static Duration settled(FlowRecord record) {
        for (Duration each : List.of(Duration.ofDays(1), Duration.ofHours(1))) {
            long times = each.equals(Duration.ofDays(1)) ? 2 : 3;
            if (record.length().compareTo(each.multipliedBy(times)) >= 0
                    && each.toMillis() % record.interval().toMillis() == 0) {
                return each;
            }
        }
        return Duration.ZERO;
    }

    private Ratio claim() {
        return Ratio.of(claimPerMille, PER_MILLE_IN_PERCENT);
    }

    /** What is allowed in a window: the claim, and one stroke. */
    public Ratio allowed(Trumpet.Window window) {
        return claim().plus(Trumpet.strokeBound(strokePicolitres, set, window.length()));
    }

    /** Whether a window is within what is allowed. */
    public boolean isWithin(Trumpet.Window window) {
        Ratio allowed = allowed(window);
        return window.most().abs().compareTo(allowed) <= 0
                && window.least().abs().compareTo(allowed) <= 0;
    }

    /** Whether the mean is within the claim. */
    public boolean isMeanWithin() {
        return mean.abs().compareTo(claim()) <= 0;
    }

    /** Whether mean and every window are within what is allowed. */
    public boolean isWithin() {
        return isMeanWithin() && windows.stream().allMatch(this::isWithin);
    }

    static String percent(Ratio percent) {
        return percent.decimal(DECIMALS) + " %";
    }

    /** A volume for people. */
    static String nanolitres(Ratio picolitres) {
        return picolitres.dividedBy(1_000).decimal(1) + " nL";
    }

    /** As JSON; each value is the text that is shown and drawn. */
    public JsonObject toJson() {
        return Json.object()
                .put("rate", set.text())
                .put("claim", percent(claim()))
                .put("stroke", nanolitres(Ratio.of(strokePicolitres)))
                .put("settledAfter", settledAfter.toString())
                .put("mean", percent(mean))
                .put("meanWithin", isMeanWithin())
                .put("drift", percent(drift))
                .putOptional("reached", startUp.reached().map(Duration::toString))
                .put("reachedOver", startUp.over().toString())
                .put("extraInTheFirstDay", nanolitres(startUp.extraPicolitres()))
                .put("startUp", Json.array(startUpPoints()))
                .put("windows", Json.array(windows.stream().map(this::window).toList()))
                .put("within", isWithin())
                .build();
    }

    /** At most 24 points of the first day, evenly spaced. */
    private List<JsonObject> startUpPoints() {
        int all = startUp.curve().size();
        int step = Math.max(1, (all + POINTS - 1) / POINTS);
        return IntStream.rangeClosed(1, all / step)
                .mapToObj(i -> Json.object()
                        .put(
                                "minutes",
                                startUp.interval().multipliedBy((long) i * step).toMinutes())
                        .put("error", percent(startUp.curve().get(i * step - 1)))
                        .build())
                .toList();
    }

    private JsonObject window(Trumpet.Window window) {
        return Json.object()
                .put("minutes", window.length().toMinutes())
                .put("count", window.windows())
                .put("most", percent(window.most()))
                .put("least", percent(window.least()))
                .put("allowed", percent(allowed(window)))
                .put("within", isWithin(window))
                .build();
    }
}
