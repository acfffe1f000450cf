// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.TypedOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nonces, passwords, authors, second persons and blind entries. */
class SigningTest {

    private final Clinic clinic = new Clinic();

    private Answer<DoseChange> authoring(String change, SignRequest sign) {
        return clinic.therapy.author(change, Clinic.none(), sign, clinic.paula);
    }

    private Answer<DoseChange> verifying(String change, SignRequest sign, Identified who) {
        return clinic.therapy.verify(change, Clinic.RIGHT, sign, who);
    }

    @Test
    void aNonceSignsOnceAndNothingElse() {
        String first = clinic.drafted().id();
        SignNonce nonce = clinic.therapy.nonce(first, clinic.paula).orElseThrow();
        assertThat(nonce.meaning()).isEqualTo(Signature.Meaning.AUTHORED);
        SignRequest sign = new SignRequest(nonce.nonce(), "secret of paula");
        authoring(first, sign).orElseThrow();
        // replayed under the same change, brought back to where it could be signed again
        mismatch(first);
        clinic.refuses(authoring(first, sign), clinic.ledger.size(), "NONCE_INVALID");
        // and under another one
        clinic.therapy.discard(first, clinic.paula).orElseThrow();
        String second = clinic.therapy
                .draft(clinic.therapy.change(first, clinic.paula).orElseThrow().visit(), Clinic.W9, clinic.paula)
                .orElseThrow()
                .id();
        clinic.refuses(authoring(second, sign), clinic.ledger.size(), "NONCE_INVALID");
    }

    private void mismatch(String change) {
        DoseChange after = clinic.therapy
                .verify(
                        change,
                        new BlindEntry("baclofen", "2000 mcg/mL", "280 mcg/day"),
                        clinic.sign(change, clinic.clara),
                        clinic.clara)
                .orElseThrow();
        assertThat(after.state()).isEqualTo(State.MISMATCH);
    }

    @Test
    void aWrongPasswordUsesTheNonceUp() {
        String id = clinic.drafted().id();
        SignNonce nonce = clinic.therapy.nonce(id, clinic.paula).orElseThrow();
        long size = clinic.ledger.size();
        Answer<DoseChange> wrong = authoring(id, new SignRequest(nonce.nonce(), "secret of clara"));
        clinic.refuses(wrong, size, "PASSWORD_WRONG");
        assertThat(wrong.violations().get(0).message())
                .contains("used the nonce up", "ask for a new one")
                .doesNotContain("again with");
        clinic.refuses(authoring(id, new SignRequest(nonce.nonce(), "secret of paula")), size, "NONCE_INVALID");
        assertThat(clinic.state(id)).isEqualTo(State.DRAFT);
    }

    @Test
    void aNewNonceMakesTheOneBeforeWorthlessAndTimeDoesToo() {
        String id = clinic.drafted().id();
        SignNonce old = clinic.therapy.nonce(id, clinic.paula).orElseThrow();
        clinic.therapy.nonce(id, clinic.paula).orElseThrow();
        long size = clinic.ledger.size();
        clinic.refuses(authoring(id, new SignRequest(old.nonce(), "secret of paula")), size, "NONCE_INVALID");
        SignNonce late = clinic.therapy.nonce(id, clinic.paula).orElseThrow();
        clinic.pass(Duration.ofMinutes(5));
        clinic.refuses(authoring(id, new SignRequest(late.nonce(), "secret of paula")), size, "EXPIRED");
    }

    @Test
    void aNonceOfSomebodyElseOrOfAnotherMeaningIsWorthless() {
        String id = clinic.authored().id();
        Identified cora = clinic.people.add("cora", "Cora Clinician", Role.CLINICIAN);
        SignNonce claras = clinic.therapy.nonce(id, clinic.clara).orElseThrow();
        assertThat(claras.meaning()).isEqualTo(Signature.Meaning.INDEPENDENTLY_VERIFIED);
        clinic.refuses(
                verifying(id, new SignRequest(claras.nonce(), "secret of cora"), cora),
                clinic.ledger.size(),
                "NONCE_INVALID");
        assertThat(verifying(id, new SignRequest(claras.nonce(), "secret of clara"), clinic.clara)
                        .isDone())
                .as("what somebody else tried with it does not matter")
                .isTrue();
    }

