// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.console.Desk.location;
import static org.cisterna.console.Desk.status;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.cisterna.console.Desk;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Role;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class RouterTest {

    private final AtomicInteger acts = new AtomicInteger();
    private Supplier<Reply> act = () -> Reply.moved("/done");

    private final Desk desk = new Desk(any -> List.of(() -> List.of(
            Route.get(
                    "/pumps/{manufacturer}/{serial}",
                    Act.SEE_PUMPS,
                    asked -> Reply.show(
                            Reply.page(asked.place("serial"), "/fleet", out -> out.writeContent("<h1>pump</h1>")))),
            Route.get("/missing", Act.SEE_PUMPS, asked -> {
                throw new Missing("records", "the view of the fleet");
            }),
            Route.get("/bug", Act.SEE_PUMPS, asked -> {
                throw new IllegalStateException("secret detail");
            }),
            Route.post("/act", Act.SEE_PUMPS, asked -> {
                acts.incrementAndGet();
                return act.get();
            }))));

    @Test
    void whoIsNotSignedInIsSentThereAndBackAgain() {
        assertThat(location(desk.get("/pumps/Acme/S-1?a=b c")))
                .isEqualTo("/sign-in?to=%2Fpumps%2FAcme%2FS-1%3Fa%3Db%2520c");
        assertThat(location(desk.post("/act"))).isEqualTo("/sign-in?ended=yes");
        assertThat(acts).hasValue(0);
    }

    @Test
    void whoMayNotIsToldWhyAndByWhichRoles() {
        Reply reply = desk.as(Role.AUDITOR).get("/pumps/Acme/S-1");
        assertThat(status(reply)).isEqualTo(403);
        assertThat(desk.page(reply).select("main").text())
                .contains("auditor", "see pumps and visits", "Nothing was changed");
    }

    @Test
    void aMissingServiceIsNamedInsideTheFrame() {
        Reply reply = desk.as(Role.VIEWER).get("/missing");
        assertThat(status(reply)).isEqualTo(503);
        Document page = desk.page(reply);
        assertThat(page.select("main").text()).contains("The view of the fleet (records) is not there now");
        assertThat(page.select("nav a").eachText()).contains("Fleet");
        assertThat(page.select(".band").text()).contains("SIMULATED PUMPS – not for clinical use");
    }

    @Test
    void aBugSaysNothingOfItselfToAStranger() {
        Reply reply = desk.as(Role.VIEWER).get("/bug");
        assertThat(status(reply)).isEqualTo(500);
        assertThat(desk.html(reply)).doesNotContain("secret detail").contains("look at the pump before you try again");
    }

    @Test
    void otherMethodsAndAddressesAreNamed() {
        desk.as(Role.VIEWER);
        assertThat(status(desk.post("/missing"))).isEqualTo(405);
        assertThat(status(desk.get("/act"))).isEqualTo(405);
        assertThat(status(desk.get("/nowhere"))).isEqualTo(404);
        assertThat(status(desk.get("/pumps/%zz/S-1"))).isEqualTo(404);
        assertThat(status(desk.get("/pumps/Acme/S-1/"))).isEqualTo(404);
    }

    @Test
    void aLockedScreenShowsNothingAndDoesNothing() {
        desk.as(Role.VIEWER).locked();
        assertThat(location(desk.get("/pumps/Acme/S-1"))).isEqualTo("/unlock?to=%2Fpumps%2FAcme%2FS-1");
        Reply reply = desk.post("/act");
        assertThat(status(reply)).isEqualTo(403);
        assertThat(desk.page(reply).select("main a.button").attr("href")).startsWith("/unlock");
        assertThat(acts).hasValue(0);
    }

    @Test
    void aFormIsSentOnceHoweverOftenItComes() {
        desk.as(Role.VIEWER);
        String key = desk.once.key("s-1");
        assertThat(location(desk.postWith(key, "/act"))).isEqualTo("/done");
        assertThat(location(desk.postWith(key, "/act"))).isEqualTo("/done");
        assertThat(acts).hasValue(1);
        assertThat(location(desk.post("/act"))).isEqualTo("/done");
        assertThat(acts).hasValue(2);
    }

    @Test
    void aRefusedFormCanBeSentAgain() {
        desk.as(Role.VIEWER);
        act = () -> Reply.refused(Reply.page("x", "", out -> out.writeContent("<h1>x</h1>")));
        String key = desk.once.key("s-1");
        assertThat(status(desk.postWith(key, "/act"))).isEqualTo(422);
        act = () -> Reply.moved("/done");
        assertThat(location(desk.postWith(key, "/act"))).isEqualTo("/done");
        assertThat(acts).hasValue(2);
    }

    @Test
    void whatFailsHalfWayIsNotDoneAgainByAReload() {
        desk.as(Role.VIEWER);
        act = () -> {
            throw new IllegalStateException("half way");
        };
        String key = desk.once.key("s-1");
        assertThat(status(desk.postWith(key, "/act"))).isEqualTo(500);
        assertThat(status(desk.postWith(key, "/act"))).isEqualTo(303);
        assertThat(acts).hasValue(1);
    }

    @Test
    void keysOfOthersOldOnesAndInventedOnesSendNothing() throws Exception {
        desk.as(Role.VIEWER);
        String old = desk.once.key("s-1");
        desk.time.run(() -> desk.time.advance(Once.VALID.plusSeconds(1)));
        for (String key : List.of(
                "", "x", "1.2", "1.2.3", "9".repeat(300), desk.once.key("s-2"), old, desk.once.key("s-1") + "x")) {
            Reply reply = desk.postWith(key, "/act");
            assertThat(status(reply)).as(key).isEqualTo(409);
            assertThat(desk.page(reply).select("main").text()).contains("Nothing was sent");
        }
        assertThat(acts).hasValue(0);
    }

    @Test
    void whileAFormIsUnderWayTheSameOneSaysSo() {
        desk.as(Role.VIEWER);
        String key = desk.once.key("s-1");
        act = () -> {
            Reply second = desk.postWith(key, "/act");
            assertThat(status(second)).isEqualTo(409);
            assertThat(desk.page(second).select("h1").text()).isEqualTo("This is being done already");
            return Reply.moved("/done");
        };
        assertThat(location(desk.postWith(key, "/act"))).isEqualTo("/done");
        assertThat(acts).hasValue(1);
    }

    @Test
    void everyTextOfAPersonIsShownAsText() {
        Document page = desk.page(desk.as(Role.VIEWER).get("/pumps/Acme/S-1"));
        assertThat(page.select(".me-name").text()).isEqualTo("Pat <b>Person</b>");
        assertThat(page.select(".me b")).isEmpty();
    }

    @Test
    void nobodyIsLedOutOfTheConsole() {
        for (String elsewhere :
                List.of("//evil", "https://evil", "/\\evil", "javascript:alert(1)", "/a\r\nSet-Cookie: x", "")) {
            assertThat(Reply.isOurs(elsewhere)).as(elsewhere).isFalse();
        }
        assertThat(Reply.isOurs("/pumps/Acme/S-1?x=%20y")).isTrue();
    }

    @Test
    void typedTextIsKeptButPasswordsAreNot() {
        Asked asked = new Asked(
                "/x",
                Map.of(),
                Map.of(),
                Map.of("reason", List.of(" why "), "password", List.of("p"), "_once", List.of("k")),
                java.util.Optional.empty(),
                new Asked.Browser(java.util.Optional.empty(), ""),
                desk.once);
        assertThat(asked.form().typed()).containsExactly(Map.entry("reason", " why "));
        assertThat(asked.field("reason")).isEqualTo("why");
    }
}
