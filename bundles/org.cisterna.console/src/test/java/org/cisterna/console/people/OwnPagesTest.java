// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.console.Desk.location;
import static org.cisterna.console.Desk.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cisterna.console.Desk;
import org.cisterna.console.Fake;
import org.cisterna.console.Samples;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Theme;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.NewToken;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SessionSummary;
import org.cisterna.therapy.Sessions;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.TokenSummary;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OwnPagesTest {

    private static final String SECRET = "t-1.the-secret-text";

    private final List<String> asked = new ArrayList<>();
    private final Desk desk = new Desk(each -> List.of(new OwnPages(each.services, each.time.house())));

    private static SessionSummary session(String id, boolean locked) {
        return new SessionSummary(
                id,
                new Staff("pat", "Pat"),
                Samples.READ,
                Samples.READ,
                Samples.READ.plusSeconds(3_600),
                locked,
                "Browser " + Samples.HOSTILE);
    }

    private static TokenSummary token(TokenSummary.State state) {
        return new TokenSummary(
                "t-1",
                "pat",
                Samples.HOSTILE,
                Set.of(Act.SEE_PUMPS),
                Optional.of(Samples.READ),
                Optional.of(Samples.READ.plusSeconds(86_400)),
                state);
    }

    private void everythingIsThere(Map<String, Function<@Nullable Object[], ?>> more) {
        Map<String, Function<@Nullable Object[], ?>> administration = new java.util.HashMap<>(Map.of(
                "tokens", any -> List.of(token(TokenSummary.State.VALID)),
                "tokenActs", any -> EnumSet.of(Act.SEE_PUMPS, Act.READ_PUMP)));
        administration.putAll(more);
        desk.services.add(Administration.class, Fake.of(Administration.class, administration));
        desk.services.add(
                Sessions.class,
                Fake.of(
                        Sessions.class,
                        Map.of(
                                "own",
                                any -> List.of(session("s-1", false), session("s-2", true), session("s-3", false)),
                                "revoke",
                                arguments -> {
                                    asked.add("end " + arguments[0]);
                                    return Answer.done(session(String.valueOf(arguments[0]), false));
                                })));
    }

    private record OwnAct(String path, List<String> fields, String asks) {
        Reply sent(Desk desk) {
            return desk.post(path, fields.toArray(new String[0]));
        }
    }

    /** Every form of the page, and what it asks of the service behind it. */
    private static final List<OwnAct> ACTS = List.of(
            new OwnAct("/account/theme", List.of("theme", "dark"), ""),
            new OwnAct(
                    "/account/password",
                    List.of("passwordOld", "old one", "password", "a new sentence", "passwordAgain", "a new sentence"),
                    "pat password old one"),
            new OwnAct(
                    "/account/tokens",
                    List.of("name", "reports", "expires", "2027-01-31", "acts", "see-pumps"),
                    "pat makes reports"),
            new OwnAct("/account/tokens/t-1/revoke", List.of(), "pat revokes t-1"),
            new OwnAct("/account/sessions/s-2/end", List.of(), "end s-2"),
            new OwnAct("/account/sessions/end", List.of(), "end s-2"));

    private static String by(@Nullable Object[] arguments) {
        return ((Identified) Objects.requireNonNull(arguments[0])).person().id();
    }

    private void everyActIsWrittenDown() {
        everythingIsThere(Map.of(
                "changePassword",
                arguments -> {
                    asked.add(by(arguments) + " password " + arguments[1]);
                    return Answer.done(desk.who().person());
                },
                "createToken",
                arguments -> {
                    asked.add(by(arguments) + " makes " + arguments[1]);
                    return Answer.done(new NewToken(token(TokenSummary.State.VALID), SECRET));
                },
                "revokeToken",
                arguments -> {
                    asked.add(by(arguments) + " revokes " + arguments[1]);
                    return Answer.done(token(TokenSummary.State.REVOKED));
                }));
    }

    @TestFactory
    List<DynamicTest> everyRoleDoesEveryActOfItsOwnAndNobodyElseAny() {
        everyActIsWrittenDown();
        List<DynamicTest> tests = new ArrayList<>();
        for (OwnAct act : ACTS) {
            for (Role role : Role.values()) {
                tests.add(DynamicTest.dynamicTest(role + " " + act.path(), () -> {
                    asked.clear();
                    desk.as(role);
                    assertThat(location(act.sent(desk))).matches("/account|/sign-in\\?changed=yes");
                    assertThat(asked).as("in one's own name").hasSizeLessThanOrEqualTo(2);
                    assertThat(asked.isEmpty() ? "" : asked.get(0)).isEqualTo(act.asks());

                    asked.clear();
                    assertThat(status(act.sent(desk.locked()))).isEqualTo(403);
                    assertThat(asked).as("a locked screen").isEmpty();
                }));
            }
            tests.add(DynamicTest.dynamicTest("nobody " + act.path(), () -> {
                asked.clear();
                assertThat(location(act.sent(desk.nobody()))).startsWith("/sign-in");
                assertThat(asked).isEmpty();
            }));
        }
        return tests;
    }

    @Test
    void everyFormOfThePageIsInTheTable() {
        everythingIsThere(Map.of());
        Document page = desk.as(Role.CLINICIAN).page(desk.get("/account"));
        assertThat(page.select("main form[method=post]").eachAttr("action"))
                .isNotEmpty()
                .allMatch(form ->
                        ACTS.stream().anyMatch(act -> form.matches(act.path().replaceAll("[st]-\\d", "[st]-\\\\d"))));
    }

    @Test
    void everyRoleHasItsOwnPageAndNobodyElse() {
        everythingIsThere(Map.of());
        for (Role role : Role.values()) {
            desk.as(role);
            assertThat(status(desk.get("/account"))).as(role.text()).isEqualTo(200);
            assertThat(location(desk.post("/account/theme", "theme", "dark"))).isEqualTo("/account");
        }
        assertThat(location(new Desk(each -> List.of(new OwnPages(each.services, each.time.house()))).get("/account")))
                .startsWith("/sign-in");
        assertThat(location(desk.locked().get("/account"))).startsWith("/unlock");
    }

    @Test
    void thePageShowsSessionsAndTokensAndNoFormulaOfMarkup() {
        everythingIsThere(Map.of());
        Document page = desk.as(Role.TECHNICIAN).page(desk.get("/account"));
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.text()).contains(Samples.HOSTILE, "this one", "locked", "see pumps and visits");
        assertThat(page.select("img")).isEmpty();
        assertThat(page.select("form[action$=/end]")).hasSize(3);
        assertThat(page.select("form[action=/account/sessions/s-1/end]"))
                .as("this session")
                .isEmpty();
        assertThat(page.select("input[name=acts]").eachAttr("value")).containsExactly("see-pumps", "read-pump");
        assertThat(page.select("#f-passwordOld").attr("autocomplete")).isEqualTo("current-password");
        assertThat(page.select("#f-password").attr("autocomplete")).isEqualTo("new-password");
        assertThat(page.select("input[type=password][value], input[onpaste]")).isEmpty();
    }

    @Test
    void aChangedPasswordEndsTheSessionAndAWrongOneIsSaidAtItsField() {
        everythingIsThere(Map.of("changePassword", arguments -> {
            asked.add(arguments[1] + "|" + arguments[2]);
            return String.valueOf(arguments[1]).startsWith("right")
                    ? Answer.done(desk.who().person())
                    : Answer.refused(Refusal.PASSWORD_WRONG.because("the password is wrong"));
        }));
        desk.as(Role.VIEWER);
        Reply wrong = desk.post(
                "/account/password",
                "passwordOld",
                "old",
                "password",
                "a new sentence of mine",
                "passwordAgain",
                "a new sentence of mine");
        assertThat(status(wrong)).isEqualTo(422);
        assertThat(desk.page(wrong).select("#e-passwordOld").text()).contains("wrong");
        assertThat(desk.html(wrong)).doesNotContain("a new sentence of mine");
        Reply differs = desk.post(
                "/account/password",
                "passwordOld",
                "right one ",
                "password",
                " new one, typed twice ",
                "passwordAgain",
                "new one, typed twice");
        assertThat(status(differs)).isEqualTo(422);
        assertThat(desk.page(differs).select("#e-passwordAgain").text()).startsWith("The two do not agree.");
        assertThat(asked).as("the present password was not even tried").hasSize(1);
        Reply done = desk.post(
                "/account/password",
                "passwordOld",
                "right one ",
                "password",
                " new one, typed twice ",
                "passwordAgain",
                " new one, typed twice ");
        assertThat(location(done)).isEqualTo("/sign-in?changed=yes");
        assertThat(((Reply.Moved) done).session()).isEqualTo(new Reply.SessionChange.Ended());
        assertThat(asked).contains("right one | new one, typed twice ");
    }

    @Test
    void aTokenIsShownOnceInTheSessionThatMadeIt() {
        everythingIsThere(Map.of("createToken", arguments -> {
            asked.add(arguments[1] + " " + arguments[2] + " " + arguments[3]);
            return arguments[2].equals(List.of())
                    ? Answer.refused(Refusal.BAD_VALUE.because("scopes", "", "a token needs at least one act"))
                    : Answer.done(new NewToken(token(TokenSummary.State.VALID), SECRET));
        }));
        desk.as(Role.TECHNICIAN);
        Reply none = desk.post("/account/tokens", "name", "reports", "expires", "2027-01-31");
        assertThat(status(none)).isEqualTo(422);
        assertThat(desk.page(none).select("#f-acts .fault").text()).contains("at least one act");
        Reply noDay = desk.post("/account/tokens", "name", "reports", "expires", "31.1.2027", "acts", "see-pumps");
        assertThat(desk.page(noDay).select("#e-expires").text()).contains("2027-01-31");
        assertThat(desk.page(noDay).select("#f-act-see-pumps[checked]")).hasSize(1);

        Reply made = desk.post("/account/tokens", "name", "reports", "expires", "2027-01-31", "acts", "see-pumps");
        assertThat(location(made)).isEqualTo("/account").doesNotContain(SECRET);
        assertThat(asked).contains("reports [see-pumps] " + Instant.parse("2027-01-31T00:00:00Z"));
        assertThat(desk.html(desk.get("/account"))).contains(SECRET);
        assertThat(desk.html(desk.get("/account"))).as("shown once").doesNotContain(SECRET);
    }

    @Test
    void tokensAreRevokedAndOtherSessionsEnd() {
        everythingIsThere(Map.of("revokeToken", arguments -> {
            asked.add("revoke " + arguments[1]);
            return Answer.done(token(TokenSummary.State.REVOKED));
        }));
        desk.as(Role.AUDITOR);
        desk.post("/account/tokens/t-1/revoke");
        desk.post("/account/sessions/s-2/end");
        assertThat(location(desk.post("/account/sessions/end"))).isEqualTo("/account");
        assertThat(asked).containsExactly("revoke t-1", "end s-2", "end s-2", "end s-3");
    }

    @Test
    void theLookIsKeptByTheBrowserAndStandsInThePage() {
        everythingIsThere(Map.of());
        desk.as(Role.VIEWER);
        Reply.Moved chosen = (Reply.Moved) desk.post("/account/theme", "theme", "dark");
        assertThat(chosen.session()).isEqualTo(new Reply.SessionChange.Themed(Theme.DARK));
        Reply.Moved nonsense = (Reply.Moved) desk.post("/account/theme", "theme", Samples.HOSTILE);
        assertThat(nonsense.session()).isEqualTo(new Reply.SessionChange.Themed(Theme.SYSTEM));
        Reply.Shown page = (Reply.Shown) desk.get("/account");
        assertThat(desk.frame.html(page.page(), Optional.empty(), Theme.DARK))
                .contains("<html lang=\"en\" data-theme=\"dark\">", "content=\"dark\"");
        assertThat(desk.html(page)).contains("<html lang=\"en\">", "content=\"light dark\"");
    }
}
