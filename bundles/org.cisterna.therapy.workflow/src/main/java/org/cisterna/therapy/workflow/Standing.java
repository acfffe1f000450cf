// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.DoseChange.SignedBy;
import org.cisterna.therapy.DoseChange.VoidReason;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Signature.Meaning;

/**
 * Whether what a change of dose rests on still stands: the driver it was made for, and the accounts and roles of those who signed. The rest
 * (time, revision, stop) the ledger says itself. What does not stand any more makes it void, with an entry.
 */
final class Standing {

    private final Parts parts;
    private final Questions questions;

    Standing(Parts parts) {
        this.parts = parts;
        this.questions = new Questions(parts);
    }

    Answer<Change> check(Change change, Actor actor) {
        return parts.implant(change.pump())
                .then(implant -> questions.driver(implant.family()))
                .then(driver -> driver.digest().equals(change.plan().driver())
                        ? signers(change, actor)
                        : voided(
                                change,
                                VoidReason.DRIVER,
                                "the driver is " + driver.name() + " " + driver.version()
                                        + " now, and this was made for another; draft it again",
                                actor));
    }

    private Answer<Change> signers(Change change, Actor actor) {
        return parts.surroundings().need(People.class).then(people -> {
            Optional<SignedBy> fallen = change.course().signatures().stream()
                    .filter(each -> people.person(each.signer().account())
                            .filter(person -> needed(each.meaning())
                                    .permits(person.roles())
                                    .allows())
                            .isEmpty())
                    .findFirst();
            return fallen.isEmpty()
                    ? Answer.done(change)
                    : voided(
                            change,
                            VoidReason.SIGNER,
                            "the account or the role of "
                                    + fallen.get().signer().text() + " has changed since the signature; draft it again",
                            actor);
        });
    }

    private static Act needed(Meaning meaning) {
        return switch (meaning) {
            case AUTHORED -> Act.AUTHOR;
            case INDEPENDENTLY_VERIFIED -> Act.VERIFY;
            case BREAK_GLASS -> Act.BREAK_GLASS;
            case REVIEWED -> Act.REVIEW;
            case PERFORMED, WITNESSED -> Act.BY_HAND;
        };
    }

    private Answer<Change> voided(Change change, VoidReason reason, String words, Actor actor) {
        return parts.desk()
                .append(List.of(Drafting.voided(change, reason, words, actor)))
                .then(receipts ->
                        Answer.refused(reason.refusal().because("This change of dose is void: " + words + ".")));
    }
}
