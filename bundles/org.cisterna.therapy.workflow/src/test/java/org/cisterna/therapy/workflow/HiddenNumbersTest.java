// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.PumpEvent;
import org.cisterna.therapy.TypedOrder;
import org.junit.jupiter.api.Test;

/** Until a change is verified its numbers are for its author alone, in whatever form somebody looks. */
class HiddenNumbersTest {

    private static final List<String> NUMBERS =
            List.of("mcg", "mL", "163", "326", "280", "2000", "00:00", "10 ", "numbers=Optional[", "agreed");

    private final Clinic clinic = new Clinic();

    private void hiddenFromAllButItsAuthor(String change) {
        for (Identified who : clinic.each.values()) {
            seesNoNumbers(change, who);
        }
        seesNoNumbers(change, clinic.clara);
        seesNoNumbers(change, clinic.theo);
        DoseChange own = clinic.therapy.change(change, clinic.paula).orElseThrow();
        assertThat(own.numbers()).isPresent();
        assertThat(own.toJson().canonicalText()).contains("326 mcg/day");
    }

    private void seesNoNumbers(String change, Identified who) {
        var answer = clinic.therapy.change(change, who);
        if (!answer.isDone()) {
            return; // an auditor or administrator sees no drafts at all
        }
        DoseChange seen = answer.orElseThrow();
        assertThat(seen.numbers()).isEmpty();
        // ids, digests and instants are made of digits too, and say nothing
        String json = withoutNames(seen.toJson().canonicalText(), seen);
        String text = withoutNames(seen.toString(), seen);
        for (String number : NUMBERS) {
            assertThat(json).doesNotContain(number);
            assertThat(text).doesNotContain(number);
        }
        for (PumpEvent event : clinic.therapy.events(Clinic.PUMP, 0, 1000, who).orElseThrow()) {
            if (event.correlation().equals(Optional.of(change))) {
                String body = withoutNames(event.toJson().canonicalText(), seen);
                for (String number : NUMBERS) {
                    assertThat(body).as(event.type()).doesNotContain(number);
                }
            }
        }
    }

    private static String withoutNames(String text, DoseChange change) {
        return text.replaceAll("[0-9a-f]{32,}", "")
                .replaceAll("[cv]-[0-9a-f]{12}", "")
                .replaceAll("20[0-9-]{8}T[0-9:.]+Z", "")
                .replace(change.patient(), "");
    }

    @Test
    void aSecondPersonSeesTheShapeOfTheDayWithoutAScale() {
        String id = clinic.authored().id();
        String flex = "n".repeat(12) + "z".repeat(8) + "p".repeat(16) + "t".repeat(12);
        assertThat(clinic.therapy.change(id, clinic.clara).orElseThrow().shape())
                .as("10, 20, 12 and 15 mcg/h from 00, 06, 10 and 18 h")
                .isEqualTo(flex);
        clinic.therapy
                .edit(id, TypedOrder.continuous("300 mcg/day"), clinic.paula)
                .orElseThrow();
        clinic.therapy.visits(Clinic.PUMP, clinic.clara).orElseThrow().get(0).changes().stream()
                .reduce((first, last) -> last)
                .map(last -> clinic.therapy.change(last, clinic.clara).orElseThrow())
                .ifPresentOrElse(
                        even -> assertThat(even.shape()).isEqualTo("z".repeat(48)),
                        () -> assertThat(false).as("a change").isTrue());
    }

    @Test
    void throughEveryStateBeforeItIsVerified() {
        String id = clinic.drafted().id();
        hiddenFromAllButItsAuthor(id);
        clinic.author(id);
        hiddenFromAllButItsAuthor(id);
        clinic.therapy
                .verify(
                        id,
                        new BlindEntry("baclofen", "500 mcg/mL", "326 mcg/day"),
                        clinic.sign(id, clinic.clara),
                        clinic.clara)
                .orElseThrow();
        assertThat(clinic.state(id)).isEqualTo(State.MISMATCH);
        hiddenFromAllButItsAuthor(id);
        clinic.author(id);
        hiddenFromAllButItsAuthor(id);
        clinic.verify(id);
        assertThat(clinic.therapy.change(id, clinic.theo).orElseThrow().numbers())
                .isPresent();
    }

    @Test
    void whatWasNeverVerifiedStaysHiddenWhenItIsVoid() {
        String id = clinic.authored().id();
        clinic.therapy.discard(id, clinic.paula).orElseThrow();
        hiddenFromAllButItsAuthor(id);
    }

    @Test
    void whatWasVerifiedStaysSeenWhenItIsVoid() {
        String id = clinic.verified().id();
        clinic.therapy.discard(id, clinic.paula).orElseThrow();
        assertThat(clinic.state(id)).isEqualTo(State.VOID);
        assertThat(clinic.therapy.change(id, clinic.clara).orElseThrow().numbers())
                .isPresent();
    }

    @Test
    void aBlindEntryThatDifferedIsShownToNobodyInAnyEvent() {
        String id = clinic.authored().id();
        clinic.therapy
                .verify(
                        id,
                        new BlindEntry("baclofen", "500 mcg/mL", "999 mcg/day"),
                        clinic.sign(id, clinic.clara),
                        clinic.clara)
                .orElseThrow();
        for (Identified who : List.of(clinic.paula, clinic.clara, clinic.theo)) {
            assertThat(clinic.therapy
                            .events(Clinic.PUMP, 0, 1000, who)
                            .orElseThrow()
                            .toString())
                    .doesNotContain("999");
            assertThat(clinic.therapy.change(id, who).orElseThrow().toString()).doesNotContain("999");
        }
        assertThat(clinic.ledger
                        .ofType("therapy.mismatch")
                        .get(0)
                        .entry()
                        .body()
                        .canonicalText())
                .as("the ledger has it, for whoever looks into it later")
                .contains("999 mcg/day");
    }

    @Test
    void reasonsAreHiddenTooAndEachConfirmFindingNeedsOne() {
        String visit = clinic.visitRead().id();
        String id = clinic.therapy
                .draft(visit, TypedOrder.continuous("400 mcg/day"), clinic.paula)
                .orElseThrow()
                .id();
        Confirmation reason = new Confirmation(RuledEngine.STEP, "baclofen", "agreed with the ward, 400");
        clinic.therapy
                .author(id, List.of(reason), clinic.sign(id, clinic.paula), clinic.paula)
                .orElseThrow();
        seesNoNumbers(id, clinic.clara);
        assertThat(clinic.therapy
                        .change(id, clinic.paula)
                        .orElseThrow()
                        .numbers()
                        .orElseThrow()
                        .confirmations())
                .containsExactly(reason);
    }

    @Test
    void aRefusalToSomebodyElseHoldsNoNumbers() {
        String id = clinic.drafted().id();
        String refused = clinic.therapy
                        .draft(
                                clinic.therapy
                                        .change(id, clinic.clara)
                                        .orElseThrow()
                                        .visit(),
                                Clinic.W9,
                                clinic.clara)
                        .violations()
                        .toString()
                + clinic.therapy.edit(id, Clinic.W9, clinic.clara).violations()
                + clinic.therapy.nonce(id, clinic.clara).violations();
        assertThat(refused).contains("Paula Programmer").doesNotContain("326", "mcg", "163");
    }
}
