// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.IOException;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.StrokeMotor;
import org.cisterna.sim.firmware.Pairings;

/** A {@link PumpState} as bytes for the device's memory, and back. */
final class Image {

    private static final String FORM = "cisterna-sim-prometra/1";

    private Image() {}

    static byte[] of(PumpState s) {
        JsonObject.Builder json = Json.object()
                .put("form", FORM)
                .put("carried", s.motor.carried())
                .put("commands", s.commands.json())
                .put("events", s.events.json())
                .put("patient", s.patient.json())
                .put("parts", s.parts.json())
                .put("calculated", s.calculated)
                .put("strokes", s.strokes)
                .put("delivery", s.delivery)
                .put("reason", s.reason)
                .put("since", s.since)
                .put("notDeliveringSince", s.notDeliveringSince)
                .put(
                        "alarms",
                        Json.array(s.alarms.entrySet().stream()
                                .map(a -> Json.object()
                                        .put("code", a.getKey())
                                        .put("since", a.getValue())
                                        .build())
                                .toList()))
                .put("phase", s.phase)
                .put("phaseFrom", s.phaseFrom)
                .put("primed", s.primed)
                .put("revision", s.revision)
                .put("bank", s.bank.json())
                .put("boots", s.boots)
                .put("lastReset", s.lastReset)
                .put("valveClosed", s.valveClosed)
                .put("valveFails", s.valveFails)
                .put("inField", s.inField)
                .put("notRefilled", s.notRefilled)
                .put("writeFails", s.writeFails)
                .put("newerFirmware", s.newerFirmware)
                .put("writeLost", s.writeLost);
        s.write(json, "sessionLimit");
        s.running().ifPresent(programme -> json.put("running", programme.bytes().hex()));
        s.bolus().ifPresent(bolus -> json.put("bolus", bolus.json()));
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
                new StrokeMotor(Limits.STROKE, json.number("carried")),
                CommandLog.fromJson(json.array("commands")),
                EventRing.fromJson(json.object("events")),
                Pairings.fromJson(Limits.PAIRINGS, json.object("pairings")),
                PatientDesk.fromJson(json.object("patient")),
                PartStages.fromJson(json.array("parts")),
                json.number("usableReservoir"),
                json.number("implanted"),
                Bank.fromJson(json.object("bank")));
        s.calculated = json.number("calculated");
        s.strokes = json.number("strokes");
        s.delivery = small(json, "delivery");
        s.reason = small(json, "reason");
        s.since = json.number("since");
        s.notDeliveringSince = json.number("notDeliveringSince");
        json.array("alarms").objects().forEach(a -> s.alarms.put(small(a, "code"), a.number("since")));
        s.phase = small(json, "phase");
        s.phaseFrom = json.number("phaseFrom");
        s.primed = small(json, "primed");
        s.revision = json.number("revision");
        s.boots = json.number("boots");
        s.lastReset = small(json, "lastReset");
        s.valveClosed = json.flag("valveClosed");
        s.inField = json.flag("inField");
        s.notRefilled = small(json, "notRefilled");
        s.writeFails = json.flag("writeFails");
        s.newerFirmware = Math.toIntExact(json.optionalNumber("newerFirmware").orElse(0L));
        s.writeLost = json.flag("writeLost");
        s.read(json, "sessionLimit");
        s.valveFails = json.get("valveFails").isPresent() && json.flag("valveFails"); // older images have none
        json.optionalString("running").ifPresent(hex -> s.run(Programme.stored(Bytes.fromHex(hex))));
        json.optionalObject("bolus").map(RunningBolus::fromJson).ifPresent(s::bolusWent);
        return s;
    }

    private static int small(JsonObject json, String name) {
        return Math.toIntExact(json.number(name));
    }
}
