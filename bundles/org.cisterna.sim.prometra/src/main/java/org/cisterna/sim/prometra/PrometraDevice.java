// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.WeakHashMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.Plug;
import org.cisterna.sim.Reservoir;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Solution;
import org.cisterna.sim.Truth;

/** A whole pump: one lock around firmware, valves and body. */
final class PrometraDevice implements SimulatedDevice {

    private static final int MOST_ACCURACY = 1_000;
    private static final long MOST_CLOCK_OFFSET = 366 * Limits.DAY;
    private static final Set<DeviceFault> FAULTS = Collections.unmodifiableSet(EnumSet.of(
            DeviceFault.STRONG_FIELD,
            DeviceFault.FLOW_VALVE,
            DeviceFault.ACCURACY_OFFSET,
            DeviceFault.MEMORY_WRITE_FAILURE,
            DeviceFault.MEMORY_WRITE_LOST,
            DeviceFault.MEMORY_CORRUPTION,
            DeviceFault.POWER_ON_RESET,
            DeviceFault.RESTART,
            DeviceFault.CLOCK_OFFSET));

    private final Object lock = new Object();
    private final Firmware firmware;
    private final PumpState state;
    private final Set<Dialogue> dialogues = Collections.newSetFromMap(new WeakHashMap<>());

    PrometraDevice(Firmware firmware) {
        this.firmware = firmware;
        this.state = firmware.state();
    }

    @Override
    public DeviceLabel label() {
        return firmware.label();
    }

    @Override
    public void advanceTo(Instant pumpTime) {
        synchronized (lock) {
            Course.advance(state, pumpTime.toEpochMilli());
        }
    }

    @Override
    public DeviceConnection connect() {
        synchronized (lock) {
            Connection connection = new Connection();
            dialogues.add(connection.dialogue);
            return connection;
        }
    }

    /** The device's end of one link. */
    private final class Connection implements DeviceConnection {

        private final Dialogue dialogue = new Dialogue(firmware);
        private volatile boolean closed;

        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
            synchronized (lock) {
                firmware.advance(pumpTime.toEpochMilli());
                return closed ? new byte[0] : dialogue.receive(bytes);
            }
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Override
    public boolean inDialogue() {
        synchronized (lock) {
            return firmware.inDialogue();
        }
    }

    @Override
    public Truth truth() {
        synchronized (lock) {
            boolean flowing = state.worked() && state.strokesThatRefill() > 0;
            return state.body.truth(Instant.ofEpochMilli(state.at), flowing);
        }
    }

    @Override
    public Set<DeviceFault> faults() {
        return FAULTS;
    }

    @Override
    public void inject(DeviceFault fault, long value) throws IOException {
        synchronized (lock) {
            firmware.advance(state.at);
            switch (fault) {
                case STRONG_FIELD -> {
                    state.inField = isOn(fault, value);
                    surge();
                }
                case FLOW_VALVE -> valve(isOn(fault, value));
                case ACCURACY_OFFSET -> state.accuracyOffset = within(fault, value, MOST_ACCURACY);
                case MEMORY_WRITE_FAILURE -> state.writeFails = isOn(fault, value);
                case MEMORY_WRITE_LOST -> state.writeLost = isOn(fault, value);
                case CLOCK_OFFSET -> state.clockOffset = within(fault, value, MOST_CLOCK_OFFSET);
                case MEMORY_CORRUPTION -> state.bank = state.bank.damaged();
                case POWER_ON_RESET -> {
                    Therapy.powerOnReset(state);
                    forget();
                }
                case RESTART -> {
                    Therapy.restart(state);
                    forget();
                }
                default ->
                    throw new IllegalArgumentException("a pump of this class has no " + fault + "; it knows " + FAULTS);
            }
            firmware.persist();
        }
    }

    /** A strong field holds both valves open: what is in the reservoir rushes out until the flow valve closes. */
    private void surge() {
        if (state.inField && !state.valveClosed) {
            long surge = Math.multiplyExact(Limits.SURGE.nanolitres(), Reservoir.PICOLITRES_PER_NANOLITRE);
            state.valveClosed = state.body.usablePicolitres() >= surge;
            state.body.push(surge);
        }
    }

    private void valve(boolean closed) {
        if (!closed && state.inField) {
            throw new IllegalArgumentException(
                    "the flow valve cannot be reset in a strong field; leave the field first");
        }
        state.valveClosed = closed;
    }

    private static boolean isOn(DeviceFault fault, long value) {
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException(fault + " is switched on with 1 and off with 0, got " + value);
        }
        return value == 1;
    }

    private static long within(DeviceFault fault, long value, long most) {
        if (value < -most || value > most) {
            throw new IllegalArgumentException(fault + " takes " + -most + " to " + most + ", got " + value);
        }
        return value;
    }

    private void forget() {
        firmware.forget();
        dialogues.forEach(Dialogue::forget);
    }

    @Override
    public Plug withdraw(Volume wanted) throws IOException {
        synchronized (lock) {
            firmware.advance(state.at);
            Plug plug = state.body.withdraw(wanted);
            firmware.persist();
            return plug;
        }
    }

    @Override
    public void fill(Volume volume, Solution solution) throws IOException {
        synchronized (lock) {
            firmware.advance(state.at);
            state.body.fill(volume, solution);
            surge();
            firmware.persist();
        }
    }

    @Override
    public JsonObject describe() {
        synchronized (lock) {
            return Json.object()
                    .put("clock", Instant.ofEpochMilli(state.clock()).toString())
                    .put("delivery", state.delivery)
                    .put("reason", state.reason)
                    .put("since", Instant.ofEpochMilli(state.since).toString())
                    .put("phase", state.phase)
                    .put("revision", state.revision)
                    .put("boots", state.boots)
                    .put("alarms", state.alarms.size())
                    .put("calculatedReservoir", new Volume(state.calculated).text())
                    .put("strokes", state.strokes)
                    .put("patientBoluses", state.patient.countAt(state.at))
                    .put("pairings", state.pairings.count())
                    .put("nextEvent", state.events.next())
                    .put("inDialogue", firmware.inDialogue())
                    .build();
        }
    }
}
