// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.AccessRefused;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsTest {

    private static final int ROUNDS = 1000;
    private static final Person CLARA = new Person("clara", "Clara Clinician", EnumSet.of(Role.CLINICIAN));
    private static final Person PAULA = new Person("paula", "Paula Programmer", EnumSet.of(Role.PROGRAMMER));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path data;

    private final VirtualTime time = VirtualTime.create(7);
    private final MemoryLedger ledger = MemoryLedger.in(time);
    private Optional<Ledger> present = Optional.of(ledger);

    @SuppressWarnings("NullAway.Init") // set before each test
    private PeopleFile file;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Accounts accounts;

    @BeforeEach
    void open() {
        file = new PeopleFile(folder(), time.randomness(), ROUNDS);
        accounts = new Accounts(folder(), ROUNDS, ROUNDS, time.house(), time.randomness(), () -> present);
    }

    private Path folder() {
        return data.resolve("people");
    }

    private static List<String> codes(List<Violation> violations) {
        return violations.stream().map(Violation::code).toList();
    }

    @Test
    void aTokenIsRecognisedAndNothingLikeIt() throws IOException {
        String token = file.create(CLARA).token();
        file.create(PAULA);
        Identified who = accounts.byToken(token).orElseThrow();
        assertThat(who.person()).isEqualTo(CLARA);
        assertThat(who.scopes()).isEqualTo(Identified.ALL);
        assertThat(token).startsWith(who.credential() + ".");
        for (String wrong : List.of(
                "",
                ".",
                "clara",
                token + "x",
                token.substring(0, token.length() - 1),
                who.credential() + ".",
                token.substring(token.indexOf('.')),
                "t-000000000000" + token.substring(token.indexOf('.')))) {
            assertThat(accounts.byToken(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void aTokenIsGoodForItsScopesOnly() throws IOException {
        Identified who = accounts.byToken(
                        file.create(CLARA, EnumSet.of(Act.SEE_PUMPS)).token())
                .orElseThrow();
        assertThat(who.may(Act.SEE_PUMPS)).isTrue();
        assertThat(who.may(Act.VERIFY)).isFalse();
    }

    @Test
    void aRevocationHoldsFromTheNextQuestionOn() throws IOException {
        PeopleFile.Secrets clara = file.create(CLARA);
        assertThat(accounts.byToken(clara.token())).isPresent();
        file.revoke("clara");
        assertThat(accounts.byToken(clara.token())).isEmpty();
        assertThat(accounts.person("clara")).isEmpty();
        assertThat(accounts.people()).isEmpty();
        assertThat(codes(accounts.confirm("clara", clara.password()).violations()))
                .containsExactly(Refusal.ACCOUNT_INACTIVE.name());
    }

    @Test
    void aFileThatIsDeletedOrChangedInPlaceHoldsAtOnce() throws IOException {
        String clara = file.create(CLARA).token();
        String paula = file.create(PAULA).token();
        assertThat(accounts.byToken(clara)).isPresent();
        Files.delete(folder().resolve("clara.json"));
        assertThat(accounts.byToken(clara)).isEmpty();
        Path paulas = folder().resolve("paula.json");
        Files.writeString(paulas, Files.readString(paulas).replace("programmer", "viewer"));
        assertThat(accounts.byToken(paula).orElseThrow().person().roles()).containsExactly(Role.VIEWER);
    }

    @Test
    void whatIsDoneToAnAccountHoldsAtOnceThoughEverythingWasLookedAtJustNow() throws IOException {
        String clara = file.create(CLARA).token();
        String paula = file.create(PAULA).token();
        assertThat(accounts.byToken(clara)).isPresent();
        assertThat(accounts.byToken(paula)).isPresent(); // no time has passed: from here on each asks for its own file
        Path claras = folder().resolve("clara.json");
        Files.setPosixFilePermissions(claras, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(accounts.byToken(clara)).isEmpty();
        assertThat(accounts.byToken(paula)).isPresent();
        String fresh = file.create(PAULA).token();
        assertThat(accounts.byToken(paula)).isEmpty();
        assertThat(accounts.byToken(fresh)).isPresent();
        file.revoke("paula");
        assertThat(accounts.byToken(fresh)).isEmpty();
        String third = file.create(new Person("third", "Third Person", EnumSet.of(Role.VIEWER)))
                .token();
        assertThat(accounts.byToken(third)).isPresent();
    }

    @Test
    void accountsAndTokensExpireByHouseTime() throws Exception {
        Instant end = VirtualTime.HOUSE_START.plus(Duration.ofHours(1));
        String clara = file.create(CLARA).token();
        String paula = file.create(PAULA).token();
        replaceIn("clara", "\"revoked\":false,\"roles\"", "\"expires\":\"" + end + "\",\"revoked\":false,\"roles\"");
        replaceIn("paula", "\"revoked\":false,\"scopes\"", "\"expires\":\"" + end + "\",\"revoked\":false,\"scopes\"");
        assertThat(accounts.problems()).isEmpty();
        time.run(() -> {
            time.advance(Duration.ofMinutes(59));
            assertThat(accounts.byToken(clara)).isPresent();
            assertThat(accounts.byToken(paula)).isPresent();
            time.advance(Duration.ofMinutes(1));
            assertThat(accounts.byToken(clara)).isEmpty();
            assertThat(accounts.person("clara")).isEmpty();
            assertThat(accounts.byToken(paula)).isEmpty();
            assertThat(accounts.person("paula"))
                    .as("only the token has expired")
                    .isPresent();
        });
    }

    private void replaceIn(String account, String old, String fresh) throws IOException {
        Path path = folder().resolve(account + ".json");
        String text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, fresh));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ \"version\":1 | $",
                "[] | $",
                "\"version\":1 -> \"version\":2 | $.version",
                "\"id\":\"clara\" -> \"id\":\"paula\" | $.id",
                "\"printedName\":\"Clara Clinician\" -> \"printedName\":\"\" | $.printedName",
                "[\"clinician\"] -> [\"clinican\"] | $.roles[0]",
                "[\"clinician\"] -> [] | $.roles",
                "[\"clinician\"] -> \"clinician\" | $.roles",
                "PBKDF2-HMAC-SHA512 -> MD5 | $.password.algorithm",
                "\"rounds\":1000 -> \"rounds\":999 | $.password.rounds",
                "\"salt\":\" -> \"salt\":\"x | $.password.salt",
                "\"hash\":\"sha256: -> \"hash\":\"md5: | $.tokens[0].hash",
                "[\"*\"] -> [\"everything\"] | $.tokens[0].scopes[0]",
                "[\"*\"] -> [\"see-pumps\"\\,\"*\"] | $.tokens[0].scopes[1]",
                "\"revoked\":false -> \"revoked\":\"no\" | revoked",
                "\"version\":1 -> \"version\":1\\,\"admin\":true | $.admin"
            })
    void aMalformedFileIsRefusedByFieldAndTheOthersGoOn(String edit, String field) throws IOException {
        String clara = file.create(CLARA).token();
        String paula = file.create(PAULA).token();
        Path path = folder().resolve("clara.json");
        List<String> parts = List.of(edit.replace("\\,", ",").split(" -> ", -1));
        Files.writeString(
                path, parts.size() == 1 ? parts.get(0) : Files.readString(path).replace(parts.get(0), parts.get(1)));
        assertThat(accounts.byToken(clara)).isEmpty();
        assertThat(accounts.problems())
                .singleElement()
                .asString()
                .startsWith("people/clara.json is refused, and the account cannot be used: ")
                .contains(field);
        assertThat(accounts.byToken(paula)).isPresent();
    }

    @Test
    void aFileThatOthersCanWriteOrThatIsTooLongIsRefused() throws IOException {
        file.create(CLARA);
        Path path = folder().resolve("clara.json");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(accounts.problems()).singleElement().asString().contains("0600");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        assertThat(accounts.problems()).isEmpty();
        Files.write(path, new byte[70_000]);
        assertThat(accounts.problems()).singleElement().asString().contains("70000 bytes");
    }

    @Test
    void oneTokenIdInTwoFilesIsRefused() throws IOException {
        file.create(CLARA);
        file.create(PAULA);
        Path paula = folder().resolve("paula.json");
        String claras =
                accounts.byToken(file.create(CLARA).token()).orElseThrow().credential();
        Files.writeString(
                paula, Files.readString(paula).replaceAll("\"id\":\"t-[0-9a-f]+\"", "\"id\":\"" + claras + "\""));
        assertThat(accounts.problems()).singleElement().asString().contains("paula.json", "token of clara");
    }

    @Test
    void aMissingFolderRecognisesNobodyAndSaysSo() {
        assertThat(accounts.byToken("t-1.x")).isEmpty();
        assertThat(accounts.problems()).singleElement().asString().contains("folder of accounts is missing");
    }

    @Test
    void wrongPasswordsMakeTheAccountWaitLongerAndLonger() throws Exception {
        String right = file.create(CLARA).password();
        time.run(() -> {
            for (int i = 0; i < 3; i++) {
                assertThat(codes(accounts.confirm("clara", "wrong").violations()))
                        .containsExactly(Refusal.PASSWORD_WRONG.name());
            }
            assertThat(accounts.confirm("clara", right).violations())
                    .as("while it waits not even the right one is looked at")
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.code()).isEqualTo(Refusal.TOO_MANY_ATTEMPTS.name());
                        assertThat(each.message()).contains("2026-01-05T08:00:10Z");
                    });
            time.advance(Duration.ofSeconds(10));
            assertThat(codes(accounts.confirm("clara", "wrong").violations()))
                    .containsExactly(Refusal.PASSWORD_WRONG.name());
            time.advance(Duration.ofSeconds(19));
            assertThat(codes(accounts.confirm("clara", right).violations()))
                    .containsExactly(Refusal.TOO_MANY_ATTEMPTS.name());
            time.advance(Duration.ofSeconds(1));
            assertThat(accounts.confirm("clara", right).orElseThrow()).isEqualTo(CLARA);
            assertThat(codes(accounts.confirm("clara", "wrong").violations()))
                    .as("a right one forgets the wrong ones before it")
                    .containsExactly(Refusal.PASSWORD_WRONG.name());
            assertThat(accounts.confirm("clara", right).isDone()).isTrue();
        });
    }

    @Test
    void oneAccountsWrongPasswordsDoNotKeepAnotherWaiting() throws IOException {
        file.create(CLARA);
        String paula = file.create(PAULA).password();
        for (int i = 0; i < 5; i++) {
            accounts.confirm("clara", "wrong");
        }
        assertThat(accounts.confirm("paula", paula).isDone()).isTrue();
        assertThat(codes(accounts.confirm("nobody", "x").violations()))
                .containsExactly(Refusal.ACCOUNT_INACTIVE.name());
    }

    @Test
    void theLedgerIsToldOfAccountsAndRefusals() throws IOException {
        file.create(CLARA);
        file.create(PAULA);
        accounts.people();
        accounts.people();
        file.revoke("paula");
        accounts.confirm("clara", "hunter2");
        Files.writeString(folder().resolve("clara.json"), "{");
        accounts.people();
        Files.delete(folder().resolve("clara.json"));
        accounts.people();
        List<PeopleEntry> entries =
                ledger.all().stream().map(AccountsTest::read).toList();
        assertThat(entries).hasSize(5);
        assertThat(((PeopleEntry.Accounts) entries.get(0)).atStart()).isTrue();
        assertThat(((PeopleEntry.Accounts) entries.get(0)).accounts())
                .extracting(PeopleEntry.Account::account, PeopleEntry.Account::state)
                .containsExactly(tuple("clara", PeopleEntry.State.VALID), tuple("paula", PeopleEntry.State.VALID));
        assertThat(entries.get(1))
                .isEqualTo(new PeopleEntry.Accounts(
                        false,
                        List.of(new PeopleEntry.Account(
                                "paula", PeopleEntry.State.REVOKED, List.of("programmer"), List.of()))));
        assertThat(entries.get(2)).isEqualTo(new PeopleEntry.SignRefused("clara", Refusal.PASSWORD_WRONG, 1));
        assertThat(entries.get(3))
                .isEqualTo(new PeopleEntry.Accounts(
                        false,
                        List.of(new PeopleEntry.Account("clara", PeopleEntry.State.REFUSED, List.of(), List.of()))));
        assertThat(entries.get(4))
                .isEqualTo(new PeopleEntry.Accounts(
                        false,
                        List.of(new PeopleEntry.Account("clara", PeopleEntry.State.REMOVED, List.of(), List.of()))));
        assertThat(ledger.all().toString()).doesNotContain("hunter2");
    }

    @Test
    void whoeverIsRefusedAtAnAddressIsEnteredOnceAndThenByTheTen() {
        for (int i = 0; i < 12; i++) {
            accounts.refused(401, Optional.empty(), "127.0.0.1", "GET", "/api/v1/pumps/\u202e" + i);
        }
        assertThat(ledger.all().stream().map(AccountsTest::read).toList())
                .containsExactly(
                        new AccessRefused(401, Optional.empty(), "127.0.0.1", "GET", "/api/v1/pumps/?0", 1),
                        new AccessRefused(401, Optional.empty(), "127.0.0.1", "GET", "/api/v1/pumps/?9", 10));
        assertThat(ledger.all()).allMatch(each -> each.entry().actor().isSystem());
    }

    private static PeopleEntry read(Envelope envelope) {
        return PeopleEntry.read(
                        envelope.entry().type(),
                        envelope.entry().version(),
                        envelope.entry().body())
                .orElseThrow();
    }

    @Test
    void peopleAreRecognisedWithoutALedgerAndItIsToldLater() throws IOException {
        present = Optional.empty();
        String token = file.create(CLARA).token();
        assertThat(accounts.byToken(token)).isPresent();
        accounts.confirm("clara", "wrong");
        present = Optional.of(ledger);
        ledger.readOnly("damaged");
        assertThat(accounts.byToken(token)).isPresent();
        assertThat(ledger.all()).isEmpty();
        ledger.readOnly("");
        assertThat(accounts.byToken(token)).isPresent();
        assertThat(ledger.all())
                .extracting(each -> each.entry().type())
                .containsExactly(PeopleEntry.Accounts.TYPE, PeopleEntry.SignRefused.TYPE);
    }

    @Test
    void secretsStandInNoFileAndNoText() throws IOException {
        PeopleFile.Secrets clara = file.create(CLARA);
        String onDisk = new String(Files.readAllBytes(folder().resolve("clara.json")), StandardCharsets.UTF_8);
        String secret = clara.token().substring(clara.token().indexOf('.') + 1);
        assertThat(onDisk).doesNotContain(clara.password()).doesNotContain(secret);
        assertThat(clara.toString()).doesNotContain(clara.password()).doesNotContain(secret);
    }
}
