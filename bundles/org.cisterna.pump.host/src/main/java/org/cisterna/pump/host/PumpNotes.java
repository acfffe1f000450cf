// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;

/** What is known of pumps in this process only, for the view. Safe for any number of threads. */
final class PumpNotes {

    private final Instant start;
    private final Map<PumpId, String> wrong = new ConcurrentHashMap<>();

    PumpNotes(Instant start) {
        this.start = start;
    }

    /** House time since which the host is there. */
    Instant start() {
        return start;
    }

    /** Something answered for a pump that was not that pump, or not as it must. */
    void answeredWrong(PumpId pump, Violation violation) {
        wrong.put(
                pump,
                violation.message()
                        + violation
                                .value()
                                .map(value -> " (it said " + value + ")")
                                .orElse(""));
    }

    /** A session with it could not be closed as it must. */
    void closedBadly(PumpId pump, String words) {
        wrong.put(pump, "the driver did not close the last session well: " + words);
    }

    /** It answered as it must. */
    void answeredRight(PumpId pump) {
        wrong.remove(pump);
    }

    Optional<String> wrong(PumpId pump) {
        return Optional.ofNullable(wrong.get(pump));
    }
}
