// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account as administrators see it. Instants are house time.
 *
 * @param person who, with printed name and roles
 * @param state {@link PeopleEntry.State#VALID}, {@link PeopleEntry.State#REVOKED} or {@link PeopleEntry.State#EXPIRED}
 * @param expires when it can no longer be used, if that is set
 * @param lastSignIn when the person last signed in with the password
 * @param lastFrom what the browser said of itself then; text from outside, printable characters only
 * @param failedSignIns how many sign-ins were refused since the last one that was not
 * @param lastFailed when the last one was refused
 * @param sessions how many sessions there are now
 * @param tokens all of them, revoked and expired ones too
 */
public record AccountSummary(
        Person person,
        PeopleEntry.State state,
        Optional<Instant> expires,
        Optional<Instant> lastSignIn,
        Optional<String> lastFrom,
        int failedSignIns,
        Optional<Instant> lastFailed,
        int sessions,
        List<TokenSummary> tokens) {

    /** Copies the list. */
    public AccountSummary {
        tokens = List.copyOf(tokens);
    }
}
