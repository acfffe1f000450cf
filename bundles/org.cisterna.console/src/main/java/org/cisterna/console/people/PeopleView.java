// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.cisterna.console.frame.Form;
import org.cisterna.therapy.Role;

/**
 * What the page of the people shows.
 *
 * @param form carries what makes the buttons work, and what was refused
 * @param link the link that was just made, shown this once; empty when none was
 * @param linkWords for whom it is and what is to be done with it
 * @param accounts everybody
 * @param waiting what waits for a second administrator, or for the one who is invited
 * @param sessions everybody's, the last used first
 * @param roles to choose from
 */
public record PeopleView(
        Form form,
        String link,
        String linkWords,
        List<AccountRow> accounts,
        List<Waiting> waiting,
        List<SessionRow> sessions,
        List<RoleChoice> roles) {

    /**
     * An account.
     *
     * @param account its name
     * @param name printed name
     * @param roles in words
     * @param state valid, revoked, expired
     * @param valid whether something can be done with it
     * @param lastSignIn when, or that there was none
     * @param failed refused sign-ins since then
     * @param address of its page
     */
    public record AccountRow(
            String account,
            String name,
            String roles,
            String state,
            boolean valid,
            String lastSignIn,
            String failed,
            String address) {}

    /**
     * Something that waits.
     *
     * @param id which
     * @param what in words
     * @param by who asked
     * @param expires until when it can be confirmed
     * @param confirm address that confirms; empty where this person cannot, or nothing is to be confirmed
     * @param withdraw address that withdraws
     */
    public record Waiting(String id, String what, String by, String expires, String confirm, String withdraw) {}

    /**
     * A session.
     *
     * @param name whose
     * @param begun when
     * @param lastUsed when
     * @param from which browser
     * @param state locked or open
     * @param end address that ends it
     */
    public record SessionRow(String name, String begun, String lastUsed, String from, String state, String end) {}

    /**
     * A role to choose.
     *
     * @param value its name
     * @param chosen whether it is chosen
     */
    public record RoleChoice(String value, boolean chosen) {}

    /** Roles in words. */
    static String words(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::text).collect(Collectors.joining(", "));
    }
}
