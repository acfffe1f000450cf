// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.StrokeMotor;
import org.cisterna.sim.firmware.Pairings;
import org.cisterna.sim.synchromed.PumpState.Bank;
import org.cisterna.sim.synchromed.PumpState.Pending;

/** A {@link PumpState} as bytes for the device's memory, and back. */
final class Image {

    private static final String FORM = "cisterna-sim-synchromed/1";

    private Image() {}

    static byte[] of(PumpState s) {
        JsonObject.Builder json = Json.object()
                .put("form", FORM)
                .put("carried", s.motor.carried())
                .put("commands", s.commands.json())
                .put("events", s.events.json())
                .put("rotor", s.rotor.json())
                .put("calculated", s.calculated)
                .put("lifetime", s.lifetime)
                .put("motorState", s.motorState)
                .put("reason", s.reason)
                .put("since", s.since)
                .put("notRunningSince", s.notRunningSince)
                .put("stallDue", s.stallDue)
                .put("recoveryDue", s.recoveryDue)
                .put("alarms", s.alarms)
                .put("revision", s.revision)
                .put("bank", s.bank.json())
                .put("boots", s.boots)
                .put("lastReset", s.lastReset)
                .put("lastResetClock", s.lastResetClock)
                .put("writeFails", s.writeFails)
                .put("newerFirmware", s.newerFirmware)
                .put("writeLost", s.writeLost)
                .put("staysStopped", s.staysStopped)
                .put("replaceByWrong", s.replaceByWrong)
                .put("prematureLow", s.prematureLow)
                .put("tubeSet", s.tubeSet)
                .put("noticed", s.noticed)
                .put("regimen", s.regimen.json());
        s.write(json, "sessionIdLimit");
        s.running().ifPresent(plan -> json.put("running", plan.bytes().hex()));
        Optional.ofNullable(s.pending).ifPresent(p -> json.put("pending", json(p)));
        return json.build().canonicalBytes();
    }

    private static JsonObject json(Pending p) {
        return Json.object()
                .put("commandId", p.commandId().hex())
                .put("block", p.block().hex())
                .put("deadline", p.deadline())
                .put("motorBefore", p.motorBefore())
                .put("reasonBefore", p.reasonBefore())
                .put("sinceBefore", p.sinceBefore())
                .build();
    }

    private static Pending pending(JsonObject json) {
        return new Pending(
                Bytes.fromHex(json.string("commandId")),
                Bytes.fromHex(json.string("block")),
                json.number("deadline"),
                Math.toIntExact(json.number("motorBefore")),
                Math.toIntExact(json.number("reasonBefore")),
                json.number("sinceBefore"));
    }

    /** The programme's bank in an image, without the rest. */
    static Bank bank(byte[] image) throws IOException {
        return Bank.fromJson(DeviceMemory.parse(image, FORM).object("bank"));
    }

    static PumpState read(byte[] image) throws IOException {
        JsonObject json = DeviceMemory.parse(image, FORM);
        PumpState s = new PumpState(
                PumpBody.fromJson(json.object("body")),
                new StrokeMotor(Limits.STROKE, json.number("carried")),
                CommandLog.fromJson(json.array("commands")),
                EventRing.fromJson(json.object("events")),
                Pairings.fromJson(Limits.PAIRINGS, json.object("pairings")),
                json.number("usableReservoir"),
                json.number("implanted"),
                Bank.fromJson(json.object("bank")));
        s.calculated = json.number("calculated");
        s.lifetime = json.number("lifetime");
        s.motorState = Math.toIntExact(json.number("motorState"));
        s.reason = Math.toIntExact(json.number("reason"));
        s.since = json.number("since");
        s.notRunningSince = json.number("notRunningSince");
        s.stallDue = json.number("stallDue");
        s.recoveryDue = json.number("recoveryDue");
        s.alarms = Math.toIntExact(json.number("alarms"));
        s.revision = json.number("revision");
        s.boots = json.number("boots");
        s.lastReset = Math.toIntExact(json.number("lastReset"));
        s.lastResetClock = json.number("lastResetClock");
        s.writeFails = json.flag("writeFails");
        s.newerFirmware = Math.toIntExact(json.optionalNumber("newerFirmware").orElse(0L));
        s.writeLost = json.flag("writeLost");
        s.staysStopped = json.flag("staysStopped");
        s.read(json, "sessionIdLimit");
        if (json.get("rotor").isPresent()) {
            s.rotor = Rotor.fromJson(json.object("rotor"));
            s.replaceByWrong = json.flag("replaceByWrong");
            s.prematureLow = json.flag("prematureLow");
            s.tubeSet = json.flag("tubeSet");
            s.noticed = json.flag("noticed");
        } else {
            s.rotor.stalled = json.flag("stalled"); // of before there was a battery in it
        }
        json.optionalString("running").ifPresent(hex -> s.run(PlanBlock.stored(Bytes.fromHex(hex))));
        List<Part> parts = s.running().map(PlanBlock::parts).orElse(List.of());
        s.regimen = json.optionalObject("regimen")
                .map(each -> Regimen.fromJson(each, parts))
                .orElseGet(Regimen::new);
        s.pending = json.optionalObject("pending").map(Image::pending).orElse(null);
        return s;
    }
}
