// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.Exchange;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.ManualRequest;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.TypedSolution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pumps without telemetry: what is sent reaches the acts as it was sent, and what is wrong with it is a wrong value. */
class ManualRoutesTest {

    private static final String WHO = "org.cisterna.web.identified";
    private static final PumpId PUMP = new PumpId("Some Maker", "C3-1");
    private static final String HERE = "/api/v1/pumps/Some%20Maker/C3-1/by-hand";
    private static final String LABEL =
            """
            {"family": "codman", "manufacturer": "Some Maker", "serial": "C3-1", "model": "C3-30", "flow": "1.034 mL/day",
             "filled": "30 mL", "filledAt": "2026-03-01T09:00:00Z", "patient": "P-1", "indication": "chronic-pain",
             "reservoir": [{"drug": "morphine", "concentration": "5 mg/mL"}],
             "catheter": [{"model": "8709", "supplied": "89 cm", "trimmed": "21.5 cm", "bore": "0.0026 mL/cm"}]}
            """;
    private static final String SIGN = "{\"nonce\": \"n\", \"password\": \"p\"}";

    private final RestServlet servlet = new RestServlet();
    private final List<Object> given = new ArrayList<>();

    private void refuses(Violation violation) {
        servlet.bindManual((ManualTherapy) Proxy.newProxyInstance(
                ManualTherapy.class.getClassLoader(),
                new Class<?>[] {ManualTherapy.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> {
                        given.add(method.getName());
                        given.addAll(List.of(arguments).subList(0, arguments.length - 1));
                        yield Answer.refused(violation);
                    }
                }));
    }

    private Exchange send(String path, String body) throws Exception {
        Set<Role> roles = EnumSet.of(Role.CLINICIAN);
        Exchange exchange = Exchange.send("POST", path, body)
                .attribute(
                        WHO, new Identified(new Person("somebody", "Some Body", roles), "t1", "token", Identified.ALL));
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }

    @Test
    void aLabelReachesTheServiceAsItWasSent() throws Exception {
        refuses(Violation.of("PUMP_KNOWN", "it is known already"));
        assertThat(send("/api/v1/by-hand", LABEL).status()).isEqualTo(409);
        assertThat(given)
                .containsExactly(
                        "register",
                        new ManualRequest.Register(
                                "codman",
                                "Some Maker",
                                "C3-1",
                                "C3-30",
                                "1.034 mL/day",
                                "30 mL",
                                "2026-03-01T09:00:00Z",
                                "P-1",
                                "chronic-pain",
                                new TypedSolution(List.of(new TypedSolution.Ingredient("morphine", "5 mg/mL"))),
                                List.of(new EnrolRequest.Segment(
                                        "8709", Optional.of("89 cm"), Optional.of("21.5 cm"), "0.0026 mL/cm"))));
    }

    @Test
    void orderSignaturesAndStepsReachTheServiceAsTheyWereSent() throws Exception {
        refuses(Refusal.WRONG_STATE.because("not now"));
        send(
                HERE + "/order",
                "{\"drug\": \"morphine\", \"daily\": \"5 mg/day\", \"stock\": \"25 mg/mL\", \"prepare\": \"33 mL\", \"volume\": \"30 mL\"}");
        send(HERE + "/author/nonce", "");
        send(
                HERE + "/author",
                "{\"confirmations\": [{\"code\": \"OFF_LABEL\", \"subject\": \"morphine\", \"reason\": \"seen\"}], \"sign\": "
                        + SIGN + "}");
        send(
                HERE + "/verify",
                "{\"entry\": {\"drug\": \"morphine\", \"concentration\": \"5 mg/mL\", \"dailyTotal\": \"5 mg/day\"}, \"sign\": "
                        + SIGN + "}");
        send(HERE + "/begin", "");
        send(HERE + "/empty", "{\"reason\": \"fever\", \"orderedBy\": \"Dr Clinician\"}");
        send(HERE + "/steps", "{\"kind\": \"EMPTY\", \"returned\": \"8.4 mL\"}");
        send(HERE + "/performed", SIGN);
        send(HERE + "/witnessed", SIGN);
        SignRequest signed = new SignRequest("n", "p");
        assertThat(given)
                .containsExactly(
                        "order",
                        PUMP,
                        new ManualRequest.Order("morphine", "5 mg/day", "25 mg/mL", "33 mL", "30 mL"),
                        "manualNonce",
                        PUMP,
                        Signature.Meaning.AUTHORED,
                        "author",
                        PUMP,
                        List.of(new Confirmation("OFF_LABEL", "morphine", "seen")),
                        signed,
                        "verify",
                        PUMP,
                        new BlindEntry("morphine", "5 mg/mL", "5 mg/day"),
                        List.of(),
                        signed,
                        "begin",
                        PUMP,
                        "empty",
                        PUMP,
                        new StopRequest("fever", Optional.of("Dr Clinician")),
                        "step",
                        PUMP,
                        new ManualRequest.Step(
                                "EMPTY",
                                Optional.empty(),
                                Optional.of("8.4 mL"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        "attest",
                        PUMP,
                        Signature.Meaning.PERFORMED,
                        signed,
                        "attest",
                        PUMP,
                        Signature.Meaning.WITNESSED,
                        signed);
    }

    /** A value that label, order or implant card contradict is a wrong value, not a conflict with the present state. */
    @ParameterizedTest
    @CsvSource({
        "LABEL_INVALID, 422",
        "WRONG_PUMP, 422",
        "NOT_AS_ORDERED, 422",
        "NOT_AS_CHECKED, 422",
        "RESIDUAL_DIFFERS, 409",
        "OUT_OF_RANGE, 422",
        "PUMP_KNOWN, 409",
        "RECORD_OPEN, 409",
        "STEP_NOT_DUE, 409"
    })
    void aRefusalHasTheStatusOfWhatIsWrong(String code, int status) throws Exception {
        refuses(Violation.of(code, "flow", "5.12 mL/day", "no label of this model says such a flow"));
        Exchange refused = send(HERE + "/steps", "{\"kind\": \"IDENTIFY\", \"serial\": \"C3-2\"}");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.json().string("code")).isEqualTo(code);
        assertThat(refused.json().array("violations").objects().get(0).string("value"))
                .isEqualTo("5.12 mL/day");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\": \"EMPTY\", \"returned\": 8.4}",
                "{\"kind\": \"EMPTY\", \"returned\": \"8.4 mL\", \"by\": \"me\"}"
            })
    void aBodyOfAnotherFormIsRefusedBeforeAnybodySeesIt(String body) throws Exception {
        refuses(Violation.of("VOID", "enough"));
        assertThat(send(HERE + "/steps", body).status()).isEqualTo(400);
        assertThat(given).isEmpty();
    }

    @Test
    void withoutTheServiceItIsSaidInWords() throws Exception {
        Exchange without = send("/api/v1/by-hand", LABEL);
        assertThat(without.status()).isEqualTo(503);
        assertThat(without.json().string("detail")).contains("therapy.workflow");
    }
}
