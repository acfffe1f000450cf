// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.ManualGuide;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualStep;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.DoseChange.SignedBy;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.ManualCase.State;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Signature.Meaning;

/** Who may sign, begin and attest what is done by hand, and when. Each says everything that is wrong at once. */
final class HandRights {

    private final Parts parts;
    private final ManualViews views;

    HandRights(Parts parts, ManualViews views) {
        this.parts = parts;
        this.views = views;
    }

    Answer<ManualCourse> mayAuthor(ManualCourse course, Identified who) {
        List<Violation> wrong = new ArrayList<>();
        Rights.check(Act.AUTHOR, who).ifPresent(wrong::add);
        if (!course.author().account().equals(who.person().id())) {
            wrong.add(Refusal.NOT_AUTHOR.because(
                    "author",
                    who.person().id(),
                    "This is the order of " + course.author().text() + "; only who ordered signs as its author."));
        }
        inState(course, wrong, State.ORDERED, State.AUTHORED, State.MISMATCH, State.VERIFIED);
        return wrong.isEmpty() ? Answer.done(course) : Answer.refused(wrong);
    }

    Answer<ManualCourse> mayVerify(ManualCourse course, Identified who) {
        List<Violation> wrong = new ArrayList<>();
        Rights.check(Act.VERIFY, who).ifPresent(wrong::add);
        if (who.person().isSamePersonAs(course.author())) {
            wrong.add(Refusal.SAME_PERSON.because(
                    "signer",
                    who.person().staff().text(),
                    course.author().text()
                            + " ordered this; the second person is another person, by account and by printed name."));
        }
        if (Act.READ_LEDGER.permits(who.person().roles()).allows()) {
            wrong.add(
                    Refusal.NOT_BLIND.because(
                            "role",
                            "auditor",
                            "Who may read the ledger could have read the numbers there; the second person is somebody who may not."));
        }
        inState(course, wrong, State.AUTHORED);
        return wrong.isEmpty() ? Answer.done(course) : Answer.refused(wrong);
    }

    Answer<ManualCourse> mayBegin(ManualCourse course, Identified who) {
        List<Violation> wrong = new ArrayList<>();
        inState(course, wrong, State.VERIFIED);
        boolean signed = course.signatures().stream()
                .anyMatch(each -> each.signer().account().equals(who.person().id()));
        if (!signed) {
            wrong.add(Refusal.NOT_SIGNER.because(
                    "signer",
                    who.person().id(),
                    "Who signed the order begins it; that is its author or the second person."));
        }
        return wrong.isEmpty() ? Answer.done(course) : Answer.refused(wrong);
    }

    private void inState(ManualCourse course, List<Violation> wrong, State... states) {
        if (!List.of(states).contains(course.state())) {
            wrong.add(Refusal.WRONG_STATE.because(
                    "state",
                    course.state().name(),
                    "The order is " + course.state() + ", and this takes " + List.of(states) + "."));
        }
        if (!parts.house().now().isBefore(course.expires())) {
            wrong.add(Refusal.EXPIRED
                    .because("order", course.record(), "This order is too old; order the fill again.")
                    .against(course.expires().toString(), "therapy"));
        }
    }

    Answer<ManualPump> mayAttest(ManualPump known, Meaning meaning, Identified who) {
        return Rights.require(Act.BY_HAND, who)
                .then(person -> open(known))
                .then(work -> views.signed(known.pump(), work).then(signed -> {
                    Meaning other = meaning == Meaning.PERFORMED ? Meaning.WITNESSED : Meaning.PERFORMED;
                    Optional<SignedBy> same = ManualViews.of(signed, other)
                            .filter(each -> who.person().isSamePersonAs(each.signer()));
                    return same.isEmpty()
                            ? Answer.done(known)
                            : Answer.refused(Refusal.SAME_PERSON.because(
                                    "signer",
                                    who.person().staff().text(),
                                    "Who did it and who saw it are two people, by account and by printed name."));
                }));
    }

    /** Whether a step may be entered: a fill only once what came out is explained, where it has to be. */
    Answer<ManualStep> mayStep(ManualPump known, ManualStep step) {
        if (step.kind() != ManualGuide.Kind.FILL) {
            return Answer.done(step);
        }
        return views.residual(known).then(residual -> residual.filter(each -> !each.settled())
                .map(each -> Answer.<ManualStep>refused(Refusal.RESIDUAL_DIFFERS
                        .because(
                                "returned",
                                each.returned(),
                                "What came out is not what was expected. Do not fill: look for the cause. "
                                        + (each.reason().isEmpty()
                                                ? "Enter the reason, and two people sign the record with it."
                                                : "The reason is entered; who did it and who saw it sign the record with it.")
                                        + " The pump goes on as it is meanwhile.")
                        .against(each.expected(), "projected from the last fill")))
                .orElseGet(() -> Answer.done(step)));
    }

    /** The record that is open at a pump. */
    static Answer<ManualWork> open(ManualPump known) {
        return known.work()
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(
                        Refusal.WRONG_STATE.because("record", "", "No record is open at this pump; begin one first.")));
    }
}
