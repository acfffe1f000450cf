// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.time.TimeSource;

/** A link to a simulated device for one thread: what is written is answered at once, so a wait for more is a wait for its end. */
final class SimLink implements Link {

    private final DeviceConnection connection;
    private final TimeSource house;
    private final TimeSource pumpTime;
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private boolean closed;

    SimLink(DeviceConnection connection, TimeSource house, TimeSource pumpTime) {
        this.connection = connection;
        this.house = house;
        this.pumpTime = pumpTime;
    }

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        if (!isOpen()) {
            throw new LinkException(Reason.CUT, "the link is cut");
        }
        try {
            answers.writeBytes(connection.receive(bytes, pumpTime.now()));
        } catch (IOException e) {
            close();
            throw new LinkException(Reason.CUT, "the device fell silent: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
        byte[] all = answers.toByteArray();
        if (all.length == 0) {
            if (!isOpen()) {
                throw new LinkException(Reason.CUT, "the link is cut");
            }
            house.sleepUntil(until);
            return all;
        }
        int length = Math.min(max, all.length);
        answers.reset();
        answers.write(all, length, all.length - length);
        return Arrays.copyOf(all, length);
    }

    @Override
    public boolean isOpen() {
        return !closed && connection.isOpen();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            connection.close();
        }
    }
}
