// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.io.IOException;
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
    private long lastSessionId;
    private long handshakeUntil;
    private long badFrames;
    private long failures;
    private long nextFailureEvent = Long.MIN_VALUE;

    Firmware(PumpState state, DeviceMemory memory, DeviceLabel label, Randomness randomness) {
        this.state = state;
        this.memory = memory;
        this.label = label;
        this.randomness = randomness;
        this.lastSessionId = state.sessionIdLimit;
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
    Optional<PumpState.Bank> readBank() throws IOException {
        Optional<byte[]> image = memory.readAgain();
        return image.isEmpty() ? Optional.empty() : Optional.of(Image.bank(image.get()));
    }

    /** An id that this device has never used, not even before a restart. */
    long newSessionId() throws IOException {
        if (lastSessionId == state.sessionIdLimit) {
            state.sessionIdLimit += IDS_AT_ONCE;
            persist();
        }
        return ++lastSessionId;
    }

    Optional<Session> session() {
        if (session != null && session.isIdle(state.at)) {
            session = null;
        }
        return Optional.ofNullable(session);
    }

    void open(Session fresh) {
        Therapy.leaveTelemetry(state);
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
        return state.pending != null || session().isPresent() || handshakeUntil > state.at;
    }

    void countBad(long frames) {
        badFrames += frames;
    }

    long badFrames() {
        return badFrames;
    }

    /** Somebody could not prove who they are. Many of them in a row make few events. */
    void authenticationFailed() throws IOException {
        failures++;
        if (state.at >= nextFailureEvent) {
            state.event(Code.EVENT_AUTHENTICATION_FAILED, failures, 0);
            failures = 0;
            nextFailureEvent = state.at + FAILURE_EVENT_MILLIS;
            persist();
        }
    }

    /** What a restart of the processor takes with it. */
    void forget() {
        session = null;
        handshakeUntil = 0;
        badFrames = 0;
        failures = 0;
        lastSessionId = state.sessionIdLimit;
    }

    @Override
    public PumpBody body() {
        return state.body;
    }

    @Override
    public boolean flowing() {
        return state.driven() && !state.rotor.stands() && state.body.canFlow();
    }

    @Override
    public void filled() {
        // a filled reservoir moves nothing by itself
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
        return Course.patientAsks(state);
    }

    @Override
    public JsonObject describe() {
        return Json.object()
                .put("clock", Instant.ofEpochMilli(state.clock()).toString())
                .put("motorState", state.motorState)
                .put("reason", state.reason)
                .put("since", Instant.ofEpochMilli(state.since).toString())
                .put("revision", state.revision)
                .put("boots", state.boots)
                .put("alarms", state.alarms)
                .put("batteryPercent", state.battery.percent(state.at))
                .put("clockDrift", state.time.perMillion() + " ppm")
                .put("calculatedReservoir", new Volume(state.calculated).text())
                .put("lifetimeDelivered", new Volume(state.lifetime).text())
                .put("pairings", state.pairings.count())
                .put("nextEvent", state.events.next())
                .put("inDialogue", inDialogue())
                .build();
    }
}
