// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Invitation;
import org.cisterna.therapy.InvitationLink;
import org.cisterna.therapy.OpenedSession;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.RoleChange;
import org.junit.jupiter.api.Test;

/** Administration. */
class AdministrationTest extends AdministrationScene {
    @Test
    void thereIsNoAccountUntilTheSetUpLinkMakesTheFirstAdministrator() {
        assertThat(administration.isSetUpNeeded()).isTrue();
        assertThat(accounts.people()).isEmpty();
        assertThat(code(sessions.signIn("admin", "admin", "test"))).isEqualTo(Refusal.SIGN_IN_WRONG.name());
        assertThat(administration.setUpLink(setUpToken.text()).orElseThrow())
                .isEqualTo(VirtualTime.HOUSE_START.plus(Administration.SET_UP_LIFE));
        assertThat(ada().may(Act.ADMIN_PEOPLE)).isTrue();
        assertThat(administration.isSetUpNeeded()).isFalse();
        assertThat(code(administration.setUpLink(setUpToken.text()))).isEqualTo(Refusal.LINK_INVALID.name());
        assertThat(code(administration.setUp(setUpToken.text(), "eve", "Eve Evil", OTHER)))
                .isEqualTo(Refusal.LINK_INVALID.name());
        assertThat(accounts.people()).extracting(Person::id).containsExactly("ada");
    }

    @Test
    void aWrongOrOldOrMissingSetUpLinkOpensNothing() throws Exception {
        for (String wrong : List.of("", "x", setUpToken.text() + "x", "x".repeat(43), "x".repeat(10_000), "\u0000")) {
            assertThat(code(administration.setUpLink(wrong))).as(wrong).isEqualTo(Refusal.LINK_INVALID.name());
            assertThat(administration.setUp(wrong, "eve", "Eve Evil", GOOD).isDone())
                    .isFalse();
        }
        assertThat(code(new AccountAdministration(accounts, Optional.empty()).setUpLink(setUpToken.text())))
                .isEqualTo(Refusal.LINK_INVALID.name());
        time.run(() -> {
            time.advance(Duration.ofHours(24).minusMillis(1));
            assertThat(administration.setUpLink(setUpToken.text()).isDone()).isTrue();
            time.advance(Duration.ofMillis(1));
            assertThat(administration
                            .setUpLink(setUpToken.text())
                            .violations()
                            .get(0)
                            .message())
                    .contains("Start Cisterna again");
        });
    }

    @Test
    void aRefusedValueLeavesTheSetUpLinkGood() {
        Answer<Person> refused = administration.setUp(setUpToken.text(), "Ada!", "\u202EnimdA", "short");
        assertThat(refused.violations())
                .extracting(each -> each.field().orElse(""))
                .containsExactly("account", "printedName");
        assertThat(code(administration.setUp(setUpToken.text(), "ada", "Ada Admin", "password1234")))
                .isEqualTo(Refusal.PASSWORD_WEAK.name());
        assertThat(administration.setUpLink(setUpToken.text()).isDone()).isTrue();
        assertThat(accounts.people()).isEmpty();
    }

    @Test
    void hostileNamesAreRefusedInWordsThatDoNotRepeatThem() {
        Identified ada = ada();
        for (String account : List.of(
                "",
                "a",
                "Ada2",
                "ad\u0430",
                "../x",
                "a/b",
                "system",
                "1ada",
                "ada\u0000",
                "a".repeat(33),
                "x".repeat(10_000),
                "ada\u202E",
                "a\nb")) {
            Answer<InvitationLink> answer = administration.invite(ada, account, "Some Body", List.of("viewer"));
            assertThat(code(answer)).as(account).isEqualTo(Refusal.BAD_VALUE.name());
            assertThat(answer.violations().toString()).hasSizeLessThan(700).doesNotContain("\u202E");
        }
        for (String name : List.of("", "x", "A\u200Bda", "x".repeat(81), "\uD800\uD800", "a\nb", "\u2066abc")) {
            assertThat(code(administration.invite(ada, "somebody", name, List.of("viewer"))))
                    .as(name)
                    .isEqualTo(Refusal.BAD_VALUE.name());
        }
        for (List<String> roles : List.of(List.<String>of(), List.of("root"), List.of("viewer", "x".repeat(10_000)))) {
            assertThat(code(administration.invite(ada, "somebody", "Some Body", roles)))
                    .isEqualTo(Refusal.BAD_VALUE.name());
        }
    }

