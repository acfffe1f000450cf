// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.cisterna.rest.Route.get;
import static org.cisterna.rest.Route.post;

import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.edition.EditionStatus;
import org.cisterna.dosing.edition.PumpVerdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;

/** The editions of the drug library: drafted, read by a second person, put into force, taken out of it. */
final class LibraryRoutes {

    private static final String EDITIONS = "/library/editions";
    private static final String ONE = EDITIONS + "/{digest}";

    private final Services services;

    LibraryRoutes(Services services) {
        this.services = services;
    }

    void addTo(List<Route> routes) {
        routes.add(get(
                EDITIONS,
                "Every edition of the drug library that was drafted, the first at the front. With none released, the library that ships is in force.",
                "EditionList",
                call -> {
                    Routes.needs(call, Act.SEE_LIBRARY);
                    return Result.of(
                            200,
                            services.editions().all(),
                            all -> Json.array(
                                    all.stream().map(EditionStatus::toJson).toList()));
                }));
        routes.add(get(
                ONE + "/difference",
                "What is different from what is in force, in words.",
                "EditionDifference",
                call -> {
                    Routes.needs(call, Act.SEE_LIBRARY);
                    return Result.of(200, services.editions().difference(digest(call)), words -> Json.object()
                            .put("differences", Json.texts(words))
                            .build());
                }));
        routes.add(get(
                ONE + "/verdicts",
                "The pumps whose last released decision would be made otherwise.",
                "PumpVerdicts",
                call -> {
                    Routes.needs(call, Act.SEE_LIBRARY);
                    return Result.of(
                            200,
                            services.editions().verdicts(digest(call)),
                            all -> Json.array(
                                    all.stream().map(PumpVerdict::toJson).toList()));
                }));
        routes.add(post(
                EDITIONS, "Drafts an edition; the body is the library, whole.", "Library", 201, "Edition", call -> {
                    Routes.needs(call, Act.DRAFT_LIBRARY);
                    return one(
                            201,
                            services.editions()
                                    .draft(call.object().canonicalBytes(), who(call, Act.DRAFT_LIBRARY, "draft")));
                }));
        routes.add(post(
                ONE + "/review",
                "A second person has read exactly the edition of this digest.",
                "",
                200,
                "Edition",
                call -> {
                    Routes.needs(call, Act.REVIEW_LIBRARY);
                    return one(200, services.editions().review(digest(call), who(call, Act.REVIEW_LIBRARY, "review")));
                }));
        routes.add(post(
                ONE + "/release",
                "Puts a reviewed edition into force, for every decision from then on. Look at verdicts before.",
                "",
                200,
                "Edition",
                call -> {
                    Routes.needs(call, Act.RELEASE_LIBRARY);
                    return one(
                            200, services.editions().release(digest(call), who(call, Act.RELEASE_LIBRARY, "release")));
                }));
        routes.add(post(
                ONE + "/withdraw",
                "Takes the edition in force out of it: every draft is blocked until another is released.",
                "Withdrawal",
                200,
                "Edition",
                call -> {
                    Routes.needs(call, Act.RELEASE_LIBRARY);
                    return one(
                            200,
                            services.editions()
                                    .withdraw(digest(call), reason(call), who(call, Act.RELEASE_LIBRARY, "withdraw")));
                }));
    }

    private static Result one(int status, Answer<EditionStatus> answer) {
        return Result.of(status, answer, EditionStatus::toJson);
    }

    private static Caller who(Call call, Act act, String step) throws Call.Refusal {
        return call.identified().caller(act, "library-" + step);
    }

    private static String reason(Call call) throws Call.Refusal {
        JsonObject body = call.object();
        try {
            body.onlyNames("reason");
            return body.string("reason");
        } catch (JsonException wrong) {
            throw Call.Refusal.of(wrong);
        }
    }

    private static Digest digest(Call call) throws Call.Refusal {
        try {
            return Digest.parse(call.at("digest"));
        } catch (IllegalArgumentException wrong) {
            throw new Call.Refusal(
                    404,
                    Violation.of(
                            "UNKNOWN_EDITION",
                            "digest",
                            Call.shortened(call.at("digest")),
                            "a digest is written sha256: and 64 hexadecimal digits; see /api/v1/library/editions"));
        }
    }
}
