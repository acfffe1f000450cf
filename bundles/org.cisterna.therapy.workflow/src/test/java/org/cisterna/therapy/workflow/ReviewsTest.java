// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.BreakGlass.Verdict;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.ReviewRequest;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is owed for a release by one clinician: a look by another, within a day, in the way of nothing. */
class ReviewsTest {

    private static final ReviewRequest AGREED = new ReviewRequest("AGREED", "order and chart fit, nobody was on call");

    private final Clinic clinic = new Clinic();
    private final Identified cora = clinic.people.add("cora", "Cora Clinician", Role.CLINICIAN);

    private Answer<BreakGlass> review(String change, ReviewRequest request, Identified who) {
        return clinic.therapy.review(change, request, Alone.sign(clinic, change, Meaning.REVIEWED, who), who);
    }

    private List<BreakGlass> open() {
        return clinic.therapy.openReviews(clinic.theo).orElseThrow();
    }

    @Test
    void itIsOwedFromTheReleaseForADayAndShownAsOverdueAfterwards() {
        String id = Alone.released(clinic);
        BreakGlass owed = open().get(0);
        assertThat(owed.change()).isEqualTo(id);
        assertThat(owed.signer()).isEqualTo(clinic.clara.person().staff());
        assertThat(owed.reason()).isEqualTo("nobody else in the house");
        assertThat(owed.released()).isEqualTo(clinic.time.house().now());
        assertThat(owed.due()).isEqualTo(owed.released().plus(Duration.ofHours(24)));
        assertThat(owed.overdue()).isFalse();
        clinic.pass(Duration.ofHours(24).minusMillis(1));
        assertThat(open().get(0).overdue()).isFalse();
        clinic.pass(Duration.ofMillis(1));
        assertThat(open().get(0).overdue()).isTrue();
        assertThat(clinic.therapy.brokenGlass(id, clinic.theo).orElseThrow().overdue())
                .isTrue();
        List<BreakGlass> before = open();
        clinic.restart();
        assertThat(open()).as("folded again it is the same").isEqualTo(before);
    }

    @Test
    void anotherClinicianReviewsOnceWithASignature() {
        String id = Alone.released(clinic);
        clinic.therapy.send(id, clinic.clara).orElseThrow();
        long size = clinic.ledger.size();

        BreakGlass reviewed = review(id, AGREED, cora).orElseThrow();

        assertThat(clinic.types(size)).containsExactly("therapy.review", "therapy.signature");
        assertThat(reviewed.review().orElseThrow().verdict()).isEqualTo(Verdict.AGREED);
        assertThat(reviewed.review().orElseThrow().reviewer())
                .isEqualTo(cora.person().staff());
        assertThat(reviewed.review().orElseThrow().entry()).isEqualTo(size);
        assertThat(reviewed.state()).isEqualTo(State.APPLIED);
        assertThat(open()).isEmpty();
        clinic.restart();
        assertThat(open()).isEmpty();
        assertThat(clinic.therapy.brokenGlass(id, clinic.theo).orElseThrow()).isEqualTo(reviewed);
        clinic.refuses(clinic.therapy.nonce(id, Meaning.REVIEWED, cora), clinic.ledger.size(), "REVIEWED");
        assertThat(clinic.therapy.change(id, cora).orElseThrow().signatures())
                .as("a review is no signature under the change")
                .hasSize(1);
    }

    @Test
    void whoSignedAloneDoesNotReviewItUnderAnyAccount() {
        String id = Alone.released(clinic);
        Identified twin = clinic.people.add("clara2", "CLARA  Clinician", Role.CLINICIAN);
        SignRequest none = new SignRequest("none", "none");
        long size = clinic.ledger.size();
        for (Identified same : List.of(clinic.clara, twin)) {
            clinic.refuses(clinic.therapy.nonce(id, Meaning.REVIEWED, same), size, "SAME_PERSON");
            clinic.refuses(clinic.therapy.review(id, AGREED, none, same), size, "SAME_PERSON");
        }
        clinic.refuses(clinic.therapy.review(id, AGREED, none, clinic.paula), size, "NOT_PERMITTED");
        clinic.refuses(
                clinic.therapy.review(id, AGREED, new SignRequest(sign(id).nonce(), "secret of clara"), cora),
                size,
                "PASSWORD_WRONG");
        assertThat(open()).hasSize(1);
    }

    private SignRequest sign(String id) {
        return Alone.sign(clinic, id, Meaning.REVIEWED, cora);
    }

    @ParameterizedTest
    @CsvSource({
        "AGREED, ''",
        "AGREED, 'ok'",
        "agreed, 'order and chart fit'",
        "'', 'order and chart fit'",
        "PERHAPS, 'order and chart fit'"
    })
    void aVerdictHasItsWords(String verdict, String words) {
        String id = Alone.released(clinic);
        SignRequest sign = sign(id);
        clinic.refuses(
                clinic.therapy.review(id, new ReviewRequest(verdict, words), sign, cora),
                clinic.ledger.size(),
                "BAD_VALUE");
        assertThat(clinic.therapy
                        .review(id, new ReviewRequest("NOT_AGREED", "Paula was in the house"), sign, cora)
                        .orElseThrow()
                        .review()
                        .map(BreakGlass.Review::verdict))
                .contains(Verdict.NOT_AGREED);
    }

    @Test
    void thereIsNothingToReviewWithoutARelease() {
        String id = Alone.signed(clinic, clinic.visitRead().id(), clinic.clara).id();
        long size = clinic.ledger.size();
        clinic.refuses(clinic.therapy.nonce(id, Meaning.REVIEWED, cora), size, "NOT_SIGNED_ALONE");
        clinic.refuses(clinic.therapy.brokenGlass(id, cora), size, "NOT_SIGNED_ALONE");
        clinic.refuses(clinic.therapy.brokenGlass("c-none", cora), size, "UNKNOWN_CHANGE");
    }

    @Test
    void itIsOwedWhateverBecameOfTheChangeAndHoldsUpNothing() {
        String first = Alone.released(clinic);
        clinic.therapy
                .stop(Clinic.PUMP, new StopRequest("drowsy", Optional.empty()), clinic.clara)
                .orElseThrow();
        assertThat(open().get(0).state()).as("released, never sent").isEqualTo(State.VOID);
        clinic.pass(Duration.ofHours(30));
        assertThat(open().get(0).overdue()).isTrue();
        Visit visit =
                clinic.therapy.visits(Clinic.PUMP, clinic.clara).orElseThrow().get(0);
        clinic.therapy.read(visit.id(), clinic.clara).orElseThrow();

        String second = Alone.signed(clinic, visit.id(), clinic.clara).id();
        clinic.therapy.release(second, clinic.clara).orElseThrow();
        clinic.therapy.send(second, clinic.clara).orElseThrow();

        assertThat(open()).extracting(BreakGlass::change).containsExactly(first, second);
        clinic.therapy.read(visit.id(), clinic.clara).orElseThrow();
        clinic.therapy.close(visit.id(), CloseRequest.running(), clinic.clara).orElseThrow();
        review(first, AGREED, cora).orElseThrow();
        assertThat(open()).extracting(BreakGlass::change).containsExactly(second);
    }
}
