// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeopleEntryTest {

    private static final Instant THEN = Instant.parse("2026-01-05T08:00:00Z");

    static Stream<PeopleEntry> entries() {
        return Stream.of(
                new PeopleEntry.SignRefused("clara", Refusal.PASSWORD_WRONG, 2),
                new AccessRefused(403, Optional.of("clara"), "127.0.0.1", "POST", "/api/v1/editions", 10),
                new AccessRefused(401, Optional.empty(), "127.0.0.1", "GET", "/api/v1/pumps", 1),
                new PeopleEntry.Accounts(
                        true,
                        List.of(new PeopleEntry.Account(
                                "clara", PeopleEntry.State.VALID, List.of("clinician"), List.of("t-1")))),
                new SessionEntry.Changed("s-1", "clara", SessionEntry.Step.BEGUN, "Firefox"),
                new SessionEntry.Refused("clara", Refusal.SIGN_IN_WRONG, 1, "Firefox"),
                new AdministrationEntry.AccountChanged(
                        "ada", "Ada Admin", List.of("admin"), AdministrationEntry.AccountStep.SET_UP),
                new AdministrationEntry.Invited(
                        "i-1",
                        Invitation.Kind.NEW_PERSON,
                        "clara",
                        "Clara Clinician",
                        List.of("clinician"),
                        THEN,
                        AdministrationEntry.InvitationStep.WAITING),
                new AdministrationEntry.RolesChanged(
                        "r-1", "clara", List.of("viewer"), List.of("clinician", "admin"), RoleChange.State.CONFIRMED),
                new AdministrationEntry.TokenChanged(
                        "t-1",
                        "clara",
                        "export",
                        List.of("see-pumps"),
                        Optional.of(THEN),
                        AdministrationEntry.TokenStep.MADE),
                new AdministrationEntry.TokenChanged(
                        "t-1", "clara", "", List.of(), Optional.empty(), AdministrationEntry.TokenStep.REVOKED));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void readsBackWhatItWrote(PeopleEntry entry) {
        JsonObject written = (JsonObject) Json.parse(entry.toJson().canonicalBytes());
        assertThat(PeopleEntry.read(entry.type(), PeopleEntry.VERSION, written)).contains(entry);
        assertThat(PeopleEntry.read(entry.type(), PeopleEntry.VERSION + 1, written))
                .as("a version of the future")
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeopleEntry.read(
                        entry.type(), PeopleEntry.VERSION, Json.object().build()));
    }

    @Test
    void anUnknownTypeIsNobodys() {
        assertThat(PeopleEntry.read(
                        "people.unheard-of", PeopleEntry.VERSION, Json.object().build()))
                .isEmpty();
    }

    @Test
    void lengthOfPasswordsIsSaidInCharacters() {
        assertThat(Administration.lengthProblem("x".repeat(11)))
                .hasValueSatisfying(words -> assertThat(words).contains("11", "12"));
        assertThat(Administration.lengthProblem("x".repeat(12))).isEmpty();
        assertThat(Administration.lengthProblem("\uD83D\uDE00".repeat(128))).isEmpty();
        assertThat(Administration.lengthProblem("x".repeat(129))).isPresent();
    }

    @Test
    void whatHoldsSecretsHidesThem() {
        Person clara = new Person("clara", "Clara Clinician", Set.of(Role.CLINICIAN));
        Session session = new Session(
                "s-1",
                new Identified(clara, "s-1", "session", Identified.ALL),
                THEN,
                THEN,
                THEN,
                false,
                "formsecret",
                "x");
        TokenSummary token = new TokenSummary(
                "t-1", "clara", "export", Set.of(), Optional.empty(), Optional.empty(), TokenSummary.State.VALID);
        Invitation invitation = new Invitation(
                "i-1",
                Invitation.Kind.NEW_PERSON,
                clara.staff(),
                clara.roles(),
                clara.staff(),
                THEN,
                THEN,
                true,
                Optional.empty());
        assertThat(session + " " + new OpenedSession(session, "opensecret") + new NewToken(token, "textsecret")
                        + new InvitationLink(invitation, "linksecret"))
                .doesNotContain("secret");
        assertThat(Refusal.PASSWORD_WEAK.ofSecret("password", "too short").value())
                .isEmpty();
        assertThat(invitation.isWaiting()).isTrue();
    }
}
