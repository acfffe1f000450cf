// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.cisterna.audit.Envelope;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Release;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.PumpEvent;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.therapy.TypedOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One clinician without a second person: retype, a signature of its own meaning, release. */
class EmergencyTest {

    private static final String WHY = "severe spasms, nobody else in the house";

    private final Clinic clinic = new Clinic();

    private String drafted(String daily) {
        return clinic.therapy
                .draft(clinic.visitRead().id(), TypedOrder.continuous(daily), clinic.clara)
                .orElseThrow()
                .id();
    }

    private SignRequest sign(String change, Identified who) {
        return Alone.sign(clinic, change, Meaning.BREAK_GLASS, who);
    }

    private Answer<DoseChange> alone(String change, String retyped) {
        return clinic.therapy.breakGlass(
                change, new EmergencyRequest(WHY, retyped, List.of()), sign(change, clinic.clara), clinic.clara);
    }

    @Test
    void oneClinicianSignsReleasesAndSends() {
        String id = drafted("312.5 mcg/day");
        long size = clinic.ledger.size();
        assertThat(clinic.therapy.change(id, clinic.theo).orElseThrow().numbers())
                .isEmpty();

        DoseChange signed = alone(id, "312.5 mcg/day").orElseThrow();

        assertThat(signed.state()).isEqualTo(State.SIGNED_ALONE);
        assertThat(signed.signatures()).singleElement().satisfies(each -> {
            assertThat(each.meaning()).isEqualTo(Meaning.BREAK_GLASS);
            assertThat(each.signer()).isEqualTo(clinic.clara.person().staff());
        });
        assertThat(clinic.types(size)).containsExactly("therapy.confirmed", "therapy.break-glass", "therapy.signature");
        assertThat(clinic.ledger.all().get((int) size + 2).entry().actor().role())
                .as("the host looks at this")
                .isEqualTo("clinician");
        clinic.restart();
        assertThat(clinic.therapy.change(id, clinic.theo).orElseThrow().numbers())
                .as("everybody sees what one signed alone")
                .isPresent();
        assertThat(clinic.therapy.openReviews(clinic.theo).orElseThrow())
                .as("nothing was released yet")
                .isEmpty();
        clinic.therapy.release(id, clinic.clara).orElseThrow();
        assertThat(clinic.therapy.send(id, clinic.clara).orElseThrow().state()).isEqualTo(State.APPLIED);
        Release release = Release.fromJson(
                clinic.ledger.ofType(Release.ENTRY_TYPE).get(0).entry().body());
        assertThat(release.signers()).singleElement().satisfies(each -> {
            assertThat(each.meaning()).isEqualTo("BREAK_GLASS");
            assertThat(each.entry()).isEqualTo(size + 2);
        });
        assertThat(release.expires())
                .as("as short as any other")
                .isEqualTo(clinic.time.house().now().plus(Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "312.5 mcg/day",
                "312.50 mcg/day",
                "312.500 mcg/day",
                "0312.5 mcg/day",
                "0.3125 mg/day",
                "312500 ng/day"
            })
    void whatIsRetypedIsComparedByItsValue(String retyped) {
        String id = drafted("312.5 mcg/day");
        Answer<DoseChange> answer = alone(id, retyped);
        if (answer.isDone()) {
            assertThat(answer.orElseThrow().state()).isEqualTo(State.SIGNED_ALONE);
            return;
        }
        // a form that the one parser of quantities does not take is no number at all, for nobody
        assertThat(Clinic.codes(answer)).containsExactly("BAD_VALUE");
        assertThat(retyped).as("which of them are taken").isIn("0312.5 mcg/day");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "312.6 mcg/day",
                "322.5 mcg/day",
                "3125 mcg/day",
                "31.25 mcg/day",
                "312 mcg/day",
                "312.5 mcg/h",
                "312.500001 mcg/day"
            })
    void whatDiffersIsRefusedEnteredAndSaysNeitherValue(String retyped) {
        String id = drafted("312.5 mcg/day");
        long size = clinic.ledger.size();

        Answer<DoseChange> answer = alone(id, retyped);

        if (Clinic.codes(answer).equals(List.of("BAD_VALUE"))) {
            assertThat(retyped).isEqualTo("312.500001 mcg/day");
            return;
        }
        assertThat(Clinic.codes(answer)).containsExactly("RETYPE_DIFFERS");
        assertThat(answer.violations().toString()).doesNotContain("31", "mcg");
        assertThat(clinic.types(size)).containsExactly("therapy.retype-differed");
        assertThat(clinic.ledger.all().get((int) size).entry().body().string("typed"))
                .isEqualTo(retyped);
        assertThat(clinic.state(id)).isEqualTo(State.DRAFT);
        assertThat(clinic.therapy.events(Clinic.PUMP, size, 10, clinic.clara).orElseThrow().stream()
                        .map(PumpEvent::body))
                .as("shown to nobody but in the ledger")
                .allSatisfy(body -> assertThat(body).isEmpty());
        assertThat(Clinic.codes(clinic.therapy.release(id, clinic.clara))).contains("WRONG_STATE");
        assertThat(alone(id, "312.50 mcg/day").orElseThrow().state())
                .as("and again from the beginning")
                .isEqualTo(State.SIGNED_ALONE);
    }

