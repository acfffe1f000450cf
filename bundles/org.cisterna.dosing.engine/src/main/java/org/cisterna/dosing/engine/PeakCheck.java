// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.Ratio;

/**
 * Asks two persons where the most of one hour comes to more than twice what an hour of the last therapeutic dose, or the hour of most of what
 * runs now, gives: the mass of 24 h may stay as it was while all of it comes in a quarter of an hour, and no limiter has a rule for that.
 * A rise that is no more than the rise of the day is asked about there.
 */
final class PeakCheck implements Check {

    private static final long TIMES = 2;
    private static final long HOURS = 24;
    private static final Ratio HOUR = Ratio.of(WeekPlan.MILLIS_PER_DAY / HOURS);
    private static final long DAYS_OF_A_DAY = 3 * WeekPlan.MILLIS_PER_DAY;
    private static final long DAYS_OF_A_WEEK = (WeekPlan.DAYS_PER_WEEK + 2) * WeekPlan.MILLIS_PER_DAY;

    @Override
    public String name() {
        return "peak";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        for (DrugCase drug : subject.drugs()) {
            drug.comparable().ifPresent(last -> judge(subject, drug, last, found));
        }
        return found.list();
    }

    private static void judge(Case subject, DrugCase drug, DailyDose last, Findings found) {
        Ratio even = last.nanograms().dividedBy(HOURS);
        Ratio now = Extreme.more(even, now(subject, drug.id()));
        Ratio most = most(subject, drug.id());
        boolean byTheDay = drug.highest()
                .filter(day -> day.nanograms().times(now).compareTo(most.times(last.nanograms())) >= 0)
                .isPresent();
        if (!byTheDay && most.compareTo(now.times(TIMES)) > 0) {
            String value = Shown.mass(most).text() + " within 1 h, " + Shown.factor(most.dividedBy(now));
            found.twoPersons(
                    "PEAK_HOUR",
                    drug.id(),
                    value,
                    Optional.of(TIMES + " times an hour of before"),
                    drug.name() + " comes to " + Shown.mass(most).text() + " within 1 h, "
                            + Shown.factor(most.dividedBy(now)) + " the "
                            + Shown.mass(now).text()
                            + " that an hour gives at most until now, and no limiter knows a rule for it; spread it over more"
                            + " time, or confirm it",
                    Authority.ENGINE);
        }
    }

    /** Nanograms of the hour of most of what runs now; empty while nothing does. */
    private static Optional<Ratio> now(Case subject, String drug) {
        return subject.request()
                .running()
                .filter(running -> !(running.programme() instanceof Programme.Stopped))
                .map(running -> now(subject, running, drug));
    }

    private static Ratio now(Case subject, Running running, String drug) {
        WeekPlan plan = WeekPlan.of(running.programme());
        List<Course.Overlay> boluses = running.periodicBolus().stream()
                .flatMap(each -> Course.every(
                        each.duration().toMillis(),
                        Ratio.of(each.volume().nanolitres(), each.duration().toMillis())
                                .times(WeekPlan.MILLIS_PER_DAY),
                        each.interval().toMillis(),
                        !Boluses.isAdded(subject.request()),
                        DAYS_OF_A_DAY)
                        .stream())
                .toList();
        return hour(subject, plan, boluses, Mix.of(running.solution()), drug, DAYS_OF_A_DAY);
    }

    /** Nanograms of the hour of most that is ordered. A bolus that is asked about for itself is none of it, nor is what a bridge rounds. */
    private static Ratio most(Case subject, String drug) {
        Physical physical = subject.physical();
        Mix mix = physical.reservoir().effective();
        Ratio day = physical.plan()
                .map(plan -> hour(subject, plan, List.of(), mix, drug, DAYS_OF_A_WEEK))
                .orElse(Ratio.ZERO);
        Ratio tip = physical.flow()
                .filter(flow -> !physical.bridging().isNeeded() && BolusSizeCheck.areKnown(subject))
                .map(flow -> flow.most(
                        drug,
                        HOUR,
                        physical.prime()
                                .filter(PrimeDecision::connected)
                                .map(PrimeDecision::millis)
                                .orElse(Ratio.ZERO)))
                .orElse(Ratio.ZERO);
        return Extreme.more(tip, day);
    }

    private static Ratio hour(
            Case subject, WeekPlan plan, List<Course.Overlay> boluses, Mix mix, String drug, long horizon) {
        if (boluses.isEmpty() && plan.highest().equals(plan.lowest())) {
            return plan.highest().times(mix.of(drug)).dividedBy(HOURS * 1_000_000);
        }
        Course course = Course.of(subject.request().pumpTime(), plan, plan, boluses, horizon);
        return new TipFlow(new TipContent(new PathQueue(List.of()), mix), course).most(drug, HOUR, Ratio.ZERO);
    }
}
