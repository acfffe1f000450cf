// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import java.util.List;
import org.cisterna.console.frame.Form;

/**
 * What the page of one's own account shows.
 *
 * @param form carries what makes the buttons work, and what was refused
 * @param name printed name
 * @param account its name
 * @param roles in words
 * @param themes to choose from
 * @param made the text of the token that was just made, shown this once; empty when none was
 * @param tokens one's own, valid ones first
 * @param acts to choose from for a token; none when this person may do nothing
 * @param sessions one's own, the last used first
 * @param others whether any of them is not this one
 */
public record OwnView(
        Form form,
        String name,
        String account,
        String roles,
        List<Choice> themes,
        String made,
        List<TokenRow> tokens,
        List<Choice> acts,
        List<SessionRow> sessions,
        boolean others) {

    /**
     * Something to choose.
     *
     * @param value its name
     * @param label its words
     * @param chosen whether it is chosen
     */
    public record Choice(String value, String label, boolean chosen) {}

    /**
     * A token.
     *
     * @param id which
     * @param name what it is for
     * @param acts what it is good for
     * @param made when
     * @param expires when it is worthless
     * @param state valid, revoked, expired
     * @param revoke address that revokes it; empty when there is nothing to revoke
     */
    public record TokenRow(
            String id, String name, String acts, String made, String expires, String state, String revoke) {}

    /**
     * A session.
     *
     * @param begun when
     * @param lastUsed when
     * @param from which browser
     * @param state this one, locked or open
     * @param end address that ends it; empty for this one
     */
    public record SessionRow(String begun, String lastUsed, String from, String state, String end) {}
}
