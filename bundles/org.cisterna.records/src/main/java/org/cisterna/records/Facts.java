// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DailyDose;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.therapy.fleet.Projection;

/**
 * What of a pump's last reading the rest of its course and the columns need, so that the whole reading need not be read again.
 *
 * @param entry sequence of its entry
 * @param house house time of it
 * @param pumpTime pump time of it
 * @param driver name and version of the driver of its family then; empty when not known
 * @param alarm the worst alarm
 * @param motor whether it delivers
 * @param motorSince since when, turned into pump time
 * @param solution what it was told it holds
 * @param dose nanograms a day of the primary drug, rounded down
 * @param reservoir nanolitres
 * @param projection when it will be empty and when to refill
 * @param replaceBy when to replace the pump
 * @param uncertainSince see {@link FleetRow#uncertainSince()}
 * @param accessed see {@link FleetRow#accessed()}
 */
record Facts(
        long entry,
        Instant house,
        Instant pumpTime,
        String driver,
        FleetRow.Urgency alarm,
        MotorState motor,
        Instant motorSince,
        Optional<Solution> solution,
        Optional<Long> dose,
        long reservoir,
        Optional<Ends> projection,
        Optional<Instant> replaceBy,
        Optional<Instant> uncertainSince,
        Optional<FleetRow.Access> accessed) {

    /** When the reservoir ends: the dates of a {@link Projection}. */
    record Ends(Instant emptyAt, Instant refillBy) {}

    /** A pump that says its battery nears its end lasts this long at the most. */
    static final Duration BATTERY_AFTER_ERI = Duration.ofDays(90);

    /** By how much two readings of one moment on the pump's clock may differ: the clock of some families shows minutes. */
    private static final Duration CLOCK_NOISE = Duration.ofMinutes(2);

    private static final String ERI = "ERI";
    private static final String EOS = "EOS";
    private static final BigInteger LARGEST = BigInteger.valueOf(Columns.MISSING - 1);

    /**
     * What a reading says.
     *
     * @param before what the reading before it said
     * @param commands what the pump was sent lately
     */
    static Facts of(PumpStatus.Reading reading, String driver, Optional<Facts> before, List<Sent> commands) {
        Snapshot snapshot = reading.snapshot();
        return new Facts(
                reading.entry(),
                reading.house(),
                reading.pumpTime(),
                driver,
                worst(snapshot),
                snapshot.motor(),
                inPumpTime(reading, snapshot.motorSince()),
                snapshot.solution(),
                snapshot.solution().map(each -> DailyDose.of(
                                snapshot.programme(), each.primary().concentration())
                        .nanograms()
                        .floor()
                        .min(LARGEST)
                        .longValueExact()),
                snapshot.reservoir().nanolitres(),
                Projection.of(reading).map(each -> new Ends(each.emptyAt(), each.refillBy())),
                replaceBy(reading),
                uncertainSince(reading, before, commands),
                accessed(reading, before));
    }

    /**
     * More is in it than the reading before found: somebody got at the reservoir, or told the pump so, and no act of this platform does either. A sensor may
     * show more by as much as it is allowed to differ; an account rises by nothing of its own. The newest one stands until somebody looked at it.
     */
    private static Optional<FleetRow.Access> accessed(PumpStatus.Reading reading, Optional<Facts> before) {
        Snapshot snapshot = reading.snapshot();
        long slack =
                snapshot.fillSensor().map(each -> each.tolerance().nanolitres()).orElse(0L);
        return before.filter(each -> snapshot.reservoir().nanolitres() - each.reservoir() > slack)
                .map(each -> new FleetRow.Access(
                        each.pumpTime(), reading.pumpTime(), new Volume(each.reservoir()), snapshot.reservoir()))
                .or(() -> before.flatMap(Facts::accessed));
    }

    /** After a visit was closed: whoever closed it has seen what was found. */
    Facts visited() {
        return new Facts(
                entry,
                house,
                pumpTime,
                driver,
                alarm,
                motor,
                motorSince,
                solution,
                dose,
                reservoir,
                projection,
                replaceBy,
                uncertainSince,
                Optional.empty());
    }

    /**
     * A pump that calculates its volume counts what it ordered its motor to give, also while the motor stood still and it had not noticed. So its volume is
     * uncertain from when it was read standing still, or running since a moment after the reading before although nobody commanded it, until more is in it
     * than before: then somebody filled it and set its account anew.
     */
    private static Optional<Instant> uncertainSince(
            PumpStatus.Reading reading, Optional<Facts> before, List<Sent> commands) {
        Snapshot snapshot = reading.snapshot();
        if (snapshot.identity().capabilities().reservoirSource() != Source.CALCULATED) {
            return Optional.empty();
        }
        if (snapshot.motor() == MotorState.STALLED) {
            return before.flatMap(Facts::uncertainSince).or(() -> Optional.of(reading.pumpTime()));
        }
        boolean filled = before.filter(each -> snapshot.reservoir().nanolitres() > each.reservoir())
                .isPresent();
        if (filled) {
            return Optional.empty();
        }
        Instant runs = inPumpTime(reading, snapshot.motorSince());
        return before.flatMap(Facts::uncertainSince).or(() -> before.filter(each -> each.motor() == MotorState.RUNNING
                        && snapshot.motor() == MotorState.RUNNING
                        && commands.stream().noneMatch(sent -> !sent.since().isBefore(each.house()))
                        && runs.isAfter(each.pumpTime().plus(CLOCK_NOISE)))
                .map(Facts::pumpTime));
    }

    private static FleetRow.Urgency worst(Snapshot snapshot) {
        if (snapshot.alarms().stream().anyMatch(Alarm::critical)) {
            return FleetRow.Urgency.CRITICAL_ALARM;
        }
        return snapshot.alarms().isEmpty() ? FleetRow.Urgency.NONE : FleetRow.Urgency.ALARM;
    }

    /** A moment of the pump's own clock, as far from the reading in pump time as it was by that clock. */
    private static Instant inPumpTime(PumpStatus.Reading reading, Instant deviceTime) {
        return reading.pumpTime()
                .minusMillis(Duration.between(deviceTime, reading.snapshot().deviceClock())
                        .toMillis());
    }

    /** By the date of the battery's own alarm; a pump at the end of its service is due since then. */
    private static Optional<Instant> replaceBy(PumpStatus.Reading reading) {
        return due(reading, EOS, Duration.ZERO).or(() -> due(reading, ERI, BATTERY_AFTER_ERI));
    }

    /** Some time after an alarm began; at the reading already when the pump does not say since when it stands. */
    private static Optional<Instant> due(PumpStatus.Reading reading, String code, Duration after) {
        return reading.snapshot().alarms().stream()
                .filter(each -> each.code().equals(code))
                .map(each -> inPumpTime(
                        reading,
                        each.since()
                                .map(since -> since.plus(after))
                                .orElse(reading.snapshot().deviceClock())))
                .min(Comparator.naturalOrder());
    }

    JsonObject toJson() {
        return Json.object()
                .put("entry", entry)
                .put("house", house.toEpochMilli())
                .put("pumpTime", pumpTime.toEpochMilli())
                .put("driver", driver)
                .put("alarm", alarm.name())
                .put("motor", motor.name())
                .put("motorSince", motorSince.toEpochMilli())
                .putOptional("solution", solution.map(Solution::toJson))
                .putOptional("dose", dose.map(each -> Long.toString(each)))
                .put("reservoir", reservoir)
                .putOptional("emptyAt", projection.map(each -> each.emptyAt().toEpochMilli()))
                .putOptional("refillBy", projection.map(each -> each.refillBy().toEpochMilli()))
                .putOptional("replaceBy", replaceBy.map(Instant::toEpochMilli))
                .putOptional("uncertainSince", uncertainSince.map(Instant::toEpochMilli))
                .putOptional("accessed", accessed.map(each -> Json.object()
                        .put("after", each.after().toEpochMilli())
                        .put("found", each.found().toEpochMilli())
                        .put("from", each.from().nanolitres())
                        .put("to", each.to().nanolitres())
                        .build()))
                .build();
    }

    static Facts fromJson(JsonObject json) {
        return new Facts(
                json.number("entry"),
                Instant.ofEpochMilli(json.number("house")),
                Instant.ofEpochMilli(json.number("pumpTime")),
                json.string("driver"),
                FleetRow.Urgency.valueOf(json.string("alarm")),
                MotorState.valueOf(json.string("motor")),
                Instant.ofEpochMilli(json.number("motorSince")),
                json.optionalArray("solution").map(Solution::fromJson),
                json.optionalString("dose").map(Long::parseLong),
                json.number("reservoir"),
                json.optionalNumber("emptyAt")
                        .map(empty ->
                                new Ends(Instant.ofEpochMilli(empty), Instant.ofEpochMilli(json.number("refillBy")))),
                json.optionalNumber("replaceBy").map(Instant::ofEpochMilli),
                json.optionalNumber("uncertainSince").map(Instant::ofEpochMilli),
                json.optionalObject("accessed")
                        .map(each -> new FleetRow.Access(
                                Instant.ofEpochMilli(each.number("after")),
                                Instant.ofEpochMilli(each.number("found")),
                                new Volume(each.number("from")),
                                new Volume(each.number("to")))));
    }
}
