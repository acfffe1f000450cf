// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.audit.Envelope;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.AccountSummary;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.InvitationLink;
import org.cisterna.therapy.NewToken;
import org.cisterna.therapy.OpenedSession;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.TokenSummary;
import org.junit.jupiter.api.Test;

/** What people do to their own account, and what is told and entered about all of it. */
class OwnAccountTest extends AdministrationScene {
    @Test
    void aNewPasswordNeedsTheOldOneAndEndsAllSessions() {
        Identified ada = ada();
        OpenedSession other = sessions.signIn("ada", GOOD, "test").orElseThrow();
        assertThat(code(administration.changePassword(ada, "wrong", OTHER))).isEqualTo(Refusal.PASSWORD_WRONG.name());
        assertThat(code(administration.changePassword(ada, GOOD, "password1234")))
                .isEqualTo(Refusal.PASSWORD_WEAK.name());
        assertThat(code(administration.changePassword(ada, GOOD, GOOD))).isEqualTo(Refusal.PASSWORD_WEAK.name());
        assertThat(sessions.bySecret(other.secret())).isPresent();
        administration.changePassword(ada, GOOD, OTHER).orElseThrow();
        assertThat(sessions.bySecret(other.secret())).isEmpty();
        assertThat(sessions.byId(ada.credential())).isEmpty();
        assertThat(sessions.signIn("ada", GOOD, "test").isDone()).isFalse();
        assertThat(sessions.signIn("ada", OTHER, "test").isDone()).isTrue();
    }

    @Test
    void aTokenIsShownOnceAndGoodForNoMoreThanItsOwner() throws IOException {
        Identified ada = ada();
        Identified clara = more(ada, Optional.empty(), "clara", "Clara Clinician", "clinician");
        Instant end = VirtualTime.HOUSE_START.plus(Duration.ofDays(30));
        NewToken made = administration
                .createToken(clara, "nightly export", List.of("see-pumps", "read-pump"), end)
                .orElseThrow();
        Identified bearer = accounts.byToken(made.text()).orElseThrow();
        assertThat(bearer.may(Act.SEE_PUMPS)).isTrue();
        assertThat(bearer.may(Act.SEND)).isFalse();
        assertThat(administration.tokens(clara)).containsExactly(made.token());
        assertThat(made.toString()).doesNotContain(made.text());
        assertThat(Files.readString(data.resolve("people").resolve("clara.json")))
                .doesNotContain(made.text());
        start();
        assertThat(accounts.byToken(made.text())).isPresent();
        administration.changeRoles(ada, "clara", List.of("auditor")).orElseThrow();
        assertThat(accounts.byToken(made.text()).orElseThrow().may(Act.SEE_PUMPS))
                .as("what the account may no longer")
                .isFalse();
        TokenSummary revoked =
                administration.revokeToken(ada, made.token().id()).orElseThrow();
        assertThat(revoked.state()).isEqualTo(TokenSummary.State.REVOKED);
        assertThat(accounts.byToken(made.text())).isEmpty();
    }

    @Test
    void tokensAreRefusedInWords() {
        Identified ada = ada();
        Identified clara = more(ada, Optional.empty(), "clara", "Clara Clinician", "clinician");
        Instant now = VirtualTime.HOUSE_START;
        Answer<NewToken> wrong = administration.createToken(
                clara, "\u202E", List.of("admin-people", "fly"), now.plus(Duration.ofDays(400)));
        assertThat(wrong.violations())
                .extracting(each -> each.code() + " " + each.field().orElse(""))
                .containsExactly("BAD_VALUE name", "BAD_VALUE expires", "SCOPE_MISSING scopes", "BAD_VALUE scopes");
        assertThat(code(administration.createToken(clara, "good name", List.of(), now.plusSeconds(1))))
                .isEqualTo(Refusal.BAD_VALUE.name());
        assertThat(code(administration.createToken(clara, "good name", List.of("see-pumps"), now)))
                .isEqualTo(Refusal.BAD_VALUE.name());
        NewToken adas = administration
                .createToken(ada, "ada's own", List.of("admin-people"), now.plusSeconds(60))
                .orElseThrow();
        assertThat(code(administration.revokeToken(clara, adas.token().id()))).isEqualTo(Refusal.UNKNOWN_TOKEN.name());
        for (int i = 1; i < OwnAccount.MOST_TOKENS; i++) {
            administration
                    .createToken(ada, "token " + i, List.of("admin-people"), now.plusSeconds(60))
                    .orElseThrow();
        }
        assertThat(code(administration.createToken(ada, "one more", List.of("admin-people"), now.plusSeconds(60))))
                .isEqualTo(Refusal.TOO_MANY_OPEN.name());
    }

