// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;

/** Turns a plan into the words of the wire, and says everything that does not fit this pump before a byte is sent. Nothing is rounded or cut. */
final class PlanFit {

    private static final String SOURCE = "what the pump declares";
    private static final String PROTOCOL = "the protocol of the class";

    private final Description device;
    private final PumpIdentity identity;

    PlanFit(Description device, PumpIdentity identity) {
        this.device = device;
        this.identity = identity;
    }

    /** The plan's block, or every reason why there is none. */
    Answer<ProgrammeText> block(Plan plan) {
        List<Violation> violations = new ArrayList<>(identity.mismatches(plan));
        Identities.DRIVEN.unprogrammed(device.firmware()).ifPresent(violations::add);
        return block(violations, plan.programme(), plan.solution(), plan.parts());
    }

    /** The block of a programme with its parts, or every reason why there is none. */
    Answer<ProgrammeText> block(Programme programme, Solution solution, List<ProgrammePart> parts) {
        return block(new ArrayList<>(), programme, solution, parts);
    }

    private Answer<ProgrammeText> block(
            List<Violation> violations, Programme programme, Solution solution, List<ProgrammePart> parts) {
        List<ProgrammeText.Step> steps = steps(violations, programme);
        List<ProgrammeText.Drug> drugs = drugs(violations, solution);
        long basal = steps.stream().mapToLong(ProgrammeText.Step::rate).max().orElse(0);
        PartFit fit = new PartFit(device, violations, basal);
        parts.forEach(fit::add);
        fit.exclusions();
        return violations.isEmpty() ? Answer.done(fit.block(steps, drugs)) : Answer.refused(violations);
    }

    private List<ProgrammeText.Step> steps(List<Violation> violations, Programme programme) {
        List<ProgrammeText.Step> steps = new ArrayList<>();
        if (programme instanceof Programme.Continuous continuous) {
            steps.add(new ProgrammeText.Step(0, rate(device, violations, "rate", continuous.rate())));
        } else if (programme instanceof Programme.Flex flex) {
            count(violations, flex.steps().size());
            for (int i = 0; i < flex.steps().size(); i++) {
                Programme.Step step = flex.steps().get(i);
                if (step.start().minute() % device.startGrid() != 0) {
                    violations.add(Violation.of(
                                    "OFF_GRID",
                                    "steps[" + i + "].start",
                                    step.start().text(),
                                    "steps start at whole multiples of the pump's grid")
                            .against(device.startGrid() + " min", SOURCE));
                }
                steps.add(new ProgrammeText.Step(
                        step.start().minute(), rate(device, violations, "steps[" + i + "].rate", step.rate())));
            }
        } else {
            violations.add(Violation.of("NO_PROGRAMME", "a stop is no programme; order the stop itself"));
        }
        return steps;
    }

    private void count(List<Violation> violations, int count) {
        int most = Math.min(device.mostSteps(), ProgrammeText.MOST_STEPS);
        if (count < 2 || count > most) {
            violations.add(Violation.of(
                            count < 2 ? "TOO_FEW" : "TOO_MANY",
                            "steps.count",
                            Integer.toString(count),
                            count < 2
                                    ? "a day in steps has at least 2; one rate all day is a continuous programme"
                                    : "the pump holds fewer steps a day; draft the day with fewer")
                    .against(Integer.toString(count < 2 ? 2 : most), SOURCE));
        }
    }

    /** A rate in nanolitres a day; 0, with a reason, when it is none that the pump makes. */
    static long rate(Description device, List<Violation> violations, String field, FlowRate rate) {
        FlowRate least = new FlowRate(device.lowestRate());
        FlowRate most = new FlowRate(device.highestRate());
        if (rate.compareTo(least) < 0 || rate.compareTo(most) > 0) {
            boolean slow = rate.compareTo(least) < 0;
            violations.add(Violation.of(
                            "OUT_OF_RANGE",
                            field,
                            rate.text(),
                            slow ? "the pump does not deliver so slowly" : "the pump does not deliver so fast")
                    .against((slow ? least : most).text(), SOURCE));
            return 0;
        }
        if (rate.nanolitresPerDay() % device.rateGrid() != 0) {
            violations.add(Violation.of(
                            "OFF_GRID",
                            field,
                            rate.text(),
                            "rates are whole multiples of the pump's grid; nothing is rounded here")
                    .against(new FlowRate(device.rateGrid()).text(), SOURCE));
            return 0;
        }
        return rate.nanolitresPerDay();
    }

    private List<ProgrammeText.Drug> drugs(List<Violation> violations, Solution solution) {
        List<ProgrammeText.Drug> drugs = new ArrayList<>();
        int most = Math.min(device.mostDrugs(), ProgrammeText.MOST_DRUGS);
        if (solution.ingredients().size() > most) {
            violations.add(Violation.of(
                            "TOO_MANY",
                            "drugs.count",
                            Integer.toString(solution.ingredients().size()),
                            "the pump stores fewer drugs")
                    .against(Integer.toString(most), SOURCE));
        }
        for (int i = 0; i < solution.ingredients().size(); i++) {
            Solution.Ingredient each = solution.ingredients().get(i);
            if (each.drug().getBytes(StandardCharsets.UTF_8).length > ProgrammeText.LONGEST_NAME) {
                violations.add(
                        Violation.of("BAD_TEXT", "drugs[" + i + "].name", each.drug(), "the pump stores shorter names")
                                .against(ProgrammeText.LONGEST_NAME + " bytes", PROTOCOL));
            }
            Concentration densest = new Concentration(ProgrammeText.MOST_CONCENTRATION);
            if (each.concentration().compareTo(densest) > 0) {
                violations.add(Violation.of(
                                "OUT_OF_RANGE",
                                "drugs[" + i + "].concentration",
                                each.concentration().text(),
                                "the pump stores no such concentration")
                        .against(densest.text(), PROTOCOL));
            }
            drugs.add(new ProgrammeText.Drug(each.drug(), each.concentration().nanogramsPerMillilitre()));
        }
        return drugs;
    }
}
