// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.PumpTimeFeed.Reading;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedPumpTimeTest {

    private static final Instant DEVICES = Instant.parse("2026-06-01T00:00:00Z");

    private final VirtualTime time = VirtualTime.create(1);
    private final TimeSource house = time.house();

    private final Path data;
    private final FollowedPumpTime pump;
    private Optional<Reading> reading = Optional.empty();

    FollowedPumpTimeTest(@TempDir Path data) {
        this.data = data;
        this.pump = start();
    }

    private Path file() {
        return data.resolve("cache").resolve("pump-time");
    }

    private FollowedPumpTime start() {
        return new FollowedPumpTime(house, () -> reading, new PumpTimeFile(file()));
    }

    private void hear(Instant value, long speedPerMille, boolean running) {
        reading = Optional.of(new Reading(value, house.now(), speedPerMille, running));
    }

    @Test
    void startsAtHouseTimeInANewFolderAndStandsStillWithoutDevices() throws Exception {
        time.run(() -> {
            assertThat(pump.now()).isEqualTo(VirtualTime.HOUSE_START);
            time.advance(Duration.ofDays(1));
            assertThat(pump.now()).isEqualTo(VirtualTime.HOUSE_START);
        });
    }

    @Test
    void carriesAReadingOnWithItsSpeedForOneSecondAtMost() throws Exception {
        time.run(() -> {
            hear(DEVICES, 60_000, true);
            assertThat(pump.now()).isEqualTo(DEVICES);
            time.advance(Duration.ofMillis(500));
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(30));
            time.advance(Duration.ofMinutes(5));
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(60));
            hear(DEVICES.plusSeconds(75), 0, true);
            time.advance(Duration.ofMinutes(5));
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(75));
            hear(DEVICES.plusSeconds(80), 60_000, false);
            time.advance(Duration.ofMinutes(5));
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(80));
        });
    }

    @Test
    void neverGoesBack() throws Exception {
        time.run(() -> {
            hear(DEVICES, 1_000, true);
            time.advance(Duration.ofSeconds(1));
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(1));
            hear(DEVICES.minus(Duration.ofDays(7)), 1_000, true);
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(1));
            reading = Optional.empty();
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(1));
            // a reading stamped ahead of house time is not carried back either
            reading =
                    Optional.of(new Reading(DEVICES.plusSeconds(1), house.now().plusSeconds(9), 1_000, true));
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(1));
            hear(DEVICES.plusSeconds(2), 1_000, true);
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(2));
        });
    }

    @Test
    void aCleanStopAndStartGoesOnWhereItWas() throws Exception {
        time.run(() -> {
            hear(DEVICES, 60_000, true);
            time.advance(Duration.ofMillis(100));
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(6));
            pump.close();
            reading = Optional.empty();
            assertThat(start().now()).isEqualTo(DEVICES.plusSeconds(6));
        });
    }

    @Test
    void afterAKillItBeginsNoEarlierThanAnythingShownAndAtMostTwoSecondsOfHouseTimeLater() throws Exception {
        time.run(() -> {
            long speed = 60_000;
            for (int i = 0; i < 100; i++) {
                hear(DEVICES.plusMillis(i * 37L * speed / 1000), speed, true);
                Instant shown = pump.now();
                Optional<Reading> before = reading;
                reading = Optional.empty();
                assertThat(start().now()).isBetween(shown, shown.plusMillis(2 * speed));
                reading = before;
                time.advance(Duration.ofMillis(37));
            }
        });
    }

    @Test
    void runsOnWhenItCannotBeKept() throws Exception {
        Files.writeString(data.resolve("cache"), "a file where the folder should be");
        time.run(() -> {
            hear(DEVICES, 1_000, true);
            assertThat(pump.now()).isEqualTo(DEVICES);
            time.advance(Duration.ofSeconds(1));
            assertThat(pump.now()).isEqualTo(DEVICES.plusSeconds(1));
            pump.close();
        });
    }

    @Test
    void whatCannotBeReadIsAsIfItWereNotThere() throws Exception {
        Files.createDirectories(data.resolve("cache"));
        Files.writeString(file(), "");
        assertThat(start().now()).isEqualTo(VirtualTime.HOUSE_START);
    }

    @Test
    void waitsForPumpTimeThroughChangesOfSpeedAndStandStill() throws Exception {
        Instant deadline = DEVICES.plus(Duration.ofHours(1));
        time.run(() -> {
            Signal never = time.threads().newSignal();
            hear(DEVICES, 1_000, true);
            Worker waiter = time.threads().start("waiter", () -> {
                assertThat(pump.await(never, deadline)).isFalse();
                assertThat(pump.now()).isAfterOrEqualTo(deadline);
            });
            Worker sleeper = time.threads().start("sleeper", () -> pump.sleepUntil(deadline));
            time.advance(Duration.ofMinutes(1));
            reading = Optional.empty();
            time.advance(Duration.ofMinutes(1));
            assertThat(waiter.isAlive()).isTrue();
            // an hour in a second, from a reading ten seconds before the deadline: 3 ms to go
            hear(deadline.minusSeconds(10), 3_600_000, true);
            time.advance(Duration.ofMillis(55));
            assertThat(waiter.isAlive()).isFalse();
            assertThat(sleeper.isAlive()).isFalse();
        });
    }

    @Test
    void wakesSoonAfterTheDeadlineAtAnySpeed() throws Exception {
        time.run(() -> {
            for (long speed : new long[] {333, 1_000, 60_000, 3_600_000}) {
                Instant from = pump.now().plusSeconds(1);
                hear(from, speed, true);
                Instant deadline = from.plusMillis(400 * speed / 1000);
                Instant begun = house.now();
                pump.sleepUntil(deadline);
                assertThat(pump.now()).isAfterOrEqualTo(deadline);
                assertThat(Duration.between(begun, house.now()).toMillis()).isBetween(399L, 402L);
            }
        });
    }

    @Test
    void aSignalOrAnInterruptEndsAWaitWhilePumpTimeStandsStill() throws Exception {
        time.run(() -> {
            Signal signal = time.threads().newSignal();
            Worker forever = time.threads().start("forever", () -> assertThat(pump.await(signal, TimeSource.FOREVER))
                    .isTrue());
            Worker waiter = time.threads().start("waiter", () -> assertThat(pump.await(signal, DEVICES))
                    .isTrue());
            Worker sleeper = time.threads().start("sleeper", () -> assertThatThrownBy(() -> pump.sleepUntil(DEVICES))
                    .isInstanceOf(InterruptedException.class));
            time.advance(Duration.ofSeconds(1));
            signal.raise();
            sleeper.interrupt();
            time.settle();
            assertThat(time.threads().workers()).doesNotContain(forever, waiter, sleeper);
            assertThat(pump.await(signal, Instant.MIN)).isTrue();
            signal.reset();
            assertThat(pump.await(signal, pump.now())).isFalse();
        });
    }
}
