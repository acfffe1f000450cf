// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Revision;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.DoseChange.VoidReason;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.TypedOrder;
import org.junit.jupiter.api.Test;

/** What makes a change of dose void, at whatever step it was, and what that refuses. */
class VoidTest {

    private final Clinic clinic = new Clinic();

    private void isVoid(String change, VoidReason reason) {
        for (TherapyWorkflow each : List.of(clinic.therapy, clinic.start())) {
            DoseChange seen = each.change(change, clinic.paula).orElseThrow();
            assertThat(seen.state()).isEqualTo(State.VOID);
            assertThat(seen.voided().orElseThrow().reason()).isEqualTo(reason);
        }
        String code = reason.refusal().name();
        long size = clinic.ledger.size();
        clinic.refuses(clinic.therapy.nonce(change, clinic.paula), size, code);
        clinic.refuses(clinic.therapy.nonce(change, clinic.clara), size, code);
        clinic.refuses(clinic.therapy.edit(change, Clinic.W9, clinic.paula), size, code);
        clinic.refuses(clinic.therapy.release(change, clinic.paula), size, code);
        clinic.refuses(clinic.therapy.send(change, clinic.paula), size, code);
        assertThat(clinic.host.committed).isEmpty();
    }

    @Test
    void anEditAtAnyStepMakesItVoidAndItsSignaturesWithIt() {
        String id = clinic.released().id();
        DoseChange edited = clinic.therapy
                .edit(id, TypedOrder.continuous("300 mcg/day"), clinic.paula)
                .orElseThrow();
        isVoid(id, VoidReason.EDITED);
        assertThat(edited.state()).isEqualTo(State.DRAFT);
        assertThat(edited.signatures()).isEmpty();
        assertThat(edited.id()).isNotEqualTo(id);
        assertThat(edited.plan())
                .isNotEqualTo(
                        clinic.therapy.change(id, clinic.paula).orElseThrow().plan());
    }

    @Test
    void anEditThatCannotBeReadLeavesTheDraftAsItWas() {
        String id = clinic.authored().id();
        clinic.refuses(
                clinic.therapy.edit(id, TypedOrder.continuous("300"), clinic.paula), clinic.ledger.size(), "BAD_VALUE");
        assertThat(clinic.state(id)).isEqualTo(State.AUTHORED);
    }

    @Test
    void aDraftExpiresAndSoDoesEachSignature() {
        String id = clinic.drafted().id();
        clinic.pass(Duration.ofMinutes(14));
        assertThat(clinic.state(id)).isEqualTo(State.DRAFT);
        clinic.author(id);
        clinic.pass(Duration.ofMinutes(14));
        clinic.verify(id);
        clinic.pass(Duration.ofSeconds(59));
        clinic.therapy.release(id, clinic.paula).orElseThrow();
        assertThat(clinic.state(id)).isEqualTo(State.RELEASED);
        clinic.pass(Duration.ofSeconds(1));
        isVoid(id, VoidReason.EXPIRED);
    }

    @Test
    void anExpiredDraftIsNotInTheWayOfAnother() {
        DoseChange old = clinic.drafted();
        clinic.pass(Duration.ofMinutes(15));
        clinic.therapy.read(old.visit(), clinic.clara).orElseThrow();
        assertThat(clinic.therapy
                        .draft(old.visit(), Clinic.W9, clinic.clara)
                        .orElseThrow()
                        .state())
                .isEqualTo(State.DRAFT);
        isVoid(old.id(), VoidReason.EXPIRED);
    }

    @Test
    void aNewRevisionOfThePumpMakesItVoid() {
        DoseChange change = clinic.released();
        clinic.host.revision = new Revision(7);
        clinic.therapy.read(change.visit(), clinic.theo).orElseThrow();
        isVoid(change.id(), VoidReason.REVISION);
    }

    @Test
    void aReadingOfTheSameRevisionDoesNot() {
        DoseChange change = clinic.released();
        clinic.therapy.read(change.visit(), clinic.theo).orElseThrow();
        assertThat(clinic.state(change.id())).isEqualTo(State.RELEASED);
    }

    @Test
    void anotherDriverMakesItVoidAtTheNextAct() {
        String id = clinic.verified().id();
        clinic.host.changeDriver("1.0.1");
        assertThat(Clinic.codes(clinic.therapy.release(id, clinic.paula))).containsExactly("DRIVER_CHANGED");
        isVoid(id, VoidReason.DRIVER);
        assertThat(clinic.ledger.ofType("therapy.void")).hasSize(1);
    }

    @Test
    void aDriverThatAppearsInTheLedgerMakesItVoidWithoutAnAct() {
        String id = clinic.verified().id();
        driverAppears("1.0.0");
        assertThat(clinic.state(id)).as("the same one came back").isEqualTo(State.VERIFIED);
        driverAppears("1.0.1");
        isVoid(id, VoidReason.DRIVER);
    }

