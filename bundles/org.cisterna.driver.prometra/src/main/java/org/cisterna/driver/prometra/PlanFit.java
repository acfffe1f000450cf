// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/** Turns a plan into strokes and minutes, or says everything that does not fit this pump before a byte is sent. Nothing is rounded or cut. */
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
                        ProgrammeBlock.MOST_STEPS,
                        Math.min(device.mostDrugs(), ProgrammeBlock.MOST_DRUGS),
                        ProgrammeBlock.LONGEST_NAME,
                        new Concentration(ProgrammeBlock.MOST_CONCENTRATION)));
    }

    /** The plan's block, or every reason why there is none. */
    Answer<ProgrammeBlock> block(Plan plan) {
        List<Violation> violations = new ArrayList<>(identity.mismatches(plan));
        Identities.DRIVEN.unprogrammed(device.firmware()).ifPresent(violations::add);
        return block(violations, plan.programme(), plan.solution(), plan.parts());
    }

    /** The block of a programme with its parts, or every reason why there is none. */
    Answer<ProgrammeBlock> block(Programme programme, Solution solution, List<ProgrammePart> parts) {
        return block(new ArrayList<>(), programme, solution, parts);
    }

    private Answer<ProgrammeBlock> block(
            List<Violation> violations, Programme programme, Solution solution, List<ProgrammePart> parts) {
        violations.addAll(check.of(programme, solution, parts));
        PlanCheck.bolusApart(parts).ifPresent(violations::add);
        return violations.isEmpty() ? Answer.done(fitting(programme, solution, parts)) : Answer.refused(violations);
    }

    /** What was found to fit, so everything divides evenly. */
    private ProgrammeBlock fitting(Programme programme, Solution solution, List<ProgrammePart> parts) {
        OptionalLong reservoir = OptionalLong.empty();
        OptionalInt prime = OptionalInt.empty();
        Optional<ProgrammeBlock.Bridge> bridge = Optional.empty();
        Optional<ProgrammeBlock.Bolus> bolus = Optional.empty();
        Optional<ProgrammeBlock.PatientBolus> patient = Optional.empty();
        for (ProgrammePart part : parts) {
            if (part instanceof ProgrammePart.Refill given) {
                reservoir = OptionalLong.of(given.reservoir().nanolitres());
            } else if (part instanceof ProgrammePart.Prime given) {
                prime = OptionalInt.of(strokes(given.volume()));
            } else if (part instanceof ProgrammePart.Bridge given) {
                bridge = Optional.of(new ProgrammeBlock.Bridge(strokes(given.rate()), minutes(given.duration())));
            } else if (part instanceof ProgrammePart.SingleBolus given) {
                bolus = Optional.of(new ProgrammeBlock.Bolus(strokes(given.volume()), minutes(given.duration())));
            } else if (part instanceof ProgrammePart.PatientBolus given) {
                patient = Optional.of(new ProgrammeBlock.PatientBolus(
                        strokes(given.volume()), minutes(given.duration()), minutes(given.lockout()), given.most()));
            } else {
                throw new IllegalStateException("no pump of this class declares a part like this: " + part);
            }
        }
        return new ProgrammeBlock(
                steps(programme),
                solution.ingredients().stream()
                        .map(each -> new ProgrammeBlock.Drug(
                                each.drug(), each.concentration().nanogramsPerMillilitre()))
                        .toList(),
                reservoir,
                prime,
                bridge,
                bolus,
                patient);
    }

    private List<ProgrammeBlock.Step> steps(Programme programme) {
        if (programme instanceof Programme.Continuous continuous) {
            return List.of(new ProgrammeBlock.Step(0, strokes(continuous.rate())));
        }
        return ((Programme.Flex) programme)
                .steps().stream()
                        .map(each -> new ProgrammeBlock.Step(each.start().minute(), strokes(each.rate())))
                        .toList();
    }

    private int strokes(FlowRate rate) {
        return Math.toIntExact(rate.nanolitresPerDay() / device.stroke());
    }

    private int strokes(Volume volume) {
        return Math.toIntExact(volume.nanolitres() / device.stroke());
    }

    private static int minutes(Duration duration) {
        return Math.toIntExact(duration.toMinutes());
    }
}
