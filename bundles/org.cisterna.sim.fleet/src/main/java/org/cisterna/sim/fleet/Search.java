// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.function.LongPredicate;

/** For moments that have no simple closed form. */
final class Search {

    private Search() {}

    /** The earliest time behind the first one at which something is so; it is so at the last and stays so. */
    static long earliest(long notYet, long last, LongPredicate isSo) {
        long low = notYet;
        long high = last;
        while (low + 1 < high) {
            long middle = low + (high - low) / 2;
            if (isSo.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
