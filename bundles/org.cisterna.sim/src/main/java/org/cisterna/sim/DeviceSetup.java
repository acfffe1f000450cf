// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;

/**
 * How a simulated device is made and implanted.
 *
 * @param family name of its {@link DeviceFamily}
 * @param model one of the family's models
 * @param serial letters, digits and hyphens, at most 32
 * @param pairingCode as printed on the label; empty for a family that does not pair
 * @param implanted pump time of its implantation, from when it delivers
 * @param catheter volume of the catheter behind the pump's tubing
 * @param fill usable volume in the reservoir at implantation; the residual comes on top and is of the same fluid
 * @param content what is in the reservoir and, all of it, in the path
 * @param programme what it runs, or empty for one that was never programmed
 * @param clockDrift by how many millionths its clock runs faster than pump time; slower when negative
 */
public record DeviceSetup(
        String family,
        String model,
        String serial,
        String pairingCode,
        Instant implanted,
        Volume catheter,
        Volume fill,
        Map<String, Concentration> content,
        List<DaySchedule.Step> programme,
        int clockDrift) {

    /** A device with a clock that does not drift. */
    public DeviceSetup(
            String family,
            String model,
            String serial,
            String pairingCode,
            Instant implanted,
            Volume catheter,
            Volume fill,
            Map<String, Concentration> content,
            List<DaySchedule.Step> programme) {
        this(family, model, serial, pairingCode, implanted, catheter, fill, content, programme, 0);
    }

    private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9-]{1,32}");
    private static final Pattern CODE = Pattern.compile("[0-9]{0,16}");

    /** Checks and copies; the order of the drugs is kept, the first is the primary one. */
    public DeviceSetup {
        if (!SERIAL.matcher(serial).matches()) {
            throw new IllegalArgumentException("a serial is 1 to 32 letters, digits and hyphens, got '" + serial + "'");
        }
        if (!CODE.matcher(pairingCode).matches()) {
            throw new IllegalArgumentException("a pairing code is made of digits only");
        }
        if (Math.abs(clockDrift) > DeviceClock.MOST_DRIFT) {
            throw new IllegalArgumentException("a clock drifts by at most " + DeviceClock.MOST_DRIFT + " millionths");
        }
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
        programme = List.copyOf(programme);
    }

    /** Leaves the pairing code out. */
    @Override
    public String toString() {
        return family + ' ' + model + ' ' + serial;
    }

    /** As JSON. */
    public JsonObject json() {
        return Json.object()
                .put("family", family)
                .put("model", model)
                .put("serial", serial)
                .put("pairingCode", pairingCode)
                .put("implanted", implanted.toString())
                .put("catheter", catheter.text())
                .put("fill", fill.text())
                .put(
                        "content",
                        Json.array(content.entrySet().stream()
                                .map(e -> Json.object()
                                        .put("drug", e.getKey())
                                        .put("concentration", e.getValue().text())
                                        .build())
                                .toList()))
                .put(
                        "programme",
                        Json.array(programme.stream()
                                .map(s -> Json.object()
                                        .put("startMinute", s.startMinute())
                                        .put("nanolitresPerDay", s.nanolitresPerDay())
                                        .build())
                                .toList()))
                .put("clockDrift", clockDrift)
                .build();
    }

    /** Back from {@link #json()}. */
    public static DeviceSetup fromJson(JsonObject json) {
        Map<String, Concentration> content = new LinkedHashMap<>();
        for (JsonObject drug : json.array("content").objects()) {
            content.put(
                    drug.string("drug"),
                    Concentration.parse(drug.string("concentration")).orElseThrow());
        }
        return new DeviceSetup(
                json.string("family"),
                json.string("model"),
                json.string("serial"),
                json.string("pairingCode"),
                Instant.parse(json.string("implanted")),
                Volume.parse(json.string("catheter")).orElseThrow(),
                Volume.parse(json.string("fill")).orElseThrow(),
                content,
                json.array("programme").objects().stream()
                        .map(s -> new DaySchedule.Step(
                                Math.toIntExact(s.number("startMinute")), s.number("nanolitresPerDay")))
                        .toList(),
                Math.toIntExact(json.optionalNumber("clockDrift").orElse(0L)));
    }
}
