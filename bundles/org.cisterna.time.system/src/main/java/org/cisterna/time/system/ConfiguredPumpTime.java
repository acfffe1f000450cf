// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.cisterna.time.PumpTimeFeed.Reading;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;

/** Pump time as configured: house time, or followed devices; in both cases never before what this data folder has seen. */
final class ConfiguredPumpTime implements TimeSource {

    /** How far a kept value may be ahead of house time for pump time to wait for house time instead of being refused. */
    private static final Duration MAY_BE_AHEAD = Duration.ofMinutes(1);

    private static final long REAL_SPEED = 1000;

    private final TimeSource time;
    private final Optional<FollowedPumpTime> followed;

    private ConfiguredPumpTime(TimeSource house, Optional<FollowedPumpTime> followed) {
        this.followed = followed;
        this.time = followed.<TimeSource>map(pump -> pump).orElse(house);
    }

    /**
     * Starts pump time.
     *
     * @param feed the devices' readings; asked only when pump time is simulated
     * @throws IllegalArgumentException when pump time is configured to be house time, but simulated devices have taken it further in this
     *     folder, so that it would go back
     */
    static ConfiguredPumpTime start(TimeSettings settings, TimeSource house, Supplier<Optional<Reading>> feed) {
        Optional<PumpTimeFile> file = settings.pumpTimeFile().map(PumpTimeFile::new);
        if (settings.simulated()) {
            return new ConfiguredPumpTime(house, file.map(kept -> new FollowedPumpTime(house, feed, kept)));
        }
        Instant now = house.now();
        Optional<Instant> kept = file.flatMap(PumpTimeFile::load).filter(now::isBefore);
        if (kept.isEmpty()) {
            return new ConfiguredPumpTime(house, Optional.empty());
        }
        Duration ahead = Duration.between(now, kept.get());
        if (ahead.compareTo(MAY_BE_AHEAD) > 0) {
            throw new IllegalArgumentException(
                    "configuration org.cisterna.time.system: pumpTime is \"house\", but simulated devices have"
                            + " taken the pump time of this data folder to " + kept.get() + ", which is " + ahead
                            + " ahead of house time (" + file.get()
                            + "); pump time must not go back: use another data folder, or"
                            + " pumpTime \"simulated\"");
        }
        Supplier<Optional<Reading>> houseAsFeed = () -> {
            Instant reading = house.now();
            return Optional.of(new Reading(reading, reading, REAL_SPEED, true));
        };
        return new ConfiguredPumpTime(house, file.map(path -> new FollowedPumpTime(house, houseAsFeed, path)));
    }

    /** Keeps where simulated pump time has come to. */
    void close() {
        followed.ifPresent(FollowedPumpTime::close);
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public boolean await(Signal signal, Instant deadline) throws InterruptedException {
        return time.await(signal, deadline);
    }

    @Override
    public void sleepUntil(Instant wakeUp) throws InterruptedException {
        time.sleepUntil(wakeUp);
    }
}
