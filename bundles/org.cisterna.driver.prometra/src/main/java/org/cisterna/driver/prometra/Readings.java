// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/** What a pump's numbers mean. A code without a meaning on the protocol page is unknown, and never its neighbour. */
final class Readings {

    private static final List<String> ALARMS = List.of(
            "LOW_RESERVOIR",
            "EMPTY_RESERVOIR",
            "FLOW_VALVE_CLOSED",
            "POWER_ON_RESET",
            "MEMORY_ERROR",
            "ERI",
            "EOS",
            "STOPPED_PUMP_48H");

    /** Announcements; at every other alarm therapy is lost or about to be, and one that nobody knows counts among those. */
    private static final List<String> NOT_CRITICAL = List.of("LOW_RESERVOIR", "ERI");

    private final Description device;

    Readings(Description device) {
        this.device = device;
    }

    Snapshot snapshot(PumpIdentity identity, StateAnswer state) throws MalformedException {
        try {
            return new Snapshot(
                    identity,
                    new Revision(state.revision()),
                    programme(state.programme()),
                    solution(state.programme()),
                    motor(state.delivery()),
                    state.since(),
                    new Volume(state.reservoir()),
                    strokes(state.strokes()),
                    state.clock(),
                    battery(state.battery()),
                    state.alarms().stream().map(Readings::alarm).toList(),
                    state.last().map(CommandRecord::toEffect),
                    held(state));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException("a value that no pump has: " + e.getMessage());
        }
    }

    /** What stands in permanent memory, with the delivery of a reading of the same revision. */
    ReadBack readBack(StoredAnswer stored, StateAnswer state) throws MalformedException {
        Optional<ProgrammeBlock> block = stored.bank().map(StoredAnswer.Bank::programme);
        try {
            return new ReadBack(
                    new Revision(state.revision()),
                    programme(block),
                    solution(block),
                    motor(state.delivery()),
                    block.isPresent() ? parts(block.get()) : List.of());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException("a value that no pump has: " + e.getMessage());
        }
    }

    /** A programme as the pump has it, in the platform's words. */
    Preview preview(ProgrammeBlock block) throws MalformedException {
        Optional<ProgrammeBlock> given = Optional.of(block);
        Optional<Solution> solution = solution(given);
        if (solution.isEmpty()) {
            throw new MalformedException("a programme without a drug, which no plan has");
        }
        try {
            return new Preview(programme(given), solution.get(), parts(block));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException("a value that no pump has: " + e.getMessage());
        }
    }

    private Programme programme(Optional<ProgrammeBlock> block) {
        if (block.isEmpty()) {
            return new Programme.Stopped();
        }
        List<ProgrammeBlock.Step> steps = block.get().steps();
        return steps.size() == 1
                ? new Programme.Continuous(rate(steps.get(0).rate()))
                : new Programme.Flex(steps.stream()
                        .map(each -> new Programme.Step(new DayTime(each.start()), rate(each.rate())))
                        .toList());
    }

    private static Optional<Solution> solution(Optional<ProgrammeBlock> block) throws MalformedException {
        List<ProgrammeBlock.Drug> drugs = block.map(ProgrammeBlock::drugs).orElse(List.of());
        if (drugs.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<Solution.Ingredient> ingredients = new ArrayList<>();
            for (ProgrammeBlock.Drug drug : drugs) {
                ingredients.add(new Solution.Ingredient(drug.name(), new Concentration(drug.concentration())));
            }
            return Optional.of(new Solution(ingredients));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(
                    "the pump holds a solution that was not written by this platform and that it has no words for: "
                            + e.getMessage());
        }
    }

