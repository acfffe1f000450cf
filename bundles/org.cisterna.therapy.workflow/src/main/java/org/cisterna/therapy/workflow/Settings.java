// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the house may set.
 *
 * @param requiredLimiters the limiters without which nothing is dosed
 * @param signature how long, in house time, a draft and a signature hold
 * @param reading how old, in house time, the reading may be that a draft is based on
 * @param nonce how long, in house time, a nonce holds
 */
record Settings(List<String> requiredLimiters, Duration signature, Duration reading, Duration nonce) {

    private static final int LONGEST_MINUTES = 120;

    Settings {
        requiredLimiters = List.copyOf(requiredLimiters);
    }

    /**
     * Checks what was configured.
     *
     * @throws IllegalArgumentException naming everything that is wrong
     */
    static Settings of(List<String> requiredLimiters, int signatureMinutes, int readingMinutes, int nonceMinutes) {
        List<String> wrong = new ArrayList<>();
        if (requiredLimiters.isEmpty() || requiredLimiters.stream().anyMatch(String::isBlank)) {
            wrong.add("requiredLimiters is " + requiredLimiters
                    + "; name at least one limiter and no blank one, as in [\"library\",\"institution\"]");
        }
        minutes("signatureMinutes", signatureMinutes, wrong);
        minutes("readingMinutes", readingMinutes, wrong);
        minutes("nonceMinutes", nonceMinutes, wrong);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "the configuration of org.cisterna.therapy.workflow is refused: " + String.join("; ", wrong));
        }
        return new Settings(
                requiredLimiters,
                Duration.ofMinutes(signatureMinutes),
                Duration.ofMinutes(readingMinutes),
                Duration.ofMinutes(nonceMinutes));
    }

    private static void minutes(String name, int value, List<String> wrong) {
        if (value < 1 || value > LONGEST_MINUTES) {
            wrong.add(name + " is " + value + "; 1 to " + LONGEST_MINUTES + " minutes of house time are allowed");
        }
    }
}
