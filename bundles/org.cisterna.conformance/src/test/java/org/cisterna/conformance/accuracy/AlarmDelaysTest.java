// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;

/** Delays of alarms by hand. */
class AlarmDelaysTest {

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static List<Long> counts(AlarmDelays delays) {
        return delays.toJson().array("bins").objects().stream()
                .map(each -> each.number("count"))
                .toList();
    }

    @Test
    void theBarsReachToTheLatestThatIsDeclaredOrSeen() {
        AlarmDelays soon =
                new AlarmDelays("X", Optional.of(minutes(20)), List.of(minutes(19), minutes(2), minutes(1)), 0);
        assertThat(soon.isWithin()).isTrue();
        assertThat(counts(soon)).containsExactly(1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
        JsonObject json = soon.toJson();
        assertThat(json.string("least") + json.string("median") + json.string("greatest"))
                .isEqualTo("PT1MPT2MPT19M");
        assertThat(json.array("bins").objects().get(9).string("to")).isEqualTo("PT20M");

        AlarmDelays late = new AlarmDelays("X", Optional.of(minutes(20)), List.of(minutes(21)), 0);
        assertThat(late.isWithin()).isFalse();
        assertThat(counts(late)).as("three minutes a bar").containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L);
        assertThat(counts(new AlarmDelays("X", Optional.of(minutes(20)), List.of(minutes(20)), 0)))
                .as("the last moment is in the last bar")
                .endsWith(1L);
        assertThat(new AlarmDelays("X", Optional.of(minutes(20)), List.of(minutes(20)), 0).isWithin())
                .isTrue();
    }

    @Test
    void anAlarmThatNeverCameIsNotWithin() {
        AlarmDelays never = new AlarmDelays("X", Optional.of(minutes(20)), List.of(), 3);
        assertThat(never.isWithin()).isFalse();
        assertThat(never.toJson().optionalString("least")).isEmpty();
        assertThat(never.toJson().number("times")).isEqualTo(3);
        assertThat(new AlarmDelays("X", Optional.empty(), List.of(minutes(900)), 0).isWithin())
                .as("nothing is declared to hold it against")
                .isTrue();
        assertThatThrownBy(() -> new AlarmDelays("X", Optional.empty(), List.of(), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AlarmDelays("X", Optional.empty(), List.of(minutes(-1)), 0))
                .hasMessageContaining("PT-1M");
    }
}