    @Test
    void aNonceDoesNotSurviveARestart() {
        String id = clinic.drafted().id();
        SignRequest sign = clinic.sign(id, clinic.paula);
        clinic.restart();
        clinic.refuses(authoring(id, sign), clinic.ledger.size(), "NONCE_INVALID");
    }

    @Test
    void theAuthorDoesNotVerifyUnderAnyAccount() {
        Identified both = clinic.people.add("both", "Bea Both", Role.PROGRAMMER, Role.CLINICIAN);
        Identified second = clinic.people.add("bea2", "BEA  BOTH", Role.CLINICIAN);
        String visit = clinic.visitRead().id();
        String id = clinic.therapy.draft(visit, Clinic.W9, both).orElseThrow().id();
        clinic.therapy.author(id, Clinic.none(), clinic.sign(id, both), both).orElseThrow();
        long size = clinic.ledger.size();
        clinic.refuses(verifying(id, new SignRequest("x", "secret of both"), both), size, "SAME_PERSON");
        clinic.refuses(verifying(id, new SignRequest("x", "secret of bea2"), second), size, "SAME_PERSON");
        clinic.refuses(clinic.therapy.nonce(id, second), size, "SAME_PERSON");
        assertThat(clinic.verify(id).state()).isEqualTo(State.VERIFIED);
    }

    @Test
    void aClinicianVerifiesNotAnybodyWhoMayReadTheNumbersInTheLedger() {
        Identified auditing = clinic.people.add("alma", "Alma Auditor", Role.CLINICIAN, Role.AUDITOR);
        String id = clinic.authored().id();
        clinic.refuses(clinic.therapy.nonce(id, auditing), clinic.ledger.size(), "NOT_BLIND");
    }

    @Test
    void onlyWhoDraftedAuthors() {
        String id = clinic.drafted().id();
        long size = clinic.ledger.size();
        clinic.refuses(
                clinic.therapy.author(id, Clinic.none(), new SignRequest("x", "secret of clara"), clinic.clara),
                size,
                "NOT_AUTHOR");
        clinic.refuses(clinic.therapy.edit(id, Clinic.W9, clinic.clara), size, "NOT_AUTHOR");
        clinic.refuses(clinic.therapy.discard(id, clinic.clara), size, "NOT_AUTHOR");
    }

    @Test
    void nobodyVerifiesBeforeTheAuthorOrTwice() {
        String id = clinic.drafted().id();
        Answer<SignNonce> early = clinic.therapy.nonce(id, clinic.clara);
        clinic.refuses(early, clinic.ledger.size(), "WRONG_STATE");
        assertThat(early.violations().get(0).message())
                .isEqualTo("This change of dose is DRAFT, and this is done while it is AUTHORED.");
        clinic.author(id);
        assertThat(clinic.therapy.nonce(id, clinic.paula).violations().get(0).message())
                .endsWith("this is done while it is DRAFT or MISMATCH.");
        clinic.refuses(clinic.therapy.nonce(id, clinic.paula), clinic.ledger.size(), "WRONG_STATE");
        clinic.verify(id);
        clinic.refuses(clinic.therapy.nonce(id, clinic.clara), clinic.ledger.size(), "WRONG_STATE");
    }

