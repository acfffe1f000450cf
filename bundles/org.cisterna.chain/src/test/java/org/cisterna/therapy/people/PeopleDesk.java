// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.util.Optional;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.Sessions;
import org.cisterna.time.Randomness;

/** Opens for the chain what the components of the accounts put together in the product. */
public final class PeopleDesk {

    private final Sessions sessions;
    private final Administration administration;
    private final String setUp;

    private PeopleDesk(Sessions sessions, Administration administration, String setUp) {
        this.sessions = sessions;
        this.administration = administration;
        this.setUp = setUp;
    }

    /** Over these accounts. */
    public static PeopleDesk over(Accounts accounts, Randomness chance) {
        Secret setUp = Secret.fresh(chance);
        SessionRegistry sessions = new SessionRegistry(accounts, SessionSettings.of(10, 12, 8, 100));
        AccountAdministration administration = new AccountAdministration(accounts, Optional.of(setUp.hash()));
        administration.add(sessions);
        return new PeopleDesk(sessions, administration, setUp.text());
    }

    /** Signing in and out. */
    public Sessions sessions() {
        return sessions;
    }

    /** Making and changing accounts. */
    public Administration administration() {
        return administration;
    }

    /** The token of the set-up link. */
    public String setUp() {
        return setUp;
    }
}