    @Test
    void aDifferenceMakesASignatureAsAuthorVoidAndAfterItOneSignsAloneOrAsAuthor() {
        String id = drafted("312.5 mcg/day");
        clinic.therapy
                .author(id, List.of(), clinic.sign(id, clinic.clara), clinic.clara)
                .orElseThrow();
        assertThat(alone(id, "3125 mcg/day").isDone()).isFalse();
        DoseChange after = clinic.therapy.change(id, clinic.clara).orElseThrow();
        assertThat(after.state()).isEqualTo(State.MISMATCH);
        assertThat(after.signatures()).isEmpty();
        clinic.therapy
                .author(id, List.of(), clinic.sign(id, clinic.clara), clinic.clara)
                .orElseThrow();
        DoseChange signed = alone(id, "312.5 mcg/day").orElseThrow();
        assertThat(signed.state()).isEqualTo(State.SIGNED_ALONE);
        assertThat(signed.signatures())
                .as("the one signature, without the author's of before")
                .hasSize(1);
    }

    @Test
    void onlyWhoDraftedItAndIsAClinicianSignsAlone() {
        String paulas = clinic.drafted().id();
        EmergencyRequest request = new EmergencyRequest(WHY, "326 mcg/day", List.of());
        SignRequest none = new SignRequest("none", "none");
        long size = clinic.ledger.size();
        clinic.refuses(clinic.therapy.breakGlass(paulas, request, none, clinic.paula), size, "NOT_PERMITTED");
        clinic.refuses(clinic.therapy.breakGlass(paulas, request, none, clinic.clara), size, "NOT_AUTHOR");
        clinic.refuses(clinic.therapy.nonce(paulas, Meaning.BREAK_GLASS, clinic.clara), size, "NOT_AUTHOR");
        assertThat(clinic.therapy.change(paulas, clinic.clara).orElseThrow().numbers())
                .as("asking for it shows nobody the numbers")
                .isEmpty();
    }

