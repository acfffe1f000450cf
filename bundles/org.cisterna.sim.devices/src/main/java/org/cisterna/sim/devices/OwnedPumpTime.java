// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.cisterna.storage.Storage;
import org.cisterna.time.PumpTimeFeed.Reading;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pump time, by those who own it. It starts at house time in a new folder and afterwards where it was; it never goes back, not even when the
 * process is killed: a value is only given out once a value ahead of it is on the disk. A kill so costs at most the reserve, ten seconds at the
 * speed of the moment, by which time has moved on when the process is back.
 *
 * <p>While somebody speaks to a device it runs at real speed at most: a dialogue has bounds that are meant for people and radio, and at a
 * thousand times real time an update would be given up before its second step can arrive.
 */
final class OwnedPumpTime {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedPumpTime.class);
    private static final String NAME = "pump-time";
    private static final long RESERVE_MILLIS = 10_000;

    private final Storage storage;
    private final TimeSource house;
    private final Object lock = new Object();
    private long base;
    private long baseHouse;
    private long speed;
    private boolean talking;
    private boolean stopped;
    private long reserved;
    private boolean keepingFails;
    private BooleanSupplier ours = () -> true;

    OwnedPumpTime(Storage storage, TimeSource house, long speedPerMille) throws IOException {
        this.storage = storage;
        this.house = house;
        this.speed = speedPerMille;
        this.baseHouse = house.now().toEpochMilli();
        this.base = storage.exists(NAME) ? read() : baseHouse;
        this.reserved = base;
        reserve(base);
    }

    private long read() throws IOException {
        String text = new String(storage.readAll(NAME), StandardCharsets.US_ASCII).strip();
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            throw new IOException(
                    NAME + " in the folder of simulated devices is not a time in UTC: '" + text
                            + "'. Write the last pump time you know into it, such as 2026-01-05T08:00:00Z",
                    e);
        }
    }

    /** The time, and never less than it was. Stands still while it cannot be kept. */
    Instant now() {
        synchronized (lock) {
            return Instant.ofEpochMilli(millis());
        }
    }

    /** The time and how it goes on from there. */
    Reading reading() {
        synchronized (lock) {
            long effective = effective();
            return new Reading(Instant.ofEpochMilli(millis()), house.now(), effective, effective > 0);
        }
    }

    long speed() {
        synchronized (lock) {
            return speed;
        }
    }

    void speed(long perMille) {
        synchronized (lock) {
            rebase();
            speed = perMille;
        }
    }

    /** Whether somebody speaks to a device. Answers whether that changed how fast time runs. */
    boolean talking(boolean now) {
        synchronized (lock) {
            if (talking == now) {
                return false;
            }
            rebase();
            talking = now;
            return speed > FleetOrder.REAL_TIME;
        }
    }

    /** From now on it is kept only while this holds: a folder that was taken away and made anew belongs to others. */
    void keepWhile(BooleanSupplier condition) {
        synchronized (lock) {
            ours = condition;
        }
    }

    /** Stands still from now on, and is kept exactly, once; unless the folder is somebody else's. */
    void stop() throws IOException {
        synchronized (lock) {
            if (!stopped) {
                rebase();
                stopped = true;
                if (ours.getAsBoolean()) {
                    write(base);
                }
            }
        }
    }

    private long effective() {
        if (stopped) {
            return 0;
        }
        return talking ? Math.min(speed, FleetOrder.REAL_TIME) : speed;
    }

    private void rebase() {
        base = millis();
        baseHouse = house.now().toEpochMilli();
    }

    private long millis() {
        long elapsed = house.now().toEpochMilli() - baseHouse;
        long value = Math.addExact(base, Math.multiplyExact(elapsed, effective()) / 1_000);
        if (value >= reserved) {
            try {
                reserve(value);
                keepingFails = false;
            } catch (IOException e) {
                if (!keepingFails) {
                    LOG.warn("pump time stands still, because it cannot be kept", e);
                }
                keepingFails = true;
                base = Math.max(base, reserved);
                baseHouse = house.now().toEpochMilli();
                return base;
            }
        }
        return value;
    }

    private void reserve(long value) throws IOException {
        long ahead = value + Math.max(RESERVE_MILLIS, Math.multiplyExact(RESERVE_MILLIS, speed) / 1_000);
        write(ahead);
        reserved = ahead;
    }

    private void write(long value) throws IOException {
        if (!ours.getAsBoolean()) {
            throw new IOException("the folder was taken away, or is another process's now");
        }
        storage.replaceAtomically(NAME, (Instant.ofEpochMilli(value) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
