// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Permit;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;

/** Who may administer people: by the account as it is now, and by what the credential is good for. */
final class Rights {

    private Rights() {}

    static Answer<Person> administer(Accounts accounts, Identified who) {
        Answer<Account> self = self(accounts, who);
        if (self instanceof Answer.Refused<Account> refused) {
            return refused.retyped();
        }
        Person now = self.orElseThrow().person();
        if (!Act.ADMIN_PEOPLE.permits(now.roles()).allows()) {
            return Answer.refused(Refusal.NOT_PERMITTED.because(
                    "You may not " + Act.ADMIN_PEOPLE.words() + "; an administrator may. Nothing was changed."));
        }
        return who.permit(Act.ADMIN_PEOPLE) == Permit.NO
                ? Answer.refused(Refusal.SCOPE_MISSING.because(
                        "This credential is not good to " + Act.ADMIN_PEOPLE.words() + "; nothing was changed."))
                : Answer.done(now);
    }

    /** The account of one who was recognised, as it is now. */
    static Answer<Account> self(Accounts accounts, Identified who) {
        Optional<Account> account = accounts.valid(who.person().id());
        return account.isPresent()
                ? Answer.done(account.get())
                : Answer.refused(Refusal.ACCOUNT_INACTIVE.because(
                        "Your account has expired, was revoked, or does not exist any more; ask an administrator."));
    }

    static String via(Identified who) {
        return who.via() + " " + who.credential();
    }
}
