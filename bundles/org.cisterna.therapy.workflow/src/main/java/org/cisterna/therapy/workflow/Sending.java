// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.Release;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Releasing a change that was verified, or signed alone, and handing it to the host. */
final class Sending {

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    private final Parts parts;
    private final Standing standing;

    Sending(Parts parts, Standing standing) {
        this.parts = parts;
        this.standing = standing;
    }

    Answer<DoseChange> release(String change, Identified who) {
        return Rights.require(Act.RELEASE, who)
                .then(person -> parts.change(change))
                .then(each -> signer(each, who, State.VERIFIED, State.SIGNED_ALONE))
                .then(each -> parts.claims()
                        .during(each.pump().text(), Act.RELEASE, change, who, () -> parts.change(change)
                                .then(still -> signer(still, who, State.VERIFIED, State.SIGNED_ALONE))
                                .then(still -> standing.check(still, who.actor(Act.RELEASE)))
                                .then(still -> parts.enter(List.of(release(still, who)), change, who))));
    }

    private static Entry release(Change change, Identified who) {
        Release release = new Release(
                change.plan().digest(),
                change.pump(),
                change.plan().expected(),
                change.course().signatures().stream()
                        .map(each -> new Release.Signer(
                                each.signer().account(), each.meaning().name(), each.entry()))
                        .toList(),
                change.course().expires());
        return Entry.of(Release.ENTRY_TYPE, Release.ENTRY_VERSION, who.actor(Act.RELEASE))
                .pump(change.pump().text())
                .correlation(change.id())
                .body(release.toJson())
                .build();
    }

    Answer<DoseChange> send(String change, Identified who) {
        return Rights.require(Act.SEND, who)
                .then(person -> parts.change(change))
                .then(each -> signer(each, who, State.RELEASED))
                .then(each -> parts.claims()
                        .during(each.pump().text(), Act.SEND, change, who, () -> parts.desk()
                                .fold()
                                .then(fold -> ready(fold, change, who))
                                .then(still -> standing.check(still, who.actor(Act.SEND)))
                                .then(still -> sent(still, who)))
                        // the claim has ended: what the ledger says now is what is shown
                        .then(result -> parts.change(change)
                                .then(now -> parts.view(now.step(course -> known(course, result)), who))));
    }

    /** While this very act holds the claim, what the ledger has as being sent is not: it was begun by a process that is gone. */
    private Answer<Change> ready(TherapyFold fold, String change, Identified who) {
        Change now = fold.change(change)
                .map(each -> each.step(course -> course.at(parts.house().now(), false)))
                .orElseThrow();
        return signer(now, who, State.RELEASED);
    }

    /** The outcome, also while the ledger cannot be told of it. */
    private static Course known(Course course, CommandResult result) {
        return course.ended(result.command(), result.outcome());
    }

    private Answer<CommandResult> sent(Change change, Identified who) {
        CommandId command = parts.newCommand();
        long release = change.course().release().orElseThrow();
        return parts.surroundings().need(PumpHost.class).then(host -> parts.desk()
                .append(List.of(Parts.entry(
                        new ChangeEntry.Sending(change.id(), release, command),
                        who.actor(Act.SEND),
                        change.pump(),
                        change.id())))
                .then(receipts -> {
                    Answer<CommandResult> answer =
                            host.commit(change.plan(), release, command, who.caller(Act.SEND, change.id()));
                    if (!answer.isDone()) {
                        notSent(change, command, answer.violations(), who);
                    }
                    return answer;
                }));
    }

    /** Enters why nothing was sent. Where that cannot be entered the change stands the same: there is no intent. */
    private void notSent(Change change, CommandId command, List<Violation> violations, Identified who) {
        Answer<?> entered = parts.desk()
                .append(List.of(Parts.entry(
                        new ChangeEntry.NotSent(change.id(), command, violations),
                        who.actor(Act.SEND),
                        change.pump(),
                        change.id())));
        if (!entered.isDone()) {
            LOG.warn("why a change was not sent could not be entered: {}", entered.violations());
        }
    }

    private static Answer<Change> signer(Change change, Identified who, State... from) {
        List<Violation> wrong = change.notIn(from);
        if (!wrong.isEmpty()) {
            return Answer.refused(wrong);
        }
        Optional<DoseChange.SignedBy> signed = change.course().signatures().stream()
                .filter(each -> each.signer().account().equals(who.person().id()))
                .findFirst();
        return signed.isPresent()
                ? Answer.done(change)
                : Answer.refused(Refusal.NOT_SIGNER.because(
                        "signer",
                        who.person().id(),
                        "Whoever signed a change of dose releases and sends it; that is "
                                + String.join(
                                        " or ",
                                        change.course().signatures().stream()
                                                .map(each -> each.signer().text())
                                                .toList())
                                + "."));
    }
}
