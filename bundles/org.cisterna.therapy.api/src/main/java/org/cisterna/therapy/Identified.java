// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Actor;
import org.cisterna.pump.Caller;

/**
 * A person as recognised for one request, and what the credential allows of what the person may.
 *
 * @param person who
 * @param credential the id of the token, or of the session, that was shown; never the secret
 * @param via what they came through, as it stands in entries: {@code token}, {@code session}
 * @param scopes the acts the credential is good for; every act for one that is not narrowed
 */
public record Identified(Person person, String credential, String via, Set<Act> scopes) {

    /** Every act. */
    public static final Set<Act> ALL = Set.copyOf(EnumSet.allOf(Act.class)); // its copy is itself

    /** Copies the set. */
    public Identified {
        scopes = Set.copyOf(scopes);
    }

    /** What person and credential together say to an act: the person's roles, where the credential is good for it. */
    public Permit permit(Act act) {
        return scopes.contains(act) ? act.permits(person.roles()) : Permit.NO;
    }

    /** Whether the act is allowed, perhaps under a condition. */
    public boolean may(Act act) {
        return permit(act).allows();
    }

    /**
     * As the ledger names whoever does an act.
     *
     * @throws IllegalStateException when the act is not allowed
     */
    public Actor actor(Act act) {
        return new Actor(person.id(), person.printedName(), role(act).text(), via + " " + credential);
    }

    /**
     * As the pump host is told who asks.
     *
     * @param correlation names the request across entries
     * @throws IllegalStateException when the act is not allowed
     */
    public Caller caller(Act act, String correlation) {
        return new Caller(person.id(), person.printedName(), role(act).text(), via + " " + credential, correlation);
    }

    private Role role(Act act) {
        Optional<Role> role = may(act) ? act.actingRole(person.roles()) : Optional.empty();
        return role.orElseThrow(() -> new IllegalStateException(person.id() + " may not " + act.words()));
    }
}
