// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Durations;

/**
 * What a driver says of itself, as data. It does not change while the driver's service is there; a plan names its digest, so a plan made
 * for one driver dies with it.
 *
 * @param family stable name of the family of pumps it drives, for example {@code synchromed}; the host matches pumps by it
 * @param name for people
 * @param version of the driver
 * @param manufacturer of the pumps, as their labels have it
 * @param description one sentence for people, with what the driver is not
 * @param simulatedOnly whether it drives simulated devices only
 * @param interimStop the longest time, in pump time, for which a commit may stop delivery; empty when it never does
 * @param conduct its class, what its pumps notice, what a scanner does to them, and how long its calls take
 */
public record DriverDescriptor(
        String family,
        String name,
        String version,
        String manufacturer,
        String description,
        boolean simulatedOnly,
        Optional<Duration> interimStop,
        Conduct conduct) {

    /** A driver that {@linkplain Conduct#leastPromised() promises the least}. */
    public DriverDescriptor(
            String family,
            String name,
            String version,
            String manufacturer,
            String description,
            boolean simulatedOnly,
            Optional<Duration> interimStop) {
        this(family, name, version, manufacturer, description, simulatedOnly, interimStop, Conduct.leastPromised());
    }

    public DriverDescriptor {
        if (!family.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "a family is named in lower case letters, digits and hyphens: " + family);
        }
    }

    /** Names exactly this description. */
    public Digest digest() {
        return Digest.of("org.cisterna.pump.driver/1", toJson());
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("family", family)
                .put("name", name)
                .put("version", version)
                .put("manufacturer", manufacturer)
                .put("description", description)
                .put("simulatedOnly", simulatedOnly)
                .putOptional("interimStop", interimStop.map(Durations::text))
                .put("conduct", conduct.toJson())
                .build();
    }
}
