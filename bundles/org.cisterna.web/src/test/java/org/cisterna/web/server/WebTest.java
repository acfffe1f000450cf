// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.ViewState;
import org.cisterna.audit.Witness;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.Exchange;
import org.cisterna.testkit.MemoryEvidence;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.fleet.Fleet;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.web.Problem;
import org.cisterna.web.SignedIn;
import org.junit.jupiter.api.Test;

class WebTest {

    private static final Person VERA = new Person("vera", "Vera Viewer", Set.of(Role.VIEWER));

    private final VirtualTime time = VirtualTime.create(3);

    /** Knows one token. */
    private static final class OneToken implements People {
        @Override
        public Optional<Identified> byToken(String token) {
            return token.equals("right")
                    ? Optional.of(new Identified(VERA, "t1", "token", Identified.ALL))
                    : Optional.empty();
        }

        @Override
        public Optional<Person> person(String account) {
            return Optional.of(VERA);
        }

        @Override
        public List<Person> people() {
            return List.of(VERA);
        }

        @Override
        public Answer<Person> confirm(String account, String password) {
            return Answer.refused(Violation.of("PASSWORD_WRONG", "wrong"));
        }

        @Override
        public void refused(int status, Optional<Identified> who, String from, String method, String address) {
            throw new AssertionError("sign-in tells of nobody itself");
        }

        @Override
        public List<String> problems() {
            return List.of("vera.json: others can write it");
        }
    }

    private SignInFilter signIn() {
        SignInFilter filter = new SignInFilter(time.house());
        filter.bindPeople(new OneToken());
        return filter;
    }

    private static Exchange through(SignInFilter filter, Exchange exchange) throws Exception {
        filter.doFilter(exchange.request(), exchange.response(), exchange.chain());
        return exchange;
    }

    @Test
    void aRightTokenIsRecognisedAndPassedOn() throws Exception {
        Exchange exchange = through(signIn(), Exchange.get("/api/v1/pumps").header("Authorization", "Bearer right"));
        assertThat(exchange.passedOn()).isTrue();
        assertThat(SignedIn.of(exchange.request()))
                .map(identified -> identified.person().id())
                .contains("vera");
    }