    private List<ProgrammePart> parts(ProgrammeBlock block) {
        List<ProgrammePart> parts = new ArrayList<>();
        block.reservoir().ifPresent(volume -> parts.add(new ProgrammePart.Refill(new Volume(volume))));
        block.prime()
                .ifPresent(strokes -> parts.add(new ProgrammePart.Prime(strokes(strokes), rate(device.primeRate()))));
        block.bridge()
                .ifPresent(each -> parts.add(new ProgrammePart.Bridge(rate(each.rate()), minutes(each.minutes()))));
        block.bolus()
                .ifPresent(each ->
                        parts.add(new ProgrammePart.SingleBolus(strokes(each.strokes()), minutes(each.minutes()))));
        block.patientBolus()
                .ifPresent(each -> parts.add(new ProgrammePart.PatientBolus(
                        strokes(each.strokes()), minutes(each.minutes()), minutes(each.lockout()), each.most())));
        return parts;
    }

    private List<HeldPart> held(StateAnswer state) {
        if (state.programme().isEmpty()) {
            return List.of();
        }
        List<HeldPart> held = new ArrayList<>();
        for (ProgrammePart part : parts(state.programme().get())) {
            Optional<StateAnswer.Part> said = state.parts().stream()
                    .filter(each -> each.tag() == tag(part))
                    .findFirst();
            boolean measured = part instanceof ProgrammePart.Prime
                    || part instanceof ProgrammePart.Bridge
                    || part instanceof ProgrammePart.SingleBolus;
            HeldPart.Stage stage = said.map(each -> stage(each.stage())).orElse(HeldPart.Stage.UNKNOWN);
            boolean counted = measured && stage != HeldPart.Stage.UNKNOWN;
            held.add(new HeldPart(part, stage, counted ? said.map(each -> strokes(each.made())) : Optional.empty()));
        }
        return held;
    }

    private static int tag(ProgrammePart part) {
        if (part instanceof ProgrammePart.Refill) {
            return ProgrammeBlock.RESERVOIR;
        }
        if (part instanceof ProgrammePart.Prime) {
            return ProgrammeBlock.PRIME;
        }
        if (part instanceof ProgrammePart.Bridge) {
            return ProgrammeBlock.BRIDGE;
        }
        return part instanceof ProgrammePart.SingleBolus ? ProgrammeBlock.BOLUS : ProgrammeBlock.PATIENT_BOLUS;
    }

    private static HeldPart.Stage stage(int code) {
        return switch (code) {
            case 1 -> HeldPart.Stage.WAITING;
            case 2 -> HeldPart.Stage.RUNNING;
            case 3 -> HeldPart.Stage.DONE;
            case 4 -> HeldPart.Stage.ENDED_EARLY;
            default -> HeldPart.Stage.UNKNOWN;
        };
    }

    private Volume strokes(long strokes) {
        return new Volume(Math.multiplyExact(device.stroke(), strokes));
    }

    private FlowRate rate(int strokes) {
        return Identities.rate(device, strokes);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    /** No flow: the pump works its valves and the accumulator does not refill, so the way is shut, or there is nothing to come. */
    private static MotorState motor(int code) {
        return switch (code) {
            case 1 -> MotorState.RUNNING;
            case 2 -> MotorState.STOPPED;
            case 3 -> MotorState.BLOCKED;
            case 4 -> MotorState.EMPTY;
            case 5 -> MotorState.STALLED;
            default -> MotorState.UNKNOWN;
        };
    }

    private static Snapshot.Battery battery(int code) {
        return switch (code) {
            case 1 -> Snapshot.Battery.OK;
            case 2 -> Snapshot.Battery.ERI;
            case 3 -> Snapshot.Battery.EOS;
            default -> Snapshot.Battery.UNKNOWN;
        };
    }

    private static Alarm alarm(StateAnswer.Alarm alarm) {
        boolean known = alarm.code() >= 1 && alarm.code() <= ALARMS.size();
        String code = known ? ALARMS.get(alarm.code() - 1) : "UNKNOWN_ALARM_" + alarm.code();
        return new Alarm(code, !NOT_CRITICAL.contains(code), alarm.since());
    }
}
