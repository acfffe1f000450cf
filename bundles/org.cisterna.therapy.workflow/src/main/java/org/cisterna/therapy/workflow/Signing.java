// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.audit.Entry;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.DoseChange.VoidReason;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;

/** Both signatures of two people under a change of dose, and what must hold before each. */
final class Signing {

    private final Parts parts;
    private final Standing standing;
    private final Signatures signatures;

    Signing(Parts parts, Standing standing, Signatures signatures) {
        this.parts = parts;
        this.standing = standing;
        this.signatures = signatures;
    }

    Answer<SignNonce> nonce(String change, Identified who) {
        return parts.change(change)
                .then(each -> nonce(
                        change,
                        each.author().account().equals(who.person().id())
                                ? Meaning.AUTHORED
                                : Meaning.INDEPENDENTLY_VERIFIED,
                        who));
    }

    Answer<SignNonce> nonce(String change, Meaning meaning, Identified who) {
        return parts.change(change)
                .then(each -> meaning == Meaning.AUTHORED ? mayAuthor(each, who) : mayVerify(each, who))
                .map(ready -> signatures.nonce(ready, meaning, ready.course().expires(), who));
    }

    Answer<DoseChange> author(String change, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return parts.change(change).then(each -> mayAuthor(each, who)).then(each -> parts.claims()
                .during(each.pump().text(), Act.AUTHOR, change, who, () -> parts.change(change)
                        .then(still -> mayAuthor(still, who))
                        .then(still -> standing.check(still, who.actor(Act.AUTHOR)))
                        .then(still -> parts.proposal(still)
                                .then(proposal -> Reasons.given(proposal.findings(Verdict.CONFIRM), confirmations))
                                .then(reasons -> signatures
                                        .entry(still, Meaning.AUTHORED, Act.AUTHOR, sign, who)
                                        .then(signature -> parts.enter(
                                                List.of(
                                                        Parts.entry(
                                                                new ChangeEntry.Confirmed(change, reasons),
                                                                who.actor(Act.AUTHOR),
                                                                still.pump(),
                                                                change),
                                                        signature),
                                                change,
                                                who))))));
    }

    Answer<DoseChange> verify(
            String change, BlindEntry typed, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return parts.change(change)
                .then(each -> mayVerify(each, who))
                .then(each -> Blind.read(typed))
                .then(blind -> parts.change(change).then(each -> parts.claims()
                        .during(each.pump().text(), Act.VERIFY, change, who, () -> parts.change(change)
                                .then(still -> mayVerify(still, who))
                                .then(still -> standing.check(still, who.actor(Act.VERIFY)))
                                .then(still -> parts.proposal(still)
                                        .then(proposal -> new Second(still, proposal, typed, blind, who)
                                                .verify(confirmations, sign))))));
    }

    /** A second person at a change of dose: the comparison, then the reasons for what asks two persons, then the signature. */
    private final class Second {
        private final Change change;
        private final Proposal proposal;
        private final BlindEntry typed;
        private final Blind blind;
        private final Identified who;

        Second(Change change, Proposal proposal, BlindEntry typed, Blind blind, Identified who) {
            this.change = change;
            this.proposal = proposal;
            this.typed = typed;
            this.blind = blind;
            this.who = who;
        }

        Answer<DoseChange> verify(List<Confirmation> confirmations, SignRequest sign) {
            boolean sees = change.isSeenBy(who.person().id());
            // whoever was equal before may be told of a wrong reason, and keeps the nonce
            Answer<List<Confirmation>> before = sees ? reasons(confirmations) : Answer.done(List.of());
            // the secret first: nobody learns by a comparison without having signed for it
            return before.then(any -> signatures.entry(change, Meaning.INDEPENDENTLY_VERIFIED, Act.VERIFY, sign, who))
                    .then(signature -> {
                        if (!blind.equals(change, proposal)) {
                            return entered(new ChangeEntry.Mismatched(change.id(), typed));
                        }
                        if (!sees && !Reasons.ofTwo(proposal).isEmpty()) {
                            return entered(new ChangeEntry.Compared(change.id()))
                                    .then(equal -> Answer.refused(Reasons.missing(proposal)));
                        }
                        return reasons(confirmations).then(given -> signed(given, signature));
                    });
        }

        private Answer<List<Confirmation>> reasons(List<Confirmation> confirmations) {
            return Reasons.given(Reasons.ofTwo(proposal), confirmations);
        }

        private Answer<DoseChange> signed(List<Confirmation> given, Entry signature) {
            return given.isEmpty()
                    ? parts.enter(List.of(signature), change.id(), who)
                    : parts.enter(
                            List.of(entry(new ChangeEntry.Confirmed(change.id(), given)), signature), change.id(), who);
        }

        private Answer<DoseChange> entered(ChangeEntry body) {
            return parts.enter(List.of(entry(body)), change.id(), who);
        }

        private Entry entry(ChangeEntry body) {
            return Parts.entry(body, who.actor(Act.VERIFY), change.pump(), change.id());
        }
    }

    Answer<DoseChange> reject(String change, String reason, Identified who) {
        List<Violation> wrong = Rights.words("reason", reason, Reasons.SHORTEST, Reasons.LONGEST);
        return parts.change(change)
                .then(each -> mayVerify(each, who))
                .then(each -> wrong.isEmpty()
                        ? parts.claims().during(each.pump().text(), Act.VERIFY, change, who, () -> parts.change(change)
                                .then(still -> mayVerify(still, who))
                                .then(still -> parts.enter(
                                        List.of(Drafting.voided(
                                                still, VoidReason.REJECTED, reason, who.actor(Act.VERIFY))),
                                        change,
                                        who)))
                        : Answer.refused(wrong));
    }

    private static Answer<Change> mayAuthor(Change change, Identified who) {
        List<Violation> wrong = new ArrayList<>();
        Rights.check(Act.AUTHOR, who).ifPresent(wrong::add);
        if (!change.author().account().equals(who.person().id())) {
            wrong.add(Refusal.NOT_AUTHOR.because(
                    "author",
                    who.person().id(),
                    "This draft is " + change.author().text() + "'s; only who drafted it signs as its author."));
        }
        wrong.addAll(change.notIn(State.DRAFT, State.MISMATCH));
        if (wrong.isEmpty() && change.isBlocked()) {
            wrong.add(
                    Refusal.BLOCKED.because(
                            "verdict",
                            Verdict.BLOCK.name(),
                            "A finding blocks this draft, and there is no override: edit the order so that no finding blocks."));
        }
        return wrong.isEmpty() ? Answer.done(change) : Answer.refused(wrong);
    }

    private static Answer<Change> mayVerify(Change change, Identified who) {
        List<Violation> wrong = new ArrayList<>();
        Rights.check(Act.VERIFY, who).ifPresent(wrong::add);
        if (who.person().isSamePersonAs(change.author())) {
            wrong.add(Refusal.SAME_PERSON.because(
                    "signer",
                    who.person().staff().text(),
                    change.author().text() + " drafted this; the second person is another person, by account and by"
                            + " printed name."));
        }
        if (Act.READ_LEDGER.permits(who.person().roles()).allows()) {
            wrong.add(
                    Refusal.NOT_BLIND.because(
                            "role",
                            "auditor",
                            "Who may read the ledger could have read the numbers there; the second person is somebody who may not."));
        }
        wrong.addAll(change.notIn(State.AUTHORED));
        return wrong.isEmpty() ? Answer.done(change) : Answer.refused(wrong);
    }
}
