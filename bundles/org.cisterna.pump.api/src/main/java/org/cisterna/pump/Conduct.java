// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * How a driver and its pumps conduct themselves, as data. Nothing of it is left out: what a pump does not do, or nobody knows, is declared as that.
 *
 * @param driverClass what can be asked of it
 * @param firmware for people: which firmware of the pumps it programmes; others it reads and stops
 * @param mri what its pumps do in a scanner
 * @param faults one for each {@link Fault}, in their order
 * @param bounds how long its calls take
 * @param eventLog whether its pumps keep a log that can be read
 */
public record Conduct(
        DriverClass driverClass,
        String firmware,
        MriConduct mri,
        List<FaultDetection> faults,
        CallBounds bounds,
        boolean eventLog) {

    public Conduct {
        faults = faults.stream()
                .sorted(Comparator.comparing(FaultDetection::fault))
                .toList();
        Set<Fault> missing = EnumSet.allOf(Fault.class);
        for (FaultDetection each : faults) {
            if (!missing.remove(each.fault())) {
                throw new IllegalArgumentException("the detection of a fault is declared twice: " + each.fault());
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("how these faults are noticed, or that they are not, is not declared: "
                    + missing.stream().map(Enum::name).collect(Collectors.joining(", ")));
        }
        boolean tells = eventLog || faults.stream().anyMatch(each -> each.method() != FaultDetection.Method.NONE);
        if (driverClass == DriverClass.MANUAL && tells) {
            throw new IllegalArgumentException("a pump without telemetry tells of no fault and has no log to be read");
        }
    }

    /** The least that can be promised: nothing is noticed, nothing is known, and only reading tells what became of a write. */
    public static Conduct leastPromised() {
        return new Conduct(
                DriverClass.READABLE,
                "any",
                MriConduct.UNKNOWN,
                Arrays.stream(Fault.values()).map(FaultDetection::none).toList(),
                CallBounds.all(Duration.ofMinutes(1)),
                false);
    }

    /**
     * Of a family without telemetry: no fault is noticed by the pump, no log can be read, and the bounds bound nothing, for nothing is called.
     *
     * @param models for people: which pumps
     */
    public static Conduct byHand(String models, MriConduct mri) {
        return new Conduct(
                DriverClass.MANUAL,
                models,
                mri,
                Arrays.stream(Fault.values()).map(FaultDetection::none).toList(),
                CallBounds.all(Duration.ofMinutes(1)),
                false);
    }

    /** How a fault is noticed. */
    public FaultDetection of(Fault fault) {
        return faults.stream().filter(each -> each.fault() == fault).findFirst().orElseThrow();
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("class", driverClass.name())
                .put("firmware", firmware)
                .put("mri", mri.toJson())
                .put(
                        "faults",
                        Json.array(faults.stream().map(FaultDetection::toJson).toList()))
                .put("bounds", bounds.toJson())
                .put("eventLog", eventLog)
                .build();
    }
}
