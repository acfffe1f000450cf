// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.sim.Bytes;

/** A link whose bytes are counted, recorded, and meet with faults. Used by one thread. */
final class Wire implements Link {

    private static final int MOST = 64 * 1024;

    /** More than this over one link is no dialogue any more; it would only fill the memory. */
    private static final long MOST_BYTES = 4 << 20;

    private static final int MOST_MESSAGES = 20_000;

    /** What one side gave at once, before any fault. */
    record Message(Direction direction, Bytes bytes) {}

    private final Link inner;
    private final BenchTime time;
    private final Way toPump;
    private final Way fromPump;
    private final List<Message> messages = new ArrayList<>();
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private Consumer<Moment> teller = moment -> {};
    private Runnable beforeEachStep = () -> {};
    private Instant lateUntil = Instant.MIN;
    private byte[] late = new byte[0];
    private boolean cut;
    private boolean closed;

    /** A link with faults whose checksums nobody knows. */
    Wire(Link inner, BenchTime time, List<WireFault> faults) {
        this(inner, time, faults, message -> Optional.empty());
    }

    /**
     * A link with faults.
     *
     * @param mends the checksums of a message to the pump
     */
    Wire(Link inner, BenchTime time, List<WireFault> faults, Function<byte[], Optional<byte[]>> mends) {
        this.inner = inner;
        this.time = time;
        this.toPump = new Way(faults, Direction.TO_PUMP, mends);
        this.fromPump = new Way(faults, Direction.FROM_PUMP, message -> Optional.empty());
    }

    /** Whether a message to the pump was changed, and arrived with right checksums. */
    boolean isAltered() {
        return toPump.altered;
    }

    /** Called before each write and each read. */
    void beforeEachStep(Runnable action) {
        beforeEachStep = action;
    }

    /** Who is told each message, with what became of it. */
    void tell(Consumer<Moment> to) {
        teller = to;
    }

    private void told(String what, byte[] given, Passage passage) {
        StringBuilder words = new StringBuilder(given.length + " bytes");
        if (!passage.bytes().equals(Bytes.of(given))) {
            words.append(", of which arrived ").append(passage.bytes().length());
            if (passage.bytes().length() >= given.length) {
                words.append(", changed or more than once");
            }
        }
        if (!passage.late().isZero()) {
            words.append(", late by ").append(passage.late());
        }
        if (passage.cut()) {
            words.append("; here the link is cut");
        }
        teller.accept(new Moment(time.now(), what, words.toString(), Optional.of(Bytes.of(given))));
    }

