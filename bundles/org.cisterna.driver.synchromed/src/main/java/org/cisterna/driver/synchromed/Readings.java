// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
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

/**
 * What the pump's numbers mean. A state of motor or battery that the protocol page does not have is read as not known; any other number without a
 * meaning makes the whole reading unusable. None is taken for its neighbour, left out or replaced.
 */
final class Readings {

    private static final int CALCULATED = 2;

    private Readings() {}

    /**
     * A reading.
     *
     * @param alarms that stand, as {@link AlarmHistory} found them
     * @param parts what has become of the plan's parts; empty when it has none
     */
    static Snapshot snapshot(
            PumpIdentity identity, StatusAnswer status, List<Alarm> alarms, Optional<PartsAnswer> parts)
            throws MalformedException {
        if (status.reservoirSource() != CALCULATED) {
            throw new MalformedException("the reservoir volume is of source " + status.reservoirSource()
                    + ", and a pump of this class calculates it (" + CALCULATED + ")");
        }
        return new Snapshot(
                identity,
                new Revision(status.revision()),
                programme(status.plan()),
                solution(status.plan()),
                motor(status.motorState()),
                status.since(),
                volume("reservoir volume", status.reservoir()),
                volume("lifetime volume", status.lifetimeDelivered()),
                status.deviceClock(),
                battery(status.batteryState()),
                alarms,
                lastCommand(status),
                status.plan().isPresent() ? PartWords.held(status.plan().get(), parts) : List.of());
    }

    /** What stands in permanent memory, with the motor of a reading of the same revision. */
    static ReadBack readBack(StoredAnswer stored, StatusAnswer status) throws MalformedException {
        Optional<PlanBlock> plan = stored.bank().map(StoredAnswer.Bank::plan);
        return new ReadBack(
                new Revision(status.revision()),
                programme(plan),
                solution(plan),
                motor(status.motorState()),
                plan.isPresent() ? PartWords.parts(plan.get()) : List.of());
    }

    static Programme programme(Optional<PlanBlock> plan) {
        if (plan.isEmpty()) {
            return new Programme.Stopped();
        }
        List<PlanBlock.Step> steps = plan.get().steps();
        return steps.size() == 1
                ? new Programme.Continuous(new FlowRate(steps.get(0).rate()))
                : new Programme.Flex(steps.stream()
                        .map(each -> new Programme.Step(new DayTime(each.startMinute()), new FlowRate(each.rate())))
                        .toList());
    }

    /** What a block says, in the platform's words. */
    static Preview preview(PlanBlock block) throws MalformedException {
        return new Preview(
                programme(Optional.of(block)),
                solution(Optional.of(block))
                        .orElseThrow(() -> new MalformedException("a plan of fluid without a drug")),
                PartWords.parts(block));
    }

    static Optional<Solution> solution(Optional<PlanBlock> plan) throws MalformedException {
        List<PlanBlock.Drug> drugs = plan.map(PlanBlock::drugs).orElse(List.of());
        if (drugs.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<Solution.Ingredient> ingredients = new ArrayList<>();
            for (PlanBlock.Drug drug : drugs) {
                ingredients.add(new Solution.Ingredient(drug.name(), new Concentration(drug.concentration())));
            }
            return Optional.of(new Solution(ingredients));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(
                    "the pump holds a solution that was not written by this platform and that it has no words for: "
                            + e.getMessage());
        }
    }

    private static Volume volume(String what, long nanolitres) throws MalformedException {
        try {
            return new Volume(nanolitres);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("a " + what + " of " + nanolitres + " nL, which no pump has");
        }
    }

    private static MotorState motor(int code) {
        return switch (code) {
            case 1 -> MotorState.RUNNING;
            case 2 -> MotorState.STOPPED;
            case 3 -> MotorState.INTERIM_STOP;
            case 4 -> MotorState.STALLED;
            case 5 -> MotorState.EMPTY;
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

    private static Optional<CommandEffect> lastCommand(StatusAnswer status) {
        return status.lastCommand().map(CommandRecord::toEffect);
    }
}
