// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.Refusal;

/**
 * The set-up link. Whoever starts the platform makes its token and shows it; only its hash gets here. Good for one use, while there is no
 * administrator, for a day. Thread-safe.
 */
final class SetUp {

    private final Accounts accounts;
    private final Optional<Digest> hash;
    private final Instant expires;
    private volatile boolean used;

    SetUp(Accounts accounts, Optional<Digest> hash) {
        this.accounts = accounts;
        this.hash = hash;
        this.expires = accounts.now().plus(Administration.SET_UP_LIFE);
    }

    boolean isNeeded() {
        return accounts.administrators().isEmpty();
    }

    Answer<Instant> look(String token) {
        if (hash.isEmpty() || !Secret.matches(hash.get(), token)) {
            return refused(
                    "This is no set-up link. The terminal in which Cisterna was started shows the right one, while there is"
                            + " no administrator.");
        }
        if (used || !isNeeded()) {
            return refused("This set-up link was used already: there is an administrator, who can invite you.");
        }
        if (!accounts.now().isBefore(expires)) {
            return refused("This set-up link was good until " + expires
                    + " (house time). Start Cisterna again: it shows another one.");
        }
        return Answer.done(expires);
    }

    void use() {
        used = true;
    }

    private static Answer<Instant> refused(String words) {
        return Answer.refused(Refusal.LINK_INVALID.because(words));
    }
}
