// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.FillSensor;
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

/** What a pump's words mean. A word without a meaning on the protocol page is unknown, and never its neighbour. */
final class Readings {

    /** Announcements; at every other alarm therapy is lost or about to be, and one that nobody knows counts among those. */
    private static final List<String> NOT_CRITICAL = List.of("LOW_RESERVOIR", "FLS_MISCALIBRATED", "ERI");

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
                    new Volume(state.measured()),
                    new Volume(state.delivered()),
                    state.clock(),
                    battery(state.battery()),
                    state.alarms().stream().map(Readings::alarm).toList(),
                    state.last().map(CommandRecord::toEffect),
                    held(state),
                    Optional.of(new FillSensor(
                            state.measuredAt(), new Volume(state.calculated()), new Volume(device.tolerance()))));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException("a value that no pump has: " + e.getMessage());
        }
    }

    /** What stands in permanent memory, with the delivery of a reading of the same revision. */
    ReadBack readBack(StoredAnswer stored, StateAnswer state) throws MalformedException {
        Optional<ProgrammeText> text = stored.memory().map(StoredAnswer.Memory::programme);
        try {
            return new ReadBack(
                    new Revision(state.revision()),
                    programme(text),
                    solution(text),
                    motor(state.delivery()),
                    text.isPresent() ? parts(text.get()) : List.of());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException("a value that no pump has: " + e.getMessage());
        }
    }

    /** A programme as the pump has it, in the platform's words. */
    Preview preview(ProgrammeText text) throws MalformedException {
        Optional<ProgrammeText> given = Optional.of(text);
        Optional<Solution> solution = solution(given);
        if (solution.isEmpty()) {
            throw new MalformedException("a programme without a drug, which no plan has");
        }
        try {
            return new Preview(programme(given), solution.get(), parts(text));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException("a value that no pump has: " + e.getMessage());
        }
    }

    private static Programme programme(Optional<ProgrammeText> text) {
        if (text.isEmpty()) {
            return new Programme.Stopped();
        }
        List<ProgrammeText.Step> steps = text.get().steps();
        return steps.size() == 1
                ? new Programme.Continuous(new FlowRate(steps.get(0).rate()))
                : new Programme.Flex(steps.stream()
                        .map(each -> new Programme.Step(new DayTime(each.start()), new FlowRate(each.rate())))
                        .toList());
    }

    private static Optional<Solution> solution(Optional<ProgrammeText> text) throws MalformedException {
        List<ProgrammeText.Drug> drugs = text.map(ProgrammeText::drugs).orElse(List.of());
        if (drugs.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<Solution.Ingredient> ingredients = new ArrayList<>();
            for (ProgrammeText.Drug drug : drugs) {
                ingredients.add(new Solution.Ingredient(drug.name(), new Concentration(drug.concentration())));
            }
            return Optional.of(new Solution(ingredients));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(
                    "the pump holds a solution that was not written by this platform and that it has no words for: "
                            + e.getMessage());
        }
    }

    private List<ProgrammePart> parts(ProgrammeText text) {
        List<ProgrammePart> parts = new ArrayList<>();
        text.reservoir().ifPresent(volume -> parts.add(new ProgrammePart.Refill(new Volume(volume))));
        text.prime()
                .ifPresent(volume ->
                        parts.add(new ProgrammePart.Prime(new Volume(volume), new FlowRate(device.primeRate()))));
        text.bridge()
                .ifPresent(each -> parts.add(
                        new ProgrammePart.Bridge(new FlowRate(each.rate()), Duration.ofMinutes(each.minutes()))));
        text.bolus()
                .ifPresent(each -> parts.add(
                        new ProgrammePart.SingleBolus(new Volume(each.volume()), Duration.ofMinutes(each.minutes()))));
        return parts;
    }

    private List<HeldPart> held(StateAnswer state) {
        if (state.programme().isEmpty()) {
            return List.of();
        }
        List<HeldPart> held = new ArrayList<>();
        for (ProgrammePart part : parts(state.programme().get())) {
            Optional<StateAnswer.Part> said = state.parts().stream()
                    .filter(each -> each.name().equals(name(part)))
                    .findFirst();
            HeldPart.Stage stage = said.map(each -> stage(each.stage())).orElse(HeldPart.Stage.UNKNOWN);
            boolean counted = !(part instanceof ProgrammePart.Refill) && stage != HeldPart.Stage.UNKNOWN;
            held.add(
                    new HeldPart(part, stage, counted ? said.map(each -> new Volume(each.given())) : Optional.empty()));
        }
        return held;
    }

    private static String name(ProgrammePart part) {
        if (part instanceof ProgrammePart.Refill) {
            return "reservoir";
        }
        if (part instanceof ProgrammePart.SingleBolus) {
            return "bolus";
        }
        return part.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static HeldPart.Stage stage(String word) {
        return switch (word) {
            case "WAITING" -> HeldPart.Stage.WAITING;
            case "RUNNING" -> HeldPart.Stage.RUNNING;
            case "DONE" -> HeldPart.Stage.DONE;
            case "ENDED_EARLY" -> HeldPart.Stage.ENDED_EARLY;
            default -> HeldPart.Stage.UNKNOWN;
        };
    }

    /** A valve that stands is a drive that stands: there is nothing that a person could open by hand. */
    private static MotorState motor(String word) {
        return switch (word) {
            case "RUNNING" -> MotorState.RUNNING;
            case "HALTED" -> MotorState.STOPPED;
            case "VALVE_STANDS", "SPENT" -> MotorState.STALLED;
            case "EMPTY" -> MotorState.EMPTY;
            default -> MotorState.UNKNOWN;
        };
    }

    private static Snapshot.Battery battery(String word) {
        return switch (word) {
            case "OK" -> Snapshot.Battery.OK;
            case "ERI" -> Snapshot.Battery.ERI;
            case "EOS" -> Snapshot.Battery.EOS;
            default -> Snapshot.Battery.UNKNOWN;
        };
    }

    private static Alarm alarm(StateAnswer.Alarm alarm) {
        String code =
                switch (alarm.code()) {
                    case "LOW_RESERVOIR",
                            "EMPTY_RESERVOIR",
                            "FLS_MISCALIBRATED",
                            "POWER_ON_RESET",
                            "MEMORY_ERROR",
                            "ERI",
                            "EOS" -> alarm.code();
                    case "VALVE_STANDS" -> "MOTOR_STALL";
                    case "NOT_DELIVERING_48H" -> "STOPPED_PUMP_48H";
                    default -> "UNKNOWN_ALARM_" + alarm.code();
                };
        return new Alarm(code, !NOT_CRITICAL.contains(code), alarm.since());
    }
}
