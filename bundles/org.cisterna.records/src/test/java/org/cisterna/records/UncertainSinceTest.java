// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

/** When the volume that a pump calculated is uncertain because its motor stood still, from reading to reading. */
class UncertainSinceTest {

    private static final PumpId PUMP = new PumpId("Acme", "S-1");
    private static final Instant FIRST = Instant.parse("2026-03-01T09:00:00Z");
    private static final Duration SLOW = Duration.ofMinutes(3);

    private final Clinic clinic = new Clinic(VirtualTime.create(1));

    /** A reading some hours after the first, of a motor that runs, or does something else, since so many hours after the first; its clock is behind. */
    private PumpStatus.Reading reading(int hours, MotorState motor, int since, long nanolitres) {
        JsonObject json = clinic.snapshot(
                        PUMP, Clinic.continuous(163_000), Clinic.BACLOFEN, nanolitres, motor, List.of())
                .toJson();
        JsonObject.Builder changed = Json.object();
        json.names()
                .forEach(name -> changed.put(
                        name,
                        switch (name) {
                            case "motorSince" -> Json.text(clock(since));
                            case "deviceClock" -> Json.text(clock(hours));
                            default -> json.get(name).orElseThrow();
                        }));
        return new PumpStatus.Reading(hours, at(hours), at(hours), Snapshot.fromJson(changed.build()), true);
    }

    private static Instant at(int hours) {
        return FIRST.plus(Duration.ofHours(hours));
    }

    private static String clock(int hours) {
        return at(hours).minus(SLOW).toString();
    }

    private static Facts facts(PumpStatus.Reading reading, Optional<Facts> before) {
        return Facts.fromJson(Facts.of(reading, "Acme", before, List.of()).toJson());
    }

    @Test
    void aPumpThatRanThroughIsCertain() {
        Facts first = facts(reading(0, MotorState.RUNNING, -5, 18_000_000), Optional.empty());
        Facts second = facts(reading(24, MotorState.RUNNING, -5, 17_837_000), Optional.of(first));
        assertThat(first.uncertainSince()).isEmpty();
        assertThat(second.uncertainSince()).isEmpty();
    }

    @Test
    void oneThatRunsSinceAMomentAfterTheReadingBeforeIsNotUntilItIsFilled() {
        Facts first = facts(reading(0, MotorState.RUNNING, -5, 18_000_000), Optional.empty());
        Facts second = facts(reading(24, MotorState.RUNNING, 7, 17_900_000), Optional.of(first));
        Facts third = facts(reading(48, MotorState.RUNNING, 7, 17_700_000), Optional.of(second));
        Facts filled = facts(reading(72, MotorState.RUNNING, 50, 19_900_000), Optional.of(third));
        assertThat(second.uncertainSince()).contains(FIRST);
        assertThat(third.uncertainSince()).contains(FIRST);
        assertThat(filled.uncertainSince()).isEmpty();
    }

    @Test
    void oneThatWasReadStandingStillIsNotFromThatReadingOn() {
        Facts stalled = facts(reading(0, MotorState.STALLED, -1, 18_000_000), Optional.empty());
        Facts runs = facts(reading(24, MotorState.RUNNING, 2, 17_900_000), Optional.of(stalled));
        assertThat(stalled.uncertainSince()).contains(FIRST);
        assertThat(runs.uncertainSince()).contains(FIRST);
    }

    /** It was stopped by order and started again by order: it counted nothing meanwhile. */
    @Test
    void oneThatStoodByOrderIsCertain() {
        Facts stopped = facts(reading(0, MotorState.STOPPED, -1, 18_000_000), Optional.empty());
        assertThat(facts(reading(24, MotorState.RUNNING, 2, 17_900_000), Optional.of(stopped))
                        .uncertainSince())
                .isEmpty();
    }
}
