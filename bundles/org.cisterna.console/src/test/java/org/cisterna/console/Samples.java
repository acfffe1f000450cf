// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.FillSensor;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.cisterna.quantity.VolumePerLength;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.PatientReference;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.therapy.fleet.Projection;

/** A pump as the tests of pages need it, with hostile text where a device could put it. */
public final class Samples {

    public static final String HOSTILE = "\"><img src=x onerror=alert(1)>";
    public static final PumpId PUMP = new PumpId("Acme", "S-0042");
    public static final Instant READ = Instant.parse("2026-02-10T08:00:00Z");
    public static final Solution BACLOFEN =
            Solution.of("baclofen", Concentration.parse("2000 mcg/mL").orElseThrow());

    private Samples() {}

    public static Capabilities capabilities() {
        return new Capabilities(
                new Range<>(rate("0.024 mL/day"), rate("24 mL/day")),
                rate("0.001 mL/day"),
                24,
                Duration.ofMinutes(30),
                volume("20 mL"),
                volume("1 mL"),
                volume("0.14 mL"),
                volume("2 mL"),
                145,
                Source.CALCULATED,
                Optional.of(Duration.ofMinutes(2)));
    }

    public static PumpIdentity identity() {
        return new PumpIdentity(PUMP, HOSTILE, HOSTILE, capabilities(), true);
    }

    public static Snapshot snapshot(MotorState motor, Alarm... alarms) {
        return snapshot(motor, volume("8.4 mL"), alarms);
    }

    public static Snapshot snapshot(MotorState motor, Volume left, Alarm... alarms) {
        return new Snapshot(
                identity(),
                new Revision(3),
                new Programme.Continuous(rate("0.14 mL/day")),
                Optional.of(BACLOFEN),
                motor,
                READ.minusSeconds(3600),
                left,
                volume("12 mL"),
                READ.plusSeconds(2),
                Snapshot.Battery.OK,
                List.of(alarms),
                Optional.empty());
    }

    /** Of a pump with a fill-level sensor, which measured half a minute before the reading. */
    public static Snapshot sensed(String measured, String calculated) {
        Capabilities plain = capabilities();
        Capabilities sensing = new Capabilities(
                plain.rate(),
                plain.rateGrid(),
                plain.maxSteps(),
                plain.stepGrid(),
                plain.reservoirCapacity(),
                plain.residualVolume(),
                plain.tubingVolume(),
                plain.lowReservoir(),
                plain.accuracyPerMille(),
                Source.MEASURED,
                plain.interimStop(),
                plain.functions());
        Snapshot like = snapshot(MotorState.RUNNING, volume(measured));
        return new Snapshot(
                new PumpIdentity(PUMP, HOSTILE, HOSTILE, sensing, true),
                like.revision(),
                like.programme(),
                like.solution(),
                like.motor(),
                like.motorSince(),
                like.reservoir(),
                like.delivered(),
                like.deviceClock(),
                like.battery(),
                like.alarms(),
                like.lastCommand(),
                like.parts(),
                Optional.of(new FillSensor(READ.minusSeconds(30), volume(calculated), volume("1 mL"))));
    }

    public static PumpStatus.Reading reading(Snapshot snapshot) {
        return new PumpStatus.Reading(7, READ, READ, snapshot, true);
    }

    public static Implant implant() {
        return new Implant(
                identity(),
                "synchromed",
                new PatientReference("PT-004417882"),
                "spasticity-spinal",
                BACLOFEN,
                BACLOFEN,
                List.of(new CatheterSegment(
                        HOSTILE,
                        Optional.of(Length.parse("100 cm").orElseThrow()),
                        Optional.of(Length.parse("20 cm").orElseThrow()),
                        VolumePerLength.parse("0.0026 mL/cm").orElseThrow())),
                READ,
                new Staff("theo", HOSTILE),
                5);
    }

    public static PumpStatus status(Snapshot snapshot) {
        return new PumpStatus(
                PUMP,
                "synchromed",
                HOSTILE,
                READ,
                true,
                PumpStatus.LinkState.SILENT,
                "",
                Optional.of(reading(snapshot)),
                Optional.empty());
    }

    /** A row of a pump without telemetry, known by its label. */
    public static FleetRow byHand(PumpId pump) {
        return new FleetRow(
                pump,
                "codman",
                "Model 16 mL",
                "",
                true,
                true,
                Optional.of(new PatientReference("PT-004417883")),
                Optional.of(BACLOFEN),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                List.of(),
                813);
    }

    public static FleetRow row(PumpId pump, Snapshot snapshot) {
        return row(pump, snapshot, List.of());
    }

    public static FleetRow row(PumpId pump, Snapshot snapshot, List<FleetRow.OwedReview> reviews) {
        PumpStatus.Reading reading = reading(snapshot);
        return new FleetRow(
                pump,
                "synchromed",
                HOSTILE,
                HOSTILE,
                true,
                false,
                Optional.of(new PatientReference("PT-004417882")),
                Optional.of(BACLOFEN),
                Optional.of(reading),
                HOSTILE,
                Projection.of(reading),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                reviews,
                List.of(),
                List.of(),
                812);
    }

    public static Volume volume(String text) {
        return Volume.parse(text).orElseThrow();
    }

    public static FlowRate rate(String text) {
        return FlowRate.parse(text).orElseThrow();
    }
}
