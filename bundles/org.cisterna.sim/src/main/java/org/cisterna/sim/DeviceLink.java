// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;

/** A link to a device in the same process: no socket, no thread, and under virtual time no chance. */
public final class DeviceLink implements Link {

    private final DeviceConnection connection;
    private final TimeSource house;
    private final Supplier<Instant> pumpTime;
    private final Signal closed;
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    /**
     * A link over a connection.
     *
     * @param connection used by this link alone
     * @param house for deadlines
     * @param pumpTime what the device is told
     * @param threads makes the signal that ends a read when the link is closed
     */
    public DeviceLink(DeviceConnection connection, TimeSource house, Supplier<Instant> pumpTime, Threads threads) {
        this.connection = connection;
        this.house = house;
        this.pumpTime = pumpTime;
        this.closed = threads.newSignal();
    }

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        if (!isOpen()) {
            throw new LinkException(Reason.CUT, "the link is cut");
        }
        if (!house.now().isBefore(deadline)) {
            throw new LinkException(Reason.TIMEOUT, "the deadline passed before anything was sent");
        }
        try {
            answers.writeBytes(connection.receive(bytes, pumpTime.get()));
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
        if (answers.size() == 0 && isOpen()) {
            house.await(closed, until);
        }
        if (closed.isRaised() || (answers.size() == 0 && !isOpen())) {
            throw new LinkException(Reason.CUT, "the link is cut");
        }
        byte[] all = answers.toByteArray();
        int length = Math.min(max, all.length);
        answers.reset();
        answers.write(all, length, all.length - length);
        return Arrays.copyOf(all, length);
    }

    @Override
    public boolean isOpen() {
        return !closed.isRaised() && connection.isOpen();
    }

    @Override
    public void close() {
        if (!closed.isRaised()) {
            closed.raise();
            connection.close();
        }
    }
}
