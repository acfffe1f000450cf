// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.time.TimeSource;

/**
 * A connection whose bytes meet with {@linkplain LinkFault faults}, whatever carries them: it stands between the device and a {@link DeviceLink} as
 * well as a socket. Used by one thread at a time.
 */
public final class FaultyConnection implements DeviceConnection {

    private static final byte[] NOTHING = new byte[0];

    private final DeviceConnection inner;
    private final Optional<Clocks> clocks;
    private final Lane toDevice;
    private final Lane fromDevice;
    private final boolean late;
    private volatile boolean cut;

    private record Clocks(TimeSource house, Supplier<Instant> pumpTime) {}

    /**
     * A connection with the faults it will meet, none of which is a delay.
     *
     * @throws IllegalArgumentException when one is
     */
    public FaultyConnection(DeviceConnection inner, List<LinkFault> faults) {
        this(inner, faults, Optional.empty());
    }

    /**
     * A connection with the faults it will meet.
     *
     * @param house by which a message is late
     * @param pumpTime what the device is told when it arrives at last
     */
    public FaultyConnection(
            DeviceConnection inner, List<LinkFault> faults, TimeSource house, Supplier<Instant> pumpTime) {
        this(inner, faults, Optional.of(new Clocks(house, pumpTime)));
    }

    private FaultyConnection(DeviceConnection inner, List<LinkFault> faults, Optional<Clocks> clocks) {
        this.inner = inner;
        this.clocks = clocks;
        this.toDevice = new Lane(faults, Direction.TO_DEVICE);
        this.fromDevice = new Lane(faults, Direction.FROM_DEVICE);
        this.late = faults.stream().anyMatch(fault -> fault.kind() == Kind.DELAY);
        if (late && clocks.isEmpty()) {
            throw new IllegalArgumentException("a delay needs a clock");
        }
    }

    @Override
    public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
        if (cut) {
            return NOTHING;
        }
        Passage there = toDevice.pass(bytes);
        Instant arrival = there.late().isZero() ? pumpTime : arrivalAfter(there.late());
        byte[] answer = there.bytes().length() == 0
                ? NOTHING
                : inner.receive(there.bytes().array(), arrival);
        Passage back = answer.length == 0 ? Passage.NONE : fromDevice.pass(answer);
        if (!back.late().isZero()) {
            arrivalAfter(back.late());
        }
        if (there.cut() || back.cut()) {
            cut = true;
            inner.close();
        }
        return back.bytes().array();
    }

    private Instant arrivalAfter(Duration time) throws IOException {
        Clocks by = clocks.orElseThrow();
        try {
            by.house().sleepUntil(by.house().now().plus(time));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("nobody waits for the message that is late");
        }
        return by.pumpTime().get();
    }

    @Override
    public boolean mayWait() {
        return late || inner.mayWait();
    }

    @Override
    public boolean isOpen() {
        return !cut && inner.isOpen();
    }

    @Override
    public void close() {
        cut = true;
        inner.close();
    }

    /** What is left of a message. */
    private record Passage(Bytes bytes, Duration late, boolean cut) {
        private static final Passage NONE = new Passage(Bytes.NONE, Duration.ZERO, false);
    }

    /** One direction. */
    private static final class Lane {

        private final List<LinkFault> faults;
        private long written;
        private byte[] heldBack = NOTHING;

        Lane(List<LinkFault> faults, Direction direction) {
            this.faults = faults.stream()
                    .filter(fault -> fault.direction() == direction)
                    .toList();
        }

        Passage pass(byte[] message) {
            byte[] out = message.clone();
            int end = out.length;
            int copies = 1;
            boolean swap = false;
            boolean cut = false;
            Duration late = Duration.ZERO;
            for (LinkFault fault : faults) {
                long at = fault.after() - written;
                boolean here = at >= 0 && at < message.length;
                switch (fault.kind()) {
                    case FLIP -> {
                        if (here) {
                            out[(int) at] ^= 1;
                        }
                    }
                    case CUT, SILENCE -> {
                        if (at < message.length) {
                            end = (int) Math.max(0, Math.min(end, at));
                            cut |= fault.kind() == Kind.CUT;
                        }
                    }
                    case TRUNCATE -> end = here ? (int) Math.min(end, at) : end;
                    case DROP -> copies = here ? 0 : copies;
                    case DUPLICATE -> copies = here ? 2 * copies : copies;
                    case REORDER -> swap |= here;
                    case DELAY -> late = here ? late.plus(fault.late()) : late;
                }
            }
            written += message.length;
            byte[] left = joined(Arrays.copyOf(out, end), copies);
            if (swap) {
                heldBack = joined(heldBack, left);
                return new Passage(Bytes.NONE, late, cut);
            }
            byte[] all = joined(left, heldBack);
            heldBack = NOTHING;
            return new Passage(Bytes.of(all), late, cut);
        }

        private static byte[] joined(byte[] bytes, int copies) {
            byte[] all = NOTHING;
            for (int i = 0; i < copies; i++) {
                all = joined(all, bytes);
            }
            return all;
        }

        private static byte[] joined(byte[] one, byte[] other) {
            byte[] all = Arrays.copyOf(one, one.length + other.length);
            System.arraycopy(other, 0, all, one.length, other.length);
            return all;
        }
    }
}
