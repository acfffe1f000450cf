// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.time.Randomness;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;

/**
 * A pump made of recorded frames: to each thing that a driver sends it answers what the pump answered then. Its time is its own, and passes only
 * while somebody waits for what never comes.
 */
final class FrameReplay {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MAC = 32;

    private final List<RawFrame> frames;
    private final PumpId pump;
    private int next;
    private byte[] ready = new byte[0];
    private Instant now = Instant.EPOCH;
    private boolean closed;

    /**
     * What a driver made of it.
     *
     * @param used frames that went through
     * @param trouble why there is no snapshot
     */
    record Result(Optional<Snapshot> snapshot, int used, String trouble) {}

    FrameReplay(List<RawFrame> frames, PumpId pump) {
        this.frames = frames;
        this.pump = pump;
    }

    /** Opens a session over the frames and interrogates. */
    Result read(PumpDriver driver) throws InterruptedException {
        Context context = new Context();
        try {
            Answer<PumpSession> opened = driver.open(new Recorded(), context, now.plus(PATIENCE));
            if (!(opened instanceof Answer.Done<PumpSession> session)) {
                return new Result(
                        Optional.empty(), next, opened.violations().get(0).message());
            }
            Snapshot snapshot;
            try {
                snapshot = session.value().interrogate(now.plus(PATIENCE));
            } finally {
                session.value().close(); // a goodbye belongs to a reading
            }
            return new Result(Optional.of(snapshot), next, "");
        } catch (LinkException e) {
            return new Result(Optional.empty(), next, String.valueOf(e.getMessage()));
        }
    }

    private final class Recorded implements Link {

        @Override
        public void write(byte[] bytes, Instant deadline) throws LinkException {
            if (closed) {
                throw new LinkException(LinkException.Reason.CUT, "the link is closed");
            }
            while (next < frames.size() && !frames.get(next).toPump()) {
                next++; // nobody waited for these
            }
            next = Math.min(frames.size(), next + 1);
            while (next < frames.size() && !frames.get(next).toPump()) {
                byte[] more = frames.get(next++).bytes();
                byte[] all = Arrays.copyOf(ready, ready.length + more.length);
                System.arraycopy(more, 0, all, ready.length, more.length);
                ready = all;
            }
        }

        @Override
        public byte[] read(int max, Instant until) {
            byte[] some = Arrays.copyOf(ready, Math.min(max, ready.length));
            ready = Arrays.copyOfRange(ready, some.length, ready.length);
            if (some.length == 0 && until.isAfter(now)) {
                now = until;
            }
            return some;
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

    /** The key is not here: what is to be sealed gets a seal of nothing, and every seal is taken for right. */
    private static final class NoKey implements KeyHandle {

        @Override
        public byte[] mac(byte[] data) {
            return new byte[MAC];
        }

        @Override
        public boolean verify(byte[] data, byte[] tag) {
            return true;
        }
    }

    private final class OwnTime implements TimeSource {

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public boolean await(Signal signal, Instant deadline) {
            sleepUntil(deadline);
            return signal.isRaised();
        }

        @Override
        public void sleepUntil(Instant wakeUp) {
            now = wakeUp.isAfter(now) ? wakeUp : now;
        }
    }

    private final class Context implements SessionContext {
        private final TimeSource time = new OwnTime();
        private final Randomness nothing = Randomness.seeded(0);

        @Override
        public PumpId pump() {
            return pump;
        }

        @Override
        public KeyHandle key() {
            return new NoKey();
        }

        @Override
        public Optional<KeptState> keptState() {
            return Optional.empty();
        }

        @Override
        public void keep(KeptState state) {
            // nothing is kept of a replay
        }

        @Override
        public TimeSource house() {
            return time;
        }

        @Override
        public Randomness randomness() {
            return nothing;
        }

        @Override
        public boolean interrupted() {
            return false;
        }

        @Override
        public void frame(CallContext.Direction direction, byte[] bytes) {
            // they are evidence already
        }

        @Override
        public void progress(int done, int of) {
            // nobody waits
        }
    }
}
