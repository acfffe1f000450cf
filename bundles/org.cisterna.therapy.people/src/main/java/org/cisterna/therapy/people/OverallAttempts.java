// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Wrong passwords at sign-in over all accounts and from everywhere: {@value #AT_ONCE} at once, afterwards one each {@value #SECONDS_EACH} seconds of
 * house time, so that trying one password on every account is slow as well. It holds for sign-in only: who is signed in signs and unlocks all the
 * same, so a stranger who guesses cannot keep people from their work.
 */
final class OverallAttempts {

    static final int AT_ONCE = 30;
    static final int SECONDS_EACH = 6;

    private static final Duration EACH = Duration.ofSeconds(SECONDS_EACH);
    private static final Duration AHEAD = EACH.multipliedBy(AT_ONCE - 1L);

    private Instant paidUntil = Instant.MIN;
    private Instant told = Instant.MIN;

    /** Begins an attempt; gives the wait when there were too many. */
    synchronized Optional<Attempts.Wait> begin(Instant now) {
        if (paidUntil.isBefore(now)) {
            paidUntil = now;
        }
        Instant earliest = paidUntil.minus(AHEAD);
        if (now.isBefore(earliest)) {
            boolean first = told.isBefore(earliest);
            told = earliest;
            return Optional.of(new Attempts.Wait(earliest, first));
        }
        paidUntil = paidUntil.plus(EACH);
        return Optional.empty();
    }

    /** The attempt was right, or was not looked at: it does not count. */
    synchronized void giveBack() {
        paidUntil = paidUntil.minus(EACH);
    }
}
