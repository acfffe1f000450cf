// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.time.Randomness;
import org.jspecify.annotations.Nullable;

/** The device's processor: its state, its memory, and what it knows until the next restart. Guarded by the device. */
final class Firmware {

    private static final long FAILURE_EVENT_MILLIS = 60_000;
    private static final int IDS_AT_ONCE = 64;

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
    private @Nullable IOException death;

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

    DeviceLabel label() {
        return label;
    }

    Bytes random(int length) {
        return Bytes.of(randomness.secret(length));
    }

    /** Lives up to a time. */
    void advance(long pumpTime) throws IOException {
        if (death != null) {
            throw new IOException("the device died before: " + death.getMessage(), death);
        }
        Course.advance(state, pumpTime);
    }

    /** Makes everything durable; when that fails the device is dead. */
    void persist() throws IOException {
        try {
            memory.store(Image.of(state));
        } catch (IOException e) {
            death = e;
            throw e;
        }
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

    boolean inDialogue() {
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
}
