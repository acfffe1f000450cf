// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpStatus;
import org.cisterna.sim.DeviceFault;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A pump's clock is set by nothing that the platform does: no opening, no reading, no act, no restart of either side. There is no act that sets one, and
 * so a clock that is two years wrong stays it, and is shown as what it is.
 */
class ClockUntouchedTest {

    private static final long SEED = Seeds.seed("ClockUntouchedTest");
    private static final Duration TWO_YEARS = Duration.ofDays(731);

    @ParameterizedTest
    @EnumSource
    void aClockThatIsTwoYearsAheadStaysSo(Family family) throws Exception {
        whateverIsDone(family, TWO_YEARS);
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatIsTwoYearsBehindStaysSo(Family family) throws Exception {
        whateverIsDone(family, TWO_YEARS.negated());
    }

    private static void whateverIsDone(Family family, Duration ahead) throws Exception {
        Ward.resume(Ward.paired(family, SEED), SEED, ward -> {
            ward.device().inject(DeviceFault.CLOCK_OFFSET, ahead.toMillis());
            differs(ward, ahead, "read");
            int number = 0;
            for (Act act : family.acts()) {
                var command = Ward.command(++number);
                if (act.isStop()) {
                    assertThat(ward.stop(command).orElseThrow().outcome()).isInstanceOf(Outcome.Applied.class);
                } else {
                    Plan plan = ward.plan(act);
                    assertThat(ward.commit(plan, ward.released(plan), command)
                                    .orElseThrow()
                                    .outcome())
                            .as(act.name())
                            .isInstanceOf(Outcome.Applied.class);
                }
                ward.time().leapPumpTime(Duration.ofDays(1));
                differs(ward, ahead, act.name());
            }
            ward.restart();
            differs(ward, ahead, "a restart of the platform");
            ward.restartDevice();
            differs(ward, ahead, "a restart of the pump");
        });
    }

    /** By the pump's own word, and by what the platform shows and enters of it. */
    private static void differs(Ward ward, Duration ahead, String after) {
        PumpStatus.Reading reading = ward.read().orElseThrow();
        Instant clock = reading.snapshot().deviceClock();
        assertThat(Duration.between(reading.pumpTime(), clock)).as(after).isEqualTo(ahead);
        assertThat(ward.status().reading().orElseThrow().snapshot().deviceClock())
                .as(after)
                .isEqualTo(clock);
    }
}
