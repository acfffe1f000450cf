// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

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
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;

/** Turns a plan into the pump's units, and says everything that does not fit this pump before a byte is sent. Nothing is rounded or cut. */
final class PlanFit {

    private static final String SOURCE = "what the pump declares";
    private static final String PROTOCOL = "the protocol of the class";
    private static final long MOST_REVISION = 0xFFFF_FFFFL;

    private final IdentityAnswer device;
    private final PumpIdentity identity;

    PlanFit(IdentityAnswer device, PumpIdentity identity) {
        this.device = device;
        this.identity = identity;
    }

    /** The plan's block, or every reason why there is none. */
    Answer<PlanBlock> block(Plan plan) {
        List<Violation> violations = new ArrayList<>(identity.mismatches(plan));
        Identities.DRIVEN.unprogrammed(device.firmware()).ifPresent(violations::add);
        if (plan.expected().number() > MOST_REVISION) {
            violations.add(Violation.of(
                            "OUT_OF_RANGE",
                            "revision",
                            plan.expected().toString(),
                            "no pump of this class has such a revision; read the pump and draft again")
                    .against(Long.toString(MOST_REVISION), PROTOCOL));
        }
        return block(violations, plan.programme(), plan.solution(), plan.parts());
    }

    /** The block of a programme with solution and parts, or every reason why there is none. */
    Answer<PlanBlock> block(Programme programme, Solution solution, List<ProgrammePart> parts) {
        return block(new ArrayList<>(), programme, solution, parts);
    }

    private Answer<PlanBlock> block(
            List<Violation> violations, Programme programme, Solution solution, List<ProgrammePart> parts) {
        boolean minimum = parts.stream().anyMatch(ProgrammePart.MinimumRate.class::isInstance);
        List<Violation> ofSteps = new ArrayList<>();
        List<PlanBlock.Step> steps = steps(ofSteps, programme);
        if (!minimum) { // a minimum rate lies below the range of a day, and is held against its own value
            violations.addAll(ofSteps);
        }
        List<PlanBlock.Drug> drugs = drugs(violations, solution);
        violations.addAll(new PartCheck(identity.capabilities()).of(programme, parts));
        return violations.isEmpty()
                ? Answer.done(new PlanBlock(
                        steps,
                        drugs,
                        PartWords.reservoir(parts),
                        parts.stream()
                                .flatMap(each -> PartWords.blockPart(each).stream())
                                .toList()))
                : Answer.refused(violations);
    }

    private List<PlanBlock.Step> steps(List<Violation> violations, Programme programme) {
        List<PlanBlock.Step> steps = new ArrayList<>();
        if (programme instanceof Programme.Continuous continuous) {
            checkRate(violations, "rate", continuous.rate());
            steps.add(new PlanBlock.Step(0, continuous.rate().nanolitresPerDay()));
        } else if (programme instanceof Programme.Flex flex) {
            checkCount(violations, flex.steps().size());
            for (int i = 0; i < flex.steps().size(); i++) {
                Programme.Step step = flex.steps().get(i);
                checkStart(violations, "steps[" + i + "].start", step.start());
                checkRate(violations, "steps[" + i + "].rate", step.rate());
                steps.add(new PlanBlock.Step(step.start().minute(), step.rate().nanolitresPerDay()));
            }
        } else {
            violations.add(Violation.of("NO_PROGRAMME", "a stop is no programme; order the stop itself"));
        }
        return steps;
    }

    private void checkCount(List<Violation> violations, int count) {
        int most = Math.min(device.mostSteps(), PlanBlock.MOST_STEPS);
        if (count < 2) {
            violations.add(Violation.of(
                            "TOO_FEW",
                            "steps.count",
                            Integer.toString(count),
                            "a day in steps has at least 2; one rate all day is a continuous programme")
                    .against("2", PROTOCOL));
        }
        if (count > most) {
            violations.add(Violation.of(
                            "TOO_MANY",
                            "steps.count",
                            Integer.toString(count),
                            "the pump holds fewer steps a day; draft the day with fewer")
                    .against(Integer.toString(most), SOURCE));
        }
    }

    private void checkStart(List<Violation> violations, String field, DayTime start) {
        int grid = device.startGridMinutes();
        if (start.minute() % grid != 0) {
            violations.add(
                    Violation.of("OFF_GRID", field, start.text(), "steps start at whole multiples of the pump's grid")
                            .against(grid + " min", SOURCE));
        }
    }

    private void checkRate(List<Violation> violations, String field, FlowRate rate) {
        FlowRate least = new FlowRate(device.lowestRate());
        FlowRate most = new FlowRate(device.highestRate());
        if (rate.compareTo(least) < 0) {
            violations.add(Violation.of("OUT_OF_RANGE", field, rate.text(), "the pump does not deliver so slowly")
                    .against(least.text(), SOURCE));
        }
        if (rate.compareTo(most) > 0) {
            violations.add(Violation.of("OUT_OF_RANGE", field, rate.text(), "the pump does not deliver so fast")
                    .against(most.text(), SOURCE));
        }
        if (rate.nanolitresPerDay() % device.rateGrid() != 0) {
            violations.add(Violation.of(
                            "OFF_GRID",
                            field,
                            rate.text(),
                            "rates are whole multiples of the pump's grid; nothing is rounded here")
                    .against(new FlowRate(device.rateGrid()).text(), SOURCE));
        }
    }

    private List<PlanBlock.Drug> drugs(List<Violation> violations, Solution solution) {
        List<PlanBlock.Drug> drugs = new ArrayList<>();
        int most = Math.min(device.mostDrugs(), PlanBlock.MOST_DRUGS);
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
            if (each.drug().getBytes(StandardCharsets.UTF_8).length > PlanBlock.LONGEST_NAME) {
                violations.add(
                        Violation.of("BAD_TEXT", "drugs[" + i + "].name", each.drug(), "the pump stores shorter names")
                                .against(PlanBlock.LONGEST_NAME + " bytes", PROTOCOL));
            }
            Concentration densest = new Concentration(PlanBlock.MOST_CONCENTRATION);
            if (each.concentration().compareTo(densest) > 0) {
                violations.add(Violation.of(
                                "OUT_OF_RANGE",
                                "drugs[" + i + "].concentration",
                                each.concentration().text(),
                                "the pump stores no such concentration")
                        .against(densest.text(), PROTOCOL));
            }
            drugs.add(new PlanBlock.Drug(each.drug(), each.concentration().nanogramsPerMillilitre()));
        }
        return drugs;
    }
}
