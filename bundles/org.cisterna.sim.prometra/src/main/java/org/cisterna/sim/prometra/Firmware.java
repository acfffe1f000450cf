// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

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
    private static final int PRESS = 16;

    private final PumpState state;
    private final DeviceMemory memory;
    private final DeviceLabel label;
    private final Randomness randomness;

    private @Nullable Session session;
    private long lastSession;
    private long handshakeUntil;
    private long badPackets;
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

    void countBad(long packets) {
        badPackets += packets;
    }

    long badPackets() {
        return badPackets;
    }

    /** Somebody could not prove who they are. Many of them in a row make few events. */
    void authenticationFailed() throws IOException {
        failures++;
        if (state.at >= nextFailureEvent) {
            state.event(Code.EVENT_AUTHENTICATION_FAILED, failures);
            failures = 0;
            nextFailureEvent = state.at + FAILURE_EVENT_MILLIS;
            persist();
        }
    }

    /** What a restart of the processor takes with it. */
    void forget() {
        session = null;
        handshakeUntil = 0;
        badPackets = 0;
        failures = 0;
        lastSession = state.sessionLimit;
    }

    @Override
    public PumpBody body() {
        return state.body;
    }

    @Override
    public boolean flowing() {
        return state.worked() && state.strokesThatRefill() > 0;
    }

    @Override
    public void filled() {
        Faults.surge(state);
    }

    @Override
    public Set<DeviceFault> faults() {
        return Faults.KNOWN;
    }

    @Override
    public void inject(DeviceFault fault, long value) {
        Faults.inject(state, fault, value);
        if (fault.restarts()) {
            forget();
        }
    }

    @Override
    public boolean patientAsks() {
        return state.patient.press(state, random(PRESS)).reason() == Code.GRANTED;
    }

    @Override
    public JsonObject describe() {
        return Json.object()
                .put("clock", Instant.ofEpochMilli(state.clock()).toString())
                .put("delivery", state.delivery)
                .put("reason", state.reason)
                .put("since", Instant.ofEpochMilli(state.since).toString())
                .put("phase", state.phase)
                .put("revision", state.revision)
                .put("boots", state.boots)
                .put("alarms", state.alarms.size())
                .put("batteryPercent", state.battery.percent(state.at))
                .put("clockDrift", state.time.perMillion() + " ppm")
                .put("calculatedReservoir", new Volume(state.calculated).text())
                .put("strokes", state.strokes)
                .put("patientBoluses", state.patient.countAt(state.device()))
                .put("pairings", state.pairings.count())
                .put("nextEvent", state.events.next())
                .put("inDialogue", inDialogue())
                .build();
    }
}
