// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.InvitationLink;
import org.cisterna.therapy.NewToken;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.RoleChange;
import org.cisterna.therapy.SessionSummary;
import org.cisterna.therapy.Sessions;
import org.cisterna.therapy.TokenSummary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every call of both services against every role, in a house prepared so that nothing but the role can be in the way. */
class RightsTest {

    private static final int ROUNDS = 200;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path data;

    private int houses;

    // who may, written down here a second time, so that a slip in the platform's own table shows
    private static final Set<Role> ADMINISTRATORS = Set.of(Role.ADMIN);
    private static final Set<Role> EVERYBODY = Set.of(
            Role.VIEWER, Role.TECHNICIAN, Role.PROGRAMMER, Role.CLINICIAN, Role.INTEGRATOR, Role.AUDITOR, Role.ADMIN);

    /** A fresh house with one person of each role, and two administrators more. */
    private static final class House {
        final VirtualTime time = VirtualTime.create(17);
        final MemoryLedger ledger = MemoryLedger.in(time);
        final Accounts accounts;
        final SessionRegistry sessions;
        final AccountAdministration administration;
        final Map<Role, PeopleFile.Secrets> secrets = new EnumMap<>(Role.class);
        final Identified ada;
        final Identified bert;

        House(Path folder) {
            PeopleFile file = new PeopleFile(folder, time.randomness(), ROUNDS);
            accounts = new Accounts(folder, ROUNDS, ROUNDS, time.house(), time.randomness(), () -> Optional.of(ledger));
            sessions = new SessionRegistry(accounts, SessionSettings.of(10, 12, 8, 100));
            administration = new AccountAdministration(accounts, Optional.empty());
            try {
                for (Role role : Role.values()) {
                    secrets.put(
                            role,
                            file.create(new Person("some-" + role.text(), "Some " + role.text(), EnumSet.of(role))));
                }
                ada = who(file.create(new Person("ada", "Ada Admin", EnumSet.of(Role.ADMIN))));
                bert = who(file.create(new Person("bert", "Bert Boss", EnumSet.of(Role.ADMIN))));
                file.create(new Person("target", "Tar Get", EnumSet.of(Role.VIEWER)));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        private Identified who(PeopleFile.Secrets secrets) {
            return sessions.signIn(secrets.person().id(), secrets.password(), "test")
                    .orElseThrow()
                    .session()
                    .identified();
        }

        Identified in(Role role) {
            Person person = accounts.person("some-" + role.text()).orElseThrow();
            return new Identified(person, "s-1", "session", Identified.ALL);
        }

        /** Somebody of this role, signed in. */
        Identified signedIn(Role role) {
            return who(Objects.requireNonNull(secrets.get(role)));
        }

        private Answer<?> changePassword(Identified who) {
            Role role = who.person().roles().iterator().next();
            String old = Objects.requireNonNull(secrets.get(role)).password();
            return administration.changePassword(who, old, "tulip anvil seven moss");
        }

        String invitation() {
            InvitationLink link = administration
                    .invite(ada, "vera", "Vera Viewer", List.of("viewer"))
                    .orElseThrow();
            return link.invitation().id();
        }

        String roleChange() {
            RoleChange change = administration
                    .changeRoles(ada, "target", List.of("auditor"))
                    .orElseThrow();
            return change.id();
        }

        NewToken tokenOf(Identified who) {
            String act = administration.tokenActs(who).iterator().next().text();
            return administration
                    .createToken(who, "a token", List.of(act), VirtualTime.HOUSE_START.plus(Duration.ofDays(1)))
                    .orElseThrow();
        }
    }

    private record Call(String name, Set<Role> may, BiFunction<House, Identified, Answer<?>> make) {}

    private static final List<Call> CALLS = List.of(
            new Call(
                    "invite",
                    ADMINISTRATORS,
                    (house, who) -> house.administration.invite(who, "vera", "Vera Viewer", List.of("viewer"))),
            new Call(
                    "inviteToNewPassword",
                    ADMINISTRATORS,
                    (house, who) -> house.administration.inviteToNewPassword(who, "target")),
            new Call("invitations", ADMINISTRATORS, (house, who) -> house.administration.invitations(who)),
            new Call(
                    "confirmInvitation",
                    ADMINISTRATORS,
                    (house, who) -> house.administration.confirmInvitation(who, house.invitation())),
            new Call(
                    "withdrawInvitation",
                    ADMINISTRATORS,
                    (house, who) -> house.administration.withdrawInvitation(who, house.invitation())),
            new Call("accounts", ADMINISTRATORS, (house, who) -> house.administration.accounts(who)),
            new Call(
                    "changeRoles",
                    ADMINISTRATORS,
                    (house, who) -> house.administration.changeRoles(who, "target", List.of("admin"))),
            new Call("roleChanges", ADMINISTRATORS, (house, who) -> house.administration.roleChanges(who)),
            new Call(
                    "confirmRoles",
                    ADMINISTRATORS,
                    (house, who) -> house.administration.confirmRoles(who, house.roleChange())),
            new Call(
                    "rejectRoles",
                    ADMINISTRATORS,
                    (house, who) -> house.administration.rejectRoles(who, house.roleChange())),
            new Call("revoke", ADMINISTRATORS, (house, who) -> house.administration.revoke(who, "target")),
            new Call(
                    "revokeToken of somebody",
                    ADMINISTRATORS,
                    (house, who) -> house.administration.revokeToken(
                            who, house.tokenOf(house.bert).token().id())),
            new Call(
                    "revokeToken of one's own",
                    EVERYBODY,
                    (house, who) -> house.administration.revokeToken(
                            who, house.tokenOf(who).token().id())),
            new Call("createToken", EVERYBODY, (house, who) -> Answer.done(house.tokenOf(who))),
            new Call("changePassword", EVERYBODY, (house, who) -> house.changePassword(who)),
            new Call("tokens", EVERYBODY, (house, who) -> Answer.done(house.administration.tokens(who))),
            new Call("tokenActs", EVERYBODY, (house, who) -> Answer.done(house.administration.tokenActs(who))),
            new Call("own", EVERYBODY, (house, who) -> Answer.done(house.sessions.own(who))),
            new Call("all", ADMINISTRATORS, (house, who) -> house.sessions.all(who)),
            new Call(
                    "revoke a session of somebody",
                    ADMINISTRATORS,
                    (house, who) -> house.sessions.revoke(house.bert.credential(), who)));

    @TestFactory
    List<DynamicTest> everyRoleMayDoWhatTheTableSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Call call : CALLS) {
            for (Role role : Role.values()) {
                tests.add(DynamicTest.dynamicTest(role + " " + call.name(), () -> tried(call, role)));
            }
        }
        return tests;
    }

