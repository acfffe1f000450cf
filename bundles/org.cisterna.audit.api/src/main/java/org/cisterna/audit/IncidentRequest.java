// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.time.Instant;

/**
 * What is to be frozen into an incident file. What is out of its bounds is refused by {@link IncidentFiles}, in words, not here. Immutable.
 *
 * @param pump manufacturer and serial, whole: {@code Acme/S-0042}
 * @param from house time of the oldest entry wanted
 * @param until house time before which the entries were entered; not after now
 * @param reason why, in words, {@value #LEAST_REASON} to {@value #MOST_REASON} characters; it is entered, so it names no patient
 */
public record IncidentRequest(String pump, Instant from, Instant until, String reason) {

    /** The fewest characters of a reason. */
    public static final int LEAST_REASON = 5;

    /** The most characters of a reason. */
    public static final int MOST_REASON = 500;
}
