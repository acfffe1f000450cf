// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.IOException;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.StrokeMotor;
import org.cisterna.sim.firmware.Pairings;
import org.cisterna.sim.firmware.SpreadBolus;

/** A {@link PumpState} as bytes for the device's memory, and back. */
final class Image {

    private static final String FORM = "cisterna-sim-medstream/1";

    private Image() {}

    static byte[] of(PumpState s) {
        JsonObject.Builder json = Json.object()
                .put("form", FORM)
                .put("carried", s.valve.carried())
                .put("commands", s.commands.json())
                .put("events", s.events.json())
                .put("sensor", s.sensor.json())
                .put("parts", s.parts.json())
                .put("calculated", s.calculated)
                .put("pulses", s.pulses)
                .put("delivery", s.delivery.name())
                .put("reason", s.reason.name())
                .put("since", s.since)
                .put("notDeliveringSince", s.notDeliveringSince)
                .put(
                        "alarms",
                        Json.array(s.alarms.entrySet().stream()
                                .map(a -> Json.object()
                                        .put("code", a.getKey().name())
                                        .put("since", a.getValue())
                                        .build())
                                .toList()))
                .put("phase", s.phase.name())
                .put("phaseFrom", s.phaseFrom)
                .put("primed", s.primed)
                .put("revision", s.revision)
                .put("bank", s.bank.json())
                .put("boots", s.boots)
                .put("lastReset", s.lastReset.name())
                .put("stuck", s.stuck)
                .put("inField", s.inField)
                .put("notMoved", s.notMoved)
                .put("writeFails", s.writeFails)
                .put("newerFirmware", s.newerFirmware)
                .put("writeLost", s.writeLost);
        s.write(json, "sessionLimit");
        s.running().ifPresent(programme -> json.put("running", programme.text()));
        s.bolus().ifPresent(bolus -> json.put("bolus", json(bolus)));
        return json.build().canonicalBytes();
    }

    /** The programme's bank in an image, without the rest. */
    static Bank bank(byte[] image) throws IOException {
        return Bank.fromJson(DeviceMemory.parse(image, FORM).object("bank"));
    }

    static PumpState read(byte[] image) throws IOException {
        JsonObject json = DeviceMemory.parse(image, FORM);
        PumpState s = new PumpState(
                PumpBody.fromJson(json.object("body")),
                new StrokeMotor(Limits.PULSE, json.number("carried")),
                Sensor.fromJson(json.object("sensor")),
                CommandLog.fromJson(json.array("commands")),
                EventRing.fromJson(json.object("events")),
                Pairings.fromJson(Limits.PAIRINGS, json.object("pairings")),
                PartStages.fromJson(json.array("parts")),
                json.number("usableReservoir"),
                json.number("implanted"),
                Bank.fromJson(json.object("bank")));
        s.calculated = json.number("calculated");
        s.pulses = json.number("pulses");
        s.delivery = Code.Delivery.valueOf(json.string("delivery"));
        s.reason = Code.Reason.valueOf(json.string("reason"));
        s.since = json.number("since");
        s.notDeliveringSince = json.number("notDeliveringSince");
        json.array("alarms")
                .objects()
                .forEach(a -> s.alarms.put(Code.Alarm.valueOf(a.string("code")), a.number("since")));
        s.phase = Code.Phase.valueOf(json.string("phase"));
        s.phaseFrom = json.number("phaseFrom");
        s.primed = small(json, "primed");
        s.revision = json.number("revision");
        s.boots = json.number("boots");
        s.lastReset = Code.Reset.valueOf(json.string("lastReset"));
        s.stuck = json.flag("stuck");
        s.inField = json.flag("inField");
        s.notMoved = small(json, "notMoved");
        s.writeFails = json.flag("writeFails");
        s.newerFirmware = Math.toIntExact(json.optionalNumber("newerFirmware").orElse(0L));
        s.writeLost = json.flag("writeLost");
        s.read(json, "sessionLimit");
        json.optionalString("running").ifPresent(text -> s.run(Programme.stored(text)));
        json.optionalObject("bolus").map(Image::bolus).ifPresent(s::bolusWent);
        return s;
    }

    private static int small(JsonObject json, String name) {
        return Math.toIntExact(json.number(name));
    }

    private static JsonObject json(SpreadBolus bolus) {
        return Json.object()
                .put("ordered", bolus.ordered())
                .put("from", bolus.from())
                .put("millis", bolus.millis())
                .put("given", bolus.made())
                .build();
    }

    private static SpreadBolus bolus(JsonObject json) {
        return new SpreadBolus(
                small(json, "ordered"), json.number("from"), json.number("millis"), small(json, "given"));
    }
}
