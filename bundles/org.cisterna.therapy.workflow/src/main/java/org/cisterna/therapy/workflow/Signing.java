// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.DoseChange.VoidReason;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.Signature.Meaning;

/** Both signatures under a change of dose, and what must hold before each. */
final class Signing {

    private static final int SHORTEST_REASON = 3;
    private static final int LONGEST_REASON = 200;

    private final Parts parts;
    private final Standing standing;

    Signing(Parts parts, Standing standing) {
        this.parts = parts;
        this.standing = standing;
    }

    Answer<SignNonce> nonce(String change, Identified who) {
        return parts.change(change).then(each -> {
            boolean author = each.author().account().equals(who.person().id());
            return (author ? mayAuthor(each, who) : mayVerify(each, who)).map(ready -> parts.nonces()
                    .issue(
                            who.person().id(),
                            change,
                            ready.plan().digest(),
                            author ? Meaning.AUTHORED : Meaning.INDEPENDENTLY_VERIFIED,
                            ready.course().expires()));
        });
    }

    Answer<DoseChange> author(String change, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return parts.change(change).then(each -> mayAuthor(each, who)).then(each -> parts.claims()
                .during(each.pump().text(), Act.AUTHOR, change, who, () -> parts.change(change)
                        .then(still -> mayAuthor(still, who))
                        .then(still -> standing.check(still, who.actor(Act.AUTHOR)))
                        .then(still -> parts.proposal(still)
                                .then(proposal -> confirmed(proposal, confirmations))
                                .then(reasons -> signature(still, Meaning.AUTHORED, Act.AUTHOR, sign, who)
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

    Answer<DoseChange> verify(String change, BlindEntry typed, SignRequest sign, Identified who) {
        return parts.change(change)
                .then(each -> mayVerify(each, who))
                .then(each -> Blind.read(typed))
                .then(blind -> parts.change(change).then(each -> parts.claims()
                        .during(each.pump().text(), Act.VERIFY, change, who, () -> parts.change(change)
                                .then(still -> mayVerify(still, who))
                                .then(still -> standing.check(still, who.actor(Act.VERIFY)))
                                .then(still -> parts.proposal(still)
                                        .then(proposal -> compared(still, proposal, typed, blind, sign, who))))));
    }

    private Answer<DoseChange> compared(
            Change change, Proposal proposal, BlindEntry typed, Blind blind, SignRequest sign, Identified who) {
        // the secret first: nobody learns by a comparison without having signed for it
        return signature(change, Meaning.INDEPENDENTLY_VERIFIED, Act.VERIFY, sign, who)
                .then(signature -> {
                    Entry entry = blind.equals(change, proposal)
                            ? signature
                            : Parts.entry(
                                    new ChangeEntry.Mismatched(change.id(), typed),
                                    who.actor(Act.VERIFY),
                                    change.pump(),
                                    change.id());
                    return parts.enter(List.of(entry), change.id(), who);
                });
    }

    Answer<DoseChange> reject(String change, String reason, Identified who) {
        List<Violation> wrong = Rights.words("reason", reason, SHORTEST_REASON, LONGEST_REASON);
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

    /** The author's reasons: one for each finding that asks for one, and for nothing else. */
    private static Answer<List<Confirmation>> confirmed(Proposal proposal, List<Confirmation> given) {
        List<Violation> wrong = new ArrayList<>();
        List<Confirmation> reasons = new ArrayList<>();
        for (Finding finding : proposal.findings(Verdict.CONFIRM)) {
            List<Confirmation> matching = given.stream()
                    .filter(each ->
                            each.code().equals(finding.code()) && each.subject().equals(finding.subject()))
                    .toList();
            if (matching.size() != 1) {
                wrong.add(new Violation(
                        Refusal.CONFIRMATION_MISSING.name(),
                        (matching.isEmpty() ? "No reason was given" : "More than one reason was given")
                                + " for a finding that asks for one: " + finding.message(),
                        Optional.of(finding.code() + " " + finding.subject()),
                        Optional.of(finding.value()),
                        finding.limit(),
                        finding.source()));
            }
            matching.forEach(each -> wrong.addAll(
                    Rights.words("reason for " + each.code(), each.reason(), SHORTEST_REASON, LONGEST_REASON)));
            reasons.addAll(matching);
        }
        given.stream()
                .filter(each -> !reasons.contains(each))
                .forEach(each -> wrong.add(Refusal.BAD_VALUE.because(
                        "confirmations",
                        Rights.shown(each.code() + " " + each.subject()),
                        "No finding of this draft asks for this reason; look at the draft again.")));
        return wrong.isEmpty() ? Answer.done(reasons.stream().distinct().toList()) : Answer.refused(wrong);
    }

    /** The entry of a signature, once nonce and password were right. */
    private Answer<Entry> signature(Change change, Meaning meaning, Act act, SignRequest sign, Identified who) {
        String account = who.person().id();
        Plan plan = change.plan();
        Optional<Violation> worthless = parts.nonces().use(sign.nonce(), account, change.id(), plan.digest(), meaning);
        if (worthless.isPresent()) {
            return Answer.refused(worthless.get());
        }
        return parts.surroundings()
                .need(People.class)
                .then(people -> people.confirm(account, sign.password()))
                .then(person -> {
                    if (!act.permits(person.roles()).allows()) {
                        return Answer.refused(Refusal.NOT_PERMITTED.because(
                                "role",
                                account,
                                "The roles of this account have changed meanwhile; nothing was signed."));
                    }
                    Instant expires = parts.untilSignatureEnds();
                    Signature signature = new Signature(
                            meaning, plan.digest(), change.pump(), plan.expected(), change.id(), sign.nonce(), expires);
                    return Answer.done(Entry.of(Signature.ENTRY_TYPE, Signature.ENTRY_VERSION, who.actor(act))
                            .pump(change.pump().text())
                            .correlation(change.id())
                            .body(signature.toJson())
                            .build());
                });
    }
}
