// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.cisterna.rest.Route.get;
import static org.cisterna.rest.Route.post;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.ReviewRequest;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature;

/** The part of the table about what one clinician signs alone, and about its review. */
final class EmergencyRoutes {

    private final Services services;

    EmergencyRoutes(Services services) {
        this.services = services;
    }

    void addTo(List<Route> routes) {
        String alone = "/drafts/{change}/break-glass";
        String review = "/reviews/{change}";
        routes.add(post(
                alone + "/nonce",
                "Issues a nonce for the signature of a clinician who is alone in an emergency, under a draft of their own.",
                "",
                200,
                "Nonce",
                call -> nonce(call, Signature.Meaning.BREAK_GLASS)));
        routes.add(post(
                alone,
                "Signs a draft of one's own alone, in an emergency without a second person: compares the daily total that was typed once"
                        + " more, and signs when it is equal. Another clinician reviews it within 24 hours of its release.",
                "BreakGlass",
                200,
                "DoseChange",
                this::breakGlass));
        routes.add(get(
                "/reviews",
                "What one clinician released alone and nobody has reviewed, the one that is due first at the front.",
                "BrokenGlasses",
                call -> Result.of(
                        200,
                        services.therapy().openReviews(call.identified()),
                        owed -> Json.array(owed.stream().map(BreakGlass::toJson).toList()))));
        routes.add(get(
                review,
                "What one clinician released alone, with its review once there is one.",
                "BrokenGlass",
                call -> Result.of(
                        200,
                        services.therapy().brokenGlass(call.at("change"), call.identified()),
                        BreakGlass::toJson)));
        routes.add(post(
                review + "/nonce",
                "Issues a nonce for the signature under a review.",
                "",
                200,
                "Nonce",
                call -> nonce(call, Signature.Meaning.REVIEWED)));
        routes.add(post(
                review,
                "Reviews what another clinician released alone, once.",
                "Review",
                200,
                "BrokenGlass",
                this::review));
    }

    private Result nonce(Call call, Signature.Meaning meaning) throws Call.Refusal {
        return Result.of(
                200, services.therapy().nonce(call.at("change"), meaning, call.identified()), SignNonce::toJson);
    }

    private Result breakGlass(Call call) throws Call.Refusal {
        JsonObject body = call.object();
        EmergencyRequest request = Routes.checked(() -> {
            body.onlyNames("reason", "dailyTotal", "confirmations", "sign");
            return new EmergencyRequest(body.string("reason"), body.string("dailyTotal"), Routes.confirmations(body));
        });
        SignRequest sign = Routes.checked(() -> SignRequest.fromJson(body.object("sign")));
        return Routes.changed(200, services.therapy().breakGlass(call.at("change"), request, sign, call.identified()));
    }

    private Result review(Call call) throws Call.Refusal {
        JsonObject body = call.object();
        ReviewRequest request = Routes.checked(() -> {
            body.onlyNames("verdict", "words", "sign");
            return new ReviewRequest(body.string("verdict"), body.string("words"));
        });
        SignRequest sign = Routes.checked(() -> SignRequest.fromJson(body.object("sign")));
        return Result.of(
                200,
                services.therapy().review(call.at("change"), request, sign, call.identified()),
                BreakGlass::toJson);
    }
}
