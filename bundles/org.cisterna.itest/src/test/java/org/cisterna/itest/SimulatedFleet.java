// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** The file of a simulated fleet with pumps of every family that has telemetry. */
final class SimulatedFleet {

    /** What every pump of it is paired with. */
    static final String PAIRING_CODE = "31415926";

    private SimulatedFleet() {}

    /** A family that has telemetry, by the model that stands for it and by what the serials of its pumps begin with. */
    enum Family {
        SYNCHROMED("S2-20", "S2-"),
        PROMETRA("P2-20", "P2-"),
        MEDSTREAM("M3-20", "M3-");

        private final String model;
        private final String prefix;

        Family(String model, String prefix) {
            this.model = model;
            this.prefix = prefix;
        }

        /** As the driver and the fleet file write it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String serial(int number) {
            return String.format("%s%06d", prefix, number);
        }

        private static Family of(String serial) {
            return Arrays.stream(values())
                    .filter(each -> serial.startsWith(each.prefix))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("a pump of no family of the fleet: " + serial));
        }
    }

    /** The words of all families. */
    static List<String> families() {
        return Arrays.stream(Family.values()).map(Family::word).toList();
    }

    /** The family of a pump of such a fleet. */
    static String family(String serial) {
        return Family.of(serial).word();
    }

    /** Serials of so many pumps in all, spread evenly; the first families have one more where it does not come out even. */
    static List<String> serials(int pumps) {
        List<Family> families = List.of(Family.values());
        return IntStream.range(0, pumps)
                .mapToObj(i -> families.get(i % families.size()).serial(1 + i / families.size()))
                .toList();
    }

    /** The file {@code sim/fleet.json}. */
    static byte[] file(List<String> serials) {
        return Json.object()
                .put("seed", "1")
                .put(
                        "pumps",
                        Json.array(serials.stream().map(SimulatedFleet::pump).toList()))
                .build()
                .canonicalBytes();
    }

    private static JsonObject pump(String serial) {
        Family family = Family.of(serial);
        return Json.object()
                .put("family", family.word())
                .put("model", family.model)
                .put("serial", serial)
                .put("pairingCode", PAIRING_CODE)
                .put("implanted", Instant.now().minus(Duration.ofDays(30)).toString())
                .put("catheter", "0.1755 mL")
                .put("fill", "20 mL")
                .put(
                        "content",
                        Json.array(List.of(Json.object()
                                .put("drug", "baclofen")
                                .put("concentration", "2000 mcg/mL")
                                .build())))
                .put(
                        "programme",
                        Json.array(List.of(Json.object()
                                .put("startMinute", 0)
                                .put("nanolitresPerDay", 140_000)
                                .build())))
                .build();
    }
}
