// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

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
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Solution;
import org.cisterna.sim.Truth;

/** A whole pump: one lock around firmware and body. */
final class SynchromedDevice implements SimulatedDevice {

    private static final int MOST_ACCURACY = 1_000;
    private static final long MOST_CLOCK_OFFSET = 366L * 86_400_000;

    private final Object lock = new Object();
    private final Firmware firmware;
    private final PumpState state;
    private final Set<Dialogue> dialogues = Collections.newSetFromMap(new WeakHashMap<>());

    SynchromedDevice(Firmware firmware) {
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
            boolean flowing = state.driven() && !state.stalled && !state.body.isDry();
            return state.body.truth(Instant.ofEpochMilli(state.at), flowing);
        }
    }

    @Override
    public Set<DeviceFault> faults() {
        return EnumSet.complementOf(EnumSet.of(DeviceFault.STRONG_FIELD, DeviceFault.FLOW_VALVE));
    }

    @Override
    public void inject(DeviceFault fault, long value) throws IOException {
        synchronized (lock) {
            firmware.advance(state.at);
            switch (fault) {
                case MOTOR_STALL -> {
                    state.stalled = isOn(fault, value);
                    state.setStallTimers();
                }
                case ACCURACY_OFFSET -> state.accuracyOffset = within(fault, value, MOST_ACCURACY);
                case MEMORY_WRITE_FAILURE -> state.writeFails = isOn(fault, value);
                case MEMORY_WRITE_LOST -> state.writeLost = isOn(fault, value);
                case STAYS_STOPPED -> state.staysStopped = isOn(fault, value);
                case CLOCK_OFFSET -> state.clockOffset = within(fault, value, MOST_CLOCK_OFFSET);
                case MEMORY_CORRUPTION -> damageProgramme();
                case POWER_ON_RESET -> {
                    Therapy.powerOnReset(state);
                    forget();
                }
                case RESTART -> {
                    Therapy.restart(state);
                    forget();
                }
                case STRONG_FIELD, FLOW_VALVE ->
                    throw new IllegalArgumentException("a pump of this class has no " + fault);
            }
            firmware.persist();
        }
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

    private void damageProgramme() {
        byte[] block = state.bank.block().array();
        if (block.length > 0) {
            block[block.length / 2] ^= 0x20;
            PumpState.Bank bank = state.bank;
            state.bank = new PumpState.Bank(
                    bank.generation(),
                    bank.revision(),
                    Bytes.of(block),
                    bank.checksum(),
                    bank.written(),
                    bank.writtenBy());
        }
    }

    /** The patient asks for a bolus by their own controller; the device decides. */
    boolean patientAsks() throws IOException {
        synchronized (lock) {
            firmware.advance(state.at);
            boolean granted = Course.patientAsks(state);
            firmware.persist();
            return granted;
        }
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
            firmware.persist();
        }
    }

    @Override
    public JsonObject describe() {
        synchronized (lock) {
            return Json.object()
                    .put("clock", Instant.ofEpochMilli(state.clock()).toString())
                    .put("motorState", state.motorState)
                    .put("reason", state.reason)
                    .put("since", Instant.ofEpochMilli(state.since).toString())
                    .put("revision", state.revision)
                    .put("boots", state.boots)
                    .put("alarms", state.alarms)
                    .put("calculatedReservoir", new Volume(state.calculated).text())
                    .put("lifetimeDelivered", new Volume(state.lifetime).text())
                    .put("pairings", state.pairings.count())
                    .put("nextEvent", state.events.next())
                    .put("inDialogue", firmware.inDialogue())
                    .build();
        }
    }
}
