// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A token as it stands in lists. Instants are house time.
 *
 * @param id which token; stands in entries, and opens nothing
 * @param account whose
 * @param name what it is for; empty for one that was made with the account
 * @param acts what it is good for, as far as the account is
 * @param made when, if that is known
 * @param expires when it is worthless; empty for never
 * @param state whether it can be used
 */
public record TokenSummary(
        String id,
        String account,
        String name,
        Set<Act> acts,
        Optional<Instant> made,
        Optional<Instant> expires,
        State state) {

    /** Whether a token can be used. */
    public enum State {
        /** It can. */
        VALID,
        /** It is past its time. */
        EXPIRED,
        /** It was revoked, or its account was. */
        REVOKED
    }

    /** Copies the set. */
    public TokenSummary {
        acts = Set.copyOf(acts);
    }
}
