// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cisterna.testkit.Exchange;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rights that the interface itself asks for, where no service behind it does: every address against every role. */
class RightsTest {

    private static final String WHO = "org.cisterna.web.identified";

    // who may, written down here a second time, so that a slip in the platform's own table shows
    private static final Set<Role> SEERS =
            Set.of(Role.VIEWER, Role.TECHNICIAN, Role.PROGRAMMER, Role.CLINICIAN, Role.INTEGRATOR);
    private static final Set<Role> INTEGRATORS = Set.of(Role.INTEGRATOR);
    private static final Set<Role> AUDITORS = Set.of(Role.AUDITOR);
    private static final Set<Role> PROGRAMMERS = Set.of(Role.PROGRAMMER, Role.CLINICIAN);
    private static final Set<Role> CLINICIANS = Set.of(Role.CLINICIAN);
    private static final String EDITION = "/api/v1/library/editions/sha256:" + "0".repeat(64);

    private record Call(String verb, String path, Set<Role> may) {}

    private static final List<Call> CALLS = List.of(
            new Call("GET", "/api/v1/pumps", SEERS),
            new Call("GET", "/api/v1/pumps/Cisterna%20Demo/SM-0001", SEERS),
            new Call("GET", "/api/v1/drivers", SEERS),
            new Call("GET", "/api/v1/drivers/found", SEERS),
            new Call("POST", "/api/v1/drivers/sha256:" + "0".repeat(64) + "/admit", INTEGRATORS),
            new Call("GET", "/api/v1/conformance/drivers", SEERS),
            new Call("GET", "/api/v1/conformance/runs", SEERS),
            new Call("GET", "/api/v1/conformance/runs/abc", SEERS),
            new Call("GET", "/api/v1/conformance/runs/abc/report", SEERS),
            new Call("POST", "/api/v1/conformance/runs/abc/cancel", INTEGRATORS),
            new Call("GET", "/api/v1/library/editions", SEERS),
            new Call("GET", EDITION + "/difference", SEERS),
            new Call("GET", EDITION + "/verdicts", SEERS),
            new Call("POST", "/api/v1/library/editions", PROGRAMMERS),
            new Call("POST", EDITION + "/review", CLINICIANS),
            new Call("POST", EDITION + "/release", CLINICIANS),
            new Call("POST", EDITION + "/withdraw", CLINICIANS),
            new Call("GET", "/api/v1/fleet", SEERS),
            new Call("GET", "/api/v1/entries/export", AUDITORS),
            new Call("GET", "/api/v1/entries", AUDITORS),
            new Call("GET", "/api/v1/ledger/entries", AUDITORS));

    private static Exchange serve(Call call, Identified who) throws Exception {
        Exchange exchange = (call.verb().equals("GET")
                        ? Exchange.get(call.path())
                        : Exchange.send(call.verb(), call.path(), "{}"))
                .attribute(WHO, who);
        new RestServlet().service(exchange.request(), exchange.response());
        return exchange;
    }

    private static Identified in(Role role, Set<Act> scopes) {
        return new Identified(new Person("somebody", "Some Body", EnumSet.of(role)), "t-1", "token", scopes);
    }

    @TestFactory
    List<DynamicTest> everyRoleMayDoWhatTheTableSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Call call : CALLS) {
            for (Role role : Role.values()) {
                tests.add(DynamicTest.dynamicTest(role + " " + call.verb() + " " + call.path(), () -> {
                    Exchange exchange = serve(call, in(role, Identified.ALL));
                    if (call.may().contains(role)) {
                        assertThat(exchange.status())
                                .as("let in, to find that nothing is behind it here: %s", exchange.text())
                                .isEqualTo(503);
                    } else {
                        assertThat(exchange.status()).as(exchange.text()).isEqualTo(403);
                        assertThat(exchange.json().string("code")).isEqualTo(Refusal.NOT_PERMITTED.name());
                    }
                }));
            }
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> noTokenIsGoodBeyondItsScopes() {
        return CALLS.stream()
                .map(call -> DynamicTest.dynamicTest(call.verb() + " " + call.path(), () -> {
                    Role role = call.may().iterator().next();
                    Exchange exchange = serve(call, in(role, Set.of(Act.CLOSE_VISIT)));
                    assertThat(exchange.status()).isEqualTo(403);
                    assertThat(exchange.json().string("code")).isEqualTo(Refusal.NOT_PERMITTED.name());
                }))
                .toList();
    }
}
