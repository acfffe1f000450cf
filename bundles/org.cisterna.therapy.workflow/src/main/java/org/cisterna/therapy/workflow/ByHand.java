// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.ManualFill;
import org.cisterna.pump.ManualGuide;
import org.cisterna.pump.ManualLabel;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualPumps;
import org.cisterna.pump.ManualStep;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Release;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange.SignedBy;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.ManualCase;
import org.cisterna.therapy.ManualEntry;
import org.cisterna.therapy.ManualRequest;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.StopResult;
import org.cisterna.therapy.TherapyEntry;
import org.cisterna.therapy.VisitEntry;

/** What people do to pumps without telemetry. The host keeps the record; here is who may, what is ordered, and who signs. */
final class ByHand implements ManualTherapy {

    private static final String BY_HAND = "by hand";

    private final Parts parts;
    private final Signatures signatures;
    private final Enrolment enrolment;
    private final Stopping stopping;
    private final ManualOrdering ordering;
    private final ManualViews views;
    private final HandRights rights;

    ByHand(Parts parts, Signatures signatures, Enrolment enrolment, Stopping stopping) {
        this.parts = parts;
        this.signatures = signatures;
        this.enrolment = enrolment;
        this.stopping = stopping;
        this.ordering = new ManualOrdering(parts);
        this.views = new ManualViews(parts);
        this.rights = new HandRights(parts, views);
    }

    @Override
    public Answer<Implant> register(ManualRequest.Register request, Identified who) {
        return Rights.require(Act.ENROL, who)
                .then(person -> parts.surroundings().need(ManualPumps.class))
                .then(host -> {
                    ManualTyping typing = new ManualTyping();
                    Optional<FlowRate> flow = typing.parsed("flow", request.flow(), FlowRate::parse);
                    Optional<Volume> filled = typing.parsed("filled", request.filled(), Volume::parse);
                    Optional<Instant> at = typing.instant("filledAt", request.filledAt());
                    List<Violation> wrong = new ArrayList<>(typing.wrong());
                    if (!PumpId.isValid(request.manufacturer(), request.serial())) {
                        wrong.add(
                                Refusal.BAD_VALUE.because(
                                        "serial",
                                        Rights.shown(request.manufacturer() + "/" + request.serial()),
                                        "Manufacturer and serial are 1 to 40 letters, digits, dots or hyphens each, as the label has them."));
                    }
                    EnrolRequest papers = new EnrolRequest(
                            BY_HAND,
                            request.family(),
                            BY_HAND,
                            request.patient(),
                            request.indication(),
                            request.reservoir(),
                            Optional.empty(),
                            request.catheter());
                    Answer<Enrolment.Typed> typed = Enrolment.read(papers);
                    wrong.addAll(typed.violations());
                    if (!wrong.isEmpty()) {
                        return Answer.refused(wrong);
                    }
                    PumpId pump = new PumpId(request.manufacturer(), request.serial());
                    ManualFill fill = new ManualFill(
                            filled.orElseThrow(), typed.orElseThrow().reservoir(), at.orElseThrow());
                    ManualLabel label = new ManualLabel(request.family(), pump, request.model(), flow.orElseThrow());
                    return parts.claims().during(pump.text(), Act.ENROL, pump.text(), who, () -> {
                        // one that was registered, and whose record was lost on the way into the ledger, is not
                        // registered again
                        var known = host.manualPump(pump).map(each -> Answer.done(each.identity()));
                        return known.orElseGet(() ->
                                        host.register(label, fill, who.caller(Act.ENROL, BY_HAND.replace(' ', '-'))))
                                .then(identity -> enrolment.enter(papers, typed.orElseThrow(), identity, who));
                    });
                });
    }

    @Override
    public Answer<ManualCase> manualCase(PumpId pump, Identified who) {
        return Rights.require(Act.SEE_PUMPS, who).then(person -> views.of(pump, who));
    }

    @Override
    public Answer<ManualCase> order(PumpId pump, ManualRequest.Order order, Identified who) {
        return act(pump, Act.DRAFT, who, (host, known) -> parts.implant(pump)
                .then(implant -> noRecord(known).then(none -> ordering.ordered(host, none, implant, order)))
                .then(ordered -> enter(List.of(entry(ordered, Act.DRAFT, pump, ordered.record(), who)))));
    }

    private static Answer<ManualPump> noRecord(ManualPump pump) {
        return pump.work().isEmpty()
                ? Answer.done(pump)
                : Answer.refused(Refusal.UNKNOWN_STANDS.because(
                        "The record of an act at this pump is open; finish it before another fill is ordered."));
    }

