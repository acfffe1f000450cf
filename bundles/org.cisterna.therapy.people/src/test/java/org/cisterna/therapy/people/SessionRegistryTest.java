// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.AdministrationEntry;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.OpenedSession;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.Session;
import org.cisterna.therapy.SessionEntry;
import org.cisterna.therapy.SessionEntry.Step;
import org.cisterna.therapy.SessionSummary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionRegistryTest {

    private static final int ROUNDS = 500;
    private static final Person CLARA = new Person("clara", "Clara Clinician", EnumSet.of(Role.CLINICIAN));
    private static final Person ADA = new Person("ada", "Ada Admin", EnumSet.of(Role.ADMIN));
    private static final String BROWSER = "Firefox 140 at 127.0.0.1";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path data;

    private final VirtualTime time = VirtualTime.create(11);
    private final MemoryLedger ledger = MemoryLedger.in(time);

    @SuppressWarnings("NullAway.Init") // set before each test
    private PeopleFile file;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Accounts accounts;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SessionRegistry sessions;

    @SuppressWarnings("NullAway.Init") // set before each test
    private String password;

    @BeforeEach
    void open() throws IOException {
        file = new PeopleFile(folder(), time.randomness(), ROUNDS);
        password = file.create(CLARA).password();
        accounts = accounts(ROUNDS);
        sessions = new SessionRegistry(accounts, SessionSettings.of(10, 12, 3, 5));
    }

    private Accounts accounts(int rounds) {
        return new Accounts(folder(), ROUNDS, rounds, time.house(), time.randomness(), () -> Optional.of(ledger));
    }

    private Path folder() {
        return data.resolve("people");
    }

    private OpenedSession signIn() {
        return sessions.signIn("clara", password, BROWSER).orElseThrow();
    }

    private static String code(Answer<?> answer) {
        return answer.violations().get(0).code();
    }

    private List<Step> steps() {
        return ledger.ofType(SessionEntry.Changed.TYPE).stream()
                .map(each -> SessionEntry.read(each.entry().type(), each.entry().body())
                        .orElseThrow())
                .map(each -> ((SessionEntry.Changed) each).step())
                .toList();
    }

    @Test
    void whoSignsInIsRecognisedByTheSecretAndNothingLikeIt() {
        OpenedSession opened = signIn();
        assertThat(opened.secret()).hasSize(43);
        Session session = sessions.bySecret(opened.secret()).orElseThrow();
        assertThat(session.identified().person()).isEqualTo(CLARA);
        assertThat(session.identified().via()).isEqualTo("session");
        assertThat(session.identified().credential()).isEqualTo(session.id());
        assertThat(session.formToken()).hasSize(43).isNotEqualTo(opened.secret());
        assertThat(session.from()).isEqualTo(BROWSER);
        for (String wrong : List.of(
                "",
                opened.secret() + "x",
                opened.secret().substring(1),
                session.id(),
                session.formToken(),
                "x".repeat(43))) {
            assertThat(sessions.bySecret(wrong)).as(wrong).isEmpty();
            assertThat(sessions.unlock(wrong, password).isDone()).as(wrong).isFalse();
        }
        assertThat(opened.toString() + session).doesNotContain(opened.secret()).doesNotContain(session.formToken());
    }

    @Test
    void wrongAndUnknownAreRefusedInTheSameWords() throws IOException {
        Answer<OpenedSession> wrong = sessions.signIn("clara", "wrong", BROWSER);
        Answer<OpenedSession> unknown = sessions.signIn("nobody", "wrong", BROWSER);
        file.revoke("clara");
        Answer<OpenedSession> revoked = sessions.signIn("clara", password, BROWSER);
        assertThat(code(wrong)).isEqualTo(Refusal.SIGN_IN_WRONG.name());
        assertThat(unknown).isEqualTo(wrong);
        assertThat(revoked).isEqualTo(wrong);
    }

    @Test
    void anUnknownAccountWaitsLikeAKnownOne() throws Exception {
        time.run(() -> {
            for (String account : List.of("clara", "nobody")) {
                for (int i = 0; i < 3; i++) {
                    assertThat(code(sessions.signIn(account, "wrong", BROWSER)))
                            .isEqualTo(Refusal.SIGN_IN_WRONG.name());
                }
            }
            Answer<OpenedSession> known = sessions.signIn("clara", password, BROWSER);
            assertThat(code(known)).isEqualTo(Refusal.TOO_MANY_ATTEMPTS.name());
            assertThat(known.violations().get(0).message()).contains("2026-01-05T08:00:10Z");
            assertThat(sessions.signIn("nobody", "x", BROWSER)).isEqualTo(known);
            time.advance(Duration.ofSeconds(10));
            assertThat(sessions.signIn("clara", password, BROWSER).isDone()).isTrue();
        });
        assertThat(accounts.signIns().of("clara").failed()).isZero();
        assertThat(ledger.ofType(SessionEntry.Refused.TYPE))
                .as("three wrong ones each, and one line for each wait")
                .hasSize(8);
    }

    @Test
    void aStrangersGuessesKeepNobodyFromSigning() {
        for (int i = 0; i < 5; i++) {
            sessions.signIn("clara", "wrong", BROWSER);
        }
        assertThat(accounts.confirm("clara", password).isDone()).isTrue();
    }

    @Test
    void guessingAcrossAccountsIsSlowToo() throws Exception {
        time.run(() -> {
            for (int i = 0; i < OverallAttempts.AT_ONCE; i++) {
                assertThat(code(sessions.signIn("guess" + i, "Sommer2026!", BROWSER)))
                        .isEqualTo(Refusal.SIGN_IN_WRONG.name());
            }
            Answer<OpenedSession> right = sessions.signIn("clara", password, BROWSER);
            assertThat(code(right)).isEqualTo(Refusal.TOO_MANY_ATTEMPTS.name());
            assertThat(right.violations().get(0).message()).contains("2026-01-05T08:00:06Z");
            time.advance(Duration.ofSeconds(OverallAttempts.SECONDS_EACH));
            for (int i = 0; i < 3; i++) {
                assertThat(sessions.signIn("clara", password, BROWSER).isDone())
                        .as("a right one does not count")
                        .isTrue();
            }
        });
    }

    @Test
    void attemptsOnInventedAccountsTakeBoundedRoom() {
        Attempts attempts = new Attempts();
        for (int i = 0; i < 3 * Attempts.MOST_ACCOUNTS; i++) {
            assertThat(attempts.begin("a" + i, VirtualTime.HOUSE_START)).isEmpty();
        }
        assertThat(attempts.size()).isLessThanOrEqualTo(Attempts.MOST_ACCOUNTS);
    }

    @Test
    void unusedForTenMinutesItIsLockedAndOpensOnlyWithThePassword() throws Exception {
        OpenedSession opened = signIn();
        time.run(() -> {
            time.advance(Duration.ofMinutes(9));
            assertThat(sessions.bySecret(opened.secret()).orElseThrow().locked())
                    .isFalse();
            time.advance(Duration.ofMinutes(9));
            assertThat(sessions.look(opened.secret()).orElseThrow().locked())
                    .as("the second use counts from the first")
                    .isFalse();
            time.advance(Duration.ofMinutes(1));
            assertThat(sessions.look(opened.secret()).orElseThrow().locked())
                    .as("looking is no use")
                    .isTrue();
            assertThat(sessions.bySecret(opened.secret()).orElseThrow().locked())
                    .as("asking does not unlock")
                    .isTrue();
            assertThat(code(sessions.unlock(opened.secret(), "wrong"))).isEqualTo(Refusal.PASSWORD_WRONG.name());
            assertThat(sessions.bySecret(opened.secret()).orElseThrow().locked())
                    .isTrue();
            OpenedSession unlocked = sessions.unlock(opened.secret(), password).orElseThrow();
            assertThat(unlocked.session().id()).isEqualTo(opened.session().id());
            assertThat(unlocked.session().locked()).isFalse();
            assertThat(unlocked.session().formToken())
                    .as("a page that stayed open can still be sent")
                    .isEqualTo(opened.session().formToken());
            assertThat(unlocked.secret()).isNotEqualTo(opened.secret());
            assertThat(sessions.bySecret(opened.secret())).as("the old secret").isEmpty();
            assertThat(sessions.bySecret(unlocked.secret())).isPresent();
        });
        assertThat(steps()).containsExactly(Step.BEGUN, Step.UNLOCKED);
    }

    @Test
    void wrongPasswordsAreEnteredAndEndNoSession() throws Exception {
        OpenedSession opened = signIn();
        time.run(() -> {
            time.advance(Duration.ofMinutes(11));
            for (int i = 0; i < 3; i++) {
                assertThat(code(sessions.unlock(opened.secret(), "wrong"))).isEqualTo(Refusal.PASSWORD_WRONG.name());
                assertThat(code(sessions.signIn("clara", "wrong", BROWSER))).isEqualTo(Refusal.SIGN_IN_WRONG.name());
            }
            assertThat(code(sessions.unlock(opened.secret(), password))).isEqualTo(Refusal.TOO_MANY_ATTEMPTS.name());
            assertThat(sessions.bySecret(opened.secret())
                            .orElseThrow()
                            .identified()
                            .may(Act.STOP))
                    .as("the session goes on, for a stop")
                    .isTrue();
        });
        assertThat(ledger.ofType(PeopleEntry.SignRefused.TYPE)).hasSize(4);
        assertThat(ledger.ofType(SessionEntry.Refused.TYPE)).hasSize(3);
        assertThat(steps()).containsExactly(Step.BEGUN);
    }

    @Test
    void itCanBeLockedByHand() {
        OpenedSession opened = signIn();
        sessions.lock(opened.secret());
        assertThat(sessions.bySecret(opened.secret()).orElseThrow().locked()).isTrue();
        sessions.lock("x".repeat(43));
    }

    @Test
    void itIsOverAfterTwelveHoursHoweverMuchItIsUsed() throws Exception {
        OpenedSession opened = signIn();
        time.run(() -> {
            for (int i = 0; i < 12 * 12 - 1; i++) {
                time.advance(Duration.ofMinutes(5));
                assertThat(sessions.bySecret(opened.secret())).isPresent();
            }
            time.advance(Duration.ofMinutes(5));
            assertThat(sessions.bySecret(opened.secret())).isEmpty();
        });
        assertThat(steps()).containsExactly(Step.BEGUN, Step.EXPIRED);
    }

    @Test
    void whateverChangesOfTheAccountEndsItAtOnceAlsoByHand() throws IOException {
        String secret = signIn().secret();
        file.change(new Person("clara", "Clara Clinician", Set.of(Role.VIEWER)));
        assertThat(sessions.bySecret(secret)).as("other roles").isEmpty();

        OpenedSession second = signIn();
        Path path = folder().resolve("clara.json");
        Files.writeString(path, Files.readString(path).replaceAll("\"hash\":\"[0-9a-f]{8}", "\"hash\":\"00000000"));
        assertThat(sessions.look(second.secret())).as("another password").isEmpty();
        assertThat(sessions.byId(second.session().id())).isEmpty();

        password = file.create(CLARA).password();
        OpenedSession third = signIn();
        file.revoke("clara");
        assertThat(sessions.look(third.secret())).as("revoked").isEmpty();

        password = file.create(CLARA).password();
        OpenedSession fourth = signIn();
        Files.delete(path);
        assertThat(code(sessions.unlock(fourth.secret(), password))).isEqualTo(Refusal.SESSION_ENDED.name());
        assertThat(steps())
                .containsExactly(
                        Step.BEGUN,
                        Step.ACCOUNT_CHANGED,
                        Step.BEGUN,
                        Step.ACCOUNT_CHANGED,
                        Step.BEGUN,
                        Step.ACCOUNT_CHANGED,
                        Step.BEGUN,
                        Step.ACCOUNT_CHANGED);
    }

    @Test
    void aStreamThatAsksWithEveryEventKnowsWithinASecond() throws Exception {
        OpenedSession opened = signIn();
        String id = opened.session().id();
        assertThat(sessions.byId(id)).isPresent();
        assertThat(sessions.byId("s-000000000000")).isEmpty();
        time.run(() -> {
            file.revoke("clara");
            time.advance(Duration.ofSeconds(1));
            assertThat(sessions.byId(id)).isEmpty();
        });
    }

    @Test
    void strongerParametersAreTakenOverAtSignInAndEndNothing() throws IOException {
        OpenedSession before = signIn();
        Accounts stronger = accounts(2 * ROUNDS);
        SessionRegistry later = new SessionRegistry(stronger, SessionSettings.of(10, 12, 3, 5));
        OpenedSession first = later.signIn("clara", password, BROWSER).orElseThrow();
        assertThat(Files.readString(folder().resolve("clara.json"))).contains("\"rounds\":" + 2 * ROUNDS);
        assertThat(later.bySecret(first.secret())).isPresent();
        assertThat(sessions.bySecret(before.secret()))
                .as("the same password under other parameters")
                .isPresent();
        assertThat(later.signIn("clara", password, BROWSER).isDone()).isTrue();
        assertThat(ledger.ofType(AdministrationEntry.AccountChanged.TYPE))
                .singleElement()
                .asString()
                .contains("PASSWORD_REHASHED");
    }

    @Test
    void eachSignInMakesASecretOfItsOwn() {
        OpenedSession one = signIn();
        OpenedSession other = signIn();
        assertThat(other.secret()).isNotEqualTo(one.secret());
        assertThat(other.session().id()).isNotEqualTo(one.session().id());
        sessions.signOut(one.secret());
        assertThat(sessions.bySecret(one.secret())).isEmpty();
        assertThat(sessions.bySecret(other.secret())).isPresent();
        sessions.signOut(one.secret());
        assertThat(steps()).containsExactly(Step.BEGUN, Step.BEGUN, Step.SIGNED_OUT);
    }

    @Test
    void oneMoreThanAnAccountCanHaveEndsTheOneNotUsedForLongest() throws Exception {
        time.run(() -> {
            OpenedSession first = signIn();
            time.advance(Duration.ofMinutes(1));
            OpenedSession second = signIn();
            time.advance(Duration.ofMinutes(1));
            OpenedSession third = signIn();
            sessions.bySecret(first.secret());
            OpenedSession fourth = signIn();
            assertThat(sessions.look(second.secret())).isEmpty();
            assertThat(sessions.look(first.secret())).isPresent();
            assertThat(sessions.look(third.secret())).isPresent();
            assertThat(sessions.look(fourth.secret())).isPresent();
        });
        assertThat(steps()).contains(Step.REPLACED);
    }

    @Test
    void thereAreNoMoreThanCanBe() throws IOException {
        String ada = file.create(ADA).password();
        for (int i = 0; i < 3; i++) {
            signIn();
        }
        assertThat(sessions.signIn("ada", ada, BROWSER).isDone()).isTrue();
        assertThat(sessions.signIn("ada", ada, BROWSER).isDone()).isTrue();
        assertThat(code(sessions.signIn("ada", ada, BROWSER))).isEqualTo(Refusal.TOO_MANY_SESSIONS.name());
        file.revoke("clara");
        assertThat(sessions.signIn("ada", ada, BROWSER).isDone())
                .as("what is over makes room")
                .isTrue();
    }

    @Test
    void peopleSeeAndEndTheirOwnAndAdministratorsEverybodys() throws IOException {
        String adas = file.create(ADA).password();
        Identified clara = signIn().session().identified();
        OpenedSession other = signIn();
        Identified ada =
                sessions.signIn("ada", adas, BROWSER).orElseThrow().session().identified();
        assertThat(sessions.own(clara)).hasSize(2).allSatisfy(each -> assertThat(each.person())
                .isEqualTo(CLARA.staff()));
        assertThat(code(sessions.all(clara))).isEqualTo(Refusal.NOT_PERMITTED.name());
        assertThat(sessions.all(ada).orElseThrow()).hasSize(3);
        SessionSummary adasOwn = sessions.own(ada).get(0);
        assertThat(code(sessions.revoke(adasOwn.id(), clara))).isEqualTo(Refusal.NOT_PERMITTED.name());
        assertThat(code(sessions.revoke("s-000000000000", clara))).isEqualTo(Refusal.NOT_PERMITTED.name());
        assertThat(code(sessions.revoke("s-000000000000", ada))).isEqualTo(Refusal.UNKNOWN_SESSION.name());
        assertThat(sessions.revoke(other.session().id(), ada).isDone()).isTrue();
        assertThat(sessions.bySecret(other.secret())).isEmpty();
        assertThat(sessions.revoke(clara.credential(), clara).isDone()).isTrue();
        assertThat(sessions.own(clara)).isEmpty();
        file.change(new Person("ada", "Ada Admin", Set.of(Role.VIEWER)));
        assertThat(code(sessions.all(ada)))
                .as("who is administrator no more, but was recognised before")
                .isEqualTo(Refusal.NOT_PERMITTED.name());
    }

    @Test
    void whatABrowserSaysOfItselfIsMadeFitForLists() {
        String hostile = "\u202Eevil\u0000\r\n<script>\u200B" + "x".repeat(10_000);
        String from = sessions.signIn("clara", password, hostile)
                .orElseThrow()
                .session()
                .from();
        assertThat(from).startsWith("evil <script>x").hasSizeLessThanOrEqualTo(120);
        assertThat(sessions.signIn("clara", password, "\u0000")
                        .orElseThrow()
                        .session()
                        .from())
                .isEqualTo("(not said)");
    }

    @Test
    void hostileAccountsAndPasswordsAreRefusedAndStandNowhere() {
        for (String hostile : List.of(
                "x".repeat(10_000),
                "../../etc/passwd",
                "clara\u0000",
                "CLARA",
                "cl\u0430ra",
                "\uD800",
                "clara.json",
                "")) {
            assertThat(code(sessions.signIn(hostile, hostile, BROWSER)))
                    .as(hostile)
                    .isIn(Refusal.SIGN_IN_WRONG.name(), Refusal.TOO_MANY_ATTEMPTS.name());
        }
        assertThat(ledger.all().toString()).doesNotContain("passwd").doesNotContain("xxxx");
    }

    @Test
    void aKeyboardsCapitalLetterAndSpaceAreForgiven() {
        assertThat(sessions.signIn(" Clara ", password, BROWSER).isDone()).isTrue();
        assertThat(sessions.signIn("clara", " " + password, BROWSER).isDone())
                .as("never in a password")
                .isFalse();
    }

    @Test
    void noSecretStandsInEntryOrFile() throws IOException {
        OpenedSession opened = signIn();
        sessions.unlock(opened.secret(), password);
        sessions.signIn("clara", "hunter2hunter2", BROWSER);
        StringBuilder everything = new StringBuilder(ledger.all().toString());
        try (java.util.stream.Stream<Path> files = Files.walk(data)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                everything.append(Files.readString(each));
            }
        }
        assertThat(everything)
                .doesNotContain(opened.secret())
                .doesNotContain(opened.session().formToken())
                .doesNotContain(password)
                .doesNotContain("hunter2");
    }

    @Test
    void aRestartSignsEverybodyOutAndKeepsWhenTheyLastSignedIn() {
        String secret = signIn().secret();
        SessionRegistry restarted = new SessionRegistry(accounts(ROUNDS), SessionSettings.of(10, 12, 3, 5));
        assertThat(restarted.bySecret(secret)).isEmpty();
        assertThat(accounts(ROUNDS).signIns().of("clara").last()).contains(VirtualTime.HOUSE_START);
    }

    @Test
    void aWrongConfigurationNamesEverythingThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionSettings.of(0, 25, 0, 0))
                .withMessageContainingAll("idleMinutes", "longestHours", "sessionsPerAccount", "sessionsInTotal");
    }
}
