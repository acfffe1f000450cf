// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Source;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    private static final Instant READ = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void aPumpAtOneMillilitreADayIsEmptyAfterAsManyDaysAsItHoldsMillilitres() {
        Projection projection = projection(20_000_000, continuous(1_000_000), 0).orElseThrow();

        assertThat(projection.emptyAt()).isEqualTo(READ.plus(Duration.ofDays(20)));
        assertThat(projection.at(READ)).isEqualTo(new Volume(20_000_000));
        assertThat(projection.at(READ.plus(Duration.ofDays(5)))).isEqualTo(new Volume(15_000_000));
        assertThat(projection.at(READ.plus(Duration.ofDays(20)))).isEqualTo(Volume.ZERO);
        assertThat(projection.at(READ.plus(Duration.ofDays(21)))).isEqualTo(Volume.ZERO);
        assertThat(projection.at(READ.minusSeconds(60))).isEqualTo(new Volume(20_000_000));
    }

    @Test
    void refillIsDueAWeekBeforeTheWarningVolumeWouldBeReachedByTheFastestPumpOfItsAccuracy() {
        // 18 mL above the 2 mL at which it warns; 1.2 mL/day at the most
        Projection projection =
                projection(20_000_000, continuous(1_000_000), 200).orElseThrow();

        assertThat(projection.refillBy()).isEqualTo(READ.plus(Duration.ofDays(15 - 7)));
    }

    @Test
    void belowTheWarningVolumeTheDayToRefillIsPast() {
        Projection projection = projection(1_500_000, continuous(1_000_000), 0).orElseThrow();

        assertThat(projection.refillBy())
                .isEqualTo(READ.minus(Duration.ofHours(12)).minus(Projection.LEAD));
        assertThat(projection.emptyAt()).isEqualTo(READ.plus(Duration.ofHours(36)));
    }

    @Test
    void aScheduleCountsWithItsExactMeanAndRoundsToTheEarlierTimeAndTheSmallerVolume() {
        Programme day = new Programme.Flex(List.of(
                new Programme.Step(new DayTime(0), new FlowRate(1_000_000)),
                new Programme.Step(new DayTime(7), new FlowRate(999_999))));
        Projection projection = projection(10_000_000, day, 0).orElseThrow();

        // 999,999 + 7/1440 nL a day
        assertThat(projection.nanolitresPerDay()).isEqualTo(Ratio.of(999_999).plus(Ratio.of(7, 1440)));
        // 10 mL / that = 10.00000995… days, 864,000,859.8… ms
        assertThat(projection.emptyAt()).isEqualTo(READ.plusMillis(864_000_859));
        assertThat(projection.at(READ.plus(Duration.ofDays(1)))).isEqualTo(new Volume(9_000_000));
    }

    @Test
    void whatDoesNotDeliverIsNotProjected() {
        assertThat(projection(20_000_000, new Programme.Stopped(), 0)).isEmpty();
        for (MotorState each : MotorState.values()) {
            assertThat(Projection.of(reading(20_000_000, continuous(1_000_000), 0, each))
                            .isPresent())
                    .isEqualTo(each == MotorState.RUNNING);
        }
    }

    @Test
    void aFlowThatHardlyFlowsHasADateAllTheSame() {
        Projection projection =
                projection(1_000_000_000_000_000L, continuous(1), 0).orElseThrow();

        assertThat(projection.emptyAt()).isEqualTo(READ.plus(Duration.ofDays(1_000_000)));
    }

    private static Programme continuous(long nanolitresPerDay) {
        return new Programme.Continuous(new FlowRate(nanolitresPerDay));
    }

    private static Optional<Projection> projection(long nanolitres, Programme programme, int accuracy) {
        return Projection.of(reading(nanolitres, programme, accuracy, MotorState.RUNNING));
    }

    private static PumpStatus.Reading reading(long nanolitres, Programme programme, int accuracy, MotorState motor) {
        Capabilities capabilities = new Capabilities(
                new Range<>(new FlowRate(1), new FlowRate(24_000_000)),
                new FlowRate(1),
                13,
                Duration.ofMinutes(1),
                new Volume(20_000_000),
                new Volume(1_400_000),
                new Volume(140_000),
                new Volume(2_000_000),
                accuracy,
                Source.CALCULATED,
                Optional.empty());
        Snapshot snapshot = new Snapshot(
                new PumpIdentity(new PumpId("Acme", "S-1"), "M", "1.0", capabilities, true),
                new Revision(1),
                programme,
                Optional.empty(),
                motor,
                READ,
                new Volume(nanolitres),
                Volume.ZERO,
                READ,
                Snapshot.Battery.OK,
                List.of(),
                Optional.empty());
        return new PumpStatus.Reading(7, READ, READ, snapshot, true);
    }
}
