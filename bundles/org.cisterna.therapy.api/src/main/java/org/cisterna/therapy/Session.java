// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;

/**
 * A person's session in a browser, as it stood when it was asked for. Instants are house time.
 *
 * @param id which session; stands in entries and lists, and opens nothing
 * @param identified who, by the id of this session; the person's roles are those of the account at the moment of the question
 * @param begun when the person signed in
 * @param lastUsed when the person last did something in it
 * @param ends when it is over, used or not
 * @param locked whether it was not used for so long that it only opens again with the password; nothing may be done in it until then, and
 *     patients are not shown
 * @param formToken what each form of its pages carries along and sends back; the same for the session's life, through lock and unlock
 * @param from what the browser said of itself and where it asked from, shortened, for the person to recognise it by
 */
public record Session(
        String id,
        Identified identified,
        Instant begun,
        Instant lastUsed,
        Instant ends,
        boolean locked,
        String formToken,
        String from) {

    /** For lists: without what a form needs. */
    public SessionSummary summary() {
        return new SessionSummary(id, identified.person().staff(), begun, lastUsed, ends, locked, from);
    }

    /** Without the form's token. */
    @Override
    public String toString() {
        return "Session[" + id + " of " + identified.person().id() + (locked ? ", locked]" : "]");
    }
}
