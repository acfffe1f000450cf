// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.console.Desk.location;
import static org.cisterna.console.Desk.status;

import java.time.Duration;
import java.util.ArrayList;
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
import org.cisterna.pump.Answer;
import org.cisterna.therapy.AccountSummary;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Invitation;
import org.cisterna.therapy.InvitationLink;
import org.cisterna.therapy.OpenedSession;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.RoleChange;
import org.cisterna.therapy.Session;
import org.cisterna.therapy.Sessions;
import org.cisterna.therapy.Staff;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeoplePagesTest {

    private static final Person CLARA = new Person("clara", "Clara <i>Clinician</i>", Set.of(Role.CLINICIAN));

    private final List<String> asked = new ArrayList<>();
    private final Desk desk = new Desk(each ->
            List.of(new SignInPages(each.services), new LinkPages(each.services), new PeoplePages(each.services)));

    private void sessions(Map<String, Function<@Nullable Object[], ?>> answers) {
        desk.services.add(Sessions.class, Fake.of(Sessions.class, answers));
    }

    private void administration(Map<String, Function<@Nullable Object[], ?>> answers) {
        Map<String, Function<@Nullable Object[], ?>> all = new java.util.HashMap<>(Map.of(
                "isSetUpNeeded", any -> false,
                "accounts",
                        any -> Answer.done(List.of(new AccountSummary(
                                CLARA,
                                PeopleEntry.State.VALID,
                                Optional.empty(),
                                Optional.of(Samples.READ),
                                Optional.of(Samples.HOSTILE),
                                2,
                                Optional.of(Samples.READ),
                                1,
                                List.of()))),
                "invitations", any -> Answer.done(List.of(invitation(true))),
                "roleChanges", any -> Answer.done(List.<RoleChange>of())));
        all.putAll(answers);
        desk.services.add(Administration.class, Fake.of(Administration.class, all));
    }

    private static Invitation invitation(boolean needsConfirmation) {
        return new Invitation(
                "i-1",
                Invitation.Kind.NEW_PERSON,
                new Staff("nina", Samples.HOSTILE),
                Set.of(Role.VIEWER),
                new Staff("ada", "Ada"),
                Samples.READ,
                Samples.READ.plusSeconds(86_400),
                needsConfirmation,
                Optional.empty());
    }

    private static OpenedSession opened() {
        Identified who = new Identified(CLARA, "s-2", "session", Identified.ALL);
        return new OpenedSession(
                new Session("s-2", who, Samples.READ, Samples.READ, Samples.READ, false, "token", "x"), "the-secret");
    }

    @Test
    void signingInLeadsBackToWhereSomebodyWanted() {
        administration(Map.of());
        List<String> ended = new ArrayList<>();
        sessions(Map.of(
                "signIn",
                arguments -> {
                    asked.add(arguments[0] + " " + arguments[1]);
                    return Answer.done(opened());
                },
                "signOut",
                arguments -> ended.add(String.valueOf(arguments[0]))));
        Document page = desk.page(desk.get("/sign-in?to=/pumps/Acme/S-1"));
        assertThat(page.select("input[name=to]").val()).isEqualTo("/pumps/Acme/S-1");
        assertThat(page.select("#f-password").attr("autocomplete")).isEqualTo("current-password");
        Reply reply = desk.post("/sign-in", "account", " clara ", "password", " p ", "to", "/pumps/Acme/S-1");
        assertThat(location(reply)).isEqualTo("/pumps/Acme/S-1");
        assertThat(((Reply.Moved) reply).session()).isEqualTo(new Reply.SessionChange.Begun("the-secret"));
        assertThat(reply.toString()).doesNotContain("the-secret");
        assertThat(asked).containsExactly("clara  p ");
        assertThat(ended).as("whoever sat here before is out").hasSize(1);
        assertThat(location(desk.post("/sign-in", "account", "clara", "password", "p", "to", "//evil")))
                .isEqualTo("/");
    }

    @Test
    void aRefusedSignInKeepsTheAccountAndNeverThePassword() {
        administration(Map.of());
        sessions(
                Map.of("signIn", any -> Answer.refused(Refusal.SIGN_IN_WRONG.because("account or password is wrong"))));
        Reply reply = desk.post("/sign-in", "account", Samples.HOSTILE, "password", "hunter2hunter2");
        assertThat(status(reply)).isEqualTo(422);
        Document page = desk.page(reply);
        assertThat(page.select("#errors").text()).isEqualTo("There is a problem Account or password is wrong.");
        assertThat(page.select("#f-account").val()).isEqualTo(Samples.HOSTILE);
        assertThat(page.html()).doesNotContain("hunter2").doesNotContain("<img");
    }

    @Test
    void aLockedScreenOpensWithThePassword() {
        sessions(Map.of(
                "limits", any -> new Sessions.Limits(Duration.ofMinutes(10), Duration.ofHours(12), 5, 100),
                "unlock",
                        arguments -> Objects.equals(arguments[1], "right")
                                ? Answer.done(opened())
                                : Answer.refused(
                                        Refusal.PASSWORD_WRONG.ofSecret("password", "the password is wrong"))));
        desk.as(Role.VIEWER).locked();
        assertThat(desk.page(desk.get("/unlock?to=/fleet")).select("main").text())
                .contains("10\u202fmin");
        Document atAPump = desk.page(desk.get("/unlock?to=/pumps/Acme/S%2D1/visit"));
        assertThat(atAPump.select("#f-manufacturer").val()).isEqualTo("Acme");
        assertThat(atAPump.select("#f-serial").val()).isEqualTo("S-1");
        assertThat(location(desk.get("/unlock/stop?manufacturer=Acme&serial=S-1")))
                .isEqualTo("/pumps/Acme/S-1/stop");
        Reply unnamed = desk.get("/unlock/stop?manufacturer=Acme&serial=");
        assertThat(status(unnamed)).isEqualTo(422);
        assertThat(desk.page(unnamed).select("#e-serial").text()).startsWith("Give manufacturer and serial");
        Reply wrong = desk.post("/unlock", "password", "wrong", "to", "/fleet");
        assertThat(desk.page(wrong).select("#e-password").text()).isEqualTo("The password is wrong.");
        assertThat(location(desk.post("/unlock", "password", "right", "to", "/fleet")))
                .isEqualTo("/fleet");
    }

    @Test
    void aSetUpLinkMakesTheFirstAdministratorAndASpentOneSaysSo() {
        administration(Map.of(
                "setUpLink",
                        arguments -> Objects.equals(arguments[0], "good")
                                ? Answer.done(Samples.READ)
                                : Answer.refused(Refusal.LINK_INVALID.because("the link was used already")),
                "setUp",
                        arguments -> {
                            asked.add(String.valueOf(arguments[1]));
                            return Answer.done(CLARA);
                        }));
        assertThat(status(desk.get("/set-up/spent"))).isEqualTo(404);
        Reply tooShort = desk.post("/set-up/good", "password", "short");
        assertThat(desk.page(tooShort).select("#e-password").text()).contains("12 or more");
        assertThat(asked).isEmpty();
        assertThat(location(desk.post(
                        "/set-up/good",
                        "account",
                        "ada",
                        "printedName",
                        "Ada",
                        "password",
                        "long enough words",
                        "passwordAgain",
                        "long enough words")))
                .isEqualTo("/sign-in");
        assertThat(asked).containsExactly("ada");
    }

    @Test
    void aNewPasswordIsTypedTwiceAndADifferenceLosesNothingButThePasswords() {
        administration(Map.of(
                "setUpLink",
                any -> Answer.done(Samples.READ),
                "setUp",
                arguments -> {
                    asked.add("set up");
                    return Answer.done(CLARA);
                },
                "invitation",
                any -> Answer.done(invitation(false)),
                "accept",
                arguments -> {
                    asked.add("accepted " + arguments[1]);
                    return Answer.done(CLARA);
                }));
        for (String again : List.of("", "long enough wordS", "long enough words ")) {
            Reply setUp = desk.post(
                    "/set-up/good",
                    "account",
                    "ada",
                    "printedName",
                    "Ada Admin",
                    "password",
                    "long enough words",
                    "passwordAgain",
                    again);
            assertThat(status(setUp)).isEqualTo(422);
            Document page = desk.page(setUp);
            assertThat(page.select("#e-passwordAgain").text()).startsWith("The two do not agree.");
            assertThat(page.select("#errors a[href=#f-passwordAgain]").text())
                    .isEqualTo(page.select("#e-passwordAgain").text());
            assertThat(page.select("#f-account").val()).isEqualTo("ada");
            assertThat(page.select("#f-printedName").val()).isEqualTo("Ada Admin");
            assertThat(page.html()).doesNotContain("long enough");
            assertThat(page.select("input[type=password][autocomplete=new-password]"))
                    .hasSize(2);

            Reply invited = desk.post("/invite/good", "password", "long enough words", "passwordAgain", again);
            assertThat(desk.page(invited).select("#e-passwordAgain").text()).startsWith("The two do not agree.");
        }
        assertThat(asked).isEmpty();
        assertThat(location(desk.post(
                        "/invite/good", "password", "long enough words", "passwordAgain", "long enough words")))
                .isEqualTo("/sign-in");
        assertThat(asked).containsExactly("accepted long enough words");
    }

    @Test
    void anInvitationsLinkIsShownOnceAndOnlyAnotherAdministratorConfirms() {
        administration(Map.of("invite", any -> Answer.done(new InvitationLink(invitation(true), "the-token"))));
        sessions(Map.of("all", any -> Answer.done(List.of(opened().session().summary()))));
        desk.as(Role.ADMIN);
        String shown =
                location(desk.post("/people/invite", "account", "nina", "printedName", "Nina", "roles", "viewer"));
        Document page = desk.page(desk.get(shown));
        assertThat(page.select(".lead code").text()).isEqualTo("/invite/the-token");
        assertThat(page.select(".lead").text()).contains("opens nothing until another administrator");
        assertThat(page.select("form[action=/people/invitations/i-1/confirm]")).hasSize(1);
        assertThat(page.text()).contains("Clara <i>Clinician</i>", "2, last 2026-02-10 08:00 UTC", Samples.HOSTILE);
        assertThat(page.select("img, td i, th i")).isEmpty();
        assertThat(desk.page(desk.get(shown)).select(".lead")).isEmpty();
    }

    @Test
    void revokingAsksForTheNameOfTheAccount() {
        administration(Map.of("revoke", arguments -> {
            asked.add(String.valueOf(arguments[1]));
            return Answer.done(CLARA);
        }));
        desk.as(Role.ADMIN);
        Reply wrong = desk.post("/people/accounts/clara/revoke", "account", "clar");
        assertThat(desk.page(wrong).select("#e-account").text()).isEqualTo("Type clara to revoke it.");
        assertThat(asked).isEmpty();
        assertThat(location(desk.post("/people/accounts/clara/revoke", "account", "clara")))
                .isEqualTo("/people");
        assertThat(asked).containsExactly("clara");
        assertThat(status(desk.get("/people/accounts/nobody"))).isEqualTo(404);
        assertThat(status(desk.as(Role.AUDITOR).get("/people"))).isEqualTo(403);
    }
}
