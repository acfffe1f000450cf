// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceFirmware;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.PumpBody;
import org.cisterna.time.Randomness;
import org.jspecify.annotations.Nullable;

/** The device's processor: its state, its memory, and what it knows until the next restart. Guarded by the device. */
final class Firmware implements DeviceFirmware {

    private static final long FAILURE_EVENT_MILLIS = 60_000;
    private static final int IDS_AT_ONCE = 64;

    private final PumpState state;
    private final DeviceMemory memory;
    private final DeviceLabel label;
    private final Randomness randomness;

    private @Nullable Session session;
    private long lastSession;
    private long handshakeUntil;
    private long dropped;
    private long failures;
    private long nextFailureEvent = Long.MIN_VALUE;

    Firmware(PumpState state, DeviceMemory memory, DeviceLabel label, Randomness randomness) {
        this.state = state;
        this.memory = memory;
        this.label = label;
        this.randomness = randomness;
        this.lastSession = state.sessionLimit;
    }

    PumpState state() {
        return state;
    }

    @Override
    public DeviceLabel label() {
        return label;
    }

    Bytes random(int length) {
        return Bytes.of(randomness.secret(length));
    }

    @Override
    public void live(long pumpTime) {
        Course.advance(state, pumpTime);
    }

    @Override
    public long at() {
        return state.at;
    }

    @Override
    public void requireAlive() throws IOException {
        memory.requireGood();
    }

    @Override
    public void persist() throws IOException {
        memory.store(Image.of(state));
    }

    @Override
    public Conversation converse() {
        return new Dialogue(this);
    }

    /** The programme as it lies in the memory, read for this call. */
    Optional<Bank> readBank() throws IOException {
        Optional<byte[]> image = memory.readAgain();
        return image.isEmpty() ? Optional.empty() : Optional.of(Image.bank(image.get()));
    }

    /** A session number that this device has never used, not even before a restart. */
    Bytes newSession() throws IOException {
        if (lastSession == state.sessionLimit) {
            state.sessionLimit += IDS_AT_ONCE;
            persist();
        }
        lastSession++;
        return Bytes.of(ByteBuffer.allocate(Integer.BYTES)
                .putInt(Math.toIntExact(lastSession))
                .array());
    }

    Optional<Session> session() {
        if (session != null && session.isIdle(state.at)) {
            session = null;
        }
        return Optional.ofNullable(session);
    }

    void open(Session fresh) {
        session = fresh;
        handshakeUntil = 0;
    }

    void endSession() {
        session = null;
    }

    /** Somebody has begun to speak; they have until then to get to a session. */
    void handshake(long until) {
        handshakeUntil = Math.max(handshakeUntil, until);
    }

    @Override
    public boolean inDialogue() {
        return session().isPresent() || handshakeUntil > state.at;
    }

    void countBad(long lines) {
        dropped += lines;
    }

    long dropped() {
        return dropped;
    }

    /** Somebody could not prove who they are. Many of them in a row make few events. */
    void authenticationFailed() throws IOException {
        failures++;
        if (state.at >= nextFailureEvent) {
            state.event(Code.Event.AUTHENTICATION_FAILED, failures);
            failures = 0;
            nextFailureEvent = state.at + FAILURE_EVENT_MILLIS;
            persist();
        }
    }

    /** What a restart of the processor takes with it. */
    void forget() {
        session = null;
        handshakeUntil = 0;
        dropped = 0;
        failures = 0;
        lastSession = state.sessionLimit;
    }

    @Override
    public PumpBody body() {
        return state.body;
    }

    @Override
    public boolean flowing() {
        return state.worked() && state.opens() && state.body.canFlow();
    }

    @Override
    public void filled() {
        // a syringe is nothing that the firmware notices; the sensor sees it at its next measurement
    }

    @Override
    public Set<DeviceFault> faults() {
        return Faults.KNOWN;
    }

    @Override
    public void inject(DeviceFault fault, long value) {
        Faults.inject(state, fault, value);
        if (fault == DeviceFault.POWER_ON_RESET || fault == DeviceFault.RESTART) {
            forget();
        }
    }

    @Override
    public boolean patientAsks() {
        return false; // this class has no patient controller
    }

    @Override
    public JsonObject describe() {
        return Json.object()
                .put("clock", Instant.ofEpochMilli(state.clock()).toString())
                .put("delivery", state.delivery.name())
                .put("reason", state.reason.name())
                .put("since", Instant.ofEpochMilli(state.since).toString())
                .put("phase", state.phase.name())
                .put("revision", state.revision)
                .put("boots", state.boots)
                .put("alarms", state.alarms.size())
                .put("calculatedReservoir", new Volume(state.calculated).text())
                .put("measuredReservoir", new Volume(state.sensor.shown()).text())
                .put("measured", Instant.ofEpochMilli(state.sensor.measured()).toString())
                .put("pulses", state.pulses)
                .put("batteryPercent", state.battery.percent(state.at))
                .put("clockDrift", state.time.perMillion() + " ppm")
                .put("pairings", state.pairings.count())
                .put("nextEvent", state.events.next())
                .put("inDialogue", inDialogue())
                .build();
    }
}
