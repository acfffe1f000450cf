// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.Signature.Meaning;

/** What every signature takes, whatever it means: a nonce for it, and the password once more. */
final class Signatures {

    private final Parts parts;

    Signatures(Parts parts) {
        this.parts = parts;
    }

    /** A nonce for a signature that this person may give. */
    SignNonce nonce(Change change, Meaning meaning, Instant notAfter, Identified who) {
        return parts.nonces()
                .issue(who.person().id(), change.id(), change.plan().digest(), meaning, notAfter);
    }

    /**
     * What is signed.
     *
     * @param name of the change of dose, or of the record
     * @param digest of the plan, or of the record as it stands
     * @param pump which
     * @param revision for which it was made
     */
    record Subject(String name, Digest digest, PumpId pump, Revision revision) {}

    /** A refusal that used the nonce up says so: the same nonce with the right password is refused too. */
    private static Answer<Person> usedUp(Answer<Person> confirmed) {
        return confirmed.isDone()
                ? confirmed
                : Answer.refused(confirmed.violations().stream()
                        .map(each -> new Violation(
                                each.code(),
                                each.message() + " This attempt used the nonce up: ask for a new one and sign again.",
                                each.field(),
                                each.value(),
                                each.limit(),
                                each.source()))
                        .toList());
    }

    /** The entry of a signature, once nonce and password were right. */
    Answer<Entry> entry(Change change, Meaning meaning, Act act, SignRequest sign, Identified who) {
        Plan plan = change.plan();
        return entry(new Subject(change.id(), plan.digest(), change.pump(), plan.expected()), meaning, act, sign, who);
    }

    /** The same for what is no change of dose. */
    Answer<Entry> entry(Subject of, Meaning meaning, Act act, SignRequest sign, Identified who) {
        String account = who.person().id();
        Optional<Violation> worthless = parts.nonces().use(sign.nonce(), account, of.name(), of.digest(), meaning);
        if (worthless.isPresent()) {
            return Answer.refused(worthless.get());
        }
        return parts.surroundings()
                .need(People.class)
                .then(people -> usedUp(people.confirm(account, sign.password())))
                .then(person -> {
                    if (!act.permits(person.roles()).allows()) {
                        return Answer.refused(Refusal.NOT_PERMITTED.because(
                                "role",
                                account,
                                "The roles of this account have changed meanwhile; nothing was signed."));
                    }
                    Instant expires = parts.untilSignatureEnds();
                    Signature signature = new Signature(
                            meaning, of.digest(), of.pump(), of.revision(), of.name(), sign.nonce(), expires);
                    return Answer.done(Entry.of(Signature.ENTRY_TYPE, Signature.ENTRY_VERSION, who.actor(act))
                            .pump(of.pump().text())
                            .correlation(of.name())
                            .body(signature.toJson())
                            .build());
                });
    }
}
