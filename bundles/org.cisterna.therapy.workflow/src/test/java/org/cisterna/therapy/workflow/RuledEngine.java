// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.DrugTotal;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.OrderStep;
import org.cisterna.dosing.Outlook;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Running;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;

/**
 * A small engine with three rules: a required limiter that is missing blocks, more than 1000 mcg/day blocks, more than a third more than what
 * runs asks for a reason.
 */
final class RuledEngine implements DosingEngine {

    static final String STEP = "STEP_TOO_LARGE";

    final List<DosingRequest> requests = new ArrayList<>();

    /** What it adds to every day. */
    List<ProgrammePart> parts = List.of();

    @Override
    public Proposal propose(DosingRequest request) {
        requests.add(request);
        Concentration concentration = request.solution().primary().concentration();
        Programme programme = programme(request.order(), concentration);
        DailyDose requested = new DailyDose(daily(request.order()));
        List<Finding> findings = new ArrayList<>();
        for (String required : request.requiredLimiters()) {
            if (request.limits().stream().noneMatch(each -> each.name().equals(required))) {
                findings.add(finding("LIMITER_MISSING", Verdict.BLOCK, "limiters", required));
            }
        }
        if (requested.compareTo(DailyDose.of(DoseRate.parse("1000 mcg/day").orElseThrow())) > 0) {
            findings.add(finding("ABOVE_CEILING", Verdict.BLOCK, "baclofen", requested.text()));
        }
        Optional<DailyDose> before = request.running()
                .map(Running::programme)
                .map(each -> DailyDose.of(each, concentration))
                .filter(each -> each.nanograms().signum() > 0);
        if (before.isPresent()
                && requested.nanograms().compareTo(before.get().nanograms().times(Ratio.of(4, 3))) > 0) {
            findings.add(finding(STEP, Verdict.CONFIRM, "baclofen", requested.text()));
        }
        findings.sort((a, b) -> b.verdict().compareTo(a.verdict()));
        Verdict verdict = findings.isEmpty() ? Verdict.PASS : findings.get(0).verdict();
        List<DrugTotal> totals = new ArrayList<>();
        for (Solution.Ingredient each : request.solution().ingredients()) {
            DailyDose after = DailyDose.of(programme, each.concentration());
            boolean primary = each.equals(request.solution().primary());
            totals.add(new DrugTotal(
                    each.drug(), before, primary ? requested : after, Optional.of(after), Optional.of("+16.4 %")));
        }
        return new Proposal(
                verdict,
                findings,
                request.order(),
                Optional.of(programme),
                totals,
                Optional.empty(),
                Optional.empty(),
                request.digest(),
                "test engine 1",
                new Outlook(
                        parts,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Finding finding(String code, Verdict verdict, String subject, String value) {
        return new Finding(
                code,
                verdict,
                verdict == Verdict.CONFIRM,
                subject,
                value,
                Optional.empty(),
                code + ": " + value,
                Optional.empty(),
                Optional.empty(),
                Optional.of("engine"));
    }

    private static Programme programme(Order order, Concentration concentration) {
        if (order instanceof Order.Continuous continuous) {
            return new Programme.Continuous(rate(continuous.daily(), concentration));
        }
        return new Programme.Flex(((Order.Flex) order)
                .steps().stream()
                        .map(each -> new Programme.Step(each.start(), rate(each.rate(), concentration)))
                        .toList());
    }

    private static FlowRate rate(DoseRate dose, Concentration concentration) {
        return new FlowRate(FlowRate.of(dose, concentration).floorToMultipleOf(1000));
    }

    private static Ratio daily(Order order) {
        if (order instanceof Order.Continuous continuous) {
            return continuous.daily().exact();
        }
        List<OrderStep> steps = ((Order.Flex) order).steps();
        Ratio sum = Ratio.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            int end = i + 1 < steps.size() ? steps.get(i + 1).start().minute() : Programme.MINUTES_PER_DAY;
            int minutes = end - steps.get(i).start().minute();
            sum = sum.plus(steps.get(i).rate().exact().times(Ratio.of(minutes, Programme.MINUTES_PER_DAY)));
        }
        return sum;
    }
}
