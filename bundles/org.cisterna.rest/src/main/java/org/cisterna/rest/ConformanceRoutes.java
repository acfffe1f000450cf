// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.cisterna.rest.Route.get;
import static org.cisterna.rest.Route.post;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.ReportFile;
import org.cisterna.conformance.run.RunOrder;
import org.cisterna.conformance.run.Standing;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;

/** Runs of the conformance kit, and how each driver stands by them. */
final class ConformanceRoutes {

    private static final String RUNS = "/conformance/runs";
    private static final String RUN = RUNS + "/{run}";

    private final Services services;

    ConformanceRoutes(Services services) {
        this.services = services;
    }

    void addTo(List<Route> routes) {
        routes.add(get(
                "/conformance/drivers",
                "How each driver that runs stands, by the runs in the ledger alone.",
                "Standings",
                call -> {
                    Routes.needs(call, Act.SEE_DRIVERS);
                    return Result.ok(Json.array(services.kit().standings().stream()
                            .map(Standing::toJson)
                            .toList()));
                }));
        routes.add(get(RUNS, "Every run of the conformance kit, the newest first.", "KitRuns", call -> {
            Routes.needs(call, Act.SEE_DRIVERS);
            return Result.ok(Json.array(
                    services.kit().runs().stream().map(KitRun::toJson).toList()));
        }));
        routes.add(post(
                RUNS,
                "Begins a run on a driver; it goes on after this answers. One run goes on at a time.",
                "RunOrder",
                202,
                "KitRun",
                this::start));
        routes.add(get(RUN, "One run: how far it is, how it ended, what came of it.", "KitRun", call -> {
            Routes.needs(call, Act.SEE_DRIVERS);
            return Result.of(200, found(services.kit().run(call.at("run")), call), KitRun::toJson);
        }));
        routes.add(post(
                RUN + "/cancel",
                "Ends a run that goes on; it is entered as cancelled and leaves no result.",
                "",
                200,
                "KitRun",
                call -> {
                    Routes.needs(call, Act.RUN_CONFORMANCE);
                    return Result.of(
                            200,
                            services.kit()
                                    .cancel(
                                            call.at("run"),
                                            call.identified().caller(Act.RUN_CONFORMANCE, "conformance-cancel")),
                            KitRun::toJson);
                }));
        routes.add(get(
                RUN + "/report",
                "The report of a run, whole, as it was entered; what ./cisterna conform --replay reads.",
                "ConformanceReport",
                call -> {
                    Routes.needs(call, Act.SEE_DRIVERS);
                    return Result.of(200, services.kit().file(call.at("run"), ReportFile.JSON), Json::parse);
                }));
    }

    private Result start(Call call) throws Call.Refusal {
        Routes.needs(call, Act.RUN_CONFORMANCE);
        JsonObject body = call.object();
        RunOrder order = Routes.checked(() -> {
            body.onlyNames("driver", "profile", "seed", "rules");
            return new RunOrder(
                    body.string("driver"),
                    body.value("profile", text -> RunOrder.Profile.named(text)
                            .orElseThrow(() -> new IllegalArgumentException("a profile is fast or full"))),
                    body.value("seed", ConformanceRoutes::seed),
                    body.optionalString("rules").orElse(""),
                    false);
        });
        return Result.of(
                202,
                services.kit().start(order, call.identified().caller(Act.RUN_CONFORMANCE, "conformance-start")),
                KitRun::toJson);
    }

    /** A text, because not every number of JSON is exact. */
    private static long seed(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("a seed is a whole number of at most 18 digits, as a text");
        }
        return Long.parseLong(text);
    }

    private static Answer<KitRun> found(Optional<KitRun> run, Call call) {
        return run.map(Answer::done)
                .orElseGet(() -> Answer.refused(Violation.of(
                        "NO_SUCH_RUN",
                        "run",
                        Call.shortened(call.at("run")),
                        "there is no such run; see /api/v1/conformance/runs")));
    }
}
