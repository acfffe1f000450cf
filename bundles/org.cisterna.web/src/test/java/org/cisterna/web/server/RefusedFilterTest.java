// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.Exchange;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.cisterna.web.Problem;
import org.cisterna.web.Replies;
import org.cisterna.web.SignedIn;
import org.junit.jupiter.api.Test;

/** Who is told of, whoever refused them. */
class RefusedFilterTest {

    private static final Identified VERA =
            new Identified(new Person("vera", "Vera Viewer", Set.of(Role.VIEWER)), "t1", "token", Identified.ALL);

    private final Told told = new Told();

    /** Notes what it is told. */
    private static final class Told implements People {
        private final List<String> refusals = new ArrayList<>();

        @Override
        public Optional<Identified> byToken(String token) {
            return Optional.empty();
        }

        @Override
        public Optional<Person> person(String account) {
            return Optional.empty();
        }

        @Override
        public List<Person> people() {
            return List.of();
        }

        @Override
        public Answer<Person> confirm(String account, String password) {
            throw new AssertionError("nobody is asked for a password");
        }

        @Override
        public void refused(int status, Optional<Identified> who, String from, String method, String address) {
            refusals.add(
                    status + " " + who.map(each -> each.person().id()).orElse("nobody") + " " + method + " " + address);
        }

        @Override
        public List<String> problems() {
            return List.of();
        }
    }

    private List<String> toldOf(Exchange exchange, int status) throws Exception {
        RefusedFilter filter = new RefusedFilter();
        filter.bindPeople(told);
        filter.doFilter(
                exchange.request(),
                exchange.response(),
                (request, response) -> Replies.problem(
                        exchange.response(), Problem.of(status, "REFUSED", "Refused", "by whoever stands behind")));
        assertThat(exchange.status()).as("the answer is what it was").isEqualTo(status);
        return told.refusals;
    }

    @Test
    void anActThatIsNotAllowed() throws Exception {
        Exchange exchange = Exchange.get("/api/v1/editions");
        SignedIn.put(exchange.request(), VERA);
        assertThat(toldOf(exchange, 403)).containsExactly("403 vera GET /api/v1/editions");
    }

    @Test
    void aWrongToken() throws Exception {
        assertThat(toldOf(Exchange.get("/api/v1/pumps").header("Authorization", "Bearer wrong"), 401))
                .containsExactly("401 nobody GET /api/v1/pumps");
        assertThat(toldOf(Exchange.get("/api/v1/pumps").header("Authorization", "Bearer wrong"), 429))
                .hasSize(2);
    }

    @Test
    void notWhoeverShowedNothingYet() throws Exception {
        assertThat(toldOf(Exchange.get("/api/v1/pumps"), 401)).isEmpty();
    }

    @Test
    void notWhatIsRefusedForAnotherReason() throws Exception {
        for (int status : List.of(400, 404, 409, 422, 503)) {
            assertThat(toldOf(Exchange.get("/api/v1/pumps").header("Authorization", "Bearer right"), status))
                    .isEmpty();
        }
    }
}
