// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.calculation.TitrationRequest;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.quantity.Ratio;

/** The highest steps, at their earliest times, that a policy allows from one dose to another. Each of them is still ordered and checked. */
final class Titration {

    private static final int MOST_STEPS = 60;
    private static final Duration WEEK = Duration.ofDays(7);

    private record Step(Instant at, Ratio dose) {}

    private final TitrationRequest request;
    private final Sheet sheet;
    private final TitrationRule rule;

    Titration(TitrationRequest request, Sheet sheet) {
        this.request = request;
        this.sheet = sheet;
        this.rule = TitrationRule.of(request.policy());
    }

    void work() {
        GroundsCheck check = new GroundsCheck(request.grounds(), "", sheet);
        check.drugs(List.of(request.drug()));
        if (!rule.drug().equals(request.drug())) {
            sheet.block(
                    "POLICY_FOREIGN",
                    "policy",
                    request.drug(),
                    rule.drug(),
                    "this policy is for another drug; choose one of this drug",
                    rule.source().authority());
            return;
        }
        if (request.to().compareTo(request.from()) <= 0) {
            sheet.block(
                    "NO_RISE",
                    "to",
                    request.to().text(),
                    request.from().text(),
                    "the dose to be reached is not above the one that runs; a fall is a taper",
                    Authority.NONE);
            return;
        }
        List<Step> steps = steps();
        if (steps.isEmpty()) {
            sheet.block(
                    "PLAN_TOO_LONG",
                    "to",
                    request.to().text(),
                    MOST_STEPS + " steps",
                    "it would take more steps than are planned at once; plan up to a nearer dose",
                    Authority.ENGINE);
            return;
        }
        steps.forEach(each -> sheet.put("step", each.at().toString(), Measure.DOSE, each.dose()));
        Step last = steps.get(steps.size() - 1);
        sheet.put(
                "daysToTarget",
                Measure.DAYS,
                Ratio.of(Duration.between(request.since(), last.at()).toMillis()));
        judge(steps.size());
        check.dailyDose(request.drug(), request.to().exact());
    }

    private void judge(int steps) {
        Authority by = rule.source().authority();
        if (rule.interval().isEmpty() && steps > 1) {
            sheet.twoPersons(
                    "TITRATION",
                    "to",
                    steps + " steps",
                    rule.words(),
                    "it takes more than one step, and this policy has one a refill; order the first alone",
                    by);
        } else {
            sheet.pass("TITRATION", "to", steps + " steps", rule.words(), "the steps and their earliest times", by);
        }
        rule.most()
                .filter(most -> request.to().compareTo(most) > 0)
                .ifPresent(most -> sheet.twoPersons(
                        "TITRATION_END",
                        "to",
                        request.to().text(),
                        most.text(),
                        "above the dose at which the source of this policy ends",
                        by));
    }

    /** Empty when there would be too many. */
    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        Ratio dose = request.from().exact();
        Ratio target = request.to().exact();
        while (dose.compareTo(target) < 0) {
            if (steps.size() == MOST_STEPS) {
                return List.of();
            }
            Ratio next = rule.after(dose);
            dose = next.compareTo(target) > 0 ? target : next;
            steps.add(new Step(time(steps), dose));
        }
        return List.copyOf(steps);
    }

    private Instant time(List<Step> steps) {
        Instant before =
                steps.isEmpty() ? request.since() : steps.get(steps.size() - 1).at();
        Instant earliest = before.plus(rule.interval().orElse(Duration.ZERO));
        if (rule.perWeek() == 0 || steps.size() < rule.perWeek()) {
            return earliest;
        }
        Optional<Instant> aWeekAfter =
                Optional.of(steps.get(steps.size() - rule.perWeek()).at().plus(WEEK));
        return aWeekAfter.filter(each -> each.isAfter(earliest)).orElse(earliest);
    }
}
