// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * An invitation to set a password. Instants are house time.
 *
 * @param id which invitation; opens nothing
 * @param kind for whom
 * @param person the account it is for, and the name as printed under signatures
 * @param roles that the account has or will have
 * @param by the administrator who invites
 * @param made when
 * @param expires when its link is worthless
 * @param needsConfirmation whether there were other administrators, so that one of them has to confirm it
 * @param confirmedBy who did
 */
public record Invitation(
        String id,
        Kind kind,
        Staff person,
        Set<Role> roles,
        Staff by,
        Instant made,
        Instant expires,
        boolean needsConfirmation,
        Optional<Staff> confirmedBy) {

    /** What the link is for. */
    public enum Kind {
        /** Somebody who has no account yet. */
        NEW_PERSON,
        /** Somebody who has one and sets a new password. */
        NEW_PASSWORD
    }

    /** Copies the roles, in their order. */
    public Invitation {
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    /** Whether another administrator has to confirm it first. */
    public boolean isWaiting() {
        return needsConfirmation && confirmedBy.isEmpty();
    }
}
