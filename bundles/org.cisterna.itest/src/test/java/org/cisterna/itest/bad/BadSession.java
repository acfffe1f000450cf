// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest.bad;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/** A session that does one thing wrong. Its pump runs 0.14 mL/day of baclofen 2000 mcg/mL and never anything else. */
final class BadSession implements PumpSession {

    private static final Programme RUNS = new Programme.Continuous(new FlowRate(140_000));
    private static final Solution HOLDS = Solution.of("baclofen", new Concentration(2_000_000));
    private static final int FLOOD = 1_000;

    private final PumpId pump;
    private final String fault;
    private final CallContext context;

    BadSession(PumpId pump, String fault, CallContext context) {
        this.pump = pump;
        this.fault = fault;
        this.context = context;
    }

    @Override
    public PumpIdentity identity() {
        return BadDriver.identity(pump, "B-20");
    }

    @Override
    @SuppressWarnings("NullAway") // one of them gives null: that is what is wrong with it
    public Snapshot interrogate(Instant deadline) throws LinkException {
        Instant now = context.house().now();
        return switch (fault) {
            case "throws" -> throw new NoClassDefFoundError("com/vendor/Forgotten\u0007");
            case "null" -> null;
            case "blocks" -> {
                Forever.block();
                yield null;
            }
            case "late" ->
                throw new LinkException(LinkException.Reason.TIMEOUT, "the pump did not answer READ in time");
            case "serial" -> snapshot(BadDriver.identity(new PumpId("Bad Devices", "OTHER-9"), "B-20"), List.of(), now);
            case "control" -> snapshot(BadDriver.identity(pump, "B\u001b[2J\u0007"), List.of(), now);
            case "floods" ->
                snapshot(identity(), Collections.nCopies(FLOOD, new Alarm("LOW_RESERVOIR", false, now)), now);
            default -> snapshot(identity(), List.of(), now);
        };
    }

    private static Snapshot snapshot(PumpIdentity who, List<Alarm> alarms, Instant now) {
        return new Snapshot(
                who,
                new Revision(1),
                RUNS,
                Optional.of(HOLDS),
                MotorState.RUNNING,
                now,
                new Volume(18_000_000),
                new Volume(2_000_000),
                now,
                Snapshot.Battery.OK,
                alarms,
                Optional.empty());
    }

    @Override
    public Answer<Preview> preview(Plan plan) {
        if (fault.equals("unit") && plan.programme() instanceof Programme.Continuous continuous) {
            FlowRate other = new FlowRate(continuous.rate().nanolitresPerDay() + 1_000);
            return Answer.done(new Preview(new Programme.Continuous(other), plan.solution(), List.of()));
        }
        return Answer.done(Preview.of(plan));
    }

    @Override
    public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline) {
        return Answer.refused(Violation.of("RANGE", "the pump does not take a rate above 0.141 mL/day"));
    }

    @Override
    public Answer<Discarded> discard(CommandId command, Instant deadline) {
        return Answer.done(Discarded.NOTHING_STAGED);
    }

    @Override
    public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline) {
        return Answer.refused(Violation.of("NOT_STAGED", "nothing is staged"));
    }

    @Override
    public ReadBack readBack(Instant deadline) {
        return new ReadBack(new Revision(1), RUNS, Optional.of(HOLDS), MotorState.RUNNING);
    }

    @Override
    public Answer<EventPage> events(long from, int most, Instant deadline) {
        return Answer.refused(Violation.of("UNSUPPORTED", "there is no log"));
    }

    @Override
    public Answer<CommandEffect> stop(CommandId command, Instant deadline) {
        return Answer.refused(Violation.of("NO", "it does not stop"));
    }

    @Override
    public void interrupt() {
        // what blocks, blocks
    }

    @Override
    public void close() {
        // nothing to close
    }
}
