// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.Plug;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.Solution;
import org.cisterna.sim.StrokeMotor;
import org.cisterna.sim.Truth;
import org.cisterna.sim.firmware.Pairings;
import org.cisterna.sim.fleet.FleetAlarm;
import org.cisterna.sim.fleet.FleetFault;
import org.cisterna.sim.fleet.FullDevice;
import org.cisterna.sim.synchromed.PumpState.Bank;
import org.jspecify.annotations.Nullable;

/** The firmware of a pump of the SynchroMed II class, spoken to where its radio would be. */
public final class FullSynchromed implements FullDevice {

    private static final Bytes COMMAND = Bytes.zeros(16);

    private final PumpState state;
    private long heard = 1;

    /** As implanted. */
    public FullSynchromed(Made made) {
        Solution label = made.programme().label();
        PumpBody body = new PumpBody(
                new Volume(made.reservoir()),
                Limits.RESIDUAL,
                Plug.of(new Volume(made.reservoir()).plus(Limits.RESIDUAL), label),
                List.of(new Plug(made.path(), label)));
        state = new PumpState(
                body,
                new StrokeMotor(Limits.STROKE, 0),
                new CommandLog(),
                new EventRing(),
                new Pairings(Limits.PAIRINGS),
                made.reservoir(),
                made.implanted(),
                Bank.none());
        state.livedTo(made.at());
        state.battery().live(made.at(), made.strokes());
        state.calculated = made.reservoir();
        state.revision = 1;
        PlanBlock plan = PlanBlock.stored(block(made.programme(), 0));
        state.bank =
                new Bank(1, state.revision, plan.bytes(), PlanBlock.checksum(plan.bytes()), state.clock(), COMMAND);
        state.run(plan);
        state.regimen.load(plan.parts(), false);
        state.setMotor(Code.RUNNING, Code.REASON_NONE);
    }

    /** The plan as it would come over the air; refused when the class cannot run it. */
    private Bytes block(Programme programme, long reservoir) {
        PayloadWriter out = new PayloadWriter().u8(PlanBlock.WITH_PARTS);
        out.u8(PlanBlock.FLEX).u8(programme.day().size());
        programme.day().forEach(step -> out.u16(step.startMinute()).u32(step.nanolitresPerDay()));
        out.u8(programme.drugs().size());
        programme.drugs().forEach((drug, c) -> out.text(drug).u64(c));
        out.u8(reservoir > 0 ? 1 : 0).u64(reservoir);
        out.u8(1)
                .u8(Part.PATIENT)
                .u64(programme.bolus())
                .u64(programme.bolusMillis())
                .u64(programme.lockoutMillis())
                .u16(programme.most());
        PlanBlock plan = PlanBlock.stored(out.bytes());
        List<Answer.Violation> violations = PlanRules.violations(plan, state.usableReservoir());
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException("the device refuses " + programme + ": " + violations);
        }
        return plan.bytes();
    }

    @Override
    public void live(long time) {
        Course.advance(state, time);
    }

    @Override
    public boolean patientAsks() {
        return Course.patientAsks(state);
    }

    @Override
    public void refill(long nanolitres, Solution label) {
        state.body().withdraw(new Volume(state.usableReservoir()));
        state.body().fill(new Volume(nanolitres), label);
    }

    @Override
    public void program(Programme programme, boolean filled) {
        Therapy.begin(state, COMMAND, block(programme, filled ? state.usableReservoir() : 0));
    }

    @Override
    public void complete() {
        if (!Therapy.complete(state)) {
            throw new IllegalStateException("the device did not take the programme over");
        }
    }

    @Override
    public void begin(FleetFault fault, int perMille) {
        switch (fault) {
            case ROTOR_STANDS -> Faults.inject(state, DeviceFault.MOTOR_STALL, 1);
            case INACCURATE -> Faults.inject(state, DeviceFault.ACCURACY_OFFSET, perMille);
            case POWER_LOSS -> Faults.inject(state, DeviceFault.POWER_ON_RESET, 1);
            default -> throw new IllegalArgumentException("no " + fault);
        }
    }

    @Override
    public void end(FleetFault fault) {
        switch (fault) {
            case ROTOR_STANDS -> Faults.inject(state, DeviceFault.MOTOR_STALL, 0);
            case INACCURATE -> Faults.inject(state, DeviceFault.ACCURACY_OFFSET, 0);
            case POWER_LOSS -> {} // it was for a moment
            default -> throw new IllegalArgumentException("no " + fault);
        }
    }

    @Override
    public long calculated() {
        return state.calculated;
    }

    @Override
    public Truth truth() {
        return state.body().truth(Instant.ofEpochMilli(state.at()), true);
    }

    @Override
    public List<Sounded> sounded() {
        List<Sounded> all = new ArrayList<>();
        if (state.events.oldest() > heard) {
            throw new IllegalStateException("events were lost; listen more often");
        }
        for (EventRing.Event event : state.events.from(heard, Integer.MAX_VALUE)) {
            if (event.code() == Code.EVENT_ALARM_BEGAN || event.code() == Code.EVENT_ALARM_ENDED) {
                int bit = (int) event.detail().array()[Long.BYTES - 1];
                all.add(new Sounded(
                        event.clock() - state.time().offset(),
                        Objects.requireNonNull(alarm(bit), "an alarm that the fleet does not know: " + bit),
                        event.code() == Code.EVENT_ALARM_BEGAN));
            }
        }
        heard = state.events.next();
        return all;
    }

    private static @Nullable FleetAlarm alarm(int bit) {
        return switch (bit) {
            case Code.ALARM_LOW -> FleetAlarm.LOW_RESERVOIR;
            case Code.ALARM_EMPTY -> FleetAlarm.EMPTY_RESERVOIR;
            case Code.ALARM_STOPPED -> FleetAlarm.STOPPED_PUMP_48H;
            case Code.ALARM_POWER_ON -> FleetAlarm.POWER_ON_RESET;
            case Code.ALARM_STALL -> FleetAlarm.MOTOR_STALL;
            case Code.ALARM_ERI -> FleetAlarm.ERI;
            case Code.ALARM_EOS -> FleetAlarm.EOS;
            default -> null;
        };
    }
}
