// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.DoseChange.VoidReason;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.therapy.Visit;

/** Drafting a change of dose, editing it, giving it up. */
final class Drafting {

    private final Parts parts;
    private final Questions questions;

    Drafting(Parts parts) {
        this.parts = parts;
        this.questions = new Questions(parts);
    }

    Answer<DoseChange> draft(String visit, TypedOrder typed, Identified who) {
        return Rights.require(Act.DRAFT, who).then(person -> order(typed)).then(order -> parts.openVisit(visit)
                .then(open -> parts.claims()
                        .during(open.pump().text(), Act.DRAFT, visit, who, () -> parts.openVisit(visit)
                                .then(still -> drafted(still, order, Optional.empty(), who)))));
    }

    /** What was typed, read by the one who owns orders; that it is a typed value that is wrong is said with our code. */
    private static Answer<Order> order(TypedOrder typed) {
        Answer<Order> order = Order.read(typed.toJson());
        return order.isDone()
                ? order.then(Drafting::oneDay)
                : Answer.refused(order.violations().stream()
                        .map(each -> new Violation(
                                Refusal.BAD_VALUE.name(),
                                each.message(),
                                each.field(),
                                each.value().map(Rights::shown),
                                each.limit(),
                                each.source()))
                        .toList());
    }

    /** A change is drafted as one day; what the engine adds to it goes with the plan. */
    private static Answer<Order> oneDay(Order order) {
        return order instanceof Order.Continuous || order instanceof Order.Flex
                ? Answer.done(order)
                : Answer.refused(Refusal.BAD_VALUE.because(
                        "mode",
                        order.toJson().string("mode"),
                        "A change of dose is one day, continuous or flex; to stop a pump, stop it."));
    }

    Answer<DoseChange> edit(String change, TypedOrder typed, Identified who) {
        return Rights.require(Act.DRAFT, who).then(person -> order(typed)).then(order -> mine(change, who)
                .then(old -> parts.claims().during(old.pump().text(), Act.DRAFT, change, who, () -> mine(change, who)
                        .then(still -> parts.openVisit(still.draft().visit())
                                .then(visit -> drafted(visit, order, Optional.of(still), who))))));
    }

    Answer<DoseChange> discard(String change, Identified who) {
        return Rights.require(Act.DRAFT, who).then(person -> mine(change, who)).then(old -> parts.claims()
                .during(old.pump().text(), Act.DRAFT, change, who, () -> mine(change, who)
                        .then(still -> parts.enter(
                                List.of(voided(
                                        still, VoidReason.DISCARDED, "its author gave it up", who.actor(Act.DRAFT))),
                                change,
                                who))));
    }

    static Entry voided(Change change, VoidReason reason, String words, Actor actor) {
        return Parts.entry(
                new ChangeEntry.Voided(change.id(), new DoseChange.Voided(reason, words)),
                actor,
                change.pump(),
                change.id());
    }

    /** A change that still waits, for its author. */
    private Answer<Change> mine(String change, Identified who) {
        return parts.change(change).then(each -> {
            if (!each.author().account().equals(who.person().id())) {
                return Answer.refused(Refusal.NOT_AUTHOR.because(
                        "author",
                        who.person().id(),
                        "This draft is " + each.author().text() + "'s; only its author changes it or gives it up."));
            }
            List<Violation> wrong =
                    each.notIn(State.DRAFT, State.AUTHORED, State.MISMATCH, State.VERIFIED, State.RELEASED);
            return wrong.isEmpty() ? Answer.done(each) : Answer.refused(wrong);
        });
    }

