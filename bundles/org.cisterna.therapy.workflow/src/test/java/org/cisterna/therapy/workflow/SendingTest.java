// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Outcome;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.StopRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Release, sending, its ends, and a process that dies on the way. */
class SendingTest {

    private final Clinic clinic = new Clinic();

    @Test
    void onlySignersReleaseAndSend() {
        Identified cora = clinic.people.add("cora", "Cora Clinician", Role.CLINICIAN);
        String id = clinic.verified().id();
        clinic.refuses(clinic.therapy.release(id, cora), clinic.ledger.size(), "NOT_SIGNER");
        clinic.therapy.release(id, clinic.paula).orElseThrow();
        clinic.refuses(clinic.therapy.send(id, cora), clinic.ledger.size(), "NOT_SIGNER");
    }

    @Test
    void aReleaseServesOnce() {
        String id = clinic.released().id();
        clinic.refuses(clinic.therapy.release(id, clinic.paula), clinic.ledger.size(), "WRONG_STATE");
        clinic.therapy.send(id, clinic.paula).orElseThrow();
        clinic.refuses(clinic.therapy.send(id, clinic.paula), clinic.ledger.size(), "WRONG_STATE");
        clinic.refuses(clinic.therapy.release(id, clinic.paula), clinic.ledger.size(), "WRONG_STATE");
        assertThat(clinic.host.committed).hasSize(1);
    }

    @Test
    void nothingIsSentOutOfOrder() {
        String id = clinic.drafted().id();
        clinic.refuses(clinic.therapy.send(id, clinic.paula), clinic.ledger.size(), "WRONG_STATE");
        clinic.author(id);
        clinic.refuses(clinic.therapy.release(id, clinic.paula), clinic.ledger.size(), "WRONG_STATE");
        clinic.verify(id);
        clinic.refuses(clinic.therapy.send(id, clinic.paula), clinic.ledger.size(), "WRONG_STATE");
        assertThat(clinic.host.committed).isEmpty();
    }

    @Test
    void aRefusalByTheHostLeavesTheReleaseUnspent() {
        String id = clinic.released().id();
        clinic.host.end = ScriptedHost.End.HOST_REFUSES;
        long size = clinic.ledger.size();
        assertThat(Clinic.codes(clinic.therapy.send(id, clinic.paula))).containsExactly("DRIVER_STOPPED");
        assertThat(clinic.types(size)).containsExactly("therapy.sending", "therapy.not-sent");
        assertThat(clinic.state(id)).isEqualTo(State.RELEASED);
        clinic.restart();
        assertThat(clinic.state(id)).isEqualTo(State.RELEASED);
        clinic.host.end = ScriptedHost.End.APPLIED;
        assertThat(clinic.therapy.send(id, clinic.paula).orElseThrow().state()).isEqualTo(State.APPLIED);
    }