    @Test
    void aNonceOfAnotherMeaningAndAWrongPasswordSignNothing() {
        String id = drafted("312.5 mcg/day");
        EmergencyRequest request = new EmergencyRequest(WHY, "312.5 mcg/day", List.of());
        EmergencyRequest wrong = new EmergencyRequest(WHY, "3125 mcg/day", List.of());
        long size = clinic.ledger.size();
        clinic.refuses(
                clinic.therapy.breakGlass(id, request, clinic.sign(id, clinic.clara), clinic.clara),
                size,
                "NONCE_INVALID");
        SignRequest guess = new SignRequest(sign(id, clinic.clara).nonce(), "guessed");
        clinic.refuses(clinic.therapy.breakGlass(id, wrong, guess, clinic.clara), size, "PASSWORD_WRONG");
        clinic.refuses(clinic.therapy.breakGlass(id, request, guess, clinic.clara), size, "NONCE_INVALID");
        SignRequest broken = sign(id, clinic.clara);
        clinic.refuses(clinic.therapy.author(id, List.of(), broken, clinic.clara), size, "NONCE_INVALID");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 312.5 mcg/day",
        "'no', 312.5 mcg/day",
        "'two\tcolumns', 312.5 mcg/day",
        "'nobody is here', 312.5",
        "'nobody is here', '312,5 mcg/day'",
        "'nobody is here', '.5 mcg/day'",
        "'nobody is here', ''",
        "'nobody is here', 312.5 mL"
    })
    void whatCannotBeReadIsRefusedAndTheNonceStaysGood(String reason, String retyped) {
        String id = drafted("312.5 mcg/day");
        SignRequest sign = sign(id, clinic.clara);
        clinic.refuses(
                clinic.therapy.breakGlass(id, new EmergencyRequest(reason, retyped, List.of()), sign, clinic.clara),
                clinic.ledger.size(),
                "BAD_VALUE");
        assertThat(clinic.therapy
                        .breakGlass(id, new EmergencyRequest(WHY, "312.5 mcg/day", List.of()), sign, clinic.clara)
                        .isDone())
                .isTrue();
    }

    @Test
    void aBlockHasNoOverride() {
        String id = drafted("60 mcg/h");
        long size = clinic.ledger.size();
        clinic.refuses(clinic.therapy.nonce(id, Meaning.BREAK_GLASS, clinic.clara), size, "BLOCKED");
        clinic.refuses(
                clinic.therapy.breakGlass(
                        id,
                        new EmergencyRequest(WHY, "1440 mcg/day", List.of()),
                        new SignRequest("none", "secret of clara"),
                        clinic.clara),
                size,
                "BLOCKED");
    }

    @Test
    void whatAsksTwoPersonsGetsTheOneReasonAndTheEntrySaysThatTheOtherIsMissing() {
        String id = drafted("400 mcg/day");
        SignRequest sign = sign(id, clinic.clara);
        clinic.refuses(
                clinic.therapy.breakGlass(id, new EmergencyRequest(WHY, "400 mcg/day", List.of()), sign, clinic.clara),
                clinic.ledger.size(),
                "CONFIRMATION_MISSING");
        Confirmation reason = new Confirmation(RuledEngine.STEP, "baclofen", "spasms of the diaphragm");
        DoseChange signed = clinic.therapy
                .breakGlass(id, new EmergencyRequest(WHY, "400 mcg/day", List.of(reason)), sign, clinic.clara)
                .orElseThrow();
        assertThat(signed.numbers().orElseThrow().confirmations()).containsExactly(reason);
        assertThat(signed.numbers().orElseThrow().secondConfirmations()).isEmpty();
        Envelope entry = clinic.ledger.ofType("therapy.break-glass").get(0);
        assertThat(entry.entry().body().canonicalText())
                .contains("\"alone\":[{\"code\":\"" + RuledEngine.STEP + "\",\"subject\":\"baclofen\"}]");
        clinic.therapy.release(id, clinic.clara).orElseThrow();
        assertThat(clinic.therapy.brokenGlass(id, clinic.theo).orElseThrow().alone())
                .containsExactly(new BreakGlass.Asking(RuledEngine.STEP, "baclofen"));
    }

    @Test
    void afterASecondPersonSignedThereIsNothingToSignAlone() {
        String id = drafted("326 mcg/day");
        Identified cora = clinic.people.add("cora", "Cora Clinician", Role.CLINICIAN);
        clinic.therapy
                .author(id, List.of(), clinic.sign(id, clinic.clara), clinic.clara)
                .orElseThrow();
        BlindEntry blind = new BlindEntry("baclofen", "2000 mcg/mL", "326 mcg/day");
        clinic.therapy.verify(id, blind, clinic.sign(id, cora), cora).orElseThrow();
        clinic.refuses(
                clinic.therapy.nonce(id, Meaning.BREAK_GLASS, clinic.clara), clinic.ledger.size(), "WRONG_STATE");
    }

    @Test
    void timeAStopANewRevisionAndALostRoleMakeItVoid() {
        String late = drafted("312.5 mcg/day");
        alone(late, "312.5 mcg/day").orElseThrow();
        clinic.pass(Duration.ofMinutes(15));
        assertThat(Clinic.codes(clinic.therapy.release(late, clinic.clara))).containsExactly("EXPIRED");
        String visit = clinic.therapy
                .visits(Clinic.PUMP, clinic.clara)
                .orElseThrow()
                .get(0)
                .id();
        clinic.therapy.read(visit, clinic.clara).orElseThrow();
        String second = clinic.therapy
                .draft(visit, TypedOrder.continuous("312.5 mcg/day"), clinic.clara)
                .orElseThrow()
                .id();
        alone(second, "312.5 mcg/day").orElseThrow();
        clinic.people.change("clara", EnumSet.of(Role.PROGRAMMER));
        assertThat(Clinic.codes(clinic.therapy.release(second, clinic.clara)))
                .as("the account may still release, but not have signed alone")
                .containsExactly("SIGNER_CHANGED");
        assertThat(clinic.therapy.openReviews(clinic.theo).orElseThrow())
                .as("what was never released could not reach a pump")
                .isEmpty();
    }
}
