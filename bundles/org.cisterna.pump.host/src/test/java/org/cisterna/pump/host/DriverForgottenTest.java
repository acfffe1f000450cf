// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.Stream;
import org.cisterna.pump.DriverStatus;
import org.junit.jupiter.api.Test;

/** Of a driver that went the host keeps what it said, and not the driver: its classes are to go with its bundle. */
class DriverForgottenTest {

    private static final int ENOUGH = 200;

    @Test
    void aDriverThatWentIsHeldByNobodyWhetherAnotherCameOrNot() throws Exception {
        Rig.play("DriverForgottenTest", rig -> {
            WeakReference<ScriptedDriver> replaced = came(rig, "fake");
            went(rig, replaced);
            WeakReference<ScriptedDriver> last = came(rig, "other");
            went(rig, last);
            assertThat(rig.host.drivers())
                    .extracting(DriverStatus::family, DriverStatus::state)
                    .contains(org.assertj.core.groups.Tuple.tuple("other", DriverStatus.State.STOPPED));
            for (WeakReference<ScriptedDriver> each : List.of(replaced, last)) {
                assertThat(isCollected(each)).isTrue();
            }
        });
    }

    /** A driver that is there when its family is free: a session was open and is over. */
    private static WeakReference<ScriptedDriver> came(Rig rig, String family) throws Exception {
        ScriptedDriver driver = new ScriptedDriver(family, "9.0");
        driver.pumps.putAll(rig.driver.pumps);
        if (family.equals("fake")) {
            rig.host.remove(rig.driver);
        }
        rig.host.add(driver);
        rig.time.settle();
        if (family.equals("fake")) {
            assertThat(rig.read().isDone()).isTrue();
        }
        return new WeakReference<>(driver);
    }

    private static void went(Rig rig, WeakReference<ScriptedDriver> reference) throws Exception {
        ScriptedDriver driver = reference.get();
        assertThat(driver).isNotNull();
        if (driver != null) {
            rig.host.remove(driver);
        }
        rig.time.settle();
    }

    private static boolean isCollected(WeakReference<?> reference) {
        return Stream.generate(() -> reference)
                .limit(ENOUGH)
                .peek(any -> System.gc())
                .anyMatch(each -> each.get() == null);
    }
}
