// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The path from the reservoir's valve to the catheter's tip: pump tubing, then catheter, as one queue of plugs, first in, first out. Its
 * volume is constant: what goes in at one end pushes the same volume out at the other. Not thread-safe.
 */
public final class PathQueue {

    private final Deque<Plug> plugs = new ArrayDeque<>();
    private final long picolitres;

    /** A path filled as given, from the valve to the tip. */
    public PathQueue(List<Plug> fromValveToTip) {
        fromValveToTip.forEach(this::addBehind);
        picolitres = plugs.stream().mapToLong(Plug::picolitres).reduce(0, Math::addExact);
    }

    private void addBehind(Plug plug) {
        if (plug.picolitres() == 0) {
            return;
        }
        Plug last = plugs.peekLast();
        if (last != null && last.solution().equals(plug.solution())) {
            plugs.removeLast();
            plugs.addLast(new Plug(Math.addExact(last.picolitres(), plug.picolitres()), plug.solution()));
        } else {
            plugs.addLast(plug);
        }
    }

    /**
     * Pushes a plug in at the valve.
     *
     * @return what left at the tip, in the order in which it left; of the same volume
     */
    public List<Plug> push(Plug plug) {
        if (plug.picolitres() == 0) {
            return List.of();
        }
        Plug first = plugs.peekFirst();
        if (first != null && first.solution().equals(plug.solution())) {
            plugs.removeFirst();
            plugs.addFirst(new Plug(Math.addExact(first.picolitres(), plug.picolitres()), plug.solution()));
        } else {
            plugs.addFirst(plug);
        }
        List<Plug> left = new ArrayList<>();
        long surplus = plug.picolitres();
        while (surplus > 0) {
            Plug tip = plugs.removeLast();
            if (tip.picolitres() <= surplus) {
                left.add(tip);
                surplus -= tip.picolitres();
            } else {
                left.add(new Plug(surplus, tip.solution()));
                plugs.addLast(new Plug(tip.picolitres() - surplus, tip.solution()));
                surplus = 0;
            }
        }
        return left;
    }

    /** What is in it now, from the valve to the tip; neighbours differ. */
    public List<Plug> fromValveToTip() {
        return List.copyOf(plugs);
    }

    /** The constant volume of the path. */
    public long picolitres() {
        return picolitres;
    }
}
