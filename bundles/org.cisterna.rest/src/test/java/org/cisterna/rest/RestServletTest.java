// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.Exchange;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestServletTest {

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
    void aMissingServiceIsSaidInWordsAndComesBack() throws Exception {
        Exchange without = serve(Exchange.get("/api/v1/visits/v-1").attribute(WHO, somebody(Role.PROGRAMMER)));
        assertThat(without.status()).isEqualTo(503);
        assertThat(without.json().string("detail")).contains("therapy.workflow");
        Therapy therapy = therapy((name, arguments) -> Answer.refused(
                Refusal.UNKNOWN_VISIT.because("visit", (String) arguments[0], "there is no such visit")));
        servlet.bindTherapy(therapy);
        assertThat(serve(Exchange.get("/api/v1/visits/v-1").attribute(WHO, somebody(Role.PROGRAMMER)))
                        .status())
                .isEqualTo(404);
        servlet.unbindTherapy(therapy);
        assertThat(serve(Exchange.get("/api/v1/visits/v-1").attribute(WHO, somebody(Role.PROGRAMMER)))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void aQueryThatCannotBeTakenApartIsTheAskersFault() throws Exception {
        Exchange asked = serve(Exchange.get("/api/v1/pumps")
                .malformedQuery(new IllegalArgumentException("Not valid encoding '%zz'"))
                .attribute(WHO, somebody(Role.VIEWER)));
        assertThat(asked.status()).isEqualTo(400);
        assertThat(asked.json().string("code")).isEqualTo("BAD_QUERY");
        assertThat(asked.json().string("detail")).contains("hexadecimal");
    }

    @Test
    void aNumberOfTheQueryIsTakenUpToItsSaidLimitAndNotBeyond() throws Exception {
        servlet.bindLedger(MemoryLedger.in(VirtualTime.create(1)));
        Exchange unrecorded = Exchange.get("/api/v1/ledger/entries").attribute(WHO, somebody(Role.AUDITOR));
        assertThat(serve(unrecorded).status()).as("nobody would enter it").isEqualTo(503);
        servlet.bindSearch(lookedAt());
        long most = Long.MAX_VALUE / 2;
        Exchange at = Exchange.get("/api/v1/ledger/entries").attribute(WHO, somebody(Role.AUDITOR));
        assertThat(serve(at.query("from", Long.toString(most))).status()).isEqualTo(200);
        Exchange beyond = Exchange.get("/api/v1/ledger/entries").attribute(WHO, somebody(Role.AUDITOR));
        assertThat(serve(beyond.query("from", Long.toString(most + 1))).status())
                .isEqualTo(400);
        assertThat(beyond.json().string("detail")).contains(Long.toString(most));
    }

    /** Notes who looked, and has nothing to say. */
    private static EntrySearch lookedAt() {
        return (EntrySearch) Proxy.newProxyInstance(
                EntrySearch.class.getClassLoader(),
                new Class<?>[] {EntrySearch.class},
                (self, method, arguments) -> method.getName().equals("looked") ? "" : null);
    }

    @Test
    void whatCannotBeShownOfAPumpIsNamed() throws Exception {
        PumpId pump = new PumpId("Some Maker", "S2-000001");
        servlet.bindHost(host(silent(pump)));
        Therapy without = therapy((name, arguments) ->
                Answer.refused(Refusal.SERVICE_MISSING.because("the ledger is not there now, and this needs it")));
        servlet.bindTherapy(without);
        assertThat(missing(pump)).hasSize(2).allMatch(words -> words.contains("the ledger"));
        servlet.unbindTherapy(without);

        MemoryLedger ledger = MemoryLedger.in(VirtualTime.create(1));
        servlet.bindLedger(ledger);
        servlet.bindTherapy(
                therapy((name, arguments) -> Answer.refused(Refusal.NOT_ENROLLED.because("nobody enrolled it"))));
        assertThat(missing(pump)).isEmpty();
        ledger.readOnly("the disk is full");
        assertThat(missing(pump))
                .containsExactly(
                        "the ledger cannot be written: what is read or done now is not entered (the disk is full)");
    }

    @Test
    void thatLaterEntriesAreNotBelievedIsSaidOfEveryPump() throws Exception {
        PumpId pump = new PumpId("Some Maker", "S2-000001");
        servlet.bindHost(host(silent(pump)));
        servlet.bindTherapy(
                therapy((name, arguments) -> Answer.refused(Refusal.NOT_ENROLLED.because("nobody enrolled it"))));
        servlet.bindLedger(ledger(new LedgerStatus(
                false,
                List.of("an entry was changed, at index 41"),
                OptionalLong.of(41),
                41,
                "2026-1",
                "node/2026-1",
                List.of())));
        assertThat(missing(pump)).singleElement().satisfies(words -> assertThat(words)
                .contains("read-only from entry 41 on", "later entries are not believed", "an entry was changed"));
    }

    private static Ledger ledger(LedgerStatus status) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "status" -> status;
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> throw new AssertionError("reached " + method.getName());
                });
    }

    private static PumpStatus silent(PumpId pump) {
        return new PumpStatus(
                pump,
                "synchromed",
                "sim:S2-000001",
                Instant.EPOCH,
                true,
                PumpStatus.LinkState.SILENT,
                "",
                Optional.empty(),
                Optional.empty());
    }

    private List<String> missing(PumpId pump) throws Exception {
        Identified who = somebody(Role.VIEWER);
        Json all = Json.parse(
                serve(Exchange.get("/api/v1/pumps").attribute(WHO, who)).text());
        JsonObject one = serve(Exchange.get("/api/v1/pumps/Some%20Maker/" + pump.serial())
                        .attribute(WHO, who))
                .json();
        assertThat(one.get("implant")).isEmpty();
        assertThat(all).isEqualTo(Json.array(List.of(one)));
        return one.array("missing").strings();
    }

    @Test
    void halfOfWhatTheLedgerSaysOfPumpsIsNotGivenOutAsTheWhole() throws Exception {
        servlet.bindTherapy(therapy((name, arguments) -> Answer.refused(Refusal.SERVICE_MISSING.because("not asked"))));
        servlet.bindHost(
                host(silent(new PumpId("Some Maker", "S2-000001")), Optional.of("the ledger is still being read")));
        for (String path : List.of("/api/v1/pumps", "/api/v1/pumps/Some%20Maker/S2-000001", "/api/v1/pumps/found")) {
            Exchange asked = serve(Exchange.get(path).attribute(WHO, somebody(Role.VIEWER)));
            assertThat(asked.status()).as(path).isEqualTo(503);
            assertThat(asked.json().string("code")).isEqualTo("STILL_READING");
            assertThat(asked.json().string("detail")).contains("still being read");
        }
    }

    private static PumpHost host(PumpStatus status) {
        return host(status, Optional.empty());
    }

    private static PumpHost host(PumpStatus status, Optional<String> behind) {
        return (PumpHost) Proxy.newProxyInstance(
                PumpHost.class.getClassLoader(),
                new Class<?>[] {PumpHost.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "behind" -> behind;
                    case "pumps" -> List.of(status);
                    case "pump" -> Optional.of(status);
                    default -> throw new AssertionError("reached " + method.getName());
                });
    }

    @Test
    void aRefusalBecomesAProblemWithEveryReason() throws Exception {
        servlet.bindTherapy(therapy((name, arguments) -> Answer.refused(List.of(
                Violation.of("BAD_VALUE", "daily", "300", "it has no unit")
                        .against("a quantity with its unit", "the interface"),
                Violation.of("PATIENT_REFERENCE", "second")))));
        Exchange exchange =
                serve(Exchange.send("POST", "/api/v1/visits/v-1/drafts", "{\"mode\":\"continuous\",\"daily\":\"300\"}")
                        .attribute(WHO, somebody(Role.PROGRAMMER)));
        assertThat(exchange.status()).isEqualTo(422);
        assertThat(exchange.answered("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(exchange.json().string("field")).isEqualTo("daily");
        assertThat(exchange.json().array("violations").objects()).hasSize(2);
        assertThat(exchange.json().array("violations").objects().get(0).string("limit"))
                .isEqualTo("a quantity with its unit");
    }

    @Test
    void pathAndBodyReachTheService() throws Exception {
        List<Object> seen = new ArrayList<>();
        servlet.bindTherapy(therapy((name, arguments) -> {
            seen.add(name);
            seen.addAll(List.of(arguments));
            return Answer.refused(Violation.of("VOID", "enough"));
        }));
        serve(Exchange.send("PUT", "/api/v1/drafts/c-%31", "{\"mode\":\"continuous\",\"daily\":\"300 mcg/day\"}")
                .attribute(WHO, somebody(Role.PROGRAMMER)));
        assertThat(seen.get(0)).isEqualTo("edit");
        assertThat(seen.get(1)).isEqualTo("c-1");
        assertThat(seen.get(2)).isEqualTo(TypedOrder.continuous("300 mcg/day"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mode\":\"continuous\",\"daily\":300}",
                "{\"mode\":\"continuous\",\"daily\":\"300 mcg/day\",\"dialy\":\"1\"}",
                "{\"mode\":\"continuous\",\"mode\":\"flex\"}",
                "{\"daily\":\"300 mcg/day\"}",
                "[]",
                "",
                "{",
                "{\"mode\":1e3}",
                "null"
            })
    void aBodyOfAnotherFormIsRefusedBeforeAnybodySeesIt(String body) throws Exception {
        servlet.bindTherapy(therapy((name, arguments) -> {
            throw new AssertionError("reached " + name);
        }));
        Exchange exchange = serve(
                Exchange.send("POST", "/api/v1/visits/v-1/drafts", body).attribute(WHO, somebody(Role.PROGRAMMER)));
        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.json().string("code")).isIn("BAD_BODY", "BODY_MISSING");
    }

    @Test
    void tooMuchAndOtherMediaTypesAreRefused() throws Exception {
        servlet.bindTherapy(therapy((name, arguments) -> {
            throw new AssertionError("reached " + name);
        }));
        String large = "{\"mode\":\"" + "x".repeat(RestServlet.MAX_BODY_BYTES) + "\"}";
        assertThat(serve(Exchange.send("POST", "/api/v1/visits/v/drafts", large)
                                .attribute(WHO, somebody(Role.PROGRAMMER)))
                        .status())
                .isEqualTo(413);
        assertThat(serve(Exchange.send("POST", "/api/v1/visits/v/drafts", "{}")
                                .header("Content-Type", "text/plain")
                                .attribute(WHO, somebody(Role.PROGRAMMER)))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void anotherMethodAndAnotherAddressAreRefusedWithTheWayOut() throws Exception {
        Exchange method = serve(Exchange.send("DELETE", "/api/v1/me", "").attribute(WHO, somebody(Role.VIEWER)));
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.json().string("detail")).contains("GET");
        Exchange address = serve(Exchange.get("/api/v1/nowhere/\u0007").attribute(WHO, somebody(Role.VIEWER)));
        assertThat(address.status()).isEqualTo(404);
        assertThat(address.text()).doesNotContain("\u0007").contains("openapi.json");
    }

    @Test
    void aBugAnswersInWordsAndTellsNothingOfItself() throws Exception {
        servlet.bindTherapy(therapy((name, arguments) -> {
            throw new IllegalStateException("secret detail");
        }));
        Exchange exchange = serve(Exchange.get("/api/v1/visits/v-1").attribute(WHO, somebody(Role.PROGRAMMER)));
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.text()).doesNotContain("secret").contains("ledger");
    }

    @Test
    void entriesOfTheLedgerAreForAuditors() throws Exception {
        VirtualTime time = VirtualTime.create(1);
        MemoryLedger ledger = MemoryLedger.in(time);
        ledger.append(Entry.of("test.entry", 1, Actor.system("test")).build());
        servlet.bindSearch(lookedAt());
        servlet.bindLedger(ledger);
        assertThat(serve(Exchange.get("/api/v1/ledger/entries").attribute(WHO, somebody(Role.AUDITOR)))
                        .text())
                .contains("test.entry");
        assertThat(serve(Exchange.get("/api/v1/ledger/entries").attribute(WHO, somebody(Role.CLINICIAN)))
                        .status())
                .isEqualTo(403);
        assertThat(serve(Exchange.get("/api/v1/ledger/entries")
                                .query("from", "x")
                                .attribute(WHO, somebody(Role.AUDITOR)))
                        .status())
                .isEqualTo(400);
        assertThat(serve(Exchange.get("/ledger/2026-1/tile/entries/000")).status())
                .isEqualTo(401);
        assertThat(serve(Exchange.get("/ledger/2026-1/tile/entries/000").attribute(WHO, somebody(Role.CLINICIAN)))
                        .status())
                .isEqualTo(403);
        assertThat(serve(Exchange.get("/ledger/2026-1/tile/0/000")).status()).isEqualTo(404);
        assertThat(serve(Exchange.get("/ledger/checkpoint")).answered("Location"))
                .isEqualTo("/ledger/2026-1/checkpoint");
    }

    @Test
    void theDescriptionNamesEveryRouteAndEverySchemaItUses() throws Exception {
        JsonObject description = serve(Exchange.get("/api/v1/openapi.json")).json();
        assertThat(description.string("openapi")).isEqualTo("3.1.0");
        Set<String> paths = Set.copyOf(description.object("paths").names());
        for (Route route : new Routes(new Services()).all()) {
            assertThat(paths).contains("/api/v1" + route.pattern());
        }
        Set<String> schemas =
                Set.copyOf(description.object("components").object("schemas").names());
        Matcher references = Pattern.compile("#/components/schemas/([A-Za-z]+)").matcher(description.canonicalText());
        int found = 0;
        while (references.find()) {
            assertThat(schemas).contains(references.group(1));
            found++;
        }
        assertThat(found).isGreaterThan(schemas.size());
    }

    @Test
    void aTokenThatNobodyLookedAtIsNotCalledMissing() throws Exception {
        Exchange exchange = serve(Exchange.get("/api/v1/me").header("Authorization", "Bearer right"));
        assertThat(exchange.status()).isEqualTo(503);
        assertThat(exchange.json().string("detail")).contains("sign-in");
    }

    @Test
    void whoIsRecognisedIsAnswered() throws Exception {
        JsonObject me = serve(Exchange.get("/api/v1/me").attribute(WHO, somebody(Role.AUDITOR)))
                .json();
        assertThat(me.string("id")).isEqualTo("somebody");
        assertThat(me.array("acts"))
                .isEqualTo(Json.array(List.of(Json.text("read-ledger"), Json.text("freeze-incident"))));
        assertThat(serve(Exchange.get("/api/v1/me")).status()).isEqualTo(401);
    }
}
