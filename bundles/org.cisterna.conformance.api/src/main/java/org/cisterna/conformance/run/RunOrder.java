// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run is to do.
 *
 * @param driver symbolic name of its bundle
 * @param profile how much
 * @param seed of all chance, 0 to {@link #MOST_SEED}
 * @param rules rules and whole chapters with commas between, {@code 4.*,19.03}; empty for all. A run of some never finds a driver conformant
 * @param compare whether the report is to say what is different from the last report about the same driver, where there is one
 */
public record RunOrder(String driver, Profile profile, long seed, String rules, boolean compare) {

    /** The largest seed. */
    public static final long MOST_SEED = Long.MAX_VALUE / 100;

    /** How much a run does. */
    public enum Profile {
        /** Faults at every message and at many bytes; about a minute. */
        FAST,
        /** Faults at every byte; many minutes. */
        FULL;

        /** In lower case. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The profile of this name in lower case; empty when there is none. */
        public static Optional<Profile> named(String text) {
            return Arrays.stream(values())
                    .filter(each -> each.text().equals(text))
                    .findFirst();
        }
    }
}
