// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceFirmware;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.PumpBody;
import org.cisterna.time.Randomness;
import org.jspecify.annotations.Nullable;

/**
 * A device's processor: its state, its memory, and what it knows until the next restart. Guarded by the device.
 *
 * @param <S> what survives a restart
 * @param <N> a session
 */
public abstract class Processor<S extends DeviceState, N extends SealedSession<?, ?>> implements DeviceFirmware {

    private static final long FAILURE_EVENT_MILLIS = 60_000;
    private static final int NUMBERS_AT_ONCE = 64;

    private final S state;
    private final DeviceMemory memory;
    private final DeviceLabel label;
    private final Randomness randomness;

    private @Nullable N session;
    private long lastSession;
    private long handshakeUntil;
    private long bad;
    private long failures;
    private long nextFailureEvent = Long.MIN_VALUE;

    /** The processor of a device that has just started. */
    protected Processor(S state, DeviceMemory memory, DeviceLabel label, Randomness randomness) {
        this.state = state;
        this.memory = memory;
        this.label = label;
        this.randomness = randomness;
        this.lastSession = state.sessionLimit();
    }

    /** The state as bytes for the memory. */
    protected abstract byte[] image();

    /** Logs that so many could not prove who they are since the last such event. */
    protected abstract void logUnproved(long times);

    /** Logs that somebody did not know the pairing code. */
    protected abstract void logPairingFailed();

    /** Logs a new pairing. */
    protected abstract void logPaired(Pairing fresh);

    /** Logs that a pairing had to give way to another. */
    protected abstract void logReplaced(Pairing old);

    /** Does to the state what a fault does. */
    protected abstract void injectInto(DeviceFault fault, long value);

    /** Adds the family's own view of itself. */
    protected abstract void describe(JsonObject.Builder description);

    /** What survives a restart. */
    public final S state() {
        return state;
    }

    @Override
    public final DeviceLabel label() {
        return label;
    }

    /** So many random bytes. */
    public final Bytes random(int length) {
        return Bytes.of(randomness.secret(length));
    }

    @Override
    public final long at() {
        return state.at();
    }

    @Override
    public final PumpBody body() {
        return state.body();
    }

    @Override
    public final void requireAlive() throws IOException {
        memory.requireGood();
    }

    @Override
    public final void persist() throws IOException {
        memory.store(image());
    }

    /** The image as it lies in the memory, read for this call; empty when it is damaged there. */
    protected final Optional<byte[]> readImage() throws IOException {
        return memory.readAgain();
    }

    /** A session number that this device has never used, not even before a restart. */
    final long newSession() throws IOException {
        if (lastSession == state.sessionLimit()) {
            state.sessionLimit(lastSession + NUMBERS_AT_ONCE);
            persist();
        }
        return ++lastSession;
    }

    /** The session, when one is open. */
    public final Optional<N> session() {
        if (session != null && session.isIdle(state.at())) {
            session = null;
        }
        return Optional.ofNullable(session);
    }

    /** A session begins, in the place of the one before. */
    protected void open(N fresh) {
        session = fresh;
        handshakeUntil = 0;
    }

    /** The session is over. */
    public final void endSession() {
        session = null;
    }

    /** Somebody has begun to speak; they have until then to get to a session. */
    final void handshake(long until) {
        handshakeUntil = Math.max(handshakeUntil, until);
    }

    @Override
    public boolean inDialogue() {
        return session().isPresent() || handshakeUntil > state.at();
    }

    /** So many more messages could not be read. */
    public final void countBad(long messages) {
        bad += messages;
    }

    /** Messages that could not be read since the last restart. */
    public final long bad() {
        return bad;
    }

    /** Somebody could not prove who they are. Many of them in a row make few events. */
    public final void unproved() throws IOException {
        failures++;
        if (state.at() >= nextFailureEvent) {
            logUnproved(failures);
            failures = 0;
            nextFailureEvent = state.at() + FAILURE_EVENT_MILLIS;
            persist();
        }
    }

    @Override
    public final void inject(DeviceFault fault, long value) {
        injectInto(fault, value);
        if (fault.restarts()) {
            session = null;
            handshakeUntil = 0;
            bad = 0;
            failures = 0;
            lastSession = state.sessionLimit();
        }
    }

    @Override
    public final JsonObject describe() {
        JsonObject.Builder description = Json.object()
                .put("clock", Instant.ofEpochMilli(state.clock()).toString())
                .put("batteryPercent", state.battery().percent(state.at()))
                .put("clockDrift", state.time().perMillion() + " ppm")
                .put("pairings", state.pairings().count())
                .put("inDialogue", inDialogue());
        describe(description);
        return description.build();
    }
}
