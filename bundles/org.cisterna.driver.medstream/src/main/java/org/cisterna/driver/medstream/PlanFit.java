// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.dialogue.PlanCheck;
import org.cisterna.quantity.Concentration;

/** Turns a plan into the words of the wire, or says everything that does not fit this pump before a byte is sent. Nothing is rounded or cut. */
final class PlanFit {

    private static final int ONE_DAY = 1;

    private final Description device;
    private final PumpIdentity identity;
    private final PlanCheck check;

    PlanFit(Description device, PumpIdentity identity) {
        this.device = device;
        this.identity = identity;
        this.check = new PlanCheck(
                identity.capabilities(),
                new PlanCheck.Room(
                        ONE_DAY,
                        ProgrammeText.MOST_STEPS,
                        Math.min(device.mostDrugs(), ProgrammeText.MOST_DRUGS),
                        ProgrammeText.LONGEST_NAME,
                        new Concentration(ProgrammeText.MOST_CONCENTRATION)));
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
        violations.addAll(check.of(programme, solution, parts));
        PlanCheck.bolusApart(parts).ifPresent(violations::add);
        return violations.isEmpty() ? Answer.done(fitting(programme, solution, parts)) : Answer.refused(violations);
    }

    private static ProgrammeText fitting(Programme programme, Solution solution, List<ProgrammePart> parts) {
        OptionalLong reservoir = OptionalLong.empty();
        OptionalLong prime = OptionalLong.empty();
        Optional<ProgrammeText.Bridge> bridge = Optional.empty();
        Optional<ProgrammeText.Bolus> bolus = Optional.empty();
        for (ProgrammePart part : parts) {
            if (part instanceof ProgrammePart.Refill given) {
                reservoir = OptionalLong.of(given.reservoir().nanolitres());
            } else if (part instanceof ProgrammePart.Prime given) {
                prime = OptionalLong.of(given.volume().nanolitres());
            } else if (part instanceof ProgrammePart.Bridge given) {
                bridge = Optional.of(
                        new ProgrammeText.Bridge(given.rate().nanolitresPerDay(), minutes(given.duration())));
            } else if (part instanceof ProgrammePart.SingleBolus given) {
                bolus = Optional.of(new ProgrammeText.Bolus(given.volume().nanolitres(), minutes(given.duration())));
            } else {
                throw new IllegalStateException("no pump of this class declares a part like this: " + part);
            }
        }
        return new ProgrammeText(
                steps(programme),
                solution.ingredients().stream()
                        .map(each -> new ProgrammeText.Drug(
                                each.drug(), each.concentration().nanogramsPerMillilitre()))
                        .toList(),
                reservoir,
                prime,
                bridge,
                bolus);
    }

    private static List<ProgrammeText.Step> steps(Programme programme) {
        if (programme instanceof Programme.Continuous continuous) {
            return List.of(new ProgrammeText.Step(0, continuous.rate().nanolitresPerDay()));
        }
        return ((Programme.Flex) programme)
                .steps().stream()
                        .map(each -> new ProgrammeText.Step(
                                each.start().minute(), each.rate().nanolitresPerDay()))
                        .toList();
    }

    private static int minutes(Duration duration) {
        return Math.toIntExact(duration.toMinutes());
    }
}
