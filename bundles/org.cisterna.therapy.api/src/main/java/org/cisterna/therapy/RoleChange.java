// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A change of somebody's roles that an administrator asked for. Instants are house time.
 *
 * @param id which change
 * @param person whose roles
 * @param from what the person had when it was asked for
 * @param to what the person shall have
 * @param by the administrator who asked
 * @param made when
 * @param expires when it can no longer be confirmed
 * @param state where it stands
 */
public record RoleChange(
        String id, Staff person, Set<Role> from, Set<Role> to, Staff by, Instant made, Instant expires, State state) {

    /** Where a change stands. */
    public enum State {
        /** Another administrator has to confirm it. */
        WAITING,
        /** It holds; there was one administrator only, so nobody else confirmed it. */
        APPLIED_ALONE,
        /** Another administrator confirmed it; it holds. */
        CONFIRMED,
        /** Rejected or withdrawn. */
        REJECTED
    }

    /** Copies both sets, in the order of the roles. */
    public RoleChange {
        from = Collections.unmodifiableSet(EnumSet.copyOf(from));
        to = Collections.unmodifiableSet(EnumSet.copyOf(to));
    }

    /** The same in another state. */
    public RoleChange in(State now) {
        return new RoleChange(id, person, from, to, by, made, expires, now);
    }
}
