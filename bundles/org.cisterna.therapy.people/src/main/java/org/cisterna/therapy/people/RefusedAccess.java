// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Counts refusals by whom and why, hour by hour of house time, and says which of them are entered: the first, the tenth, the hundredth. Forgets with
 * the process, so the first one after a start is entered again. Thread-safe.
 */
final class RefusedAccess {

    /** More are not remembered; then the count begins again, and a refusal is entered once more rather than not at all. */
    static final int MOST_REMEMBERED = 10_000;

    private static final long NEXT = 10;

    private record Key(String whom, int status) {}

    private final Map<Key, Long> times = new HashMap<>();
    private Instant hour = Instant.MIN;

    /** How often it was so in this hour, where that is entered. */
    synchronized OptionalLong count(String whom, int status, Instant now) {
        Instant current = now.truncatedTo(ChronoUnit.HOURS);
        Key key = new Key(whom, status);
        if (!current.equals(hour) || (times.size() >= MOST_REMEMBERED && !times.containsKey(key))) {
            hour = current;
            times.clear();
        }
        long count = times.merge(key, 1L, Long::sum);
        return isEntered(count) ? OptionalLong.of(count) : OptionalLong.empty();
    }

    /** Powers of ten. */
    private static boolean isEntered(long count) {
        long left = count;
        while (left % NEXT == 0) {
            left /= NEXT;
        }
        return left == 1;
    }
}