    private void driverAppears(String version) {
        clinic.ledger.append(
                Entry.of(PumpEntries.DriverChange.TYPE, PumpEntries.DriverChange.VERSION, Actor.system("pump.host"))
                        .body(new PumpEntries.DriverChange(
                                        "synchromed",
                                        PumpEntries.DriverChange.State.APPEARED,
                                        Optional.of(ScriptedHost.driver(version).digest()),
                                        "Test driver",
                                        "")
                                .toJson())
                        .build());
    }

    @Test
    void aSignerWhoLosesTheRoleOrTheAccountMakesItVoid() {
        String id = clinic.verified().id();
        clinic.people.change("clara", EnumSet.of(Role.PROGRAMMER));
        assertThat(Clinic.codes(clinic.therapy.release(id, clinic.paula))).containsExactly("SIGNER_CHANGED");
        isVoid(id, VoidReason.SIGNER);
    }

    @Test
    void aRoleChangedBetweenReleaseAndSendStopsTheSending() {
        String id = clinic.released().id();
        clinic.people.revoke("paula");
        assertThat(Clinic.codes(clinic.therapy.send(id, clinic.clara))).containsExactly("SIGNER_CHANGED");
        isVoid(id, VoidReason.SIGNER);
    }

    @Test
    void aStopMakesItVoid() {
        String id = clinic.released().id();
        clinic.therapy
                .stop(Clinic.PUMP, new StopRequest("over-infusion", Optional.of("Dr Clara")), clinic.theo)
                .orElseThrow();
        // the reading of the stop shows another revision before the stop itself is entered
        isVoid(id, VoidReason.REVISION);
    }

    @Test
    void closingTheVisitMakesItVoid() {
        DoseChange change = clinic.authored();
        clinic.therapy
                .close(change.visit(), CloseRequest.running(), clinic.clara)
                .orElseThrow();
        assertThat(clinic.state(change.id())).isEqualTo(State.VOID);
        clinic.refuses(
                clinic.therapy.draft(change.visit(), Clinic.W9, clinic.paula), clinic.ledger.size(), "VISIT_CLOSED");
    }

    @Test
    void twoDraftsAtOnceAreRefusedNamingTheOthersAuthorAndSinceWhen() {
        DoseChange first = clinic.drafted();
        var answer = clinic.therapy.draft(first.visit(), TypedOrder.continuous("300 mcg/day"), clinic.clara);
        clinic.refuses(answer, clinic.ledger.size(), "DRAFT_OPEN");
        assertThat(answer.violations().get(0).message()).contains("Paula Programmer (paula)", "2026-01-05T08:00:00Z");
        clinic.refuses(
                clinic.therapy.draft(first.visit(), Clinic.W9, clinic.paula), clinic.ledger.size(), "DRAFT_OPEN");
        clinic.therapy.discard(first.id(), clinic.paula).orElseThrow();
        assertThat(clinic.therapy.draft(first.visit(), Clinic.W9, clinic.clara).isDone())
                .isTrue();
    }

    @Test
    void aSignatureUnderOnePlanIsWorthNothingUnderAnother() {
        String id = clinic.verified().id();
        Entry replayed = clinic.ledger.ofType("therapy.signature").get(1).entry();
        DoseChange edited = clinic.therapy
                .edit(id, TypedOrder.continuous("300 mcg/day"), clinic.paula)
                .orElseThrow();
        clinic.therapy
                .author(edited.id(), Clinic.none(), clinic.sign(edited.id(), clinic.paula), clinic.paula)
                .orElseThrow();
        // even an entry that somehow got into the ledger again counts for its own plan only
        clinic.ledger.append(replayed);
        assertThat(clinic.state(edited.id())).isEqualTo(State.AUTHORED);
        assertThat(clinic.state(id)).isEqualTo(State.VOID);
    }

    @Test
    void anythingUnderAnUnknownNameIsRefused() {
        Identified who = clinic.paula;
        SignRequest sign = new SignRequest("x", "y");
        long size = clinic.ledger.size();
        clinic.refuses(clinic.therapy.change("c-none", who), size, "UNKNOWN_CHANGE");
        clinic.refuses(clinic.therapy.nonce("c-none", who), size, "UNKNOWN_CHANGE");
        clinic.refuses(clinic.therapy.author("c-none", Clinic.none(), sign, who), size, "UNKNOWN_CHANGE");
        clinic.refuses(clinic.therapy.send("c-none", who), size, "UNKNOWN_CHANGE");
        clinic.refuses(clinic.therapy.visit("v-none", who), size, "UNKNOWN_VISIT");
        clinic.refuses(clinic.therapy.read("v-none\u001b[2J", who), size, "UNKNOWN_VISIT");
        assertThat(clinic.therapy.read("v-none\u001b[2J", who).violations().toString())
                .doesNotContain("\u001b");
        clinic.refuses(clinic.therapy.openVisit(Clinic.PUMP, who), size, "NOT_ENROLLED");
        clinic.refuses(clinic.therapy.events(Clinic.PUMP, 0, 10, who), size, "UNKNOWN_PUMP");
        clinic.refuses(clinic.therapy.events(Clinic.PUMP, -1, 1001, who), size, "BAD_VALUE", "BAD_VALUE");
    }
}
