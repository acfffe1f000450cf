// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.ClockStepListener;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private final VirtualTime time = VirtualTime.create(1);
    private final TimeSource virtualHouse = time.house();
    private final MachineUnderTest machine = new MachineUnderTest(
            () -> Duration.between(VirtualTime.HOUSE_START, virtualHouse.now()).toNanos());
    private final Properties process = new Properties();
    private final List<String> told = new ArrayList<>();
    private final ClockStepListener listener = (houseTime, step) -> told.add(since(houseTime) + " " + step);

    private static Duration since(Instant houseTime) {
        return Duration.between(VirtualTime.HOUSE_START, houseTime);
    }

    private ClockWatch start() {
        // the wall clock of this machine starts with house time, as the anchor of a real process does
        machine.setWall(Duration.between(Instant.ofEpochMilli(machine.wallMillis()), virtualHouse.now()));
        return new ClockWatch(virtualHouse, time.threads(), machine, new ProcessMemory(process));
    }

    private void watching(Threads.Body story) throws Exception {
        ClockWatch watch = start();
        time.run(() -> {
            watch.add(listener);
            story.run();
            watch.close();
        });
    }

    @Test
    void tellsEachStepOnceWithinASecond() throws Exception {
        watching(() -> {
            time.advance(Duration.ofMillis(2_500));
            machine.setWall(Duration.ofHours(-1));
            time.advance(Duration.ofSeconds(10));
            machine.setWall(Duration.ofMillis(2_001));
            time.advance(Duration.ofDays(1));
        });
        assertThat(told).containsExactly("PT3S PT-1H", "PT13S PT2.001S");
    }

    @Test
    void smallDifferencesAreNoStepUntilTheyAddUp() throws Exception {
        watching(() -> {
            for (int i = 0; i < 3; i++) {
                time.advance(Duration.ofSeconds(10));
                machine.setWall(Duration.ofSeconds(1));
            }
            time.advance(Duration.ofSeconds(10));
        });
        assertThat(told).containsExactly("PT31S PT3S");
    }

    @Test
    void keepsAStepForTheFirstListenerThatComes() throws Exception {
        ClockWatch watch = start();
        time.run(() -> {
            time.advance(Duration.ofSeconds(1));
            machine.setWall(Duration.ofDays(1));
            time.advance(Duration.ofSeconds(5));
            watch.add(listener);
            time.settle();
            watch.remove(listener);
            assertThat(told).containsExactly("PT2S PT24H");
            watch.add(listener);
            time.advance(Duration.ofSeconds(5));
            watch.close();
        });
        assertThat(told).containsExactly("PT2S PT24H");
    }

    @Test
    void aStepIsNotToldAgainWhenTheProviderStartsAgainInTheSameProcess() throws Exception {
        watching(() -> {
            machine.setWall(Duration.ofDays(1));
            time.advance(Duration.ofSeconds(5));
        });
        ClockWatch again = new ClockWatch(virtualHouse, time.threads(), machine, new ProcessMemory(process));
        time.run(() -> {
            again.add(listener);
            time.advance(Duration.ofSeconds(5));
            again.close();
        });
        assertThat(told).containsExactly("PT0S PT24H");
    }

    @Test
    void aListenerThatThrowsDoesNotKeepTheOthersFromHearing() throws Exception {
        ClockWatch watch = start();
        time.run(() -> {
            watch.add((houseTime, step) -> {
                throw new IllegalStateException("thrown by a test, and reported here");
            });
            watch.add(listener);
            time.advance(Duration.ofMillis(1_500));
            machine.setWall(Duration.ofDays(1));
            time.advance(Duration.ofSeconds(1));
            machine.setWall(Duration.ofDays(-1));
            time.advance(Duration.ofSeconds(1));
            watch.close();
        });
        assertThat(told).containsExactly("PT2S PT24H", "PT3S PT-24H");
    }
}
