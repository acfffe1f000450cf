// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Instant;
import org.cisterna.canonical.Digest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Session;

/**
 * A session as it is kept.
 *
 * @param id which
 * @param hash of its secret
 * @param account as it was when the password was last looked at
 * @param begun when
 * @param lastUsed when
 * @param ends when it is over
 * @param locked whether it was locked
 * @param formToken what its forms carry
 * @param from what the browser said of itself
 */
record OpenSession(
        String id,
        Digest hash,
        Account account,
        Instant begun,
        Instant lastUsed,
        Instant ends,
        boolean locked,
        String formToken,
        String from) {

    private static final String VIA = "session";

    String person() {
        return account.person().id();
    }

    /** Whether the account is still the one whose password was given: the same person with the same roles and password. */
    boolean isOf(Account now) {
        return account.person().equals(now.person()) && account.password().isOfSamePassword(now.password());
    }

    OpenSession usedAt(Instant now) {
        return new OpenSession(id, hash, account, begun, now, ends, locked, formToken, from);
    }

    OpenSession lockedNow() {
        return new OpenSession(id, hash, account, begun, lastUsed, ends, true, formToken, from);
    }

    OpenSession unlocked(Digest newHash, Account now, Instant at) {
        return new OpenSession(id, newHash, now, begun, at, ends, false, formToken, from);
    }

    Session session() {
        return new Session(
                id,
                new Identified(account.person(), id, VIA, Identified.ALL),
                begun,
                lastUsed,
                ends,
                locked,
                formToken,
                from);
    }

    /** Without secrets and hashes. */
    @Override
    public String toString() {
        return "OpenSession[" + id + "]";
    }
}
