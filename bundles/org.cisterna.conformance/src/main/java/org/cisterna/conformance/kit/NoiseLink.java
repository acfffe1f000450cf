// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.cisterna.pump.wire.Link;

/** A link on which something makes noise, and nobody speaks. */
final class NoiseLink implements Link {

    private final BenchTime time;
    private final RandomGenerator random;
    private final int length;
    private boolean closed;

    NoiseLink(BenchTime time, RandomGenerator random, int length) {
        this.time = time;
        this.random = random;
        this.length = length;
    }

    @Override
    public void write(byte[] bytes, Instant deadline) {
        // nobody hears it
    }

    @Override
    public byte[] read(int max, Instant until) throws InterruptedException {
        Instant soon = time.now().plusMillis(200);
        time.sleepUntil(soon.isBefore(until) ? soon : until);
        byte[] noise = new byte[Math.min(max, length)];
        random.nextBytes(noise);
        return noise;
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