    // ---- invitations

    @Test
    void theInvitedPersonSetsThePasswordOnce() throws IOException {
        Identified ada = ada();
        InvitationLink link = administration
                .invite(ada, "clara", "Clara Clinician", List.of("clinician"))
                .orElseThrow();
        assertThat(link.invitation().isWaiting()).isFalse();
        assertThat(link.toString()).doesNotContain(link.token());
        assertThat(administration.invitations(ada).orElseThrow()).containsExactly(link.invitation());
        assertThat(administration.invitation(link.token()).orElseThrow()).isEqualTo(link.invitation());
        assertThat(code(administration.accept(link.token(), "clara2026clara"))).isEqualTo(Refusal.PASSWORD_WEAK.name());
        start();
        assertThat(administration.accept(link.token(), OTHER).orElseThrow().roles())
                .as("after a restart too")
                .containsExactly(Role.CLINICIAN);
        assertThat(code(administration.accept(link.token(), OTHER))).isEqualTo(Refusal.LINK_INVALID.name());
        assertThat(code(administration.invitation(link.token()))).isEqualTo(Refusal.LINK_INVALID.name());
        assertThat(signIn("clara", OTHER).may(Act.VERIFY)).isTrue();
        Path state = data.resolve("people").resolve("state").resolve("invitations.json");
        assertThat(Files.readString(state)).doesNotContain(link.token());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rw-------");
    }

    @Test
    void invitationsExpireAndCanBeWithdrawn() throws Exception {
        Identified ada = ada();
        InvitationLink old = administration
                .invite(ada, "vera", "Vera Viewer", List.of("viewer"))
                .orElseThrow();
        InvitationLink gone = administration
                .invite(ada, "theo", "Theo Technician", List.of("technician"))
                .orElseThrow();
        assertThat(code(administration.invite(ada, "vera", "Somebody Else", List.of("viewer"))))
                .isEqualTo(Refusal.ACCOUNT_TAKEN.name());
        administration.withdrawInvitation(ada, gone.invitation().id()).orElseThrow();
        assertThat(code(administration.accept(gone.token(), OTHER))).isEqualTo(Refusal.LINK_INVALID.name());
        assertThat(code(administration.withdrawInvitation(ada, gone.invitation().id())))
                .isEqualTo(Refusal.UNKNOWN_INVITATION.name());
        time.run(() -> {
            time.advance(Administration.LINK_LIFE.minusMillis(1));
            assertThat(administration.invitation(old.token()).isDone()).isTrue();
            time.advance(Duration.ofMillis(1));
            assertThat(code(administration.accept(old.token(), OTHER))).isEqualTo(Refusal.LINK_INVALID.name());
            assertThat(administration.invitations(ada).orElseThrow()).isEmpty();
        });
    }

    @Test
    void aClockThatWasSetBackWhileNothingRanMakesNoLinkLastLonger() throws Exception {
        Identified ada = ada();
        String[] token = new String[1];
        time.run(() -> {
            time.advance(Duration.ofHours(5));
            token[0] = administration
                    .invite(ada, "vera", "Vera Viewer", List.of("viewer"))
                    .orElseThrow()
                    .token();
        });
        assertThat(administration.invitation(token[0]).isDone()).isTrue();
        Accounts earlier = new Accounts(
                data.resolve("people"),
                ROUNDS,
                ROUNDS,
                VirtualTime.create(14).house(),
                time.randomness(),
                () -> Optional.of(ledger));
        assertThat(code(new AccountAdministration(earlier, Optional.empty()).accept(token[0], OTHER)))
                .isEqualTo(Refusal.LINK_INVALID.name());
    }

