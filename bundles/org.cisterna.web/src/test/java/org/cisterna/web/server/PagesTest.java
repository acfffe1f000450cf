// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.Exchange;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.OpenedSession;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.Session;
import org.cisterna.therapy.SessionSummary;
import org.cisterna.therapy.Sessions;
import org.cisterna.web.SessionCookie;
import org.cisterna.web.SignedIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filters do for pages: who is asking, from where, and what every answer carries. */
class PagesTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final String SECRET = "s".repeat(43);
    private static final String TOKEN = "f".repeat(43);

    private final TwoSessions sessions = new TwoSessions();

    /** Knows one open and one locked session, and counts what it was asked. */
    private static final class TwoSessions implements Sessions {
        private final Map<String, Session> known = new HashMap<>();
        private int uses;
        private int looks;

        TwoSessions() {
            known.put(SECRET, session("s-1", false));
            known.put("l".repeat(43), session("s-2", true));
        }

        private static Session session(String id, boolean locked) {
            Person vera = new Person("vera", "Vera Viewer", Set.of(Role.VIEWER));
            Identified identified = new Identified(vera, id, "session", Identified.ALL);
            return new Session(id, identified, NOW, NOW, NOW.plusSeconds(60), locked, TOKEN, "test");
        }

        @Override
        public Limits limits() {
            return new Limits(Duration.ofMinutes(10), Duration.ofHours(12), 8, 100);
        }

        @Override
        public Answer<OpenedSession> signIn(String account, String password, String from) {
            return Answer.refused(Refusal.SIGN_IN_WRONG.because("wrong"));
        }

        @Override
        public Optional<Session> bySecret(String secret) {
            uses++;
            return Optional.ofNullable(known.get(secret));
        }

        @Override
        public Optional<Session> look(String secret) {
            looks++;
            return Optional.ofNullable(known.get(secret));
        }

        @Override
        public Optional<Session> byId(String id) {
            return Optional.empty();
        }

        @Override
        public void lock(String secret) {
            known.remove(secret);
        }

        @Override
        public Answer<OpenedSession> unlock(String secret, String password) {
            return Answer.refused(Refusal.SESSION_ENDED.because("over"));
        }

        @Override
        public void signOut(String secret) {
            known.remove(secret);
        }

        @Override
        public List<SessionSummary> own(Identified who) {
            return List.of();
        }

        @Override
        public Answer<List<SessionSummary>> all(Identified who) {
            return Answer.done(List.of());
        }

        @Override
        public Answer<SessionSummary> revoke(String id, Identified who) {
            return Answer.refused(Refusal.UNKNOWN_SESSION.because("none"));
        }
    }

    private Exchange through(Exchange exchange) throws Exception {
        SessionFilter filter = new SessionFilter();
        filter.bindSessions(sessions);
        filter.doFilter(exchange.request(), exchange.response(), exchange.chain());
        return exchange;
    }

    private static Exchange headers(Exchange exchange) throws Exception {
        new HeadersFilter(Hosts.of("pumps.clinic.example"))
                .doFilter(exchange.request(), exchange.response(), exchange.chain());
        return exchange;
    }

    private static String code(Exchange exchange) {
        assertThat(exchange.passedOn()).isFalse();
        return exchange.json().string("code");
    }

    // ---- who is asking

    @Test
    void theCookieNamesTheSessionOfTheRequest() throws Exception {
        Exchange exchange = through(Exchange.get("/fleet").cookie("cisterna", SECRET));
        assertThat(exchange.passedOn()).isTrue();
        assertThat(SignedIn.session(exchange.request())).map(Session::id).contains("s-1");
        assertThat(SignedIn.of(exchange.request())).map(Identified::via).contains("session");
        assertThat(SignedIn.isLocked(exchange.request())).isFalse();
    }

    @Test
    void aPageIsReachedWithoutAnybodyToo() throws Exception {
        for (Exchange each : List.of(
                Exchange.get("/sign-in"),
                Exchange.get("/fleet").cookie("cisterna", "x"),
                Exchange.get("/fleet").cookie("other", SECRET),
                Exchange.get("/fleet").cookie("cisterna", SECRET.repeat(1000)),
                Exchange.get("/fleet").cookie("cisterna", SECRET).cookie("cisterna", "x".repeat(43)))) {
            Exchange exchange = through(each);
            assertThat(exchange.passedOn()).isTrue();
            assertThat(SignedIn.of(exchange.request())).isEmpty();
        }
    }

    @Test
    void overTlsOnlyTheNameThatIsBoundToThisHostCounts() throws Exception {
        Exchange plain = through(Exchange.get("/fleet").overTls().cookie("cisterna", SECRET));
        assertThat(SignedIn.of(plain.request())).isEmpty();
        Exchange bound = through(Exchange.get("/fleet").overTls().cookie("__Host-cisterna", SECRET));
        assertThat(SignedIn.of(bound.request())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/pumps", "/api/v1", "/ledger/2026-1/tile/entries/000"})
    void theCookieIsNothingToTheInterfacesOfPrograms(String path) throws Exception {
        Exchange exchange = through(Exchange.send("POST", path, "{}").cookie("cisterna", SECRET));
        assertThat(exchange.passedOn()).as("left to the tokens").isTrue();
        assertThat(SignedIn.of(exchange.request())).isEmpty();
        assertThat(sessions.uses + sessions.looks).isZero();
    }

    @Test
    void whatAPageFetchesByItselfIsNoUseOfTheSession() throws Exception {
        through(Exchange.get("/events").cookie("cisterna", SECRET));
        through(Exchange.get("/fleet").header("Cisterna-Background", "1").cookie("cisterna", SECRET));
        through(Exchange.get("/a/app.js").cookie("cisterna", SECRET));
        assertThat(sessions.uses).isZero();
        assertThat(sessions.looks).isEqualTo(2);
        through(Exchange.get("/fleet").cookie("cisterna", SECRET));
        assertThat(sessions.uses).isEqualTo(1);
    }

    @Test
    void theCookieIsAsNarrowAsCookiesGet() {
        Exchange plain = Exchange.get("/sign-in");
        SessionCookie.set(plain.request(), plain.response(), SECRET);
        assertThat(plain.answered("Set-Cookie"))
                .isEqualTo("cisterna=" + SECRET + "; Path=/; HttpOnly; SameSite=Strict");
        Exchange tls = Exchange.get("/sign-in").overTls();
        SessionCookie.set(tls.request(), tls.response(), SECRET);
        assertThat(tls.answered("Set-Cookie"))
                .isEqualTo("__Host-cisterna=" + SECRET + "; Path=/; HttpOnly; SameSite=Strict; Secure");
        SessionCookie.clear(tls.request(), tls.response());
        assertThat(tls.answered("Set-Cookie"))
                .isEqualTo("__Host-cisterna=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure");
    }

    // ---- from where

    @Test
    void aFormOfThisSessionIsPassedOn() throws Exception {
        assertThat(through(Exchange.form("/people", "_token", TOKEN).cookie("cisterna", SECRET))
                        .passedOn())
                .isTrue();
        Exchange script = Exchange.send("POST", "/people", "{}")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Cisterna-Token", TOKEN)
                .cookie("cisterna", SECRET);
        assertThat(through(script).passedOn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none", "", "SAME-ORIGIN", "nonsense"})
    void whatComesFromElsewhereIsRefusedThoughItHasTheToken(String site) throws Exception {
        Exchange exchange = Exchange.form("/people", "_token", TOKEN)
                .header("Sec-Fetch-Site", site)
                .header("Origin", "http://127.0.0.1:8080")
                .cookie("cisterna", SECRET);
        assertThat(code(through(exchange))).isEqualTo("CROSS_SITE");
        assertThat(exchange.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, true",
        "HTTP://127.0.0.1:8080, true",
        "https://127.0.0.1:8080, false",
        "http://127.0.0.1:8081, false",
        "http://localhost:8080, false",
        "http://127.0.0.1:8080.evil.example, false",
        "null, false"
    })
    void aBrowserThatSaysNoSiteIsBelievedByItsOrigin(String origin, boolean passed) throws Exception {
        Exchange exchange = Exchange.form("/sign-in").without("Sec-Fetch-Site").header("Origin", origin);
        assertThat(through(exchange).passedOn()).isEqualTo(passed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void withoutSiteAndOriginNothingIsSent(String method) throws Exception {
        assertThat(code(through(Exchange.send(method, "/people", "")))).isEqualTo("CROSS_SITE");
        assertThat(code(through(Exchange.send(method, "/sign-in", "")))).isEqualTo("CROSS_SITE");
    }

    @Test
    void aFormWithoutTheTokenOfThisSessionIsRefused() throws Exception {
        for (Exchange each : List.of(
                Exchange.form("/people"),
                Exchange.form("/people", "_token", ""),
                Exchange.form("/people", "_token", TOKEN + "f"),
                Exchange.form("/people", "_token", SECRET),
                Exchange.form("/people").query("_token", TOKEN),
                Exchange.form("/people", "_token", TOKEN).query("_token", TOKEN),
                Exchange.form("/people", "_token", TOKEN).header("Content-Type", "text/plain"),
                Exchange.form("/people", "_token", TOKEN).header("Cisterna-Token", "x"),
                Exchange.form("/sign-out"))) {
            assertThat(code(through(each.cookie("cisterna", SECRET)))).isEqualTo("FORM_TOKEN_WRONG");
        }
    }

    @Test
    void signingInNeedsNoTokenForThePageMayBeOlderThanTheSession() throws Exception {
        assertThat(through(Exchange.form("/sign-in").cookie("cisterna", SECRET)).passedOn())
                .isTrue();
    }

    @Test
    void tooLargeAFormIsRefusedInWords() throws Exception {
        Exchange exchange = through(Exchange.form("/sign-in").header("Content-Length", "70000"));
        assertThat(exchange.status()).isEqualTo(413);
        assertThat(code(exchange)).isEqualTo("FORM_TOO_LARGE");
        Exchange endless = through(
                Exchange.form("/sign-in").header("Content-Length", "-1").header("Transfer-Encoding", "chunked"));
        assertThat(endless.status()).isEqualTo(411);
    }

    // ---- locked

    @Test
    void aLockedSessionSeesThatItIsAndSendsNothingButThePasswordAndAStop() throws Exception {
        String locked = "l".repeat(43);
        Exchange page = through(Exchange.get("/fleet").cookie("cisterna", locked));
        assertThat(page.passedOn()).isTrue();
        assertThat(SignedIn.isLocked(page.request())).isTrue();
        for (String path : List.of(
                "/people",
                "/pumps/x/stop",
                "/pumps/x/y/restart",
                "/pumps/x/y/stop/command",
                "/pumps/x/y/z/stop",
                "/pumps/x/y/visit",
                "/pumps/x/y;/stop",
                "/pumps/../people/stop",
                "/unlock/x",
                "/unlock?x",
                "/sign-out/")) {
            assertThat(code(through(Exchange.form(path, "_token", TOKEN).cookie("cisterna", locked))))
                    .as(path)
                    .isEqualTo("SESSION_LOCKED");
        }
        for (String path : List.of("/unlock", "/sign-out", "/pumps/x/y/stop", "/pumps/x/y/stop/check")) {
            assertThat(through(Exchange.form(path, "_token", TOKEN).cookie("cisterna", locked))
                            .passedOn())
                    .as(path)
                    .isTrue();
            assertThat(code(through(Exchange.form(path).cookie("cisterna", locked))))
                    .as(path)
                    .isEqualTo("FORM_TOKEN_WRONG");
        }
    }

    @Test
    void peopleGetAPageAndProgramsAProblem() throws Exception {
        Exchange page = through(
                Exchange.form("/people").header("Accept", "text/html,*/*").cookie("cisterna", SECRET));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.answered("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("<h1>", "Open it again", "Not a medical device");
    }

    // ---- what every answer carries

    @Test
    void pagesCarryTheWholePolicy() throws Exception {
        Exchange page = headers(Exchange.get("/fleet"));
        assertThat(page.answered("Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                                + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                                + " require-trusted-types-for 'script'; trusted-types cisterna");
        assertThat(page.answered("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.answered("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.answered("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.answered("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(page.answered("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(page.answered("Permissions-Policy")).contains("camera=()", "geolocation=()", "usb=()");
        assertThat(page.answered("Cache-Control")).isEqualTo("no-store");
        assertThat(page.answered("Strict-Transport-Security"))
                .as("without TLS it would say nothing")
                .isNull();
        assertThat(headers(Exchange.get("/fleet").overTls()).answered("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000");
        assertThat(headers(Exchange.get("/api/v1/pumps")).answered("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(headers(Exchange.get("/api/v1/pumps")).answered("Permissions-Policy"))
                .as("what no browser runs anything in needs no features named")
                .isNull();
        assertThat(headers(Exchange.get("/api/v1x")).answered("Permissions-Policy"))
                .contains("camera=()");
    }

    @Test
    void refusalsCarryThemToo() throws Exception {
        Exchange refused = headers(Exchange.get("/fleet").header("Host", "evil.example"));
        assertThat(refused.status()).isEqualTo(421);
        assertThat(refused.answered("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers(Exchange.get("/fleet").header("Host", "Pumps.Clinic.example:8443"))
                        .passedOn())
                .as("a configured name")
                .isTrue();
        assertThat(headers(Exchange.get("/fleet").without("Host")).status()).isEqualTo(421);
    }

    @Test
    void anAddressOfVersionSixIsBelievedHoweverItIsWritten() {
        Hosts hosts = Hosts.of("[fd00:0:0:0:0:0:0:2],pumps.clinic.example");
        for (String each : List.of("[fd00::2]", "[FD00::2]:8443", "[fd00:0::0:2]", "[0:0:0:0:0:0:0:1]:1", "[::1]")) {
            assertThat(hosts.isBelieved(each)).as(each).isTrue();
        }
        for (String each :
                List.of("[fd00::3]", "[fd00::2", "fd00::2", "[fd00::zz]", "[:::]", "[]", "[::ffff:127.0.0.1]")) {
            assertThat(hosts.isBelieved(each)).as(each).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false, true",
        "::1, false, true",
        "[::1], false, true",
        "0:0:0:0:0:0:0:1, false, true",
        "192.168.1.5, false, false",
        "192.168.1.5, true, true",
        "2001:db8::1, false, false",
        "'', false, false"
    })
    void fromTheNetworkOnlyTlsIsAnswered(String address, boolean tls, boolean passed) throws Exception {
        Exchange exchange = Exchange.get("/fleet").at(address);
        headers(tls ? exchange.overTls() : exchange);
        assertThat(exchange.passedOn()).isEqualTo(passed);
        if (!passed) {
            assertThat(code(exchange)).isEqualTo("TLS_NEEDED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "get", "PROPFIND"})
    void methodsThatNobodyUnderstandsAreRefused(String method) throws Exception {
        assertThat(headers(Exchange.send(method, "/fleet", "")).status()).isEqualTo(405);
    }

    @Test
    void filesAreTakenNowhere() throws Exception {
        Exchange exchange = headers(Exchange.form("/people").header("Content-Type", "Multipart/form-data; boundary=x"));
        assertThat(exchange.status()).isEqualTo(415);
    }
}
