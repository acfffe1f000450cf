// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.cisterna.rest.Route.post;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.cisterna.audit.IncidentAnswer;
import org.cisterna.audit.IncidentRequest;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;

/** Incident files. */
final class IncidentRoutes {

    /** What a pump and a time come to, with their proof, as docs/ledger.md has them. */
    static final String INCIDENT = "IncidentFile";

    private final Services services;

    IncidentRoutes(Services services) {
        this.services = services;
    }

    void addTo(List<Route> routes) {
        routes.add(post(
                "/incidents",
                "Freezes a pump and a time into one file that proves itself, for ./cisterna verify: entries, their proofs, raw frames, readings and gaps,"
                        + " software. That it was made is itself entered, and the file holds that entry.",
                "Incident",
                200,
                INCIDENT,
                this::freeze));
    }

    private Result freeze(Call call) throws Call.Refusal {
        Routes.needs(call, Act.FREEZE_INCIDENT);
        Identified who = call.identified();
        JsonObject body = call.object();
        IncidentRequest request = Routes.checked(() -> {
            body.onlyNames("pump", "from", "until", "reason");
            return new IncidentRequest(
                    body.string("pump"),
                    body.value("from", IncidentRoutes::instant),
                    body.value("until", IncidentRoutes::instant),
                    body.string("reason"));
        });
        IncidentAnswer answer;
        try {
            answer = services.incidents().freeze(request, who.actor(Act.FREEZE_INCIDENT), who.may(Act.READ_LEDGER));
        } catch (LedgerUnavailableException unavailable) {
            throw new Call.Refusal(503, Violation.of("LEDGER_UNAVAILABLE", String.valueOf(unavailable.getMessage())));
        }
        if (answer instanceof IncidentAnswer.Refused refused) {
            return Result.refused(refused.reasons().stream()
                    .map(each -> each.field().isEmpty()
                            ? Violation.of(each.code(), each.message())
                            : Violation.of(
                                    each.code(),
                                    each.field(),
                                    Call.shortened(body.string(each.field())),
                                    each.message()))
                    .toList());
        }
        return new Result.File(ViewRoutes.EXPORT_MEDIA_TYPE, ((IncidentAnswer.Frozen) answer).file(), false);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "give an instant of house time in UTC, for example 2026-03-05T08:00:00Z", wrong);
        }
    }
}
