// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HouseTimeTest {

    private final AtomicLong uptime = new AtomicLong();
    private final MachineUnderTest machine = new MachineUnderTest(uptime::get);
    private final Properties process = new Properties();

    private HouseTime start() {
        return new HouseTime(machine, new ProcessMemory(process));
    }

    @Test
    void isTheWallClockAtTheStartPlusWhatHasPassedInWholeMilliseconds() {
        HouseTime house = start();
        assertThat(house.now()).isEqualTo(MachineUnderTest.START);
        uptime.addAndGet(1_999_999);
        assertThat(house.now()).isEqualTo(MachineUnderTest.START.plusMillis(1));
    }

    @Test
    void doesNotFollowAWallClockThatIsSet() {
        HouseTime house = start();
        machine.setWall(Duration.ofDays(-400));
        assertThat(house.now()).isEqualTo(MachineUnderTest.START);
        machine.setWall(Duration.ofDays(800));
        assertThat(house.now()).isEqualTo(MachineUnderTest.START);
    }

    @Test
    void goesOnWhenTheProviderStartsAgainInTheSameProcess() {
        start();
        uptime.addAndGet(Duration.ofHours(1).toNanos());
        machine.setWall(Duration.ofDays(-1));
        assertThat(start().now()).isEqualTo(MachineUnderTest.START.plus(Duration.ofHours(1)));
    }

    @Test
    void refusesAnAnchorThatItDidNotWrite() {
        process.setProperty("org.cisterna.time.system.anchor", "yesterday");
        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org.cisterna.time.system.anchor is yesterday, which Cisterna did not write");
    }
}
