// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Circumstances;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Running;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;

/**
 * Asks the prescriber when a drug starts, or starts again (F18). A pump that stands still, or gives less than a tenth of the last
 * therapeutic dose, has interrupted it, and so has one of which the record says so, though its programme runs: it stalled, its catheter was
 * kinked, its reservoir empty. Where a limiter knows the longest interruption that needs no question, and it is known since when no
 * drug leaves the tip, the drug goes on; else it is asked every time. What was missed (F13) is shown, and never caught up.
 */
final class RestartCheck implements Check {

    static final Ratio INTERRUPTED = Ratio.of(10, 100);
    private static final String INTERRUPTED_TEXT = "10 % of the last therapeutic dose";

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        if (!Case.isTherapy(subject.request())) {
            subject.solutionDrugs().stream()
                    .filter(each -> each.comparable().isEmpty())
                    .forEach(drug -> MinimumDose.of(subject, drug)
                            .ifPresent(dose ->
                                    starts(drug, ", and the minimum rate gives " + dose.text() + " of it", found)));
            return found.list();
        }
        for (DrugCase drug : subject.solutionDrugs()) {
            Optional<DailyDose> last = drug.comparable();
            if (last.isEmpty()) {
                starts(drug, "", found);
            } else if (isInterrupted(subject, drug, last.get())) {
                interrupted(subject, drug, last.get(), found);
            }
        }
        missed(subject, found);
        return found.list();
    }

    private static void starts(DrugCase drug, String how, Findings found) {
        found.twoPersons(
                "START",
                drug.id(),
                "no last therapeutic dose",
                Optional.empty(),
                drug.name() + " has no last therapeutic dose" + how
                        + ", so neither its step nor a jump of its unit can be" + " checked; confirm it as a start",
                Authority.ENGINE);
    }

    private static void interrupted(Case subject, DrugCase drug, DailyDose last, Findings found) {
        Optional<Ratio> gap = gap(subject);
        Optional<Authority.Ruled> longest = Authority.limits(
                        subject.request(), drug.id(), LimitKind.MAX_INTERRUPTION, Comparator.comparing(Limit::interval))
                .stream()
                .findFirst();
        if (gap.isPresent() && longest.isPresent()) {
            Limit limit = longest.get().limit();
            String value = Shown.time(gap.get());
            if (gap.get().compareTo(Ratio.of(limit.interval().toMillis())) <= 0) {
                found.against(
                        Verdict.PASS,
                        "RESTART",
                        drug.id(),
                        value,
                        limit.value(),
                        drug.name() + " was interrupted for " + value
                                + " at the tip and goes on; nothing missed is caught up",
                        longest.get().authority());
                return;
            }
            found.broken(
                    longest.get(), "RESTART", drug.id(), value, words(drug, last, " for " + value + " at the tip"));
            return;
        }
        found.against(
                Verdict.CONFIRM,
                "RESTART",
                drug.id(),
                gap.map(Shown::time).orElse(drug.before().map(DailyDose::text).orElse("standing still")),
                INTERRUPTED_TEXT,
                words(
                        drug,
                        last,
                        gap.map(each -> " for " + Shown.time(each) + " at the tip")
                                .orElse("")),
                Authority.ENGINE);
    }

    private static String words(DrugCase drug, DailyDose last, String howLong) {
        return drug.name() + " was interrupted" + howLong + "; the last therapeutic dose was " + last.text()
                + ". The prescriber confirms it, or orders a new start dose; nothing missed is caught up";
    }

    /** Milliseconds without drug at the tip: since it last left it, and until what holds none is through. */
    private static Optional<Ratio> gap(Case subject) {
        return subject.request().circumstances().interruption().map(interruption -> {
            Ratio since = Ratio.of(Math.max(
                    0,
                    Duration.between(interruption.since(), subject.request().pumpTime())
                            .toMillis()));
            Ratio without =
                    subject.physical().queue().map(PathQueue::withoutDrugAtTip).orElse(Ratio.ZERO);
            Optional<Ratio> daily = subject.physical().plan().map(plan -> plan.weekly()
                    .dividedBy(WeekPlan.DAYS_PER_WEEK)); // above zero, as every rate of therapy
            return since.plus(
                    daily.map(each -> without.times(WeekPlan.MILLIS_PER_DAY).dividedBy(each))
                            .orElse(Ratio.ZERO));
        });
    }

    /** What the schedule would have given meanwhile (F13). */
    private static void missed(Case subject, Findings found) {
        DosingRequest request = subject.request();
        Optional<Circumstances.Interruption> interruption =
                request.circumstances().interruption();
        if (interruption.isEmpty()) {
            return;
        }
        if (interruption.get().since().isAfter(request.pumpTime())) {
            found.against(
                    Verdict.BLOCK,
                    "TIME_IMPOSSIBLE",
                    "interruption.since",
                    interruption.get().since().toString(),
                    "not after " + request.pumpTime(),
                    "the interruption would have begun after now, " + request.pumpTime()
                            + "; compare the pump's clock with its record",
                    Authority.RECORD);
            return;
        }
        Ratio nanolitres = missedNanolitres(interruption.get(), request);
        for (DrugCase drug : subject.drugs()) {
            Optional<Concentration> concentration = request.running()
                    .map(Running::solution)
                    .orElse(request.solution())
                    .concentrationOf(drug.id());
            concentration.ifPresent(each -> {
                String mass = Shown.mass(nanolitres.times(each.exact()).dividedBy(1_000_000))
                        .text();
                found.add(
                        Verdict.PASS,
                        "MISSED_DOSE",
                        drug.id(),
                        mass,
                        drug.name() + " " + mass + " and " + Shown.volume(nanolitres)
                                + " were not given since " + interruption.get().since()
                                + ", by the schedule; nothing is caught up, and the reservoir holds that much more");
            });
        }
    }

    private static Ratio missedNanolitres(Circumstances.Interruption interruption, DosingRequest request) {
        long millis = Duration.between(interruption.since(), request.pumpTime()).toMillis();
        WeekPlan plan = WeekPlan.of(interruption.programme());
        long weeks = millis / (WeekPlan.DAYS_PER_WEEK * WeekPlan.MILLIS_PER_DAY);
        long rest = millis - weeks * WeekPlan.DAYS_PER_WEEK * WeekPlan.MILLIS_PER_DAY;
        return plan.legs(interruption.since(), 0, rest).stream()
                .map(WeekPlan.Leg::nanolitres)
                .reduce(plan.weekly().times(weeks), Ratio::plus);
    }

    /** What the record says of an interruption holds, whatever the programme says that runs: a stalled pump says that it runs. */
    static boolean isInterrupted(Case subject, DrugCase drug, DailyDose last) {
        boolean recorded = subject.request()
                .circumstances()
                .interruption()
                .filter(each -> each.since().isBefore(subject.request().pumpTime()))
                .isPresent();
        Ratio before =
                drug.before().map(DailyDose::nanograms).orElse(Ratio.ZERO); // of a pump that stands still nothing
        return recorded || before.compareTo(last.nanograms().times(INTERRUPTED)) < 0;
    }
}
