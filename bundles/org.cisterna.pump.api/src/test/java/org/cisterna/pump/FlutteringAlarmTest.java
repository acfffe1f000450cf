// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which alarms flutter. */
class FlutteringAlarmTest {

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private final List<PumpEvent> events = new ArrayList<>();

    private FlutteringAlarmTest alarm(String name, long... seconds) {
        for (long each : seconds) {
            event("ALARM_BEGAN", name, each);
            event("ALARM_ENDED", name, each + 1);
        }
        return this;
    }

    private void event(String code, String detail, long second) {
        events.add(new PumpEvent(events.size() + 1, START.plusSeconds(second), code, Optional.empty(), detail));
    }

    private static FlutteringAlarm found(String alarm, int times, long first, long last) {
        return new FlutteringAlarm("ALARM_BEGAN " + alarm, times, START.plusSeconds(first), START.plusSeconds(last));
    }

    @Test
    void threeTimesInTenMinutesIsOneFinding() {
        alarm("LOW_RESERVOIR", 0, 300, 600);
        assertThat(FlutteringAlarm.in(events)).containsExactly(found("LOW_RESERVOIR", 3, 0, 600));
        assertThat(FlutteringAlarm.in(events).get(0).text())
                .contains("LOW_RESERVOIR came 3 times between 2026-03-01T09:00:00Z and 2026-03-01T09:10:00Z");
    }

    @Test
    void aSecondMoreOrOnceLessIsNone() {
        alarm("LOW_RESERVOIR", 0, 300, 601);
        assertThat(FlutteringAlarm.in(events)).isEmpty();
        events.clear();
        alarm("LOW_RESERVOIR", 0, 10);
        assertThat(FlutteringAlarm.in(events)).isEmpty();
    }

    @Test
    void twoAlarmsAreNotOne() {
        alarm("LOW_RESERVOIR", 0, 10).alarm("LOW_BATTERY", 20, 30);
        assertThat(FlutteringAlarm.in(events)).isEmpty();
    }

    @Test
    void aLongFlutterIsOneAndALaterOneAnother() {
        alarm("LOW_RESERVOIR", 0, 200, 400, 600, 800, 90_000, 90_100, 90_200);
        assertThat(FlutteringAlarm.in(events))
                .containsExactly(found("LOW_RESERVOIR", 5, 0, 800), found("LOW_RESERVOIR", 3, 90_000, 90_200));
    }

    @Test
    void aLoneOneBeforeIsNoPartOfIt() {
        alarm("LOW_RESERVOIR", 0, 5_000, 5_100, 5_200);
        assertThat(FlutteringAlarm.in(events)).containsExactly(found("LOW_RESERVOIR", 3, 5_000, 5_200));
    }

    @Test
    void aClockThatWasSetBackJoinsNothing() {
        alarm("LOW_RESERVOIR", 100, 200, 50, 60);
        assertThat(FlutteringAlarm.in(events)).isEmpty();
        alarm("LOW_RESERVOIR", 70);
        assertThat(FlutteringAlarm.in(events)).containsExactly(found("LOW_RESERVOIR", 3, 50, 70));
    }

    @Test
    void aDriveThatStandsIsOneUnderItsOwnName() {
        for (long each : new long[] {0, 60, 120}) {
            event("MOTOR_STALL", "", each);
            event("MOTOR_STALL_RECOVERY", "", each + 10);
        }
        assertThat(FlutteringAlarm.in(events))
                .containsExactly(new FlutteringAlarm("MOTOR_STALL", 3, START, START.plusSeconds(120)));
    }
}
