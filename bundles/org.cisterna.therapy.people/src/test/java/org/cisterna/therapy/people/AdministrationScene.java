// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.InvitationLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Accounts in a folder of their own, with sessions and administration over them. */
abstract class AdministrationScene {

    static final int ROUNDS = 500;
    static final String GOOD = "tulip anvil seven moss";
    static final String OTHER = "granite ladder quiet fox";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path data;

    final VirtualTime time = VirtualTime.create(13);
    final MemoryLedger ledger = MemoryLedger.in(time);
    final Secret setUpToken = Secret.fresh(time.randomness());

    @SuppressWarnings("NullAway.Init") // set before each test
    Accounts accounts;

    @SuppressWarnings("NullAway.Init") // set before each test
    SessionRegistry sessions;

    @SuppressWarnings("NullAway.Init") // set before each test
    AccountAdministration administration;

    @BeforeEach
    void open() {
        start();
    }

    void start() {
        accounts = new Accounts(
                data.resolve("people"), ROUNDS, ROUNDS, time.house(), time.randomness(), () -> Optional.of(ledger));
        sessions = new SessionRegistry(accounts, SessionSettings.of(10, 12, 8, 100));
        administration = new AccountAdministration(accounts, Optional.of(setUpToken.hash()));
        administration.add(sessions);
    }

    static String code(Answer<?> answer) {
        assertThat(answer.isDone()).as(answer.toString()).isFalse();
        return answer.violations().get(0).code();
    }

    Identified signIn(String account, String password) {
        return sessions.signIn(account, password, "test")
                .orElseThrow()
                .session()
                .identified();
    }

    /** The first administrator, signed in. */
    Identified ada() {
        administration.setUp(setUpToken.text(), "ada", "Ada Admin", GOOD).orElseThrow();
        return signIn("ada", GOOD);
    }

    /** Somebody more, invited and signed in; without a second administrator, or confirmed by this one. */
    Identified more(Identified admin, Optional<Identified> second, String account, String name, String role) {
        InvitationLink link =
                administration.invite(admin, account, name, List.of(role)).orElseThrow();
        second.ifPresent(each ->
                administration.confirmInvitation(each, link.invitation().id()).orElseThrow());
        administration.accept(link.token(), OTHER).orElseThrow();
        return signIn(account, OTHER);
    }

    // ---- set-up

}
