// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.PumpEvent;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.TypedOrder;
import org.junit.jupiter.api.Test;

/** A finding that asks two persons: the second one gives a reason too, after the blind comparison and before the signature. */
class SecondPersonReasonsTest {

    private static final BlindEntry RIGHT = new BlindEntry("baclofen", "2000 mcg/mL", "400 mcg/day");
    private static final Confirmation AUTHORS = new Confirmation(RuledEngine.STEP, "baclofen", "agreed with the ward");
    private static final Confirmation SECONDS =
            new Confirmation(RuledEngine.STEP, "baclofen", "seen in the chart, spasms increase");

    private final Clinic clinic = new Clinic();
    private final Identified cora = clinic.people.add("cora", "Cora Clinician", Role.CLINICIAN);

    private String authored() {
        String id = clinic.therapy
                .draft(clinic.visitRead().id(), TypedOrder.continuous("400 mcg/day"), clinic.paula)
                .orElseThrow()
                .id();
        author(id);
        return id;
    }

    private void author(String id) {
        clinic.therapy
                .author(id, List.of(AUTHORS), clinic.sign(id, clinic.paula), clinic.paula)
                .orElseThrow();
    }

    private Answer<DoseChange> verify(String id, List<Confirmation> reasons, Identified who) {
        return clinic.therapy.verify(id, RIGHT, reasons, clinic.sign(id, who), who);
    }

    private boolean sees(String id, Identified who) {
        return clinic.therapy.change(id, who).orElseThrow().numbers().isPresent();
    }

    @Test
    void withoutASecondReasonItIsNotVerifiedAndTheFindingIsNamed() {
        String id = authored();
        assertThat(sees(id, clinic.clara)).isFalse();
        long size = clinic.ledger.size();

        Answer<DoseChange> first = clinic.therapy.verify(id, RIGHT, clinic.sign(id, clinic.clara), clinic.clara);

        assertThat(first.violations()).singleElement().satisfies(each -> {
            assertThat(each.code()).isEqualTo("CONFIRMATION_MISSING");
            assertThat(each.field()).contains(RuledEngine.STEP + " baclofen");
            assertThat(each.value()).contains("400 mcg/day");
        });
        assertThat(clinic.types(size)).containsExactly("therapy.compared");
        assertThat(clinic.state(id)).isEqualTo(State.AUTHORED);
        assertThat(sees(id, clinic.clara)).as("equal, so it may be seen").isTrue();
        assertThat(sees(id, cora)).as("somebody else compared nothing").isFalse();
        assertThat(sees(id, clinic.theo)).isFalse();
        assertThat(Clinic.codes(clinic.therapy.release(id, clinic.clara))).contains("WRONG_STATE");

        DoseChange verified = verify(id, List.of(SECONDS), clinic.clara).orElseThrow();

        assertThat(verified.state()).isEqualTo(State.VERIFIED);
        assertThat(verified.numbers().orElseThrow().confirmations()).containsExactly(AUTHORS);
        assertThat(verified.numbers().orElseThrow().secondConfirmations()).containsExactly(SECONDS);
        assertThat(clinic.types(size)).containsExactly("therapy.compared", "therapy.confirmed", "therapy.signature");
        clinic.restart();
        assertThat(clinic.therapy
                        .change(id, clinic.theo)
                        .orElseThrow()
                        .numbers()
                        .orElseThrow()
                        .secondConfirmations())
                .containsExactly(SECONDS);
    }

    @Test
    void nobodyConfirmsWhatTheyHaveNotSeen() {
        String id = authored();
        assertThat(Clinic.codes(verify(id, List.of(SECONDS), clinic.clara))).containsExactly("CONFIRMATION_MISSING");
        assertThat(Clinic.codes(verify(id, List.of(SECONDS), cora)))
                .as("another second person compares first, too")
                .containsExactly("CONFIRMATION_MISSING");
        assertThat(clinic.state(id)).isEqualTo(State.AUTHORED);
        assertThat(verify(id, List.of(SECONDS), cora).orElseThrow().state()).isEqualTo(State.VERIFIED);
    }

    @Test
    void aReasonThatIsNoneIsRefusedAndTheNonceStaysGood() {
        String id = authored();
        assertThat(verify(id, List.of(), clinic.clara).isDone()).isFalse();
        SignRequest sign = clinic.sign(id, clinic.clara);
        long size = clinic.ledger.size();
        refused(id, sign, size, List.of(), "CONFIRMATION_MISSING");
        refused(id, sign, size, List.of(new Confirmation(RuledEngine.STEP, "baclofen", " ")), "BAD_VALUE");
        refused(id, sign, size, List.of(SECONDS, new Confirmation("OTHER", "baclofen", "no such")), "BAD_VALUE");
        assertThat(clinic.therapy
                        .verify(id, RIGHT, List.of(SECONDS), sign, clinic.clara)
                        .orElseThrow()
                        .state())
                .isEqualTo(State.VERIFIED);
    }

    private void refused(String id, SignRequest sign, long size, List<Confirmation> reasons, String code) {
        clinic.refuses(clinic.therapy.verify(id, RIGHT, reasons, sign, clinic.clara), size, code);
    }

    @Test
    void aDifferentEntryTellsNothingOfTheFindingsAndBeginsAllAgain() {
        String id = authored();
        BlindEntry wrong = new BlindEntry("baclofen", "2000 mcg/mL", "40 mcg/day");
        DoseChange after = clinic.therapy
                .verify(id, wrong, List.of(SECONDS), clinic.sign(id, clinic.clara), clinic.clara)
                .orElseThrow();
        assertThat(after.state()).isEqualTo(State.MISMATCH);
        assertThat(after.toString()).doesNotContain(RuledEngine.STEP);
        author(id);
        assertThat(verify(id, List.of(), clinic.clara).isDone()).isFalse();
        assertThat(clinic.therapy
                        .verify(id, wrong, List.of(SECONDS), clinic.sign(id, clinic.clara), clinic.clara)
                        .orElseThrow()
                        .state())
                .as("the entry is compared each time")
                .isEqualTo(State.MISMATCH);
        assertThat(sees(id, clinic.clara)).isFalse();
        author(id);
        assertThat(Clinic.codes(verify(id, List.of(SECONDS), clinic.clara))).containsExactly("CONFIRMATION_MISSING");
    }

    @Test
    void whereNoFindingAsksTwoPersonsOneCallVerifiesAndAReasonIsTooMuch() {
        String id = clinic.authored().id();
        Answer<DoseChange> answer =
                clinic.therapy.verify(id, Clinic.RIGHT, List.of(SECONDS), clinic.sign(id, clinic.clara), clinic.clara);
        assertThat(Clinic.codes(answer)).containsExactly("BAD_VALUE");
        assertThat(clinic.verify(id).state()).isEqualTo(State.VERIFIED);
    }

    @Test
    void theReasonsAreHiddenFromWhoMayNotSeeTheNumbers() {
        String id = authored();
        assertThat(verify(id, List.of(), clinic.clara).isDone()).isFalse();
        assertThat(bodies(cora)).doesNotContain("therapy.draft", "dosing.proposal", "therapy.confirmed");
        assertThat(bodies(clinic.clara)).contains("therapy.draft", "dosing.proposal", "therapy.confirmed");
    }

    /** The types of the events whose bodies this person gets. */
    private Set<String> bodies(Identified who) {
        return clinic.therapy.events(Clinic.PUMP, 0, 1000, who).orElseThrow().stream()
                .filter(each -> each.body().isPresent())
                .map(PumpEvent::type)
                .collect(java.util.stream.Collectors.toSet());
    }
}
