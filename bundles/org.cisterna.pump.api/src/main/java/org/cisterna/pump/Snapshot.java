// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;
import org.cisterna.quantity.Volume;

/**
 * What a pump said in one interrogation. It is true of that moment; everything later is a projection.
 *
 * @param identity who answered
 * @param revision of the therapy state read
 * @param programme what the pump runs, or holds in memory while {@code motor} says that it stands still; {@link Programme.Stopped} when
 *     it holds none
 * @param solution what the pump was told it holds; empty when it was told of fluid without a drug, or of nothing
 * @param motor whether it delivers
 * @param motorSince the pump's own clock, since when
 * @param reservoir usable volume left, from the source the capabilities declare
 * @param delivered lifetime volume since manufacture
 * @param deviceClock the pump's own clock at the reading
 * @param battery how near its end is
 * @param alarms that stand now
 * @param lastCommand the last command it remembers
 * @param parts what it holds beside the programme, in the order of {@link ProgrammePart#inOrder}, and what it says has become of each
 * @param fillSensor of a pump whose reservoir volume is measured: when, and what it calculated beside it; empty when it has no sensor
 */
public record Snapshot(
        PumpIdentity identity,
        Revision revision,
        Programme programme,
        Optional<Solution> solution,
        MotorState motor,
        Instant motorSince,
        Volume reservoir,
        Volume delivered,
        Instant deviceClock,
        Battery battery,
        List<Alarm> alarms,
        Optional<CommandEffect> lastCommand,
        List<HeldPart> parts,
        Optional<FillSensor> fillSensor) {

    /** A pump without a fill-level sensor. */
    public Snapshot(
            PumpIdentity identity,
            Revision revision,
            Programme programme,
            Optional<Solution> solution,
            MotorState motor,
            Instant motorSince,
            Volume reservoir,
            Volume delivered,
            Instant deviceClock,
            Battery battery,
            List<Alarm> alarms,
            Optional<CommandEffect> lastCommand,
            List<HeldPart> parts) {
        this(
                identity,
                revision,
                programme,
                solution,
                motor,
                motorSince,
                reservoir,
                delivered,
                deviceClock,
                battery,
                alarms,
                lastCommand,
                parts,
                Optional.empty());
    }

    /** A pump that holds nothing beside its programme, without a fill-level sensor. */
    public Snapshot(
            PumpIdentity identity,
            Revision revision,
            Programme programme,
            Optional<Solution> solution,
            MotorState motor,
            Instant motorSince,
            Volume reservoir,
            Volume delivered,
            Instant deviceClock,
            Battery battery,
            List<Alarm> alarms,
            Optional<CommandEffect> lastCommand) {
        this(
                identity,
                revision,
                programme,
                solution,
                motor,
                motorSince,
                reservoir,
                delivered,
                deviceClock,
                battery,
                alarms,
                lastCommand,
                List.of());
    }

    /** State of the battery. */
    public enum Battery {
        /** No sign of its end. */
        OK,
        /** Elective replacement indicated. */
        ERI,
        /** End of service: therapy has ended or may end now. */
        EOS,
        /** The pump gave a state that its driver has no word for, or none. */
        UNKNOWN
    }

    public Snapshot {
        alarms = List.copyOf(alarms);
        parts = HeldPart.inOrder(parts);
    }

    /** What the pump holds beside its programme, without what became of it. */
    public List<ProgrammePart> programmeParts() {
        return parts.stream().map(HeldPart::part).toList();
    }

    /** Names exactly what was read. */
    public Digest digest() {
        return Digest.of("org.cisterna.pump.snapshot/1", toJson());
    }

    /** As JSON, each quantity with its unit. */
    public JsonObject toJson() {
        return Json.object()
                .put("identity", identity.toJson())
                .put("revision", revision.number())
                .put("programme", programme.toJson())
                .putOptional("solution", solution.map(Solution::toJson))
                .put("motor", motor.name())
                .put("motorSince", motorSince.toString())
                .put("reservoir", reservoir.text())
                .put(
                        "reservoirSource",
                        identity.capabilities().reservoirSource().name())
                .put("delivered", delivered.text())
                .put("deviceClock", deviceClock.toString())
                .put("battery", battery.name())
                .put("alarms", Json.array(alarms.stream().map(Alarm::toJson).toList()))
                .putOptional("lastCommand", lastCommand.map(CommandEffect::toJson))
                .putOptional("parts", HeldPart.toJson(parts))
                .putOptional("fillSensor", fillSensor.map(FillSensor::toJson))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Snapshot fromJson(JsonObject json) {
        return new Snapshot(
                PumpIdentity.fromJson(json.object("identity")),
                new Revision(json.number("revision")),
                Programme.fromJson(json.object("programme")),
                json.get("solution").map(each -> Solution.fromJson(json.array("solution"))),
                MotorState.valueOf(json.string("motor")),
                Timestamp.parse(json.string("motorSince")),
                Volume.parse(json.string("reservoir")).orElseThrow(),
                Volume.parse(json.string("delivered")).orElseThrow(),
                Timestamp.parse(json.string("deviceClock")),
                Battery.valueOf(json.string("battery")),
                json.array("alarms").objects().stream().map(Alarm::fromJson).toList(),
                json.optionalObject("lastCommand").map(CommandEffect::fromJson),
                HeldPart.fromJson(json),
                json.optionalObject("fillSensor").map(FillSensor::fromJson));
    }
}
