// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;

/**
 * A session as it stands in lists. Instants are house time.
 *
 * @param id which session; opens nothing
 * @param person whose
 * @param begun when the person signed in
 * @param lastUsed when the person last did something in it
 * @param ends when it is over, used or not
 * @param locked whether it only opens again with the password
 * @param from what the browser said of itself and where it asked from, shortened; text from outside, printable characters only
 */
public record SessionSummary(
        String id, Staff person, Instant begun, Instant lastUsed, Instant ends, boolean locked, String from) {}
