// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/** Parts of a plan in the pump's units and in the platform's words. Nothing is rounded or cut on the way. */
final class PartWords {

    private PartWords() {}

    /** The parts that a block carries; what the reservoir was told among them. */
    static List<ProgrammePart> parts(PlanBlock block) throws MalformedException {
        List<ProgrammePart> parts = new ArrayList<>();
        try {
            if (block.reservoir().isPresent()) {
                parts.add(new ProgrammePart.Refill(new Volume(block.reservoir().getAsLong())));
            }
            for (BlockPart part : block.parts()) {
                parts.add(part(part, block));
            }
            return ProgrammePart.inOrder(parts);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException("the pump holds a part that this driver has no words for: " + e.getMessage());
        }
    }

    private static ProgrammePart part(BlockPart part, PlanBlock block) {
        if (part instanceof BlockPart.Prime prime) {
            return new ProgrammePart.Prime(new Volume(prime.volume()), new FlowRate(prime.rate()));
        }
        if (part instanceof BlockPart.Bridge bridge) {
            return new ProgrammePart.Bridge(new FlowRate(bridge.rate()), Duration.ofMillis(bridge.duration()));
        }
        if (part instanceof BlockPart.Bolus bolus) {
            return new ProgrammePart.SingleBolus(new Volume(bolus.volume()), Duration.ofMillis(bolus.duration()));
        }
        if (part instanceof BlockPart.Periodic periodic) {
            return new ProgrammePart.PeriodicBolus(
                    new Volume(periodic.volume()),
                    Duration.ofMillis(periodic.duration()),
                    Duration.ofMillis(periodic.interval()));
        }
        if (part instanceof BlockPart.Patient patient) {
            return new ProgrammePart.PatientBolus(
                    new Volume(patient.volume()),
                    Duration.ofMillis(patient.duration()),
                    Duration.ofMillis(patient.lockout()),
                    patient.most());
        }
        return new ProgrammePart.MinimumRate(new FlowRate(block.steps().get(0).rate()));
    }

    /** The reservoir volume that a plan tells the pump. */
    static OptionalLong reservoir(List<ProgrammePart> parts) {
        for (ProgrammePart part : parts) {
            if (part instanceof ProgrammePart.Refill refill) {
                return OptionalLong.of(refill.reservoir().nanolitres());
            }
        }
        return OptionalLong.empty();
    }

    /** A part in the pump's units; empty for one that goes another way, or not at all. */
    static Optional<BlockPart> blockPart(ProgrammePart part) {
        if (part instanceof ProgrammePart.Prime prime) {
            return Optional.of(new BlockPart.Prime(
                    prime.volume().nanolitres(), prime.rate().nanolitresPerDay()));
        }
        if (part instanceof ProgrammePart.Bridge bridge) {
            return Optional.of(new BlockPart.Bridge(
                    bridge.rate().nanolitresPerDay(), bridge.duration().toMillis()));
        }
        if (part instanceof ProgrammePart.SingleBolus bolus) {
            return Optional.of(new BlockPart.Bolus(
                    bolus.volume().nanolitres(), bolus.duration().toMillis()));
        }
        if (part instanceof ProgrammePart.PeriodicBolus bolus) {
            return Optional.of(new BlockPart.Periodic(
                    bolus.volume().nanolitres(),
                    bolus.duration().toMillis(),
                    bolus.interval().toMillis()));
        }
        if (part instanceof ProgrammePart.PatientBolus bolus) {
            return Optional.of(new BlockPart.Patient(
                    bolus.volume().nanolitres(),
                    bolus.duration().toMillis(),
                    bolus.lockout().toMillis(),
                    bolus.most()));
        }
        return part instanceof ProgrammePart.MinimumRate ? Optional.of(new BlockPart.Minimum()) : Optional.empty();
    }

    /** What the pump says has become of the parts of its plan; a telling of the reservoir is done once it is there. */
    static List<HeldPart> held(PlanBlock block, Optional<PartsAnswer> answer) throws MalformedException {
        List<HeldPart> held = new ArrayList<>();
        List<ProgrammePart> parts = parts(block);
        List<PartsAnswer.Held> said = answer.map(PartsAnswer::parts).orElse(List.of());
        int next = 0;
        for (ProgrammePart part : parts) {
            if (part instanceof ProgrammePart.Refill) {
                held.add(new HeldPart(part, HeldPart.Stage.DONE, Optional.empty()));
                continue;
            }
            if (next >= said.size()
                    || said.get(next).kind() != block.parts().get(next).kind()) {
                throw new MalformedException("the pump speaks of other parts than its plan has");
            }
            held.add(held(part, said.get(next)));
            next++;
        }
        if (next != said.size()) {
            throw new MalformedException("the pump speaks of parts that its plan does not have");
        }
        return held;
    }

    private static HeldPart held(ProgrammePart part, PartsAnswer.Held said) throws MalformedException {
        HeldPart.Stage stage =
                switch (said.stage()) {
                    case 1 -> HeldPart.Stage.WAITING;
                    case 2 -> HeldPart.Stage.RUNNING;
                    case 3 -> HeldPart.Stage.DONE;
                    case 4 -> HeldPart.Stage.ENDED_EARLY;
                    default -> HeldPart.Stage.UNKNOWN;
                };
        try {
            return new HeldPart(part, stage, Optional.of(new Volume(said.delivered())));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("a part of which " + said.delivered() + " nL were given");
        }
    }
}