    @Override
    public Answer<SignNonce> manualNonce(PumpId pump, Meaning meaning, Identified who) {
        return switch (meaning) {
            case AUTHORED, INDEPENDENTLY_VERIFIED ->
                views.course(pump)
                        .then(course -> meaning == Meaning.AUTHORED
                                ? rights.mayAuthor(course, who)
                                : rights.mayVerify(course, who))
                        .map(course -> parts.nonces()
                                .issue(who.person().id(), course.record(), course.plan(), meaning, course.expires()));
            case PERFORMED, WITNESSED ->
                views.host(pump)
                        .then(known -> rights.mayAttest(known, meaning, who))
                        .map(known -> known.work().orElseThrow())
                        .map(work -> parts.nonces()
                                .issue(
                                        who.person().id(),
                                        work.command().hex(),
                                        work.digest(),
                                        meaning,
                                        parts.untilSignatureEnds()));
            case BREAK_GLASS, REVIEWED ->
                Answer.refused(Refusal.WRONG_STATE.because(
                        "meaning", meaning.name(), "Nobody signs so for a pump without telemetry."));
        };
    }

    @Override
    public Answer<ManualCase> author(PumpId pump, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return act(pump, Act.AUTHOR, who, (host, known) -> views.course(pump)
                .then(course -> rights.mayAuthor(course, who))
                .then(course -> views.ordered(course)
                        .then(ordered -> Reasons.given(ordered.answer().findings(Verdict.CONFIRM), confirmations))
                        .then(reasons -> signatures
                                .entry(subject(pump, course), Meaning.AUTHORED, Act.AUTHOR, sign, who)
                                .then(signature -> enter(List.of(
                                        entry(
                                                new ChangeEntry.Confirmed(course.record(), reasons),
                                                Act.AUTHOR,
                                                pump,
                                                course.record(),
                                                who),
                                        signature))))));
    }

    @Override
    public Answer<ManualCase> verify(
            PumpId pump, BlindEntry typed, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return act(pump, Act.VERIFY, who, (host, known) -> views.course(pump)
                .then(course -> rights.mayVerify(course, who))
                .then(course -> Blind.read(typed).then(blind -> views.ordered(course)
                        .then(ordered -> Reasons.given(twoPersons(ordered), confirmations)
                                .then(reasons -> signatures
                                        .entry(
                                                subject(pump, course),
                                                Meaning.INDEPENDENTLY_VERIFIED,
                                                Act.VERIFY,
                                                sign,
                                                who)
                                        .then(signature -> enter(
                                                equal(blind, ordered)
                                                        ? List.of(
                                                                entry(
                                                                        new ChangeEntry.Confirmed(
                                                                                course.record(), reasons),
                                                                        Act.VERIFY,
                                                                        pump,
                                                                        course.record(),
                                                                        who),
                                                                signature)
                                                        : List.of(entry(
                                                                new ChangeEntry.Mismatched(course.record(), typed),
                                                                Act.VERIFY,
                                                                pump,
                                                                course.record(),
                                                                who)))))))));
    }

    private static List<Finding> twoPersons(ManualEntry.Ordered ordered) {
        return Reasons.ofTwo(ordered.answer().findings(Verdict.CONFIRM));
    }

    private static boolean equal(Blind blind, ManualEntry.Ordered ordered) {
        Solution.Ingredient primary = ordered.plan().solution().primary();
        return blind.drug().equals(primary.drug())
                && blind.concentration().equals(primary.concentration())
                && blind.dailyTotal().equals(ordered.daily());
    }

    private static Signatures.Subject subject(PumpId pump, ManualCourse course) {
        return new Signatures.Subject(course.record(), course.plan(), pump, course.revision());
    }

    @Override
    public Answer<ManualCase> begin(PumpId pump, Identified who) {
        return act(pump, Act.SEND, who, (host, known) -> views.course(pump)
                .then(course -> rights.mayBegin(course, who))
                .then(course -> views.ordered(course).then(ordered -> parts.desk()
                        .append(List.of(Entry.of(Release.ENTRY_TYPE, Release.ENTRY_VERSION, who.actor(Act.RELEASE))
                                .pump(pump.text())
                                .correlation(course.record())
                                .body(release(pump, course).toJson())
                                .build()))
                        .then(receipts -> host.begin(
                                ordered.plan(),
                                receipts.get(0).sequence(),
                                ordered.command(),
                                who.caller(Act.SEND, course.record()))))));
    }

    private static Release release(PumpId pump, ManualCourse course) {
        return new Release(
                course.plan(),
                pump,
                course.revision(),
                course.signatures().stream()
                        .map(each -> new Release.Signer(
                                each.signer().account(), each.meaning().name(), each.entry()))
                        .toList(),
                course.signatures().stream()
                        .map(SignedBy::expires)
                        .min(Instant::compareTo)
                        .orElse(course.expires()));
    }