    private Answer<DoseChange> drafted(Visit visit, Order order, Optional<Change> replaces, Identified who) {
        return parts.desk().fold().then(fold -> {
            List<Violation> violations = new ArrayList<>();
            fold.of(visit.pump(), PumpCourse::active)
                    .flatMap(each -> each)
                    .map(parts::now)
                    .filter(each ->
                            replaces.filter(old -> old.id().equals(each.id())).isEmpty())
                    .flatMap(Drafting::inTheWay)
                    .ifPresent(violations::add);
            base(fold, visit, violations);
            if (!violations.isEmpty()) {
                return Answer.refused(violations);
            }
            Implant implant = fold.of(visit.pump(), PumpCourse::implant)
                    .flatMap(each -> each)
                    .orElseThrow();
            PumpStatus.Reading reading = fold.of(visit.pump(), PumpCourse::reading)
                    .flatMap(each -> each)
                    .orElseThrow();
            String id = parts.newId("c-", each -> fold.change(each).isPresent());
            return questions.of(fold, implant, reading.snapshot(), order).then(request -> parts.surroundings()
                    .need(DosingEngine.class)
                    .map(engine -> engine.propose(request))
                    .then(proposal -> plan(implant, reading.snapshot(), proposal)
                            .then(plan -> parts.decisions()
                                    .entry(who.actor(Act.DRAFT), visit.pump(), id, request, proposal)
                                    .then(decision -> {
                                        Instant expires = parts.untilSignatureEnds();
                                        List<Entry> entries = new ArrayList<>();
                                        replaces.ifPresent(old -> entries.add(
                                                voided(old, VoidReason.EDITED, "it was edited", who.actor(Act.DRAFT))));
                                        entries.add(decision);
                                        entries.add(Parts.entry(
                                                new ChangeEntry.Drafted(
                                                        id,
                                                        visit.id(),
                                                        reading.entry(),
                                                        reading.snapshot().revision(),
                                                        reading.snapshot().programme(),
                                                        order,
                                                        proposal.digest(),
                                                        plan,
                                                        replaces.map(Change::id),
                                                        expires),
                                                who.actor(Act.DRAFT),
                                                visit.pump(),
                                                id));
                                        return parts.enter(entries, id, who);
                                    }))));
        });
    }

    /** Why a change that is there keeps another from being drafted. */
    private static Optional<Violation> inTheWay(Change other) {
        if (other.state().isOpen()) {
            return Optional.of(Refusal.DRAFT_OPEN.because(
                    "change",
                    other.id(),
                    "A change of dose is open for this pump: " + other.author().text() + " drafted it at " + other.at()
                            + " (house time), and it stands until "
                            + other.course().expires()
                            + ". One at a time: wait for it, or let its author give it up."));
        }
        if (other.state() == State.SENDING) {
            return Optional.of(Refusal.CHANGE_OPEN.because(
                    "change",
                    other.id(),
                    "A change of dose by " + other.author().text() + " is being sent to this pump; wait for its end."));
        }
        return Optional.empty();
    }

    /** What the draft is to be based on. */
    private void base(TherapyFold fold, Visit visit, List<Violation> violations) {
        List<String> unreadable = fold.of(visit.pump(), PumpCourse::unreadable).orElse(List.of());
        if (!unreadable.isEmpty()) {
            violations.add(
                    Refusal.UNKNOWN_ENTRY.because("The ledger holds entries about this pump that this version cannot"
                            + " read, so its therapy is not changed here (" + String.join("; ", unreadable)
                            + "); use the version that wrote them."));
        }
        if (!fold.of(visit.pump(), PumpCourse::standing).orElse(Set.of()).isEmpty()) {
            violations.add(
                    Refusal.UNKNOWN_STANDS.because(
                            "It is not known what became of a command to this pump; read the pump until that is resolved, or stop it."));
        }
        Optional<PumpStatus.Reading> reading = fold.of(visit.pump(), PumpCourse::reading)
                .flatMap(each -> each)
                .filter(each -> each.entry() > visit.entry());
        if (reading.isEmpty()) {
            violations.add(Refusal.NO_READING.because(
                    "No reading of this visit stands in the ledger; read the pump, then draft."));
            return;
        }
        Instant tooOld = reading.get().house().plus(parts.settings().reading());
        if (!parts.house().now().isBefore(tooOld)) {
            violations.add(Refusal.READING_TOO_OLD
                    .because(
                            "reading",
                            reading.get().house().toString(),
                            "The last reading is too old to draft on; read the pump again.")
                    .against(parts.settings().reading().toMinutes() + " min", "therapy.workflow readingMinutes"));
        }
        fold.of(visit.pump(), PumpCourse::implant)
                .flatMap(each -> each)
                .ifPresent(implant -> content(implant, reading.get().snapshot(), violations));
    }

