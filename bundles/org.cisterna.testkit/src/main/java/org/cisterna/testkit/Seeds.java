// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.security.SecureRandom;

/** Where random tests get their seed from. */
public final class Seeds {

    /** System property that gives the seed: {@code -Dcisterna.seed=42}. */
    public static final String PROPERTY = "cisterna.seed";

    private Seeds() {}

    /**
     * The seed of one test: the system property, or a new one when it is not set. Prints it either way, with the way to repeat the run.
     *
     * @param test what to print it with, for example the name of the test
     * @throws IllegalArgumentException when the property is not a whole number
     */
    public static long seed(String test) {
        String given = System.getProperty(PROPERTY, "");
        // drawing the seed is the one act of a test that must not repeat itself
        long seed = given.isBlank() ? new SecureRandom().nextLong() : parse(given);
        System.out.println("seed of " + test + ": " + seed + " (repeat with -D" + PROPERTY + "=" + seed + ")");
        return seed;
    }

    private static long parse(String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "-D" + PROPERTY + "=" + text + " is not a seed; give a whole number such as 42", e);
        }
    }
}