    @Override
    public Answer<ManualCase> empty(PumpId pump, StopRequest request, Identified who) {
        List<Violation> wrong = Stopping.wrong(request, who);
        if (!wrong.isEmpty()) {
            return Answer.refused(wrong);
        }
        // nobody is waited for: it is a stop
        return parts.surroundings().need(ManualPumps.class).then(host -> {
            var command = parts.newCommand();
            return host.empty(pump, command, request.reason(), request.orderedBy(), who.caller(Act.STOP, command.hex()))
                    .then(known -> {
                        told(pump, known, request, who);
                        return views.of(pump, who);
                    });
        });
    }

    /** Enters the withdrawal profiles that are shown, and from when they count. */
    private void told(PumpId pump, ManualPump known, StopRequest request, Identified who) {
        Optional<Solution> solution = known.fill().map(ManualFill::solution);
        List<StopResult.Profile> profiles = stopping.profiles(solution, new ArrayList<>());
        Instant now = parts.pump().now();
        Outcome outcome = new Outcome.Unknown(
                "it was ordered to empty the pump; two people have to attest it",
                parts.house().now(),
                Optional.of(now));
        known.work()
                .map(work -> new VisitEntry.Stopped(
                        work.command(),
                        request.reason(),
                        request.orderedBy(),
                        outcome,
                        Optional.of(now),
                        Optional.empty(),
                        solution,
                        profiles))
                .ifPresent(body -> parts.desk()
                        .append(List.of(
                                entry(body, Act.STOP, pump, body.command().hex(), who))));
    }

    @Override
    public Answer<ManualCase> step(PumpId pump, ManualRequest.Step typed, Identified who) {
        return act(pump, Act.BY_HAND, who, (host, known) -> HandRights.open(known)
                .then(work -> ManualTyping.step(typed, work)
                        .then(step -> rights.mayStep(known, step))
                        .then(step -> host.step(
                                pump,
                                work.command(),
                                step,
                                who.caller(Act.BY_HAND, work.command().hex())))));
    }

    @Override
    public Answer<ManualCase> attest(PumpId pump, Meaning meaning, SignRequest sign, Identified who) {
        return act(pump, Act.BY_HAND, who, (host, known) -> rights.mayAttest(known, meaning, who)
                .map(each -> each.work().orElseThrow())
                .then(work -> signatures
                        .entry(
                                new Signatures.Subject(work.command().hex(), work.digest(), pump, known.revision()),
                                meaning,
                                Act.BY_HAND,
                                sign,
                                who)
                        .then(signature -> enter(List.of(signature)))
                        .then(entered -> views.signed(pump, work))
                        .then(signed -> closed(host, pump, work, signed, who))));
    }

    /** The second signature closes the record; under one that waits for its fill it stands for the reason of what came out. */
    private static Answer<?> closed(
            ManualPumps host, PumpId pump, ManualWork work, List<SignedBy> signed, Identified who) {
        if (work.next() == ManualGuide.Kind.FILL
                && work.last(ManualStep.Explained.class).isPresent()) {
            return Answer.done(signed);
        }
        Optional<SignedBy> did = ManualViews.of(signed, Meaning.PERFORMED);
        Optional<SignedBy> saw = ManualViews.of(signed, Meaning.WITNESSED);
        return did.isPresent() && saw.isPresent()
                ? host.attest(
                        pump,
                        work.command(),
                        did.get().entry(),
                        saw.get().entry(),
                        who.caller(Act.BY_HAND, work.command().hex()))
                : Answer.done(signed);
    }

    /** What an act does, between the claim and the view. */
    private interface Body {
        Answer<?> done(ManualPumps host, ManualPump known);
    }

    private Answer<ManualCase> act(PumpId pump, Act act, Identified who, Body body) {
        return Rights.require(act, who)
                .then(person -> parts.surroundings().need(ManualPumps.class))
                .then(host -> parts.claims().during(pump.text(), act, pump.text(), who, () -> views.host(pump)
                        .then(known -> {
                            Answer<?> done = body.done(host, known);
                            return done.isDone() ? Answer.done(known) : Answer.<ManualPump>refused(done.violations());
                        })))
                .then(known -> views.of(pump, who));
    }

    private Answer<?> enter(List<Entry> entries) {
        return parts.desk().append(entries);
    }

    private static Entry entry(TherapyEntry body, Act act, PumpId pump, String record, Identified who) {
        return Parts.entry(body, who.actor(act), pump, record);
    }
}
