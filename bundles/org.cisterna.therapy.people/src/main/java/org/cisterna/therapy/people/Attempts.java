// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Wrong passwords in a row, per account, in house time. The first ones cost nothing, for people mistype; then each doubles the wait. An
 * attempt counts as wrong from its beginning, so that attempts made side by side get no more tries than those made in turn.
 */
final class Attempts {

    private static final int FREE = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private record Row(int wrong, Instant notBefore) {}

    private final Map<String, Row> rows = new HashMap<>();

    /** Begins an attempt; gives the house time until which none is looked at, when that is still to come. */
    synchronized Optional<Instant> begin(String account, Instant now) {
        Row row = rows.getOrDefault(account, new Row(0, Instant.MIN));
        if (now.isBefore(row.notBefore())) {
            return Optional.of(row.notBefore());
        }
        int wrong = row.wrong() + 1;
        rows.put(account, new Row(wrong, now.plus(waitAfter(wrong))));
        return Optional.empty();
    }

    /** The attempt was right: what was wrong before is forgotten. */
    synchronized void right(String account) {
        rows.remove(account);
    }

    /** How many were wrong in a row. */
    synchronized int inARow(String account) {
        Row row = rows.get(account);
        return row == null ? 0 : row.wrong();
    }

    static Duration waitAfter(int wrong) {
        if (wrong < FREE) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT;
        for (int i = FREE; i < wrong && wait.compareTo(LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