    @Test
    void aNameIsGivenOnceAndCannotBeMistakenForAnother() {
        Identified ada = ada();
        Identified clara = more(ada, Optional.empty(), "clara", "Clara K. Meier", "clinician");
        assertThat(code(administration.invite(ada, "clara", "Somebody Else", List.of("viewer"))))
                .isEqualTo(Refusal.ACCOUNT_TAKEN.name());
        assertThat(code(administration.invite(ada, "clara2", "clara  k meier", List.of("viewer"))))
                .isEqualTo(Refusal.NAME_TAKEN.name());
        assertThat(code(administration.invite(ada, "clara2", "Ｃlara K. Meier", List.of("viewer"))))
                .as("full-width letters")
                .isEqualTo(Refusal.NAME_TAKEN.name());
        administration.revoke(ada, clara.person().id()).orElseThrow();
        assertThat(code(administration.invite(ada, "clara", "Clara K. Meier", List.of("clinician"))))
                .isEqualTo(Refusal.ACCOUNT_TAKEN.name());
    }

    @Test
    void withTwoAdministratorsAnInvitationNeedsTheOther() {
        Identified ada = ada();
        Identified bert = more(ada, Optional.empty(), "bert", "Bert Boss", "admin");
        InvitationLink link = administration
                .invite(ada, "clara", "Clara Clinician", List.of("clinician"))
                .orElseThrow();
        assertThat(link.invitation().isWaiting()).isTrue();
        assertThat(code(administration.accept(link.token(), OTHER))).isEqualTo(Refusal.NOT_CONFIRMED.name());
        assertThat(code(administration.confirmInvitation(ada, link.invitation().id())))
                .isEqualTo(Refusal.SAME_PERSON.name());
        Invitation confirmed =
                administration.confirmInvitation(bert, link.invitation().id()).orElseThrow();
        assertThat(confirmed.confirmedBy()).contains(bert.person().staff());
        assertThat(code(administration.confirmInvitation(bert, link.invitation().id())))
                .isEqualTo(Refusal.WRONG_STATE.name());
        assertThat(administration.accept(link.token(), OTHER).isDone()).isTrue();
    }

    @Test
    void aLinkDiesWithTheAdministratorWhoMadeIt() {
        Identified ada = ada();
        Identified bert = more(ada, Optional.empty(), "bert", "Bert Boss", "admin");
        InvitationLink link = administration
                .invite(bert, "puppet", "Pup Pet", List.of("admin"))
                .orElseThrow();
        administration.confirmInvitation(ada, link.invitation().id()).orElseThrow();
        administration.revoke(ada, "bert").orElseThrow();
        assertThat(code(administration.accept(link.token(), OTHER))).isEqualTo(Refusal.LINK_INVALID.name());
        assertThat(code(administration.invite(bert, "puppet2", "Pup Pet", List.of("admin"))))
                .isEqualTo(Refusal.ACCOUNT_INACTIVE.name());
    }

    @Test
    void whoForgotThePasswordGetsALinkForAnotherOne() {
        Identified ada = ada();
        more(ada, Optional.empty(), "clara", "Clara Clinician", "clinician");
        OpenedSession open = sessions.signIn("clara", OTHER, "test").orElseThrow();
        assertThat(code(administration.inviteToNewPassword(ada, "nobody"))).isEqualTo(Refusal.UNKNOWN_ACCOUNT.name());
        InvitationLink link = administration.inviteToNewPassword(ada, "clara").orElseThrow();
        assertThat(sessions.bySecret(open.secret())).as("until it is used").isPresent();
        administration.accept(link.token(), "seventeen copper kettles").orElseThrow();
        assertThat(sessions.bySecret(open.secret())).isEmpty();
        assertThat(sessions.signIn("clara", OTHER, "test").isDone()).isFalse();
        assertThat(signIn("clara", "seventeen copper kettles").may(Act.VERIFY)).isTrue();
    }

    @Test
    void thereIsABoundOnOpenInvitations() {
        Identified ada = ada();
        for (int i = 0; i < Invitations.MOST_OPEN; i++) {
            administration
                    .invite(ada, "v" + i, "Viewer Number " + i, List.of("viewer"))
                    .orElseThrow();
        }
        assertThat(code(administration.invite(ada, "onemore", "One More", List.of("viewer"))))
                .isEqualTo(Refusal.TOO_MANY_OPEN.name());
    }

