// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.dialogue.PlanCheck;
import org.cisterna.quantity.Concentration;

/** Turns a plan into the pump's units, and says everything that does not fit this pump before a byte is sent. Nothing is rounded or cut. */
final class PlanFit {

    private static final int ONE_DAY = 1;
    private static final String PROTOCOL = "the protocol of the class";
    private static final long MOST_REVISION = 0xFFFF_FFFFL;

    private final IdentityAnswer device;
    private final PumpIdentity identity;
    private final PlanCheck check;

    PlanFit(IdentityAnswer device, PumpIdentity identity) {
        this.device = device;
        this.identity = identity;
        this.check = new PlanCheck(
                identity.capabilities(),
                new PlanCheck.Room(
                        ONE_DAY,
                        PlanBlock.MOST_STEPS,
                        Math.min(device.mostDrugs(), PlanBlock.MOST_DRUGS),
                        PlanBlock.LONGEST_NAME,
                        new Concentration(PlanBlock.MOST_CONCENTRATION)));
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
        violations.addAll(check.of(programme, solution, parts));
        PlanCheck.bolusApart(parts).ifPresent(violations::add);
        boolean minimum = parts.stream().anyMatch(ProgrammePart.MinimumRate.class::isInstance);
        boolean more = parts.stream()
                .anyMatch(each -> !(each instanceof ProgrammePart.MinimumRate || each instanceof ProgrammePart.Refill));
        if (minimum && more) {
            violations.add(Violation.of("PARTS_EXCLUDE", "at its minimum rate the pump delivers nothing else"));
        }
        return violations.isEmpty() ? Answer.done(fitting(programme, solution, parts)) : Answer.refused(violations);
    }

    private static PlanBlock fitting(Programme programme, Solution solution, List<ProgrammePart> parts) {
        return new PlanBlock(
                steps(programme),
                solution.ingredients().stream()
                        .map(each -> new PlanBlock.Drug(
                                each.drug(), each.concentration().nanogramsPerMillilitre()))
                        .toList(),
                PartWords.reservoir(parts),
                parts.stream()
                        .flatMap(each -> PartWords.blockPart(each).stream())
                        .toList());
    }

    private static List<PlanBlock.Step> steps(Programme programme) {
        if (programme instanceof Programme.Continuous continuous) {
            return List.of(new PlanBlock.Step(0, continuous.rate().nanolitresPerDay()));
        }
        return ((Programme.Flex) programme)
                .steps().stream()
                        .map(each -> new PlanBlock.Step(
                                each.start().minute(), each.rate().nanolitresPerDay()))
                        .toList();
    }
}
