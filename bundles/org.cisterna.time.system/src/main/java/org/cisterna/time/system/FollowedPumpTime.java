// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.cisterna.time.PumpTimeFeed;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pump time that follows the devices: their last reading, carried on with their speed for one second at most, and never back. Without a
 * reading, or while the devices stand still, it stands still.
 *
 * <p>A value is shown only after a value at least as great has been kept, some seconds ahead so that not every question writes a file. So a
 * process that begins after another was killed does not begin earlier than what the other has shown.
 */
final class FollowedPumpTime implements TimeSource {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedPumpTime.class);

    /** How far beyond a reading pump time is carried on, in milliseconds of house time. */
    private static final long BEYOND_READING_MILLIS = 1_000;

    /** How far ahead a value is kept, in milliseconds of house time. */
    private static final long KEPT_AHEAD_MILLIS = 2_000;

    /** The longest slice of a wait, in milliseconds of house time: speed and feed may change meanwhile. */
    private static final long SLICE_MILLIS = 50;

    /** From here on a reading that is behind is worth a line in the log. */
    private static final Duration NOTABLY_BEHIND = Duration.ofMinutes(1);

    private final TimeSource house;
    private final Supplier<Optional<PumpTimeFeed.Reading>> feed;
    private final PumpTimeFile file;
    private final Object lock = new Object();
    private long last;
    private long keptUpTo;
    private boolean keepingFails;
    private boolean saidBehind;

    /** Starts at the value kept in the file, or at house time when there is none. */
    FollowedPumpTime(TimeSource house, Supplier<Optional<PumpTimeFeed.Reading>> feed, PumpTimeFile file) {
        this.house = house;
        this.feed = feed;
        this.file = file;
        Instant kept = file.load().orElse(house.now());
        last = kept.toEpochMilli();
        keptUpTo = Long.MIN_VALUE;
    }

    @Override
    public Instant now() {
        return look().pumpTime();
    }

    @Override
    public boolean await(Signal signal, Instant deadline) throws InterruptedException {
        if (deadline.equals(FOREVER)) {
            return house.await(signal, FOREVER);
        }
        Look look = look();
        while (look.pumpTime().isBefore(deadline)) {
            if (house.await(signal, look.sliceTowards(deadline))) {
                return true;
            }
            look = look();
        }
        // the house knows whether the signal is raised and whether the caller is interrupted; a past deadline does not
        // wait
        return house.await(signal, Instant.MIN);
    }

    @Override
    public void sleepUntil(Instant wakeUp) throws InterruptedException {
        Look look = look();
        house.sleepUntil(Instant.MIN);
        while (look.pumpTime().isBefore(wakeUp)) {
            house.sleepUntil(look.sliceTowards(wakeUp));
            look = look();
        }
    }

    /** Keeps the last value exactly, so that the next run goes on where this one ended. */
    void close() {
        synchronized (lock) {
            keep(last);
        }
    }

    /** One moment of pump time, and how to wait from there. */
    private record Look(Instant houseTime, Instant pumpTime, long speedPerMille) {

        /** House time at which to look again. */
        Instant sliceTowards(Instant deadline) {
            long slice = SLICE_MILLIS;
            if (speedPerMille > 0 && deadline.isBefore(pumpTime.plusMillis(SLICE_MILLIS * speedPerMille / 1000 + 1))) {
                long wanted = Duration.between(pumpTime, deadline).toMillis() * 1000;
                slice = Math.min(SLICE_MILLIS, Math.max(1, (wanted + speedPerMille - 1) / speedPerMille));
            }
            return houseTime.plusMillis(slice);
        }
    }

    private Look look() {
        Optional<PumpTimeFeed.Reading> reading = feed.get();
        Instant houseTime = house.now();
        long speed = reading.filter(PumpTimeFeed.Reading::running)
                .map(PumpTimeFeed.Reading::speedPerMille)
                .orElse(0L);
        synchronized (lock) {
            if (reading.isPresent()) {
                advance(reading.get(), houseTime, speed);
            }
            return new Look(houseTime, Instant.ofEpochMilli(last), speed);
        }
    }

    private void advance(PumpTimeFeed.Reading reading, Instant houseTime, long speed) {
        long age = Duration.between(reading.houseTimeOfReading(), houseTime).toMillis();
        long carried = Math.max(0, Math.min(BEYOND_READING_MILLIS, age));
        long value = Math.addExact(reading.pumpTime().toEpochMilli(), Math.multiplyExact(carried, speed) / 1000);
        if (value <= last) {
            sayWhenBehind(value);
            return;
        }
        saidBehind = false;
        last = value;
        if (last > keptUpTo) {
            keep(last + KEPT_AHEAD_MILLIS * speed / 1000);
        }
    }

    private void sayWhenBehind(long value) {
        Duration behind = Duration.ofMillis(last - value);
        if (!saidBehind && behind.compareTo(NOTABLY_BEHIND) > 0) {
            saidBehind = true;
            LOG.warn(
                    "the devices say pump time is {}, which is {} behind what was shown before; pump time stands at {} until they catch up",
                    Instant.ofEpochMilli(value),
                    behind,
                    Instant.ofEpochMilli(last));
        }
    }

    private void keep(long value) {
        // also when it fails: the next try is then as far away as after a success
        keptUpTo = value;
        try {
            file.save(Instant.ofEpochMilli(value));
            keepingFails = false;
        } catch (IOException e) {
            if (!keepingFails) {
                LOG.warn("pump time cannot be kept in {}; it runs on, but a restart may begin earlier", file, e);
            }
            keepingFails = true;
        }
    }
}