    // ---- roles

    @Test
    void aloneAChangeOfRolesHoldsAtOnceAndEndsTheSessions() {
        Identified ada = ada();
        more(ada, Optional.empty(), "paula", "Paula Programmer", "programmer");
        OpenedSession open = sessions.signIn("paula", OTHER, "test").orElseThrow();
        RoleChange change =
                administration.changeRoles(ada, "paula", List.of("viewer")).orElseThrow();
        assertThat(change.state()).isEqualTo(RoleChange.State.APPLIED_ALONE);
        assertThat(sessions.bySecret(open.secret())).isEmpty();
        assertThat(accounts.person("paula").orElseThrow().roles()).containsExactly(Role.VIEWER);
        assertThat(code(administration.changeRoles(ada, "paula", List.of("viewer"))))
                .isEqualTo(Refusal.BAD_VALUE.name());
        assertThat(code(administration.changeRoles(ada, "nobody", List.of("viewer"))))
                .isEqualTo(Refusal.UNKNOWN_ACCOUNT.name());
    }

    @Test
    void withTwoAdministratorsAChangeOfRolesNeedsTheOther() {
        Identified ada = ada();
        Identified bert = more(ada, Optional.empty(), "bert", "Bert Boss", "admin");
        more(ada, Optional.of(bert), "paula", "Paula Programmer", "programmer");
        RoleChange change =
                administration.changeRoles(ada, "paula", List.of("clinician")).orElseThrow();
        assertThat(change.state()).isEqualTo(RoleChange.State.WAITING);
        assertThat(accounts.person("paula").orElseThrow().roles()).containsExactly(Role.PROGRAMMER);
        assertThat(code(administration.changeRoles(bert, "paula", List.of("viewer"))))
                .isEqualTo(Refusal.WRONG_STATE.name());
        assertThat(code(administration.confirmRoles(ada, change.id()))).isEqualTo(Refusal.SAME_PERSON.name());
        start();
        Identified bertAgain = signIn("bert", OTHER);
        assertThat(administration.roleChanges(bertAgain).orElseThrow()).containsExactly(change);
        assertThat(administration
                        .confirmRoles(bertAgain, change.id())
                        .orElseThrow()
                        .state())
                .isEqualTo(RoleChange.State.CONFIRMED);
        assertThat(accounts.person("paula").orElseThrow().roles()).containsExactly(Role.CLINICIAN);
        assertThat(code(administration.confirmRoles(bertAgain, change.id())))
                .isEqualTo(Refusal.UNKNOWN_ROLE_CHANGE.name());
    }

    @Test
    void aRejectedOrOutdatedChangeDoesNothing() throws Exception {
        Identified ada = ada();
        Identified bert = more(ada, Optional.empty(), "bert", "Bert Boss", "admin");
        more(ada, Optional.of(bert), "paula", "Paula Programmer", "programmer");
        RoleChange rejected =
                administration.changeRoles(ada, "paula", List.of("clinician")).orElseThrow();
        administration.rejectRoles(bert, rejected.id()).orElseThrow();
        assertThat(code(administration.confirmRoles(bert, rejected.id())))
                .isEqualTo(Refusal.UNKNOWN_ROLE_CHANGE.name());
        RoleChange outdated =
                administration.changeRoles(ada, "paula", List.of("clinician")).orElseThrow();
        new PeopleFile(data.resolve("people"), time.randomness(), ROUNDS)
                .change(new Person("paula", "Paula Programmer", Set.of(Role.VIEWER)));
        assertThat(code(administration.confirmRoles(bert, outdated.id()))).isEqualTo(Refusal.WRONG_STATE.name());
        assertThat(accounts.person("paula").orElseThrow().roles()).containsExactly(Role.VIEWER);
    }