    private static void content(Implant implant, Snapshot snapshot, List<Violation> violations) {
        snapshot.solution()
                .filter(told -> !told.equals(implant.reservoir()))
                .ifPresent(told -> violations.add(Refusal.CONTENT_DIFFERS
                        .because(
                                "solution",
                                told.text(),
                                "The pump was told it holds " + told.text() + ", and the implant record says "
                                        + implant.reservoir().text()
                                        + "; find out which is true before anything is dosed.")
                        .against(implant.reservoir().text(), "implant record, entry " + implant.entry())));
        if (!implant.path().equals(implant.reservoir())) {
            violations.add(Refusal.CONTENT_DIFFERS
                    .because(
                            "path",
                            implant.path().text(),
                            "Tubing and catheter were enrolled with "
                                    + implant.path().text() + " and the reservoir with "
                                    + implant.reservoir().text()
                                    + ": that needs a bridge, and bridges are not made here yet. Programme it with the"
                                    + " manufacturer's means.")
                    .against(implant.reservoir().text(), "implant record, entry " + implant.entry()));
        }
        held(snapshot).ifPresent(violations::add);
        if (snapshot.motor() == MotorState.INTERIM_STOP) {
            violations.add(Refusal.UNKNOWN_STANDS.because(
                    "motor", "INTERIM_STOP", "The pump is still at an earlier command; read it again."));
        }
    }

    /** A plan replaces everything a pump runs: what it runs beside its day, and a day alone would end, is not ended unsaid. */
    private static Optional<Violation> held(Snapshot snapshot) {
        List<String> parts = snapshot.parts().stream()
                .filter(each -> each.stage() != HeldPart.Stage.DONE && each.stage() != HeldPart.Stage.ENDED_EARLY)
                .map(each -> each.part().text())
                .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(Violation.of(
                        "PARTS_HELD",
                        "parts",
                        String.join("; ", parts),
                        "The pump runs more than its day, and a new day would end that; it is not drafted here yet. Wait until it is done,"
                                + " programme it with the manufacturer's means, or stop the pump first."));
    }

    /** What is to be sent, its parts included; empty when a finding blocks. Refused when the driver would send something else. */
    private Answer<Optional<Plan>> plan(Implant implant, Snapshot snapshot, Proposal proposal) {
        if (proposal.verdict() == Verdict.BLOCK || proposal.programme().isEmpty()) {
            return Answer.done(Optional.empty());
        }
        return questions.driver(implant.family()).then(driver -> {
            Plan plan = plan(implant, snapshot, proposal, driver);
            return parts.surroundings()
                    .need(PumpHost.class)
                    .then(host -> host.preview(plan))
                    .then(preview -> {
                        if (preview.equals(Preview.of(plan))) {
                            return Answer.done(Optional.of(plan));
                        }
                        return Answer.refused(new Violation(
                                "PREVIEW_DIFFERS",
                                "The driver would send another programme than the engine's; nothing is drafted. Tell the driver's maker.",
                                Optional.of("programme"),
                                Optional.of(preview.text()),
                                Optional.of(Preview.of(plan).text()),
                                Optional.of("dosing engine")));
                    });
        });
    }

    private static Plan plan(Implant implant, Snapshot snapshot, Proposal proposal, DriverDescriptor driver) {
        return new Plan(
                implant.pump(),
                implant.patient().text(),
                snapshot.revision(),
                proposal.programme().orElseThrow(),
                implant.reservoir(),
                snapshot.identity().capabilities().digest(),
                driver.digest(),
                proposal.digest(),
                proposal.outlook().parts());
    }
}
