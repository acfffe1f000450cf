// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.List;

/**
 * What passed on a bench, as far as it was kept.
 *
 * @param dropped how many earlier moments were not kept
 * @param kept the later ones, in their order
 */
record Moments(long dropped, List<Moment> kept) {

    static final Moments NONE = new Moments(0, List.of());

    Moments {
        kept = List.copyOf(kept);
    }

    /** How many there were in all. */
    long told() {
        return dropped + kept.size();
    }

    /** Those from one on, counted from 0; all where it is negative. */
    Moments from(long first) {
        long from = Math.max(0, first);
        long begin = Math.max(0, Math.min(kept.size(), from - dropped));
        return new Moments(Math.max(0, dropped - from), kept.subList(Math.toIntExact(begin), kept.size()));
    }
}
