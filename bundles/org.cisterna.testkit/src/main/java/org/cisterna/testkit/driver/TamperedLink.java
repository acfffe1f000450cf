// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit.driver;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.time.TimeSource;

/** A link to a device that answers at once, with somebody in between who hears both and says what the driver gets. */
public final class TamperedLink implements Link {

    private static final int ALL = 1 << 20;

    private final Link device;
    private final TimeSource house;
    private final Duration latency;
    private final Between between;
    private final List<byte[]> requests = new ArrayList<>();
    private final Deque<Arriving> arriving = new ArrayDeque<>();

    /** What is on its way to the driver; its position is how much was read of it. */
    private record Arriving(ByteBuffer bytes, Instant at) {}

    /** Who is in between. */
    @FunctionalInterface
    public interface Between {

        /**
         * What the driver gets.
         *
         * @param request one message, as the driver wrote it
         * @param answer what the device answered; no bytes when it did not
         */
        byte[] instead(byte[] request, byte[] answer);
    }

    /**
     * Around a link.
     *
     * @param latency from a request to the first byte of its answer
     */
    public TamperedLink(Link device, TimeSource house, Duration latency, Between between) {
        this.device = device;
        this.house = house;
        this.latency = latency;
        this.between = between;
    }

    /** All that the driver wrote, one element a write. */
    public List<byte[]> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        requests.add(bytes.clone());
        device.write(bytes, deadline);
        byte[] answer;
        try {
            answer = device.read(ALL, house.now());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = new byte[0];
        }
        byte[] instead = between.instead(bytes, answer);
        if (instead.length > 0) {
            arriving.add(new Arriving(ByteBuffer.wrap(instead), house.now().plus(latency)));
        }
    }

    @Override
    public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
        Arriving first = arriving.peek();
        if (first == null || !device.isOpen()) {
            return device.read(max, until);
        }
        if (first.at().isAfter(until)) {
            house.sleepUntil(until);
            return new byte[0];
        }
        house.sleepUntil(first.at());
        byte[] read = new byte[Math.min(max, first.bytes().remaining())];
        first.bytes().get(read);
        if (!first.bytes().hasRemaining()) {
            arriving.remove();
        }
        return read;
    }

    @Override
    public boolean isOpen() {
        return device.isOpen();
    }

    @Override
    public void close() {
        device.close();
    }
}
