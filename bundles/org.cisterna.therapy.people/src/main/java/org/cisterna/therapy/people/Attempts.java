// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Wrong passwords in a row, per account, in house time. The first ones cost nothing, for people mistype; then each doubles the wait. An
 * attempt counts as wrong from its beginning, so that attempts made side by side get no more tries than those made in turn. Accounts that do
 * not exist are counted too, so that a wait does not tell which do; what is kept of them is bounded.
 */
final class Attempts {

    static final int MOST_ACCOUNTS = 10_000;

    private static final int FREE = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private record Row(int wrong, Instant notBefore, boolean told) {}

    /**
     * Not now.
     *
     * @param until house time from which the next attempt is looked at
     * @param isFirst whether it is the first refusal of this wait
     */
    record Wait(Instant until, boolean isFirst) {}

    private final Map<String, Row> rows = new HashMap<>();

    /** Begins an attempt; gives the wait when one is not over. */
    synchronized Optional<Wait> begin(String account, Instant now) {
        Row row = rows.getOrDefault(account, new Row(0, Instant.MIN, false));
        if (now.isBefore(row.notBefore())) {
            rows.put(account, new Row(row.wrong(), row.notBefore(), true));
            return Optional.of(new Wait(row.notBefore(), !row.told()));
        }
        if (rows.size() >= MOST_ACCOUNTS) {
            rows.values().removeIf(each -> !now.isBefore(each.notBefore()));
        }
        int wrong = row.wrong() + 1;
        rows.put(account, new Row(wrong, now.plus(waitAfter(wrong)), false));
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

    synchronized int size() {
        return rows.size();
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
