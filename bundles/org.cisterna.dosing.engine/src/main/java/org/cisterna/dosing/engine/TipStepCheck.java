// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.quantity.Ratio;

/**
 * Holds the most that leaves the tip within any 24 h, by plug flow, against the last therapeutic dose: the day may stay as it was while a bolus
 * comes on top of what was given just before, while what lies in the path is stronger than what the rate is for, or while a bridge gives more.
 */
final class TipStepCheck implements Check {

    private static final Ratio DAY = Ratio.of(WeekPlan.MILLIS_PER_DAY);

    @Override
    public String name() {
        return "step at the tip";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Bridging bridging = subject.physical().bridging();
        if (bridging.isNeeded() && bridging.decision().isEmpty()) {
            return List.of(); // blocked, with the dose that it would give
        }
        Findings found = new Findings();
        flow(subject).ifPresent(flow -> subject.drugs().forEach(drug -> most(subject, flow, drug.id())
                .ifPresent(most -> RiseRules.judge(
                        subject,
                        drug.id(),
                        most,
                        more(judgedOfDay(subject, drug.id()), bridge(subject, drug.id())),
                        " out of the tip within 24 h, with everything that the order does",
                        "spread it over more time, or wait until what was given before is a day old, or confirm it",
                        found))));
        return found.list();
    }

    /**
     * What leaves the tip; where reservoir and path hold what runs, it is the programmes alone that make the 24 h across the change, and a day
     * that is moved can come twice in them.
     */
    private static Optional<TipFlow> flow(Case subject) {
        Physical physical = subject.physical();
        if (physical.flow().isPresent() || physical.plan().isEmpty()) {
            return physical.flow();
        }
        WeekPlan plan = physical.plan().get();
        return subject.request()
                .running()
                .map(running -> WeekPlan.of(running.programme()))
                .filter(before -> !isEven(before) || !isEven(plan))
                .map(before -> new TipFlow(
                        new TipContent(
                                new PathQueue(List.of()), physical.reservoir().effective()),
                        Course.of(subject.request().pumpTime(), before, plan, List.of(), 3 * WeekPlan.MILLIS_PER_DAY)));
    }

    private static boolean isEven(WeekPlan plan) {
        return plan.highest().equals(plan.lowest());
    }

    /** What is held against the same rules as a dose of the day, and as its worst day with boluses. */
    static Optional<DailyDose> judgedOfDay(Case subject, String drug) {
        return more(
                subject.drugs().stream()
                        .filter(each -> each.id().equals(drug))
                        .findFirst()
                        .flatMap(DrugCase::highest),
                BolusDay.judged(subject, drug));
    }

    private static Optional<DailyDose> bridge(Case subject, String drug) {
        return subject.physical()
                .bridging()
                .decision()
                .map(each -> BridgeDecision.dose(each.rate().exact(), each.old(), drug));
    }

    /** The most of 24 h that the order makes; what was given before it alone is none of it. */
    private static Optional<DailyDose> most(Case subject, TipFlow flow, String drug) {
        Ratio onTop = RanBefore.isExcused(subject)
                ? Ratio.ZERO
                : PatientBolusCheck.worstDay(subject)
                        .map(worst -> onTop(subject, drug, worst))
                        .orElse(Ratio.ZERO);
        Ratio from = flow.most(drug, DAY, Ratio.ZERO);
        Ratio across = flow.most24h(drug);
        Ratio past = flow.nominal(drug, DAY.negated(), Ratio.ZERO);
        Ratio most = across.compareTo(past) > 0 ? across : from; // across the change it is never less than after it
        return most.signum() > 0 ? Optional.of(new DailyDose(most.plus(onTop))) : Optional.empty();
    }

    /** What boluses of the patient add to 24 h, less what they displace of the day where they replace it. */
    private static Ratio onTop(Case subject, String drug, PatientBolusCheck.WorstDay worst) {
        Ratio displaced = subject.physical()
                .plan()
                .map(WeekPlan::most24h)
                .orElse(Ratio.ZERO)
                .plus(BolusDay.asked(subject, worst))
                .minus(worst.nanolitres());
        return BolusDay.askedNanograms(subject, drug, worst)
                .minus(BridgeDecision.dose(
                                displaced, subject.physical().reservoir().effective(), drug)
                        .nanograms());
    }

    private static Optional<DailyDose> more(Optional<DailyDose> one, Optional<DailyDose> other) {
        return one.map(each -> Extreme.more(each, other)).or(() -> other);
    }
}
