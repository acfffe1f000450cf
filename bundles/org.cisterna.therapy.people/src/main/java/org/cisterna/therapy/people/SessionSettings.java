// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.therapy.Sessions;

/** The bounds of sessions, as configured. */
final class SessionSettings {

    private SessionSettings() {}

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException naming everything that is wrong
     */
    static Sessions.Limits of(int idleMinutes, int longestHours, int perAccount, int total) {
        List<String> wrong = new ArrayList<>();
        check(wrong, "idleMinutes", idleMinutes, 1, 60);
        check(wrong, "longestHours", longestHours, 1, 24);
        check(wrong, "sessionsPerAccount", perAccount, 1, 50);
        check(wrong, "sessionsInTotal", total, 1, 100_000);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "org.cisterna.therapy.people is configured wrongly: " + String.join("; ", wrong));
        }
        return new Sessions.Limits(Duration.ofMinutes(idleMinutes), Duration.ofHours(longestHours), perAccount, total);
    }

    private static void check(List<String> wrong, String name, int value, int least, int most) {
        if (value < least || value > most) {
            wrong.add(name + " is " + value + "; " + least + " to " + most + " are allowed");
        }
    }
}