    /** All that was given, in its order. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Bytes given in a direction. */
    long bytes(Direction direction) {
        return direction == Direction.TO_PUMP ? toPump.given : fromPump.given;
    }

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        beforeEachStep.run();
        if (!isOpen()) {
            throw new LinkException(Reason.CUT, "the link is cut");
        }
        if (!time.now().isBefore(deadline)) {
            throw new LinkException(Reason.TIMEOUT, "the deadline passed before anything was sent");
        }
        bounded(bytes.length);
        messages.add(new Message(Direction.TO_PUMP, Bytes.of(bytes)));
        Passage there = toPump.pass(bytes);
        told("to pump", bytes, there);
        if (!there.late().isZero()) {
            time.pass(there.late());
        }
        if (there.bytes().length() > 0) {
            inner.write(
                    there.bytes().array(),
                    deadline.isAfter(time.now()) ? deadline : time.now().plusSeconds(1));
        }
        if (there.cut()) {
            sever();
            throw new LinkException(Reason.CUT, "the link is cut");
        }
    }

    private void bounded(int length) {
        if (toPump.given + fromPump.given + length > MOST_BYTES || messages.size() >= MOST_MESSAGES) {
            throw new CallOverrun(
                    "more than " + MOST_BYTES + " bytes or " + MOST_MESSAGES + " messages went over one link");
        }
    }

    private void sever() {
        cut = true;
        inner.close();
    }

    @Override
    public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
        if (max < 1) {
            throw new IllegalArgumentException("a read asks for at least 1 byte, not " + max);
        }
        beforeEachStep.run();
        if (Thread.interrupted()) {
            throw new InterruptedException("the wait for bytes was interrupted");
        }
        while (true) {
            if (arrived.size() > 0) {
                return taken(max);
            }
            if (closed || cut) {
                throw new LinkException(Reason.CUT, "the link is cut");
            }
            if (late.length > 0) {
                if (lateUntil.isAfter(until)) {
                    time.sleepUntil(until);
                    return new byte[0];
                }
                time.sleepUntil(lateUntil);
                arrived.writeBytes(late);
                late = new byte[0];
                continue;
            }
            byte[] came = inner.read(MOST, until);
            if (came.length == 0) {
                return came;
            }
            bounded(came.length);
            messages.add(new Message(Direction.FROM_PUMP, Bytes.of(came)));
            Passage back = fromPump.pass(came);
            told("from pump", came, back);
            if (back.late().isZero()) {
                arrived.writeBytes(back.bytes().array());
            } else {
                late = back.bytes().array();
                lateUntil = time.now().plus(back.late());
            }
            if (back.cut()) {
                sever();
            }
        }
    }

    private byte[] taken(int max) {
        byte[] all = arrived.toByteArray();
        int length = Math.min(max, all.length);
        arrived.reset();
        arrived.write(all, length, all.length - length);
        return Arrays.copyOf(all, length);
    }

    @Override
    public boolean isOpen() {
        return !closed && !cut && inner.isOpen();
    }

    @Override
    public void close() {
        closed = true;
        inner.close();
    }

    /** What is left of a message. */
    private record Passage(Bytes bytes, Duration late, boolean cut) {}

    /** One direction. */
    private static final class Way {

        private final List<WireFault> faults;
        private final Function<byte[], Optional<byte[]>> mends;
        private long given;
        private boolean altered;
        private byte[] heldBack = new byte[0];

        Way(List<WireFault> faults, Direction direction, Function<byte[], Optional<byte[]>> mends) {
            this.mends = mends;
            this.faults = faults.stream()
                    .filter(each -> each.direction() == direction)
                    .toList();
        }

        private byte[] altered(byte[] message, byte[] out, int at) {
            out[at] ^= 1;
            byte[] mended = mends.apply(out).orElse(out);
            // a turned bit in the checksum itself is mended away
            altered |= mended != out && !Arrays.equals(mended, message);
            return mended;
        }

        Passage pass(byte[] message) {
            byte[] out = message.clone();
            int end = out.length;
            int copies = 1;
            boolean hold = false;
            boolean cuts = false;
            Duration late = Duration.ZERO;
            for (WireFault fault : faults) {
                long at = fault.at() - given;
                boolean here = at >= 0 && at < message.length;
                switch (fault.kind()) {
                    case CUT, SILENCE -> {
                        if (at < message.length) {
                            end = (int) Math.max(0, Math.min(end, at));
                            cuts |= fault.kind() == Kind.CUT;
                        }
                    }
                    case FLIP -> {
                        if (here) {
                            out[(int) at] ^= 1;
                        }
                    }
                    case ALTER -> {
                        if (here) {
                            out = altered(message, out, (int) at);
                            end = out.length;
                        }
                    }
                    case TRUNCATE -> end = here ? (int) Math.min(end, at) : end;
                    case DROP -> copies = here ? 0 : copies;
                    case DUPLICATE -> copies = here ? 2 : copies;
                    case REORDER -> hold |= here;
                    case DELAY -> late = here ? fault.late() : late;
                }
            }
            given += message.length;
            ByteArrayOutputStream left = new ByteArrayOutputStream();
            for (int i = 0; i < copies; i++) {
                left.write(out, 0, end);
            }
            if (hold) {
                heldBack = left.toByteArray();
                return new Passage(Bytes.NONE, late, cuts);
            }
            left.writeBytes(heldBack);
            heldBack = new byte[0];
            return new Passage(Bytes.of(left.toByteArray()), late, cuts);
        }
    }
}
