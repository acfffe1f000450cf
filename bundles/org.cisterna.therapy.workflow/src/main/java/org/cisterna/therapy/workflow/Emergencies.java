// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.audit.Entry;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Parsed;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.EmergencyEntry;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;

/** The one signature of a clinician who is alone in an emergency. Who signs alone retypes the daily dose; nobody else retypes anything. */
final class Emergencies {

    private static final String DAILY_TOTAL = "dailyTotal";

    private final Parts parts;
    private final Standing standing;
    private final Signatures signatures;

    Emergencies(Parts parts, Standing standing, Signatures signatures) {
        this.parts = parts;
        this.standing = standing;
        this.signatures = signatures;
    }

    Answer<SignNonce> nonce(String change, Identified who) {
        return parts.change(change)
                .then(each -> maySign(each, who))
                .map(ready -> signatures.nonce(
                        ready, Meaning.BREAK_GLASS, ready.course().expires(), who));
    }

    Answer<DoseChange> sign(String change, EmergencyRequest request, SignRequest sign, Identified who) {
        return parts.change(change)
                .then(each -> maySign(each, who))
                .then(each -> read(request))
                .then(retyped -> parts.change(change).then(each -> parts.claims()
                        .during(each.pump().text(), Act.BREAK_GLASS, change, who, () -> parts.change(change)
                                .then(still -> maySign(still, who))
                                .then(still -> standing.check(still, who.actor(Act.BREAK_GLASS)))
                                .then(still -> parts.proposal(still)
                                        .then(proposal ->
                                                new Alone(still, proposal, request, retyped, who).sign(sign))))));
    }

    /** What cannot be read is refused before anything is compared: that says nothing about the order. */
    private static Answer<DoseRate> read(EmergencyRequest request) {
        List<Violation> wrong =
                new ArrayList<>(Rights.words("reason", request.reason(), Reasons.SHORTEST, Reasons.LONGEST));
        Parsed<DoseRate> parsed = DoseRate.parse(request.dailyTotal());
        parsed.refusal()
                .ifPresent(refused -> wrong.add(Refusal.BAD_VALUE.because(
                        DAILY_TOTAL, Rights.shown(request.dailyTotal()), DAILY_TOTAL + ": " + refused.message())));
        return wrong.isEmpty() ? Answer.done(parsed.orElseThrow()) : Answer.refused(wrong);
    }

    /** A clinician who signs a draft of their own alone: reasons, then secret, then the comparison. */
    private final class Alone {
        private final Change change;
        private final Proposal proposal;
        private final EmergencyRequest request;
        private final DoseRate retyped;
        private final Identified who;

        Alone(Change change, Proposal proposal, EmergencyRequest request, DoseRate retyped, Identified who) {
            this.change = change;
            this.proposal = proposal;
            this.request = request;
            this.retyped = retyped;
            this.who = who;
        }

        Answer<DoseChange> sign(SignRequest sign) {
            return Reasons.given(proposal.findings(Verdict.CONFIRM), request.confirmations())
                    .then(reasons -> signatures
                            .entry(change, Meaning.BREAK_GLASS, Act.BREAK_GLASS, sign, who)
                            .then(signature -> isMeant() ? signed(reasons, signature) : differed()));
        }

        private boolean isMeant() {
            return proposal.total(change.solution().primary().drug())
                    .filter(total -> total.requested().isMeantBy(retyped))
                    .isPresent();
        }

        private Answer<DoseChange> signed(List<Confirmation> reasons, Entry signature) {
            List<BreakGlass.Asking> alone = Reasons.ofTwo(proposal).stream()
                    .map(each -> new BreakGlass.Asking(each.code(), each.subject()))
                    .toList();
            return parts.enter(
                    List.of(
                            Parts.entry(
                                    new ChangeEntry.Confirmed(change.id(), reasons),
                                    who.actor(Act.BREAK_GLASS),
                                    change.pump(),
                                    change.id()),
                            Parts.entry(
                                    new EmergencyEntry.SignedAlone(
                                            change.id(), request.reason(), request.dailyTotal(), alone),
                                    who.actor(Act.BREAK_GLASS),
                                    change.pump(),
                                    change.id()),
                            signature),
                    change.id(),
                    who);
        }

        private Answer<DoseChange> differed() {
            return parts.desk()
                    .append(List.of(Parts.entry(
                            new EmergencyEntry.RetypeDiffered(change.id(), request.dailyTotal()),
                            who.actor(Act.BREAK_GLASS),
                            change.pump(),
                            change.id())))
                    .then(entered -> Answer.refused(Refusal.RETYPE_DIFFERS.ofSecret(
                            DAILY_TOTAL,
                            "What you retyped is not the daily dose of this change. Nothing was signed, and that it differed was"
                                    + " entered. Look at order and change again; this attempt used the nonce up: ask for a new one,"
                                    + " and begin again with the dose.")));
        }
    }

    private static Answer<Change> maySign(Change change, Identified who) {
        List<Violation> wrong = new ArrayList<>();
        Rights.check(Act.BREAK_GLASS, who).ifPresent(wrong::add);
        if (!change.author().account().equals(who.person().id())) {
            wrong.add(
                    Refusal.NOT_AUTHOR.because(
                            "author",
                            who.person().id(),
                            "This draft is " + change.author().text()
                                    + "'s: that is a second person. Only who drafted a change signs it alone; anybody else verifies it."));
        }
        wrong.addAll(change.notIn(State.DRAFT, State.MISMATCH, State.AUTHORED));
        if (wrong.isEmpty() && change.isBlocked()) {
            wrong.add(Refusal.BLOCKED.because(
                    "verdict",
                    Verdict.BLOCK.name(),
                    "A finding blocks this draft, and there is no override, not in an emergency either: edit the order so that no"
                            + " finding blocks, or stop the pump."));
        }
        return wrong.isEmpty() ? Answer.done(change) : Answer.refused(wrong);
    }
}