    @Test
    void theLastAdministratorStays() {
        Identified ada = ada();
        assertThat(code(administration.changeRoles(ada, "ada", List.of("viewer"))))
                .isEqualTo(Refusal.LAST_ADMIN.name());
        assertThat(code(administration.revoke(ada, "ada"))).isEqualTo(Refusal.LAST_ADMIN.name());
        Identified bert = more(ada, Optional.empty(), "bert", "Bert Boss", "admin");
        RoleChange change =
                administration.changeRoles(bert, "ada", List.of("viewer")).orElseThrow();
        administration.revoke(ada, "bert").orElseThrow();
        assertThat(code(administration.confirmRoles(ada, change.id())))
                .as("who asked for it is no administrator any more")
                .isEqualTo(Refusal.UNKNOWN_ROLE_CHANGE.name());
        assertThat(code(administration.revoke(ada, "ada"))).isEqualTo(Refusal.LAST_ADMIN.name());
    }

    @Test
    void twoAdministratorsWhoRevokeEachOtherLeaveOne() throws Exception {
        Identified ada = ada();
        Identified bert = more(ada, Optional.empty(), "bert", "Bert Boss", "admin");
        List<Answer<Person>> answers = new ArrayList<>();
        time.run(() -> {
            time.threads().start("ada", () -> answers.add(administration.revoke(ada, "bert")));
            time.threads().start("bert", () -> answers.add(administration.revoke(bert, "ada")));
            time.settle();
        });
        assertThat(answers).hasSize(2);
        assertThat(answers.stream().filter(Answer::isDone)).hasSize(1);
        assertThat(accounts.administrators()).hasSize(1);
    }

    @Test
    void twoWhoUseOneLinkMakeOneAccount() throws Exception {
        Identified ada = ada();
        InvitationLink link = administration
                .invite(ada, "vera", "Vera Viewer", List.of("viewer"))
                .orElseThrow();
        List<Answer<Person>> answers = new ArrayList<>();
        time.run(() -> {
            time.threads().start("one", () -> answers.add(administration.accept(link.token(), OTHER)));
            time.threads().start("two", () -> answers.add(administration.accept(link.token(), GOOD)));
            time.settle();
        });
        assertThat(answers.stream().filter(Answer::isDone)).hasSize(1);
    }

    @Test
    void whoIsNoAdministratorAdministersNothing() {
        Identified ada = ada();
        Identified clara = more(ada, Optional.empty(), "clara", "Clara Clinician", "clinician");
        Identified narrow = new Identified(ada.person(), "t-1", "token", EnumSet.of(Act.SEE_PUMPS));
        for (Identified who : List.of(clara, narrow)) {
            String expected = who.equals(clara) ? Refusal.NOT_PERMITTED.name() : Refusal.SCOPE_MISSING.name();
            List<Answer<?>> answers = List.of(
                    administration.invite(who, "eve", "Eve Evil", List.of("admin")),
                    administration.inviteToNewPassword(who, "ada"),
                    administration.invitations(who),
                    administration.confirmInvitation(who, "i-1"),
                    administration.withdrawInvitation(who, "i-1"),
                    administration.accounts(who),
                    administration.changeRoles(who, "clara", List.of("admin")),
                    administration.roleChanges(who),
                    administration.confirmRoles(who, "r-1"),
                    administration.rejectRoles(who, "r-1"),
                    administration.revoke(who, "ada"),
                    sessions.all(who));
            assertThat(answers).allSatisfy(each -> assertThat(code(each)).isEqualTo(expected));
        }
    }

    @Test
    void revokedWhileARequestRunsNothingMoreIsDone() {
        Identified ada = ada();
        Identified bert = more(ada, Optional.empty(), "bert", "Bert Boss", "admin");
        // bert's request was let in with this; meanwhile he is revoked
        administration.revoke(ada, "bert").orElseThrow();
        assertThat(code(administration.changeRoles(bert, "bert", List.of("admin"))))
                .isEqualTo(Refusal.ACCOUNT_INACTIVE.name());
        assertThat(code(administration.createToken(
                        bert, "for later", List.of("see-pumps"), VirtualTime.HOUSE_START.plusSeconds(60))))
                .isIn(Refusal.ACCOUNT_INACTIVE.name(), Refusal.SCOPE_MISSING.name());
        assertThat(administration.tokens(bert)).isEmpty();
        assertThat(code(administration.changePassword(bert, OTHER, "seventeen copper kettles")))
                .isEqualTo(Refusal.ACCOUNT_INACTIVE.name());
    }

    // ---- one's own

}