    @ParameterizedTest
    @CsvSource({
        "baclofen, 2000 mcg/mL, 326 mcg/day",
        "Baclofen, 2 mg/mL, 0.326 mg/day",
        "BACLOFEN, 2.0 mg/mL, 326.0 mcg/day"
    })
    void theSameValuesInOtherUnitsAreEqual(String drug, String concentration, String total) {
        String id = clinic.authored().id();
        assertThat(clinic.therapy
                        .verify(
                                id,
                                new BlindEntry(drug, concentration, total),
                                clinic.sign(id, clinic.clara),
                                clinic.clara)
                        .orElseThrow()
                        .state())
                .isEqualTo(State.VERIFIED);
    }

    @ParameterizedTest
    @CsvSource({
        "morphine, 2000 mcg/mL, 326 mcg/day",
        "baclofen, 500 mcg/mL, 326 mcg/day",
        "baclofen, 2000 mcg/mL, 325 mcg/day",
        "baclofen, 2000 mcg/mL, 326.001 mcg/day",
        "baclofen, 2000 mg/mL, 326 mcg/day",
        "baclofen, 2000 mcg/mL, 326 mg/day",
        "baclofen, 2000 mcg/mL, 326 mcg/h"
    })
    void anyDifferenceIsAMismatchThatTellsNothing(String drug, String concentration, String total) {
        String id = clinic.authored().id();
        DoseChange after = clinic.therapy
                .verify(id, new BlindEntry(drug, concentration, total), clinic.sign(id, clinic.clara), clinic.clara)
                .orElseThrow();
        assertThat(after.state()).isEqualTo(State.MISMATCH);
        assertThat(after.signatures()).as("the author's signature is void").isEmpty();
        assertThat(after.toString()).doesNotContain(total).doesNotContain("326 mcg/day");
        assertThat(clinic.ledger.ofType("therapy.mismatch")).hasSize(1);
        // both begin again
        clinic.refuses(clinic.therapy.nonce(id, clinic.clara), clinic.ledger.size(), "WRONG_STATE");
        clinic.author(id);
        assertThat(clinic.verify(id).state()).isEqualTo(State.VERIFIED);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2000 mcg/mL, 326 mcg/day, drug",
        "baclofen, 2000, 326 mcg/day, concentration",
        "baclofen, 2e3 mcg/mL, 326 mcg/day, concentration",
        "baclofen, 2000 mcg/mL, .5 mcg/day, dailyTotal",
        "baclofen, 2000 mcg/mL, -326 mcg/day, dailyTotal",
        "baclofen, 2000 mcg/mL, '326,0 mcg/day', dailyTotal",
        "baclofen, 2000 mcg/mL, 326 mL, dailyTotal"
    })
    void whatCannotBeReadIsRefusedBeforeAnythingIsCompared(
            String drug, String concentration, String total, String field) {
        String id = clinic.authored().id();
        SignRequest sign = clinic.sign(id, clinic.clara);
        Answer<DoseChange> answer =
                clinic.therapy.verify(id, new BlindEntry(drug, concentration, total), sign, clinic.clara);
        clinic.refuses(answer, clinic.ledger.size(), "BAD_VALUE");
        assertThat(answer.violations().get(0).field()).contains(field);
        assertThat(verifying(id, sign, clinic.clara).isDone())
                .as("the nonce is still good: nothing was signed or compared")
                .isTrue();
    }

    @Test
    void nothingIsComparedWithoutASignature() {
        String id = clinic.authored().id();
        BlindEntry guess = new BlindEntry("baclofen", "2000 mcg/mL", "1 mcg/day");
        long size = clinic.ledger.size();
        clinic.refuses(
                clinic.therapy.verify(id, guess, new SignRequest("guessed", "secret of clara"), clinic.clara),
                size,
                "NONCE_INVALID");
        String nonce = clinic.therapy.nonce(id, clinic.clara).orElseThrow().nonce();
        clinic.refuses(
                clinic.therapy.verify(id, guess, new SignRequest(nonce, "guessed"), clinic.clara),
                size,
                "PASSWORD_WRONG");
        assertThat(clinic.state(id)).isEqualTo(State.AUTHORED);
    }

    @Test
    void aBlockedDraftIsKeptAndCannotBeAuthored() {
        String visit = clinic.visitRead().id();
        DoseChange hourly = clinic.therapy
                .draft(visit, TypedOrder.continuous("60 mcg/h"), clinic.paula)
                .orElseThrow();
        assertThat(hourly.verdict().name()).isEqualTo("BLOCK");
        assertThat(hourly.plan()).isEmpty();
        assertThat(hourly.numbers()
                        .orElseThrow()
                        .proposal()
                        .totals()
                        .get(0)
                        .after()
                        .orElseThrow()
                        .text())
                .isEqualTo("1440 mcg/day");
        long size = clinic.ledger.size();
        clinic.refuses(clinic.therapy.nonce(hourly.id(), clinic.paula), size, "BLOCKED");
        clinic.refuses(authoring(hourly.id(), new SignRequest("x", "secret of paula")), size, "BLOCKED");
        DoseChange edited =
                clinic.therapy.edit(hourly.id(), Clinic.W9, clinic.paula).orElseThrow();
        assertThat(edited.plan()).as("an edit is the way out").isPresent();
    }

    @Test
    void eachConfirmFindingAsksForItsReasonAndNothingElseDoes() {
        String visit = clinic.visitRead().id();
        String id = clinic.therapy
                .draft(visit, TypedOrder.continuous("400 mcg/day"), clinic.paula)
                .orElseThrow()
                .id();
        Confirmation good = new Confirmation(RuledEngine.STEP, "baclofen", "agreed with the ward");
        long size = clinic.ledger.size();
        reasons(id, size, List.of(), "CONFIRMATION_MISSING");
        reasons(id, size, List.of(new Confirmation(RuledEngine.STEP, "baclofen", "")), "BAD_VALUE");
        reasons(id, size, List.of(new Confirmation(RuledEngine.STEP, "baclofen", "a\u0007b c")), "BAD_VALUE");
        reasons(
                id,
                size,
                List.of(good, new Confirmation(RuledEngine.STEP, "baclofen", "another")),
                "CONFIRMATION_MISSING");
        reasons(id, size, List.of(good, new Confirmation("OTHER", "baclofen", "no such finding")), "BAD_VALUE");
        clinic.therapy
                .author(id, List.of(good), clinic.sign(id, clinic.paula), clinic.paula)
                .orElseThrow();
        assertThat(clinic.ledger
                        .ofType("therapy.confirmed")
                        .get(0)
                        .entry()
                        .body()
                        .canonicalText())
                .contains("agreed with the ward");
    }

    private void reasons(String change, long size, List<Confirmation> given, String code) {
        clinic.refuses(
                clinic.therapy.author(change, given, clinic.sign(change, clinic.paula), clinic.paula), size, code);
    }

    @Test
    void aRoleLostBetweenNonceAndPasswordSignsNothing() {
        String id = clinic.drafted().id();
        SignRequest sign = clinic.sign(id, clinic.paula);
        clinic.people.change("paula", EnumSet.of(Role.VIEWER));
        clinic.refuses(authoring(id, sign), clinic.ledger.size(), "NOT_PERMITTED");
        assertThat(clinic.paula.may(Act.AUTHOR))
                .as("the request itself still said programmer")
                .isTrue();
    }

    @Test
    void theSecondPersonCanRefuseInWords() {
        String id = clinic.authored().id();
        clinic.refuses(clinic.therapy.reject(id, "", clinic.clara), clinic.ledger.size(), "BAD_VALUE");
        DoseChange rejected = clinic.therapy
                .reject(id, "not the order in the chart", clinic.clara)
                .orElseThrow();
        assertThat(rejected.state()).isEqualTo(State.VOID);
        assertThat(rejected.voided().orElseThrow().words()).isEqualTo("not the order in the chart");
        clinic.refuses(clinic.therapy.nonce(id, clinic.clara), clinic.ledger.size(), "VOID");
    }
}
