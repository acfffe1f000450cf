// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.time.Instant;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;

/**
 * A link in memory with both its ends, and faults on demand. What one end writes the other reads; reads wait through house time. Either end
 * may be used as {@link Link} says, by a driver, a device or a test.
 *
 * <p>To break a dialogue at each of its bytes, run it once without faults, count with {@link #writtenToFar()} and {@link #writtenToNear()},
 * then run it once more for each byte with {@link FaultPlan#cutAfter} on either direction.
 */
public final class LinkPair {

    private final TimeSource house;
    private final Object lock = new Object();
    private final Lane toFar;
    private final Lane toNear;
    private final End near;
    private final End far;

    /** An open link without faults. */
    public LinkPair(TimeSource house, Threads threads) {
        this.house = house;
        toFar = new Lane(threads.newSignal());
        toNear = new Lane(threads.newSignal());
        near = new End(toFar, toNear, "near");
        far = new End(toNear, toFar, "far");
    }

    /** An open link without faults in a virtual world. */
    public static LinkPair in(VirtualTime time) {
        return new LinkPair(time.house(), time.threads());
    }

    /** The end of whoever opened the link: the driver. */
    public Link near() {
        return near;
    }

    /** The end of whoever was called: the device. */
    public Link far() {
        return far;
    }

    /** Sets what happens to bytes from the near to the far end, from now on; bytes already on their way keep their fate. */
    public LinkPair faultsToFar(FaultPlan plan) {
        synchronized (lock) {
            toFar.plan(plan);
        }
        return this;
    }

    /** Sets what happens to bytes from the far to the near end, from now on; bytes already on their way keep their fate. */
    public LinkPair faultsToNear(FaultPlan plan) {
        synchronized (lock) {
            toNear.plan(plan);
        }
        return this;
    }

    /** Cuts the link now. What was written before still arrives. */
    public void cut() {
        synchronized (lock) {
            endBoth();
        }
    }

    /** All bytes that the near end has written, before any fault. */
    public byte[] writtenToFar() {
        synchronized (lock) {
            return toFar.written();
        }
    }

    /** All bytes that the far end has written, before any fault. */
    public byte[] writtenToNear() {
        synchronized (lock) {
            return toNear.written();
        }
    }

    private void endBoth() {
        toFar.end();
        toNear.end();
    }

    private final class End implements Link {

        private final Lane out;
        private final Lane in;
        private final String name;
        private boolean closed;

        End(Lane out, Lane in, String name) {
            this.out = out;
            this.in = in;
            this.name = name;
        }

        @Override
        public void write(byte[] bytes, Instant deadline) throws LinkException {
            Instant now = house.now();
            synchronized (lock) {
                requireOpen();
                if (!now.isBefore(deadline)) {
                    throw new LinkException(
                            LinkException.Reason.TIMEOUT,
                            "nothing was written: the deadline " + deadline + " has passed");
                }
                for (byte value : bytes) {
                    if (!out.put(value, now)) {
                        endBoth();
                    }
                    requireOpen();
                }
                if (out.cutNow()) {
                    endBoth();
                }
            }
        }

        @Override
        public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
            if (max < 1) {
                throw new IllegalArgumentException("a read asks for at least 1 byte, not " + max);
            }
            while (true) {
                Instant now = house.now();
                Instant wakeUp;
                synchronized (lock) {
                    in.news().reset();
                    requireNotClosedHere();
                    byte[] taken = in.take(max, now);
                    if (taken.length > 0) {
                        return taken;
                    }
                    if (in.isOver()) {
                        throw cutOff();
                    }
                    if (!now.isBefore(until)) {
                        return taken;
                    }
                    wakeUp = in.nextArrival().filter(until::isAfter).orElse(until);
                }
                house.await(in.news(), wakeUp);
            }
        }

        @Override
        public boolean isOpen() {
            synchronized (lock) {
                return !closed && !out.hasEnded() && !in.isOver();
            }
        }

        @Override
        public void close() {
            synchronized (lock) {
                closed = true;
                endBoth();
            }
        }

        private void requireOpen() throws LinkException {
            requireNotClosedHere();
            if (out.hasEnded()) {
                throw cutOff();
            }
        }

        private void requireNotClosedHere() throws LinkException {
            if (closed) {
                throw new LinkException(LinkException.Reason.CUT, "the link was closed at this, the " + name + " end");
            }
        }

        private LinkException cutOff() {
            return new LinkException(LinkException.Reason.CUT, "the link was cut, noticed at the " + name + " end");
        }
    }
}
