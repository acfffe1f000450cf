// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.Collection;
import java.util.Optional;

/**
 * Finds the name that was meant where one is a letter off: a letter too many, too few, another one, or two that changed places. A ceiling for
 * a misspelt drug would be none, and nothing would say so.
 */
final class NearlyNamed {

    private NearlyNamed() {}

    /** The known name that a text is one letter off; empty where it is known itself, or like none. */
    static Optional<String> like(String text, Collection<String> known) {
        return known.contains(text)
                ? Optional.empty()
                : known.stream().filter(each -> isNear(text, each)).sorted().findFirst();
    }

    private static boolean isNear(String one, String other) {
        if (one.length() > other.length()) {
            return isNear(other, one);
        }
        int same = 0;
        while (same < one.length() && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        String left = one.substring(same);
        String right = other.substring(same);
        if (left.length() < right.length()) {
            return left.equals(right.substring(1));
        }
        return left.isEmpty() || left.substring(1).equals(right.substring(1)) || isSwapped(left, right);
    }

    private static boolean isSwapped(String left, String right) {
        return left.length() > 1
                && left.charAt(0) == right.charAt(1)
                && left.charAt(1) == right.charAt(0)
                && left.substring(2).equals(right.substring(2));
    }
}
