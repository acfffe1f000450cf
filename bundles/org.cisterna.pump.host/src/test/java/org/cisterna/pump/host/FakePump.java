// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandEffect.Effect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** A pump behind a driver: the truth that the host is held against. */
final class FakePump {

    static final Solution BACLOFEN = Solution.of("baclofen", new Concentration(2_000_000));
    static final Programme OLD = new Programme.Continuous(new FlowRate(140_000));

    final PumpId id;
    final TimeSource time;
    PumpIdentity identity;
    Revision revision = new Revision(7);
    Programme programme = OLD;
    Optional<Solution> solution = Optional.of(BACLOFEN);
    Snapshot.Battery battery = Snapshot.Battery.OK;
    MotorState motor = MotorState.RUNNING;
    Instant motorSince;
    /** By how much its own clock is wrong. */
    Duration clockAhead = Duration.ZERO;
    /** When all that its log holds happened, by its own clock of then. */
    private final Instant happened;

    Optional<CommandEffect> last = Optional.empty();
    List<Alarm> alarms = new ArrayList<>();
    List<ProgrammePart> parts = List.of();
    /** How often a command changed the therapy state. */
    int effects;
    /** The commands that did, in their order. */
    final List<CommandId> applied = new ArrayList<>();

    private @Nullable Plan staged;

    FakePump(String serial, TimeSource time) {
        this.id = new PumpId("Test", serial);
        this.time = time;
        this.motorSince = time.now();
        this.happened = time.now();
        this.identity = new PumpIdentity(id, "Fake 20", "1.0", capabilities(Optional.of(Duration.ofMinutes(2))), true);
    }

    static Capabilities capabilities(Optional<Duration> interimStop) {
        return new Capabilities(
                new Range<>(new FlowRate(48_000), new FlowRate(24_000_000)),
                new FlowRate(1_000),
                13,
                Duration.ofMinutes(30),
                new Volume(20_000_000),
                new Volume(1_400_000),
                new Volume(140_000),
                new Volume(2_000_000),
                145,
                Source.CALCULATED,
                interimStop);
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(
                identity,
                revision,
                programme,
                solution,
                motor,
                motorSince,
                new Volume(12_000_000),
                new Volume(99_000_000),
                time.now().plus(clockAhead),
                battery,
                alarms,
                last,
                parts.stream()
                        .map(each -> new HeldPart(each, HeldPart.Stage.RUNNING, Optional.empty()))
                        .toList());
    }

    /** Events 5 to 9; those before were overwritten. */
    EventPage events(long from) {
        List<PumpEvent> events = new ArrayList<>();
        for (long number = Math.max(from, 5); number < 10; number++) {
            events.add(new PumpEvent(number, happened, "STOPPED", Optional.empty(), ""));
        }
        return new EventPage(events, Math.max(0, 5 - from), 10, false);
    }

    synchronized ReadBack readBack() {
        return new ReadBack(revision, programme, solution, motor, parts);
    }

    synchronized Answer<Staged> stage(Plan plan) {
        if (!plan.expected().equals(revision)) {
            return Answer.refused(Violation.of("REVISION", "the pump is at revision " + revision));
        }
        staged = plan;
        return Answer.done(new Staged("s1", revision, plan.programme(), plan.solution(), plan.parts()));
    }

    synchronized Answer<CommandEffect> commit(CommandId command) {
        if (last.isPresent() && last.get().command().equals(command)) {
            return Answer.done(last.get());
        }
        Plan plan = staged;
        if (plan == null) {
            return Answer.refused(Violation.of("NOTHING_STAGED", "nothing is staged"));
        }
        staged = null;
        programme = plan.programme();
        parts = plan.parts();
        solution = Optional.of(plan.solution());
        motor(MotorState.RUNNING);
        return Answer.done(effect(command));
    }

    synchronized Answer<CommandEffect> stop(CommandId command) {
        if (last.isPresent() && last.get().command().equals(command)) {
            return Answer.done(last.get());
        }
        motor(MotorState.STOPPED);
        return Answer.done(effect(command));
    }

    synchronized void rolledBack(CommandId command) {
        staged = null;
        last = Optional.of(new CommandEffect(command, Effect.ROLLED_BACK, revision));
    }

    synchronized void motor(MotorState next) {
        if (motor != next) {
            motor = next;
            motorSince = time.now();
        }
    }

    private CommandEffect effect(CommandId command) {
        effects++;
        applied.add(command);
        revision = new Revision(revision.number() + 1);
        CommandEffect effect = new CommandEffect(command, Effect.APPLIED, revision);
        last = Optional.of(effect);
        return effect;
    }

    /** Another programmer, not ours, changes the pump. */
    synchronized void changedByOthers(Programme other) {
        programme = other;
        revision = new Revision(revision.number() + 1);
        last = Optional.of(
                new CommandEffect(new CommandId("ffffffffffffffffffffffffffffffff"), Effect.APPLIED, revision));
    }

    String address() {
        return "fake:" + id.serial();
    }
}