    @Test
    void theSchemeIsTakenInAnyCaseOfLetters() throws Exception {
        for (String scheme : List.of("bearer", "BEARER", "Bearer")) {
            Exchange exchange =
                    through(signIn(), Exchange.get("/api/v1/pumps").header("Authorization", scheme + " right"));
            assertThat(exchange.passedOn()).as(scheme).isTrue();
        }
        assertThat(through(signIn(), Exchange.get("/api/v1/pumps").header("Authorization", "Basic right"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aMissingTokenIsRefusedWithTheWayOut() throws Exception {
        Exchange exchange = through(signIn(), Exchange.get("/api/v1/pumps"));
        assertThat(exchange.passedOn()).isFalse();
        assertThat(exchange.status()).isEqualTo(401);
        assertThat(exchange.answered("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(exchange.answered("WWW-Authenticate")).startsWith("Bearer");
        assertThat(exchange.json().string("code")).isEqualTo("TOKEN_MISSING");
        assertThat(exchange.json().string("detail")).contains("Authorization: Bearer");
    }

    @Test
    void aWrongTokenIsRefusedAndTooManyOfThemAreNotLookedAt() throws Exception {
        SignInFilter filter = signIn();
        for (int i = 0; i < Attempts.MOST; i++) {
            assertThat(through(filter, Exchange.get("/api/v1/pumps").header("Authorization", "Bearer wrong"))
                            .status())
                    .isEqualTo(401);
        }
        Exchange tooMany = through(filter, Exchange.get("/api/v1/pumps").header("Authorization", "Bearer wrong"));
        assertThat(tooMany.status()).isEqualTo(429);
        Exchange right = through(filter, Exchange.get("/api/v1/pumps").header("Authorization", "Bearer right"));
        assertThat(right.passedOn()).isTrue();
    }

    @Test
    void attemptsAreForgottenAfterAMinute() {
        Attempts attempts = new Attempts();
        Instant now = time.house().now();
        for (int i = 0; i < Attempts.MOST; i++) {
            assertThat(attempts.wrong("a", now)).isFalse();
        }
        assertThat(attempts.wrong("a", now)).isTrue();
        assertThat(attempts.wrong("b", now)).isFalse();
        assertThat(attempts.wrong("a", now.plus(Duration.ofMinutes(1)))).isFalse();
    }

    @Test
    void withoutAccountsItSaysSo() throws Exception {
        Exchange exchange = through(
                new SignInFilter(time.house()), Exchange.get("/api/v1/pumps").header("Authorization", "Bearer right"));
        assertThat(exchange.status()).isEqualTo(503);
        assertThat(exchange.json().string("detail")).contains("therapy.people");
    }

    @Test
    void theDescriptionAndTheFilesOfTheLedgerNeedNobody() throws Exception {
        assertThat(through(signIn(), Exchange.get("/api/v1/openapi.json")).passedOn())
                .isTrue();
        assertThat(through(signIn(), Exchange.get("/ledger/2026-1/checkpoint")).passedOn())
                .isTrue();
    }

    @Test
    void anotherHostNameIsNotBelieved() throws Exception {
        for (String believed : List.of("127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080", "[::1]")) {
            assertThat(Hosts.of(null).isBelieved(believed)).as(believed).isTrue();
        }
        for (String other : List.of("example.org", "127.0.0.1.example.org:8080", "[::2]:80", "", "127.0.0.1:80:80")) {
            assertThat(Hosts.of(null).isBelieved(other)).as(other).isFalse();
        }
        Exchange exchange = Exchange.get("/health").header("Host", "rebound.example");
        new HeadersFilter(Hosts.of(null)).doFilter(exchange.request(), exchange.response(), exchange.chain());
        assertThat(exchange.passedOn()).isFalse();
        assertThat(exchange.status()).isEqualTo(421);
    }

    @Test
    void aRequestCaughtInAStopIsAnsweredInWords() throws Exception {
        Exchange exchange = Exchange.get("/api/v1/pumps");
        new HeadersFilter(Hosts.of(null)).doFilter(exchange.request(), exchange.response(), (request, response) -> {
            throw new jakarta.servlet.ServletException("Servlet has been unregistered");
        });
        assertThat(exchange.status()).isEqualTo(503);
        assertThat(exchange.json().string("code")).isEqualTo("SERVICE_MISSING");
    }

    @Test
    void everyAnswerSaysThatItIsASimulation() throws Exception {
        Exchange exchange = Exchange.get("/health");
        new HeadersFilter(Hosts.of(null)).doFilter(exchange.request(), exchange.response(), exchange.chain());
        assertThat(exchange.passedOn()).isTrue();
        assertThat(exchange.answered("Cisterna-Notice")).contains("Not a medical device");
        assertThat(exchange.answered("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(exchange.answered("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void healthNamesEveryReason() {
        MemoryLedger ledger = MemoryLedger.in(time);
        Health nothing =
                Health.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(nothing.isGood()).isFalse();
        assertThat(nothing.missing())
                .anyMatch(each -> each.contains("audit.ledger"))
                .anyMatch(each -> each.contains("therapy.workflow"));
        assertThat(nothing.notes()).anyMatch(each -> each.contains("audit.evidence"));
        ledger.readOnly("entry 7 was changed");
        Health readOnly = Health.of(
                Optional.of(ledger),
                Optional.of(new MemoryEvidence()),
                Optional.empty(),
                Optional.of(rebuilding()),
                Optional.of(new OneToken()));
        assertThat(readOnly.reasons()).contains("entry 7 was changed");
        assertThat(readOnly.notes())
                .contains("The view is being built again.")
                .contains("vera.json: others can write it")
                .noneMatch(each -> each.contains("audit.evidence"));
    }

    @Test
    void whatAWitnessHasUncoveredIsANote() throws Exception {
        HealthServlet servlet = new HealthServlet();
        Witness witness = (Witness) Proxy.newProxyInstance(
                Witness.class.getClassLoader(),
                new Class<?>[] {Witness.class},
                (self, method, values) -> switch (method.getName()) {
                    case "notes" -> List.of("another node's log has two versions");
                    case "equals" -> self == values[0];
                    default -> System.identityHashCode(self);
                });
        servlet.bindWitness(witness);
        Exchange exchange = Exchange.get("/health");
        servlet.doGet(exchange.request(), exchange.response());
        assertThat(exchange.json().array("notes").strings()).contains("another node's log has two versions");
        servlet.unbindWitness(witness);
        Exchange without = Exchange.get("/health");
        servlet.doGet(without.request(), without.response());
        assertThat(without.text()).doesNotContain("two versions");
    }

    @Test
    void whatKeepsADoseFromBeingChangedIsAReasonAndNoMissingPart() {
        Therapy blocked = (Therapy) Proxy.newProxyInstance(
                Therapy.class.getClassLoader(),
                new Class<?>[] {Therapy.class},
                (self, method, values) ->
                        method.getName().equals("obstacles") ? List.of("the limits never came") : List.of());
        Health health = Health.of(
                Optional.of(MemoryLedger.in(time)),
                Optional.of(new MemoryEvidence()),
                Optional.of(blocked),
                Optional.empty(),
                Optional.of(new OneToken()));
        assertThat(health.missing()).isEmpty();
        assertThat(health.reasons()).containsExactly("the limits never came");
        assertThat(health.isGood()).isFalse();
        assertThat(health.toJson().flag("writesPossible")).isFalse();
    }

    private static Fleet rebuilding() {
        return new Fleet() {
            @Override
            public Answer<FleetPage> page(FleetQuery query, Identified who) {
                throw new IllegalStateException("health asks for no page");
            }

            @Override
            public Answer<FleetRow> row(PumpId pump, Identified who) {
                throw new IllegalStateException("health asks for no pump");
            }

            @Override
            public ViewState state() {
                return new ViewState(3, 4, "The view is being built again.");
            }
        };
    }

    @Test
    void thePlatformsOwnPageHasTheBandAndItsStyleWithoutTheConsole() throws Exception {
        Exchange page = Exchange.get("/fleet").header("Accept", "text/html");
        new NobodyServlet().service(page.request(), page.response());
        assertThat(page.text())
                .contains("<aside class=\"band\" aria-label=\"Simulated pumps only. Not a medical device.\">")
                .contains("<h1>A part of the platform is not there</h1>")
                .contains("href=\"" + StyleServlet.ADDRESS + "\"", "SERVICE_MISSING", "Status 503")
                .doesNotContain("style=", "<style", "<script");
        Exchange style = Exchange.get(StyleServlet.ADDRESS);
        new StyleServlet().doGet(style.request(), style.response());
        assertThat(style.status()).isEqualTo(200);
        assertThat(style.answered("Content-Type")).startsWith("text/css");
        assertThat(style.text()).contains(".band", "prefers-color-scheme: dark");

        Exchange hostile = Exchange.get("/fleet").header("Accept", "text/html");
        Refusals.write(
                hostile.request(),
                hostile.response(),
                Problem.of(400, "BAD", "A \"title\"", "<script>alert(1)</script>"));
        assertThat(hostile.text()).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void whatIsMissingIsSaidInWords() throws Exception {
        Exchange api = Exchange.get("/api/v1/pumps");
        new NobodyServlet().service(api.request(), api.response());
        assertThat(api.status()).isEqualTo(503);
        assertThat(api.json().string("detail")).contains("rest");
        for (String path : List.of("/", "/fleet", "/nowhere")) {
            Exchange page = Exchange.get(path);
            new NobodyServlet().service(page.request(), page.response());
            assertThat(page.status()).as(path).isEqualTo(503);
            assertThat(page.text()).contains("the pages (console) are not there");
        }
    }
}
