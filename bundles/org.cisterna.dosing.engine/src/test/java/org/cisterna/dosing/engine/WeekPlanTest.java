// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** The 24 h in which a week gives the most, against adding up every minute. */
class WeekPlanTest {

    private static final int CASES = Integer.getInteger("cisterna.cases", 60);
    private static final int MINUTES_PER_DAY = 1_440;
    private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");

    @Test
    void theMostAndTheLeastOfTwentyFourHoursAreThoseOfAddingUpEveryMinute() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("WeekPlanTest"));
        for (int i = 0; i < CASES; i++) {
            List<ProgrammePart.Weekdays> patterns = new ArrayList<>();
            for (DayOfWeek day : DayOfWeek.values()) {
                if (random.nextInt(8) > 0) {
                    patterns.add(new ProgrammePart.Weekdays(List.of(day), day(random)));
                }
            }
            WeekPlan plan = WeekPlan.of(patterns);
            Extremes slow = slowly(plan);
            assertThat(plan.most24h()).as("%s", patterns).isEqualTo(slow.most());
            assertThat(plan.least24h()).as("%s", patterns).isEqualTo(slow.least());
        }
    }

    @Test
    void ofEqualDaysEveryTwentyFourHoursGiveTheSame() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("WeekPlanTest.equal"));
        for (int i = 0; i < CASES; i++) {
            Programme day = day(random);
            WeekPlan plan = WeekPlan.of(day);
            assertThat(plan.most24h())
                    .as("%s", day)
                    .isEqualTo(day.dailyNanolitres())
                    .isEqualTo(slowly(plan).most());
            assertThat(plan.least24h()).as("%s", day).isEqualTo(plan.most24h());
        }
    }

    private static Programme day(SplittableRandom random) {
        TreeSet<Integer> starts = new TreeSet<>(List.of(0));
        for (int i = random.nextInt(13); i > 0; i--) {
            starts.add(random.nextInt(MINUTES_PER_DAY));
        }
        return new Programme.Flex(starts.stream()
                .map(each -> new Programme.Step(new DayTime(each), new FlowRate(random.nextLong(1, 24_000_000))))
                .toList());
    }

    private record Extremes(Ratio most, Ratio least) {}

    /** Every change stands on a whole minute, so the most and the least lie between two of them. */
    private static Extremes slowly(WeekPlan plan) {
        long[] perMinute = new long[(WeekPlan.DAYS_PER_WEEK + 2) * MINUTES_PER_DAY];
        for (WeekPlan.Leg leg : plan.legs(MONDAY, 0, perMinute.length * WeekPlan.MILLIS_PER_MINUTE)) {
            for (long at = leg.from().toLongExact(); at < leg.to().toLongExact(); at += WeekPlan.MILLIS_PER_MINUTE) {
                perMinute[Math.toIntExact(at / WeekPlan.MILLIS_PER_MINUTE)] =
                        leg.rate().toLongExact();
            }
        }
        long now = 0;
        long most = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < perMinute.length; i++) {
            now += perMinute[i] - (i < MINUTES_PER_DAY ? 0 : perMinute[i - MINUTES_PER_DAY]);
            if (i >= MINUTES_PER_DAY - 1) {
                most = Math.max(most, now);
                least = Math.min(least, now);
            }
        }
        return new Extremes(Ratio.of(most, MINUTES_PER_DAY), Ratio.of(least, MINUTES_PER_DAY));
    }
}