    private void tried(Call call, Role role) {
        House house = new House(data.resolve("people-" + houses++));
        Identified who = house.in(role);
        Answer<?> answer = call.make().apply(house, who);
        if (call.may().contains(role)) {
            assertThat(answer.violations()).isEmpty();
        } else {
            assertThat(answer.violations())
                    .extracting(Violation::code)
                    .containsAnyOf(Refusal.NOT_PERMITTED.name(), Refusal.UNKNOWN_TOKEN.name());
            assertThat(house.ledger.all())
                    .as("nothing was entered for them")
                    .noneMatch(each ->
                            each.entry().actor().id().equals(who.person().id()));
        }
    }

    @TestFactory
    List<DynamicTest> noCredentialIsGoodBeyondItsScopes() {
        return CALLS.stream()
                .filter(each -> each.may().equals(ADMINISTRATORS))
                .map(call -> DynamicTest.dynamicTest(call.name(), () -> {
                    House house = new House(data.resolve("people-" + houses++));
                    Identified narrow =
                            new Identified(house.in(Role.ADMIN).person(), "t-1", "token", Set.of(Act.SEE_PUMPS));
                    assertThat(call.make().apply(house, narrow).violations())
                            .extracting(Violation::code)
                            .containsAnyOf(Refusal.SCOPE_MISSING.name(), Refusal.UNKNOWN_TOKEN.name());
                }))
                .toList();
    }

    /** One's own sessions and tokens are one's own: nobody sees, ends or revokes those of others by way of them. */
    @TestFactory
    List<DynamicTest> whatIsOnesOwnIsSeenAndEndedByNobodyElse() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Role role : Role.values()) {
            tests.add(DynamicTest.dynamicTest(role.toString(), () -> {
                House house = new House(data.resolve("people-" + houses++));
                Identified who = house.signedIn(role);
                String token = house.tokenOf(who).token().id();
                assertThat(house.sessions.own(who))
                        .extracting(SessionSummary::id)
                        .containsExactly(who.credential());
                assertThat(house.administration.tokens(who))
                        .extracting(TokenSummary::id, TokenSummary::account)
                        .contains(tuple(token, who.person().id()))
                        .doesNotContain(tuple(house.tokenOf(house.bert).token().id(), "bert"));
                assertThat(house.administration.tokens(who))
                        .extracting(TokenSummary::account)
                        .containsOnly(who.person().id());
                assertThat(house.sessions.revoke(who.credential(), who).isDone())
                        .isTrue();
                assertThat(house.sessions.own(who)).isEmpty();
                assertThat(house.sessions.own(house.bert)).isNotEmpty();
            }));
        }
        return tests;
    }

    /** A token of one's own is good for what one's role may, act by act, and for nothing else. */
    @TestFactory
    List<DynamicTest> noRoleMakesItselfATokenForMoreThanItMay() {
        List<DynamicTest> tests = new ArrayList<>();
        House house = new House(data.resolve("people-" + houses++));
        for (Role role : Role.values()) {
            Identified who = house.in(role);
            for (Act act : Act.values()) {
                boolean may = act.permits(role).allows();
                tests.add(DynamicTest.dynamicTest(role + " " + act, () -> {
                    assertThat(house.administration.tokenActs(who).contains(act))
                            .isEqualTo(may);
                    Answer<NewToken> made = house.administration.createToken(
                            who,
                            "for " + act.text(),
                            List.of(act.text()),
                            VirtualTime.HOUSE_START.plus(Duration.ofDays(1)));
                    assertThat(made.isDone()).isEqualTo(may);
                    // there are more acts than tokens that a person may have at once
                    if (made instanceof Answer.Done<NewToken> done) {
                        house.administration
                                .revokeToken(who, done.value().token().id())
                                .orElseThrow();
                    }
                }));
            }
        }
        return tests;
    }

    @Test
    void everyCallThatTakesSomebodyIsTried() {
        List<String> names = CALLS.stream().map(Call::name).toList();
        assertThat(Stream.of(Administration.class, Sessions.class)
                        .flatMap(each -> Arrays.stream(each.getMethods()))
                        .filter(each -> List.of(each.getParameterTypes()).contains(Identified.class))
                        .map(Method::getName))
                .allSatisfy(each -> assertThat(names).anyMatch(name -> name.startsWith(each)));
    }
}
