// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.cisterna.rest.Route.get;
import static org.cisterna.rest.Route.post;

import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;

/** Drivers, and the drivers folder. */
final class DriverRoutes {

    private final Services services;

    DriverRoutes(Services services) {
        this.services = services;
    }

    void addTo(List<Route> routes) {
        routes.add(get("/drivers", "The drivers that are or were there.", "Drivers", call -> {
            Routes.needs(call, Act.SEE_DRIVERS);
            return Result.ok(Json.array(
                    services.host().drivers().stream().map(Views::driver).toList()));
        }));
        routes.add(get("/drivers/found", "What was put into the drivers folder.", "DriverJars", call -> {
            Routes.needs(call, Act.SEE_DRIVERS);
            return Result.ok(Json.array(
                    services.admissions().jars().stream().map(Views::jar).toList()));
        }));
        routes.add(post(
                "/drivers/{digest}/admit",
                "Admits a driver by its digest; it runs before this answers.",
                "",
                200,
                "DriverJar",
                this::admit));
    }

    private Result admit(Call call) throws Call.Refusal {
        Identified who = call.identified();
        Routes.needs(call, Act.ADMIT_DRIVER);
        Digest digest;
        try {
            digest = Digest.parse(call.at("digest"));
        } catch (IllegalArgumentException wrong) {
            throw new Call.Refusal(
                    404,
                    Violation.of(
                            "NO_SUCH_JAR",
                            "digest",
                            Call.shortened(call.at("digest")),
                            "a digest is written sha256: and 64 hexadecimal digits; see /api/v1/drivers/found"));
        }
        return Result.of(
                200,
                services.admissions()
                        .admit(
                                digest,
                                who.caller(
                                        Act.ADMIT_DRIVER,
                                        "admit-" + digest.hex().substring(0, 16))),
                Views::jar);
    }
}
