// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.nio.ByteBuffer;
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
import org.jspecify.annotations.Nullable;

/** The firmware of a pump of the Prometra II class, spoken to where its radio would be. */
public final class FullPrometra implements FullDevice {

    private static final Bytes COMMAND = Bytes.zeros(16);

    private final PumpState state;
    private long heard = 1;
    private long presses;

    /** As implanted. */
    public FullPrometra(Made made) {
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
                new PatientDesk(),
                new PartStages(),
                made.reservoir(),
                made.implanted(),
                Bank.NONE);
        state.livedTo(made.at());
        state.battery().live(made.at(), made.strokes());
        state.calculated = made.reservoir();
        state.revision = 1;
        org.cisterna.sim.prometra.Programme programme = programme(made.programme(), 0);
        state.bank = Bank.of(1, state.revision, programme, state.clock(), Bytes.NONE);
        state.run(programme);
        Therapy.start(state, programme);
    }

    /** The programme as it would come over the air; refused when the class cannot run it. */
    private org.cisterna.sim.prometra.Programme programme(Programme wanted, long reservoir) {
        TlvWriter out = new TlvWriter().uint(1, org.cisterna.sim.prometra.Programme.FORMAT);
        wanted.day()
                .forEach(step -> out.group(
                        2,
                        new TlvWriter().uint(1, step.startMinute()).uint(2, step.nanolitresPerDay() / Limits.STROKE)));
        wanted.drugs()
                .forEach((drug, c) -> out.group(3, new TlvWriter().text(1, drug).uint(2, c)));
        if (reservoir > 0) {
            out.uint(4, reservoir);
        }
        out.group(
                8,
                new TlvWriter()
                        .uint(1, wanted.bolus() / Limits.STROKE)
                        .uint(2, wanted.bolusMillis() / Limits.MINUTE)
                        .uint(3, wanted.lockoutMillis() / Limits.MINUTE)
                        .uint(4, wanted.most()));
        org.cisterna.sim.prometra.Programme programme = org.cisterna.sim.prometra.Programme.stored(out.bytes());
        List<Answer.Violation> violations = ProgrammeRules.violations(programme, state.usableReservoir());
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException("the device refuses " + wanted + ": " + violations);
        }
        return programme;
    }

    @Override
    public void live(long time) {
        Course.advance(state, time);
    }

    @Override
    public boolean patientAsks() {
        Bytes press = Bytes.of(ByteBuffer.allocate(16).putLong(presses++).array());
        return state.patient.press(state, press).reason() == Code.GRANTED;
    }

    @Override
    public void refill(long nanolitres, Solution label) {
        state.body().withdraw(new Volume(state.usableReservoir()));
        state.body().fill(new Volume(nanolitres), label);
        Faults.surge(state);
    }

    @Override
    public void program(Programme programme, boolean filled) {
        Therapy.apply(state, COMMAND, programme(programme, filled ? state.usableReservoir() : 0));
    }

    @Override
    public void complete() {
        throw new IllegalStateException("a programme of this class is taken over in one step");
    }

    @Override
    public void begin(FleetFault fault, int perMille) {
        switch (fault) {
            case FLOW_VALVE -> Faults.inject(state, DeviceFault.FLOW_VALVE, 1);
            case FIELD -> Faults.inject(state, DeviceFault.STRONG_FIELD, 1);
            case INACCURATE -> Faults.inject(state, DeviceFault.ACCURACY_OFFSET, perMille);
            case POWER_LOSS -> Faults.inject(state, DeviceFault.POWER_ON_RESET, 1);
            default -> throw new IllegalArgumentException("no " + fault);
        }
    }

    @Override
    public void end(FleetFault fault) {
        switch (fault) {
            case FLOW_VALVE -> Faults.inject(state, DeviceFault.FLOW_VALVE, 0);
            case FIELD -> {
                Faults.inject(state, DeviceFault.STRONG_FIELD, 0);
                Faults.inject(state, DeviceFault.FLOW_VALVE, 0);
            }
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
                int code = (int) event.detail().orElseThrow();
                all.add(new Sounded(
                        event.clock() - state.time().offset(),
                        Objects.requireNonNull(alarm(code), "an alarm that the fleet does not know: " + code),
                        event.code() == Code.EVENT_ALARM_BEGAN));
            }
        }
        heard = state.events.next();
        return all;
    }

    private static @Nullable FleetAlarm alarm(int code) {
        return switch (code) {
            case Code.ALARM_REFILL -> FleetAlarm.LOW_RESERVOIR;
            case Code.ALARM_EMPTY -> FleetAlarm.EMPTY_RESERVOIR;
            case Code.ALARM_VALVE -> FleetAlarm.FAV_CLOSED;
            case Code.ALARM_POWER_ON -> FleetAlarm.POWER_ON_RESET;
            case Code.ALARM_ERI -> FleetAlarm.ERI;
            case Code.ALARM_EOS -> FleetAlarm.EOS;
            case Code.ALARM_NOT_DELIVERING -> FleetAlarm.STOPPED_PUMP_48H;
            default -> null;
        };
    }
}
