// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;

/**
 * A link to a device in the same process: no socket, and under virtual time no chance. It has no thread, unless its connection
 * {@linkplain DeviceConnection#mayWait() may wait}: then one worker carries what was written, ends once the link is closed, and brings what was on
 * its way by then to the device first, as a network does.
 */
public final class DeviceLink implements Link {

    private final DeviceConnection connection;
    private final TimeSource house;
    private final Supplier<Instant> pumpTime;
    private final boolean carried;
    private final Object lock = new Object();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final Deque<byte[]> onTheirWay = new ArrayDeque<>();
    private final Signal stirred;
    private final Signal work;
    private volatile boolean closed;

    /**
     * A link over a connection.
     *
     * @param connection used by this link alone
     * @param house for deadlines
     * @param pumpTime what the device is told
     * @param threads makes the signals, and the worker of a connection that may wait
     */
    public DeviceLink(DeviceConnection connection, TimeSource house, Supplier<Instant> pumpTime, Threads threads) {
        this.connection = connection;
        this.house = house;
        this.pumpTime = pumpTime;
        this.stirred = threads.newSignal();
        this.work = threads.newSignal();
        this.carried = connection.mayWait();
        if (carried) {
            threads.start("sim-carrier", this::carry);
        }
    }

    private void carry() throws InterruptedException {
        while (connection.isOpen()) {
            work.reset();
            byte[] next;
            synchronized (lock) {
                next = onTheirWay.poll();
            }
            if (next != null) {
                try {
                    bring(next);
                } catch (IOException e) {
                    closed = true;
                    connection.close();
                }
                stirred.raise();
            } else if (closed) {
                connection.close();
            } else {
                house.await(work, TimeSource.FOREVER);
            }
        }
    }

    private void bring(byte[] bytes) throws IOException {
        byte[] answer = connection.receive(bytes, pumpTime.get());
        synchronized (lock) {
            answers.writeBytes(answer);
        }
    }

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        if (!isOpen()) {
            throw new LinkException(Reason.CUT, "the link is cut");
        }
        if (!house.now().isBefore(deadline)) {
            throw new LinkException(Reason.TIMEOUT, "the deadline passed before anything was sent");
        }
        if (carried) {
            synchronized (lock) {
                onTheirWay.add(bytes.clone());
            }
            work.raise();
            return;
        }
        try {
            bring(bytes);
        } catch (IOException e) {
            close();
            throw new LinkException(Reason.CUT, "the device fell silent: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
        if (max < 1) {
            throw new IllegalArgumentException("a read asks for at least 1 byte, not " + max);
        }
        while (true) {
            stirred.reset();
            boolean over = !connection.isOpen();
            byte[] came = taken(max);
            if (closed || (came.length == 0 && over)) {
                throw new LinkException(Reason.CUT, "the link is cut");
            }
            if (came.length > 0 || !house.await(stirred, until)) {
                return came;
            }
        }
    }

    private byte[] taken(int max) {
        synchronized (lock) {
            byte[] all = answers.toByteArray();
            int length = Math.min(max, all.length);
            answers.reset();
            answers.write(all, length, all.length - length);
            return Arrays.copyOf(all, length);
        }
    }

    @Override
    public boolean isOpen() {
        return !closed && connection.isOpen();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stirred.raise();
            work.raise();
            if (!carried) {
                connection.close();
            }
        }
    }
}