    @Test
    void aRefusalByThePumpIsProvedAndFinal() {
        DoseChange change = clinic.released();
        clinic.host.end = ScriptedHost.End.PUMP_REFUSES;
        DoseChange ended = clinic.therapy.send(change.id(), clinic.paula).orElseThrow();
        assertThat(ended.state()).isEqualTo(State.NOT_APPLIED);
        clinic.therapy.read(change.visit(), clinic.paula).orElseThrow();
        assertThat(clinic.therapy.draft(change.visit(), Clinic.W9, clinic.paula).isDone())
                .as("another draft may follow")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"LOST_APPLIED, APPLIED", "LOST_NOT_APPLIED, NOT_APPLIED"})
    void unknownIsShownAndAReadingResolvesIt(ScriptedHost.End end, State resolved) {
        DoseChange change = clinic.released();
        clinic.host.end = end;
        DoseChange unknown = clinic.therapy.send(change.id(), clinic.paula).orElseThrow();
        assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
        assertThat(unknown.outcome().orElseThrow()).isInstanceOf(Outcome.Unknown.class);
        clinic.refuses(
                clinic.therapy.draft(change.visit(), Clinic.W9, clinic.paula), clinic.ledger.size(), "UNKNOWN_STANDS");
        assertThat(Clinic.codes(clinic.therapy.close(change.visit(), CloseRequest.running(), clinic.paula)))
                .contains("UNKNOWN_STANDS");
        clinic.therapy.read(change.visit(), clinic.theo).orElseThrow();
        assertThat(clinic.state(change.id())).isEqualTo(resolved);
        assertThat(clinic.start()
                        .change(change.id(), clinic.paula)
                        .orElseThrow()
                        .state())
                .isEqualTo(resolved);
        assertThat(clinic.therapy
                        .close(change.visit(), CloseRequest.running(), clinic.paula)
                        .isDone())
                .isTrue();
    }

    @Test
    void unknownDoesNotExpire() {
        String id = clinic.released().id();
        clinic.host.end = ScriptedHost.End.LOST_APPLIED;
        clinic.therapy.send(id, clinic.paula).orElseThrow();
        clinic.pass(Duration.ofHours(3));
        assertThat(clinic.state(id)).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aProcessThatDiesBeforeTheIntentSentNothing() {
        String id = clinic.released().id();
        clinic.host.end = ScriptedHost.End.KILLED_BEFORE_INTENT;
        assertThatThrownBy(() -> clinic.therapy.send(id, clinic.paula)).isInstanceOf(ScriptedHost.Killed.class);
        clinic.restart();
        assertThat(clinic.state(id)).isEqualTo(State.RELEASED);
        clinic.host.end = ScriptedHost.End.APPLIED;
        assertThat(clinic.therapy.send(id, clinic.clara).orElseThrow().state()).isEqualTo(State.APPLIED);
    }

    @Test
    void whatAProcessLeftUnsentCanBeGivenUpEditedOrBecomeVoid() {
        DoseChange change = clinic.released();
        clinic.host.end = ScriptedHost.End.KILLED_BEFORE_INTENT;
        assertThatThrownBy(() -> clinic.therapy.send(change.id(), clinic.paula))
                .isInstanceOf(ScriptedHost.Killed.class);
        clinic.restart();
        DoseChange edited =
                clinic.therapy.edit(change.id(), Clinic.W9, clinic.paula).orElseThrow();
        assertThat(clinic.state(change.id())).isEqualTo(State.VOID);
        assertThat(edited.state()).isEqualTo(State.DRAFT);
        clinic.pass(Duration.ofMinutes(20));
        assertThat(clinic.state(edited.id())).isEqualTo(State.VOID);
    }

    @Test
    void aProcessThatDiesAfterTheIntentLeavesUnknown() {
        DoseChange change = clinic.released();
        clinic.host.end = ScriptedHost.End.KILLED_AFTER_INTENT;
        assertThatThrownBy(() -> clinic.therapy.send(change.id(), clinic.paula))
                .isInstanceOf(ScriptedHost.Killed.class);
        clinic.restart();
        assertThat(clinic.state(change.id())).isEqualTo(State.UNKNOWN);
        clinic.refuses(clinic.therapy.send(change.id(), clinic.paula), clinic.ledger.size(), "WRONG_STATE");
        clinic.therapy.read(change.visit(), clinic.paula).orElseThrow();
        assertThat(clinic.state(change.id())).isEqualTo(State.NOT_APPLIED);
    }

    @Test
    void whileItIsBeingSentNobodyElseActsAndReadingAndStoppingGoOn() {
        DoseChange change = clinic.released();
        List<String> codes = new ArrayList<>();
        List<State> states = new ArrayList<>();
        List<Boolean> done = new ArrayList<>();
        clinic.host.duringCommit = () -> {
            Answer<DoseChange> again = clinic.therapy.send(change.id(), clinic.clara);
            codes.addAll(Clinic.codes(again));
            codes.addAll(Clinic.codes(clinic.therapy.close(change.visit(), CloseRequest.running(), clinic.clara)));
            codes.addAll(Clinic.codes(clinic.therapy.draft(change.visit(), Clinic.W9, clinic.clara)));
            states.add(clinic.state(change.id()));
            done.add(clinic.therapy.read(change.visit(), clinic.theo).isDone());
            done.add(clinic.therapy
                    .stop(Clinic.PUMP, new StopRequest("over-infusion", Optional.empty()), clinic.clara)
                    .isDone());
        };
        clinic.therapy.send(change.id(), clinic.paula).orElseThrow();
        assertThat(codes).containsExactly("WRONG_STATE", "ACT_UNDER_WAY", "ACT_UNDER_WAY");
        assertThat(states).containsExactly(State.SENDING);
        assertThat(done).containsExactly(true, true);
    }

    @Test
    void aLedgerThatGoesAwayBeforeSendingStopsIt() {
        String id = clinic.released().id();
        clinic.ledger.readOnly("the disk is full");
        Answer<DoseChange> answer = clinic.therapy.send(id, clinic.paula);
        assertThat(Clinic.codes(answer)).containsExactly("LEDGER_UNAVAILABLE");
        assertThat(answer.violations().get(0).message()).contains("the disk is full");
        assertThat(clinic.host.committed).isEmpty();
        clinic.ledger.readOnly("");
        assertThat(clinic.therapy.send(id, clinic.paula).orElseThrow().state()).isEqualTo(State.APPLIED);
    }

    @Test
    void anOutcomeThatCannotBeEnteredIsShownAllTheSame() {
        String id = clinic.released().id();
        clinic.ledger.refuseEntriesThat(
                entry -> entry.type().equals("pump.outcome") || entry.type().equals("pump.snapshot"));
        assertThat(clinic.therapy.send(id, clinic.paula).orElseThrow().state()).isEqualTo(State.APPLIED);
        assertThat(clinic.state(id))
                .as("until the journal is entered the ledger cannot say")
                .isEqualTo(State.UNKNOWN);
    }
}