    // ---- lists, files, ledger

    @Test
    void administratorsSeeWhoSignedInAndWhoFailed() {
        Identified ada = ada();
        more(ada, Optional.empty(), "clara", "Clara Clinician", "clinician");
        sessions.signIn("clara", "wrong", "a stranger");
        AccountSummary clara = administration.accounts(ada).orElseThrow().get(1);
        assertThat(clara.person().id()).isEqualTo("clara");
        assertThat(clara.state()).isEqualTo(PeopleEntry.State.VALID);
        assertThat(clara.lastSignIn()).contains(VirtualTime.HOUSE_START);
        assertThat(clara.lastFrom()).contains("test");
        assertThat(clara.failedSignIns()).isEqualTo(1);
        assertThat(clara.sessions()).isEqualTo(1);
        administration.revoke(ada, "clara").orElseThrow();
        AccountSummary revoked = administration.accounts(ada).orElseThrow().get(1);
        assertThat(revoked.state()).isEqualTo(PeopleEntry.State.REVOKED);
        assertThat(revoked.sessions()).isZero();
    }

    @Test
    void stateThatCannotBeReadOpensNothing() throws IOException {
        Identified ada = ada();
        InvitationLink link = administration
                .invite(ada, "vera", "Vera Viewer", List.of("viewer"))
                .orElseThrow();
        Files.writeString(data.resolve("people").resolve("state").resolve("invitations.json"), "{\"version\":1");
        Files.writeString(data.resolve("people").resolve("state").resolve("sign-ins.json"), "[]");
        start();
        assertThat(code(administration.accept(link.token(), OTHER))).isEqualTo(Refusal.LINK_INVALID.name());
        assertThat(signIn("ada", GOOD).may(Act.ADMIN_PEOPLE)).isTrue();
    }

    @Test
    void everythingEntersTheLedgerAndNoSecretDoes() throws IOException {
        Identified ada = ada();
        Identified bert = more(ada, Optional.empty(), "bert", "Bert Boss", "admin");
        InvitationLink link = administration
                .invite(ada, "clara", "Clara Clinician", List.of("clinician"))
                .orElseThrow();
        administration.confirmInvitation(bert, link.invitation().id()).orElseThrow();
        administration.accept(link.token(), OTHER).orElseThrow();
        Identified clara = signIn("clara", OTHER);
        NewToken token = administration
                .createToken(clara, "export", List.of("see-pumps"), VirtualTime.HOUSE_START.plusSeconds(60))
                .orElseThrow();
        administration.revokeToken(clara, token.token().id()).orElseThrow();
        administration.changePassword(clara, OTHER, "seventeen copper kettles").orElseThrow();
        String change = administration
                .changeRoles(ada, "clara", List.of("viewer"))
                .orElseThrow()
                .id();
        administration.confirmRoles(bert, change).orElseThrow();
        administration.revoke(bert, "clara").orElseThrow();
        List<String> told = ledger.all().stream()
                .filter(each -> !each.entry().type().startsWith("people.session"))
                .filter(each -> !each.entry().type().equals(PeopleEntry.Accounts.TYPE))
                .map(OwnAccountTest::told)
                .toList();
        assertThat(told)
                .containsExactly(
                        "ada SET_UP",
                        "ada MADE",
                        "bert ACCEPTED",
                        "ada WAITING",
                        "bert CONFIRMED",
                        "clara ACCEPTED",
                        "clara MADE",
                        "clara REVOKED",
                        "clara PASSWORD_CHANGED",
                        "ada WAITING",
                        "bert CONFIRMED",
                        "bert REVOKED");
        String everything = ledger.all().toString();
        for (String secret : List.of(
                GOOD, OTHER, "copper", setUpToken.text(), setUpToken.hash().hex(), link.token(), token.text())) {
            assertThat(everything).doesNotContain(secret);
        }
        assertThat(everything).doesNotContain("\"hash\"").doesNotContain("\"salt\"");
    }

    private static String told(Envelope envelope) {
        PeopleEntry entry = PeopleEntry.read(
                        envelope.entry().type(),
                        envelope.entry().version(),
                        envelope.entry().body())
                .orElseThrow();
        String step = Stream.of("step", "state")
                .flatMap(name -> entry.toJson().optionalString(name).stream())
                .findFirst()
                .orElse("");
        return envelope.entry().actor().id() + " " + step;
    }
}
