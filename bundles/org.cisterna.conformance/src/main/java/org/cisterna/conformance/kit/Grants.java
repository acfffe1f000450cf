// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The wishes of a patient that a pump granted, and what lockout and count say of them.
 *
 * @param at when each was granted, in their order, by bench time
 */
record Grants(List<Instant> at) {

    private static final Duration DAY = Duration.ofDays(1);

    Grants {
        at = List.copyOf(at);
    }

    /** Any two are at least so far apart. */
    void apart(Duration lockout, Judge judge) {
        for (int i = 1; i < at.size(); i++) {
            Duration between = Duration.between(at.get(i - 1), at.get(i));
            judge.expect(
                    between.compareTo(lockout) >= 0,
                    () -> "two were granted " + between.toMinutes() + " min apart; the lockout keeps them "
                            + lockout.toMinutes() + " min apart");
        }
    }

    /**
     * In any 24 h there are at most so many.
     *
     * @param most a day
     * @param rolling whether the pump counts over any 24 h; one that counts by its calendar may grant two days' share around a midnight
     */
    void counted(int most, boolean rolling, Judge judge) {
        int allowed = rolling ? most : 2 * most;
        for (Instant from : at) {
            long within = at.stream()
                    .filter(each -> !each.isBefore(from) && each.isBefore(from.plus(DAY)))
                    .count();
            judge.expect(
                    within <= allowed,
                    () -> within + " were granted in 24 h from " + from + "; at most " + allowed
                            + " may be, counted over " + (rolling ? "any 24 h" : "days of the calendar"));
        }
    }
}
