// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/**
 * Drugs that are not in the new solution and reach the patient all the same, because they are left in the reservoir or in the path. They are
 * held to what the drugs of the solution are held to.
 */
final class LeftoverCheck implements Check {

    private static final Ratio DAY = Ratio.of(WeekPlan.MILLIS_PER_DAY);

    @Override
    public String name() {
        return "what is left";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        boolean stands = subject.request().order().dayAlone() instanceof Order.Stop;
        for (Leftovers.Leftover each : Leftovers.of(subject.request())) {
            if (stands) {
                beforeAStop(subject, each, found);
            } else {
                judge(subject, each, found);
            }
        }
        return found.list();
    }

    private static void judge(Case subject, Leftovers.Leftover left, Findings found) {
        DrugCase drug = left.drug();
        DrugCheck.wrongRoute(
                subject.request(),
                drug,
                "it is left in " + left.place()
                        + "; nothing is given with it there: have it removed, and find out how it came there",
                found);
        for (DrugCase other : subject.solutionDrugs()) {
            DrugCheck.pair(
                    subject.request(),
                    other,
                    drug,
                    "must not meet, and " + drug.name() + " is left in " + left.place(),
                    found);
        }
        if (left.inReservoir()) {
            found.add(
                    Verdict.CONFIRM,
                    "RESIDUAL_DRUG",
                    drug.id(),
                    new Mix(Map.of(
                                    drug.id(),
                                    subject.physical().reservoir().effective().of(drug.id())))
                            .text(),
                    drug.name() + " of the old solution stays in the reservoir with the residual; rinse, or confirm");
        }
        boolean runs = subject.request()
                .running()
                .flatMap(each -> each.solution().concentrationOf(drug.id()))
                .isPresent();
        if (drug.comparable().isEmpty() && !runs && Case.isTherapy(subject.request())) {
            starts(subject, left, found);
        }
        if (Authority.limits(subject.request(), drug.id(), LimitKind.MAX_DAILY_DOSE, DrugCheck.BY_VALUE)
                .isEmpty()) {
            found.add(
                    Verdict.CONFIRM,
                    "NO_DOSE_RULE",
                    drug.id(),
                    left.place(),
                    "no limiter knows a limit of the daily dose of " + drug.name() + ", which is left in "
                            + left.place() + "; confirm what of it reaches the patient");
        }
    }

    /** What is left starts a drug like an order does, and nobody ordered it. */
    private static void starts(Case subject, Leftovers.Leftover left, Findings found) {
        DrugCase drug = left.drug();
        Optional<DailyDose> dose = left.inReservoir() ? daily(subject, drug.id()) : ofPath(subject, drug.id());
        found.twoPersons(
                "START",
                drug.id(),
                dose.map(DailyDose::text).orElse("what " + left.place() + " holds"),
                Optional.of("a last therapeutic dose"),
                drug.name() + " is left in " + left.place() + " and has no last therapeutic dose: this starts it"
                        + dose.map(each -> ", at " + each.text()).orElse("")
                        + ". Rinse it out, or confirm it as a start",
                Authority.ENGINE);
        dose.ifPresent(each -> StartCheck.start(subject, drug, each, " out of what is left", found));
    }

    /** The most that leaves the tip within 24 h of a drug that only the path holds. */
    private static Optional<DailyDose> ofPath(Case subject, String drug) {
        return subject.physical()
                .flow()
                .map(flow -> new DailyDose(flow.most(drug, DAY, Ratio.ZERO)))
                .filter(dose -> dose.nanograms().signum() > 0);
    }

    /** What the ordered day gives of a drug that the reservoir holds beside those of its solution. */
    private static Optional<DailyDose> daily(Case subject, String drug) {
        return subject.physical()
                .plan()
                .map(plan -> new DailyDose(plan.weekly()
                        .dividedBy(WeekPlan.DAYS_PER_WEEK)
                        .times(subject.physical().reservoir().effective().of(drug))
                        .dividedBy(1_000_000)));
    }

    /** A stop moves nothing and is not held up; that a drug is where it must never be is said. */
    private static void beforeAStop(Case subject, Leftovers.Leftover left, Findings found) {
        DrugCase drug = left.drug();
        for (Authority.Ruled wrong :
                Authority.limits(subject.request(), drug.id(), LimitKind.WRONG_ROUTE, DrugCheck.BY_VALUE)) {
            found.against(
                    Verdict.CONFIRM,
                    "WRONG_ROUTE",
                    drug.id(),
                    drug.name(),
                    wrong.limit().value(),
                    drug.name() + ": " + wrong.limit().value() + " ("
                            + wrong.limit().reason() + "); it is left in " + left.place()
                            + ", so the pump must not run again before it is removed",
                    wrong.authority());
        }
    }
}
