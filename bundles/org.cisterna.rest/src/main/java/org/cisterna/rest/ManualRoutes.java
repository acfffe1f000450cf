// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.cisterna.rest.Route.get;
import static org.cisterna.rest.Route.post;

import java.util.List;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.ManualCase;
import org.cisterna.therapy.ManualRequest;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.therapy.StopRequest;

/** Pumps without telemetry: by label, an order, four eyes, a record, two attestations. */
final class ManualRoutes {

    private static final String HERE = "/pumps/{manufacturer}/{serial}/by-hand";
    private static final String CASE = "ManualCase";

    private final Services services;

    ManualRoutes(Services services) {
        this.services = services;
    }

    void addTo(List<Route> routes) {
        routes.add(post(
                "/by-hand",
                "Makes a pump without telemetry known by its label, and enrols it.",
                "ManualRegister",
                201,
                "Implant",
                call -> Result.of(
                        201,
                        services.manual()
                                .register(Routes.body(call, ManualRequest.Register::fromJson), call.identified()),
                        Implant::toJson)));
        routes.add(get(
                HERE,
                "What was attested of a pump without telemetry, what is ordered, and the record that is open.",
                CASE,
                call -> shown(services.manual().manualCase(call.pump(), call.identified()))));
        routes.add(post(
                HERE + "/order",
                "Orders the next fill: the engine computes the concentration from the measured flow.",
                "ManualOrder",
                200,
                CASE,
                call -> shown(services.manual()
                        .order(call.pump(), Routes.body(call, ManualRequest.Order::fromJson), call.identified()))));
        nonce(routes, "author", Meaning.AUTHORED);
        routes.add(post(HERE + "/author", "Signs one's own order.", "Author", 200, CASE, this::author));
        nonce(routes, "verify", Meaning.INDEPENDENTLY_VERIFIED);
        routes.add(post(
                HERE + "/verify",
                "Compares what a second person took from syringe and order, blind, and signs when it is equal.",
                "Verify",
                200,
                CASE,
                this::verify));
        routes.add(post(
                HERE + "/begin",
                "Begins the record of the order; from here on it is unknown what the pump is like.",
                "",
                200,
                CASE,
                call -> shown(services.manual().begin(call.pump(), call.identified()))));
        routes.add(post(
                HERE + "/empty",
                "Begins the record of an emptying, on the word of one person: this is how such a pump is stopped.",
                "Stop",
                200,
                CASE,
                call -> shown(services.manual()
                        .empty(call.pump(), Routes.body(call, StopRequest::fromJson), call.identified()))));
        routes.add(post(
                HERE + "/steps",
                "Enters a step that was done by hand.",
                "ManualStep",
                200,
                CASE,
                call -> shown(services.manual()
                        .step(call.pump(), Routes.body(call, ManualRequest.Step::fromJson), call.identified()))));
        nonce(routes, "performed", Meaning.PERFORMED);
        attestation(routes, "performed", "Attests the record as who did it.", Meaning.PERFORMED);
        nonce(routes, "witnessed", Meaning.WITNESSED);
        attestation(
                routes,
                "witnessed",
                "Attests the record as who saw it; the second of the two closes it.",
                Meaning.WITNESSED);
    }

    private void nonce(List<Route> routes, String name, Meaning meaning) {
        routes.add(post(
                HERE + "/" + name + "/nonce",
                "Issues a nonce for the signature " + meaning + ".",
                "",
                200,
                "Nonce",
                call -> Result.of(
                        200,
                        services.manual().manualNonce(call.pump(), meaning, call.identified()),
                        SignNonce::toJson)));
    }

    private void attestation(List<Route> routes, String name, String words, Meaning meaning) {
        routes.add(post(HERE + "/" + name, words, "Sign", 200, CASE, call -> {
            SignRequest sign = Routes.body(call, SignRequest::fromJson);
            return shown(services.manual().attest(call.pump(), meaning, sign, call.identified()));
        }));
    }

    private Result author(Call call) throws Call.Refusal {
        JsonObject body = call.object();
        List<Confirmation> confirmations =
                Routes.checked(() -> Routes.confirmations(body.onlyNames("confirmations", "sign")));
        SignRequest sign = Routes.checked(() -> SignRequest.fromJson(body.object("sign")));
        return shown(services.manual().author(call.pump(), confirmations, sign, call.identified()));
    }

    private Result verify(Call call) throws Call.Refusal {
        JsonObject body = call.object();
        BlindEntry entry = Routes.checked(() -> {
            body.onlyNames("entry", "confirmations", "sign");
            return BlindEntry.fromJson(body.object("entry"));
        });
        SignRequest sign = Routes.checked(() -> SignRequest.fromJson(body.object("sign")));
        List<Confirmation> confirmations = Routes.checked(() -> Routes.confirmations(body));
        return shown(services.manual().verify(call.pump(), entry, confirmations, sign, call.identified()));
    }

    private static Result shown(Answer<ManualCase> answer) {
        return Result.of(200, answer, ManualCase::toJson);
    }
}
