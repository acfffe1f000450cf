// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.EmergencyEntry;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.ReviewRequest;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;

/** What another clinician says of what one released alone. It holds up nothing, and is owed until it is there. */
final class Reviews {

    private static final int LONGEST = 500;

    private final Parts parts;
    private final Signatures signatures;

    Reviews(Parts parts, Signatures signatures) {
        this.parts = parts;
        this.signatures = signatures;
    }

    Answer<List<BreakGlass>> open(Identified who) {
        return Rights.require(Act.SEE_PUMPS, who)
                .then(person -> parts.desk().fold())
                .map(fold -> fold.openReviews().stream()
                        .map(parts::now)
                        .map(this::view)
                        .flatMap(Optional::stream)
                        .toList());
    }

    Answer<BreakGlass> of(String change, Identified who) {
        return Rights.require(Act.SEE_PUMPS, who)
                .then(person -> parts.change(change))
                .then(this::released);
    }

    private Optional<BreakGlass> view(Change change) {
        Instant now = parts.house().now();
        return change.course().emergency().flatMap(each -> each.of(change, now));
    }

    private Answer<BreakGlass> released(Change change) {
        return view(change)
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.NOT_SIGNED_ALONE.because(
                        "change",
                        Rights.shown(change.id()),
                        "Nobody released this change of dose alone, so there is nothing to review.")));
    }

    Answer<SignNonce> nonce(String change, Identified who) {
        return mayReview(change, who).map(ready -> signatures.nonce(ready, Meaning.REVIEWED, Instant.MAX, who));
    }

    Answer<BreakGlass> review(String change, ReviewRequest request, SignRequest sign, Identified who) {
        return mayReview(change, who)
                .then(each -> read(change, request))
                // a place of its own: a review holds up nothing that is done to the pump
                .then(said -> parts.claims()
                        .during("the review of " + change, Act.REVIEW, change, who, () -> mayReview(change, who)
                                .then(still -> signatures
                                        .entry(still, Meaning.REVIEWED, Act.REVIEW, sign, who)
                                        .then(signature -> parts.desk()
                                                .append(List.of(
                                                        Parts.entry(said, who.actor(Act.REVIEW), still.pump(), change),
                                                        signature))))))
                .then(receipts -> of(change, who));
    }

    private static Answer<EmergencyEntry.Reviewed> read(String change, ReviewRequest request) {
        List<Violation> wrong = new ArrayList<>(Rights.words("words", request.words(), Reasons.SHORTEST, LONGEST));
        Optional<BreakGlass.Verdict> verdict = Arrays.stream(BreakGlass.Verdict.values())
                .filter(each -> each.name().equals(request.verdict()))
                .findFirst();
        if (verdict.isEmpty()) {
            wrong.add(Refusal.BAD_VALUE
                    .because("verdict", Rights.shown(request.verdict()), "Say whether you agree or not.")
                    .against("AGREED or NOT_AGREED", "therapy"));
        }
        return verdict.isPresent() && wrong.isEmpty()
                ? Answer.done(new EmergencyEntry.Reviewed(change, verdict.get(), request.words()))
                : Answer.refused(wrong);
    }

    private Answer<Change> mayReview(String change, Identified who) {
        return parts.change(change).then(each -> released(each).then(glass -> {
            List<Violation> wrong = new ArrayList<>();
            Rights.check(Act.REVIEW, who).ifPresent(wrong::add);
            if (who.person().isSamePersonAs(glass.signer())) {
                wrong.add(Refusal.SAME_PERSON.because(
                        "reviewer",
                        who.person().staff().text(),
                        glass.signer().text() + " signed this alone; another clinician reviews it, by account and by"
                                + " printed name."));
            }
            glass.review()
                    .ifPresent(review -> wrong.add(Refusal.REVIEWED.because(
                            "change",
                            change,
                            review.reviewer().text() + " reviewed this at " + review.at() + " (house time).")));
            return wrong.isEmpty() ? Answer.done(each) : Answer.refused(wrong);
        }));
    }
}
