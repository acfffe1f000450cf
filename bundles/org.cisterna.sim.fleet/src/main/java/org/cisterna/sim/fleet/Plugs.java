// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.ArrayDeque;
import java.util.Deque;
import org.cisterna.quantity.Ratio;

/** What is in a tubing or a catheter while it is not everywhere the same, from the valve's end to the tip's. Volumes are picolitres. Not thread-safe. */
final class Plugs {

    private final Deque<Plug> plugs = new ArrayDeque<>();

    private static final class Plug {
        private final Ratio strength;
        private long volume;

        Plug(Ratio strength, long volume) {
            this.strength = strength;
            this.volume = volume;
        }
    }

    /** Takes what leaves, one strength after the other. */
    interface Outlet {
        void leaves(long volume, Ratio strength);
    }

    Plugs(long volume, Ratio strength) {
        enter(volume, strength);
    }

    void enter(long volume, Ratio strength) {
        if (volume == 0) {
            return;
        }
        Plug first = plugs.peekFirst();
        if (first != null && first.strength.equals(strength)) {
            first.volume += volume;
        } else {
            plugs.addFirst(new Plug(strength, volume));
        }
    }

    void leave(long volume, Outlet outlet) {
        long surplus = volume;
        while (surplus > 0) {
            Plug tip = plugs.getLast();
            long leaving = Math.min(surplus, tip.volume);
            tip.volume -= leaving;
            surplus -= leaving;
            if (tip.volume == 0) {
                plugs.removeLast();
            }
            outlet.leaves(leaving, tip.strength);
        }
    }

    /** Whether all of it is of this strength. */
    boolean areAll(Ratio strength) {
        // neighbours differ, so of one strength there is one plug
        return plugs.size() == 1 && plugs.getFirst().strength.equals(strength);
    }
}
