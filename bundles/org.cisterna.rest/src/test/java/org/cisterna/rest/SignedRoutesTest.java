// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.cisterna.canonical.Digest;
import org.cisterna.dosing.edition.Editions;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.Exchange;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.ReviewRequest;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.Therapy;
import org.junit.jupiter.api.Test;

/** What people sign, alone and with a second person, and what they decide of the drug library: as sent, so it reaches the service. */
class SignedRoutesTest {

    private static final String WHO = "org.cisterna.web.identified";

    private final RestServlet servlet = new RestServlet();

    private static Identified somebody(Role... roles) {
        Set<Role> all = EnumSet.noneOf(Role.class);
        all.addAll(List.of(roles));
        return new Identified(new Person("somebody", "Some Body", all), "t1", "token", Identified.ALL);
    }

    private static Therapy therapy(BiFunction<String, Object[], Object> answers) {
        return (Therapy) Proxy.newProxyInstance(
                Therapy.class.getClassLoader(),
                new Class<?>[] {Therapy.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> answers.apply(method.getName(), arguments);
                });
    }

    private Exchange serve(Exchange exchange) throws Exception {
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }

    @Test
    void anEditionIsNamedByItsDigestAndAWithdrawalSaysWhy() throws Exception {
        List<Object> asked = new ArrayList<>();
        Editions editions = (Editions) Proxy.newProxyInstance(
                Editions.class.getClassLoader(), new Class<?>[] {Editions.class}, (self, method, arguments) -> {
                    asked.add(method.getName());
                    asked.addAll(List.of(arguments));
                    return Answer.refused(Violation.of("UNKNOWN_EDITION", "no edition has this digest"));
                });
        servlet.bindEditions(editions);
        String one = "/api/v1/library/editions/sha256:" + "0".repeat(64);
        Exchange gone = serve(Exchange.send("POST", one + "/withdraw", "{\"reason\": \"mistyped\"}")
                .attribute(WHO, somebody(Role.CLINICIAN)));
        assertThat(gone.status()).isEqualTo(404);
        assertThat(asked).startsWith("withdraw", Digest.parse("sha256:" + "0".repeat(64)), "mistyped");
        for (String wrong : List.of("{}", "{\"reason\": 7}", "{\"reason\": \"x\", \"more\": 1}")) {
            assertThat(serve(Exchange.send("POST", one + "/withdraw", wrong).attribute(WHO, somebody(Role.CLINICIAN)))
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        Exchange unnamed = serve(Exchange.send("POST", "/api/v1/library/editions/2026.3/release", "{}")
                .attribute(WHO, somebody(Role.CLINICIAN)));
        assertThat(unnamed.status()).isEqualTo(404);
        assertThat(unnamed.json().string("detail")).contains("sha256:");
        assertThat(asked).hasSize(4);
    }

    @Test
    void theSecondPersonsReasonsReachTheWorkflow() throws Exception {
        List<Object> given = new ArrayList<>();
        servlet.bindTherapy(therapy((name, arguments) -> {
            given.add(name);
            given.add(arguments[2]);
            return Answer.refused(Refusal.CONFIRMATION_MISSING.because("UNIT_JUMP baclofen", "10", "no reason"));
        }));
        String start = "{\"entry\": {\"drug\": \"baclofen\", \"concentration\": \"2000 mcg/mL\", \"dailyTotal\":"
                + " \"326 mcg/day\"}, ";
        String end = "\"sign\": {\"nonce\": \"n\", \"password\": \"p\"}}";
        Exchange without = serve(Exchange.send("POST", "/api/v1/drafts/c-1/verify", start + end)
                .attribute(WHO, somebody(Role.CLINICIAN)));
        assertThat(without.status()).isEqualTo(422);
        serve(Exchange.send(
                        "POST",
                        "/api/v1/drafts/c-1/verify",
                        start + "\"confirmations\": [{\"code\": \"UNIT_JUMP\", \"subject\": \"baclofen\", \"reason\":"
                                + " \"seen in the chart\"}], " + end)
                .attribute(WHO, somebody(Role.CLINICIAN)));
        assertThat(given)
                .containsExactly(
                        "verify",
                        List.of(),
                        "verify",
                        List.of(new Confirmation("UNIT_JUMP", "baclofen", "seen in the chart")));
    }

    @Test
    void whatOneSignsAloneAndItsReviewReachTheServiceAsTheyWereSent() throws Exception {
        List<Object> given = new ArrayList<>();
        servlet.bindTherapy(therapy((name, arguments) -> {
            given.add(name);
            given.addAll(List.of(arguments).subList(0, arguments.length - 1));
            return name.equals("openReviews")
                    ? Answer.done(List.of())
                    : Answer.refused(Refusal.RETYPE_DIFFERS.ofSecret("dailyTotal", "it differs"));
        }));
        String sign = "\"sign\": {\"nonce\": \"n\", \"password\": \"p\"}}";
        Exchange alone = serve(Exchange.send(
                        "POST",
                        "/api/v1/drafts/c-1/break-glass",
                        "{\"reason\": \"nobody is here\", \"dailyTotal\": \"312.50 mcg/day\", " + sign)
                .attribute(WHO, somebody(Role.CLINICIAN)));
        assertThat(alone.status()).isEqualTo(422);
        assertThat(alone.json().string("field")).isEqualTo("dailyTotal");
        assertThat(alone.json().optionalString("value")).isEmpty();
        for (String path : List.of("/drafts/c-1/break-glass/nonce", "/reviews/c-1/nonce")) {
            serve(Exchange.send("POST", "/api/v1" + path, "").attribute(WHO, somebody(Role.CLINICIAN)));
        }
        serve(Exchange.send(
                        "POST",
                        "/api/v1/reviews/c-1",
                        "{\"verdict\": \"NOT_AGREED\", \"words\": \"Paula was in\", " + sign)
                .attribute(WHO, somebody(Role.CLINICIAN)));
        serve(Exchange.get("/api/v1/reviews/c-1").attribute(WHO, somebody(Role.VIEWER)));
        assertThat(serve(Exchange.get("/api/v1/reviews").attribute(WHO, somebody(Role.VIEWER)))
                        .text())
                .isEqualTo("[]");
        SignRequest signed = new SignRequest("n", "p");
        assertThat(given)
                .containsExactly(
                        "breakGlass",
                        "c-1",
                        new EmergencyRequest("nobody is here", "312.50 mcg/day", List.of()),
                        signed,
                        "nonce",
                        "c-1",
                        Signature.Meaning.BREAK_GLASS,
                        "nonce",
                        "c-1",
                        Signature.Meaning.REVIEWED,
                        "review",
                        "c-1",
                        new ReviewRequest("NOT_AGREED", "Paula was in"),
                        signed,
                        "brokenGlass",
                        "c-1",
                        "openReviews");
        Exchange number = serve(Exchange.send(
                        "POST",
                        "/api/v1/drafts/c-1/break-glass",
                        "{\"reason\": \"nobody is here\", \"dailyTotal\": 312.5, " + sign)
                .attribute(WHO, somebody(Role.CLINICIAN)));
        assertThat(number.status()).as("a dose without its unit").isEqualTo(400);
    }
}
