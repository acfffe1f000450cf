// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.dosing.Proposal;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.TherapyEntry;
import org.cisterna.therapy.Visit;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** What every act needs, and the questions that several of them ask. */
record Parts(
        Settings settings,
        Surroundings surroundings,
        Desk desk,
        Claims claims,
        Nonces nonces,
        Decisions decisions,
        TimeSource house,
        TimeSource pump,
        Randomness randomness) {

    private static final int ID_BYTES = 6;
    private static final int COMMAND_BYTES = 16;

    static Parts of(
            Settings settings, Surroundings surroundings, TimeSource house, TimeSource pump, Randomness randomness) {
        return new Parts(
                settings,
                surroundings,
                new Desk(surroundings),
                new Claims(house),
                new Nonces(house, randomness, settings.nonce()),
                new Decisions(surroundings),
                house,
                pump,
                randomness);
    }

    /** A new name that nothing has yet. */
    String newId(String prefix, Predicate<String> taken) {
        String id;
        do {
            id = prefix + HexFormat.of().formatHex(randomness.secret(ID_BYTES));
        } while (taken.test(id));
        return id;
    }

    CommandId newCommand() {
        return CommandId.of(randomness.secret(COMMAND_BYTES));
    }

    /** A change of dose as it is now. */
    Answer<Change> change(String id) {
        return desk.fold().then(fold -> fold.change(id)
                .map(this::now)
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.UNKNOWN_CHANGE.because(
                        "change", Rights.shown(id), "There is no such change of dose here; look at the visit."))));
    }

    /** A change of dose as it is now, from how the ledger has it. */
    Change now(Change change) {
        boolean underWay = claims.isSending(change.pump().text(), change.id());
        return change.step(course -> course.at(house.now(), underWay));
    }

    /** A visit. */
    Answer<Visit> visit(String id) {
        return desk.fold().then(fold -> {
            Optional<Visit> open = fold.openVisit(id);
            if (open.isPresent()) {
                return Answer.done(open.get());
            }
            Optional<ClosedVisit> closed = fold.closedVisit(id);
            return closed.isPresent()
                    ? desk.closedVisit(fold.pumpOfVisit(id).orElseThrow(), closed.get())
                    : Answer.refused(Refusal.UNKNOWN_VISIT.because(
                            "visit", Rights.shown(id), "There is no such visit here; look at the visits of the pump."));
        });
    }

    /** A visit that has not ended. */
    Answer<Visit> openVisit(String id) {
        return visit(id).then(visit -> visit.closing()
                .<Answer<Visit>>map(closing -> Answer.refused(Refusal.VISIT_CLOSED.because(
                        "visit",
                        id,
                        "This visit was closed by " + closing.by().text() + " at " + closing.at()
                                + " (house time); open another.")))
                .orElseGet(() -> Answer.done(visit)));
    }

    /** An enrolled pump. */
    Answer<Implant> implant(PumpId pumpId) {
        return desk.fold().then(fold -> fold.of(pumpId, PumpCourse::implant)
                .flatMap(each -> each)
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.NOT_ENROLLED.because(
                        "pump", pumpId.text(), "This pump has no implant record here; enrol it, then open a visit."))));
    }

    /** The proposal a change of dose rests on. */
    Answer<Proposal> proposal(Change change) {
        return desk.entry(change.proposal()).map(each -> Decisions.proposal(each.entry()));
    }

    /** A change of dose as a person may see it. */
    Answer<DoseChange> view(Change change, Identified who) {
        Answer<Optional<DoseChange.Numbers>> numbers =
                change.isSeenBy(who.person().id())
                        ? proposal(change)
                                .map(proposal -> Optional.of(new DoseChange.Numbers(
                                        change.draft().order(),
                                        proposal,
                                        change.draft().before(),
                                        change.solution(),
                                        change.course().confirmations(),
                                        change.course().secondConfirmations())))
                        : Answer.done(Optional.empty());
        Course course = change.course();
        return numbers.map(each -> new DoseChange(
                change.id(),
                change.draft().visit(),
                change.pump(),
                change.patient(),
                course.state(),
                course.voided(),
                change.author(),
                change.at(),
                course.expires(),
                change.draft().revision(),
                change.mode(),
                change.draft().plan().map(plan -> Sketch.of(plan.programme())).orElse(""),
                change.verdict(),
                change.draft().plan().map(plan -> plan.digest()),
                course.signatures(),
                course.outcome(),
                each));
    }

    /** Enters, and shows the change as it is then. */
    Answer<DoseChange> enter(List<Entry> entries, String change, Identified who) {
        return desk.append(entries).then(receipts -> change(change)).then(each -> view(each, who));
    }

    /** An entry of ours. */
    static Entry entry(TherapyEntry body, Actor actor, PumpId pump, String correlation) {
        return Entry.of(body.type(), TherapyEntry.VERSION, actor)
                .pump(pump.text())
                .correlation(correlation)
                .body(body.toJson())
                .build();
    }

    /** When, in house time, something that begins now is over. */
    Instant untilSignatureEnds() {
        return house.now().plus(settings.signature());
    }
}
