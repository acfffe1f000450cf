// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;

/** A whole device: one lock around a family's firmware and its body. */
public final class FirmwareDevice implements SimulatedDevice {

    private final Object lock = new Object();
    private final DeviceFirmware firmware;
    private final Set<DeviceFirmware.Conversation> conversations = Collections.newSetFromMap(new WeakHashMap<>());

    /** The device of a firmware that nobody else calls from now on. */
    public FirmwareDevice(DeviceFirmware firmware) {
        this.firmware = firmware;
    }

    @Override
    public DeviceLabel label() {
        return firmware.label();
    }

    @Override
    public void advanceTo(Instant pumpTime) {
        synchronized (lock) {
            firmware.live(pumpTime.toEpochMilli());
        }
    }

    @Override
    public DeviceConnection connect() {
        synchronized (lock) {
            Connection connection = new Connection(firmware.converse());
            conversations.add(connection.conversation);
            return connection;
        }
    }

    /** The device's end of one link. */
    private final class Connection implements DeviceConnection {

        private final DeviceFirmware.Conversation conversation;
        private volatile boolean closed;

        Connection(DeviceFirmware.Conversation conversation) {
            this.conversation = conversation;
        }

        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
            synchronized (lock) {
                firmware.requireAlive();
                firmware.live(pumpTime.toEpochMilli());
                return closed ? new byte[0] : conversation.receive(bytes);
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
            return firmware.body().truth(Instant.ofEpochMilli(firmware.at()), firmware.flowing());
        }
    }

    @Override
    public Set<DeviceFault> faults() {
        return firmware.faults();
    }

    @Override
    public void inject(DeviceFault fault, long value) throws IOException {
        synchronized (lock) {
            beginAct();
            if (!firmware.faults().contains(fault)) {
                throw new IllegalArgumentException(
                        "a pump of this class has no " + fault + "; it knows " + firmware.faults());
            }
            firmware.inject(fault, value);
            if (fault.restarts()) {
                conversations.forEach(DeviceFirmware.Conversation::forget);
            }
            firmware.persist();
        }
    }

    @Override
    public boolean patientAsks() throws IOException {
        synchronized (lock) {
            beginAct();
            boolean granted = firmware.patientAsks();
            firmware.persist();
            return granted;
        }
    }

    @Override
    public Plug withdraw(Volume wanted) throws IOException {
        synchronized (lock) {
            beginAct();
            Plug plug = firmware.body().withdraw(wanted);
            firmware.persist();
            return plug;
        }
    }

    @Override
    public void fill(Volume volume, Solution solution) throws IOException {
        synchronized (lock) {
            beginAct();
            firmware.body().fill(volume, solution);
            firmware.filled();
            firmware.persist();
        }
    }

    /** Alive, and at a moment at which everything that was due has happened. */
    private void beginAct() throws IOException {
        firmware.requireAlive();
        firmware.live(firmware.at());
    }

    @Override
    public JsonObject describe() {
        synchronized (lock) {
            return firmware.describe();
        }
    }
}
