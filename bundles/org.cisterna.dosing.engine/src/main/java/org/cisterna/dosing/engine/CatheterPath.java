// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.PathVolumes;
import org.cisterna.dosing.TimeToTip;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * The way from the reservoir to the tip, exact.
 *
 * @param tubing inside the pump
 * @param catheterNanolitres of every implanted length
 */
public record CatheterPath(Volume tubing, Ratio catheterNanolitres) {

    private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();
    private static final long MILLIS_PER_MINUTE = Duration.ofMinutes(1).toMillis();

    /** The path of these segments; empty when one of them is not known or not possible. */
    public static Optional<CatheterPath> of(List<CatheterSegment> segments, Volume tubing) {
        if (!CatheterCheck.faultsOf(segments).isEmpty()) {
            return Optional.empty();
        }
        Ratio sum = Ratio.ZERO;
        for (CatheterSegment each : segments) {
            sum = sum.plus(each.bore().times(implanted(each)));
        }
        return Optional.of(new CatheterPath(tubing, sum));
    }

    private static Length implanted(CatheterSegment segment) {
        return segment.supplied().orElseThrow().minus(segment.trimmed().orElseThrow());
    }

    /** The volume from the reservoir to the tip. */
    public Ratio nanolitres() {
        return tubing.exact().plus(catheterNanolitres);
    }

    PathVolumes volumes() {
        return new PathVolumes(
                tubing,
                new Volume(Rounding.SHOWN_VOLUME.of(catheterNanolitres, 1)),
                new Volume(Rounding.SHOWN_VOLUME.of(nanolitres(), 1)));
    }

    /** How long what leaves the reservoir at a time takes to the tip; a day of the pump begins at 00:00 of its own clock. */
    TimeToTip timeToTip(Programme programme, Instant pumpTime) {
        return new TimeToTip(
                timeFor(nanolitres(), programme, pumpTime), timeFor(nanolitres().dividedBy(2), programme, pumpTime));
    }

    private static Duration timeFor(Ratio nanolitres, Programme programme, Instant pumpTime) {
        Ratio daily = programme.dailyNanolitres();
        Ratio wholeDays = new Ratio(nanolitres.dividedBy(daily).floor(), Ratio.ONE.denominator());
        Ratio left = nanolitres.minus(wholeDays.times(daily));
        Ratio millis = wholeDays
                .times(MILLIS_PER_DAY)
                .plus(withinDay(left, steps(programme), Math.floorMod(pumpTime.toEpochMilli(), MILLIS_PER_DAY)));
        return Duration.ofMillis(
                Rounding.TIME_TO_TIP.of(millis, Duration.ofSeconds(1).toMillis()));
    }

    /** Milliseconds until a volume of less than a day has passed, from a time of the day on and over midnight when need be. */
    private static Ratio withinDay(Ratio nanolitres, List<Programme.Step> steps, long millisOfDay) {
        Ratio left = nanolitres;
        Ratio passed = Ratio.ZERO;
        long from = millisOfDay;
        int index = indexAt(steps, from);
        while (left.signum() > 0) {
            long end = index + 1 < steps.size()
                    ? steps.get(index + 1).start().minute() * MILLIS_PER_MINUTE
                    : MILLIS_PER_DAY;
            Ratio perMilli = steps.get(index).rate().exact().dividedBy(MILLIS_PER_DAY);
            Ratio volume = perMilli.times(end - from);
            if (volume.compareTo(left) >= 0) {
                return passed.plus(left.dividedBy(perMilli));
            }
            left = left.minus(volume);
            passed = passed.plus(Ratio.of(end - from));
            index = (index + 1) % steps.size();
            from = end % MILLIS_PER_DAY;
        }
        return passed;
    }

    private static int indexAt(List<Programme.Step> steps, long millisOfDay) {
        int index = 0;
        while (index + 1 < steps.size() && steps.get(index + 1).start().minute() * MILLIS_PER_MINUTE <= millisOfDay) {
            index++;
        }
        return index;
    }

    private static List<Programme.Step> steps(Programme programme) {
        if (programme instanceof Programme.Flex flex) {
            return flex.steps();
        }
        FlowRate rate = programme.rates().get(0);
        return List.of(new Programme.Step(DayTime.MIDNIGHT, rate));
    }
}
