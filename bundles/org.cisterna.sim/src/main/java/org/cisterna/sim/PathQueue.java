// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A stretch of the path from the reservoir's valve to the catheter's tip as a queue of plugs, first in, first out. Its volume is constant:
 * what goes in at one end pushes the same volume out at the other. While its end is blocked it can swell instead. Not thread-safe.
 */
public final class PathQueue {

    private final Deque<Plug> plugs = new ArrayDeque<>();
    private final long picolitres;

    /** A path filled as given, from the valve to the tip. */
    public PathQueue(List<Plug> fromValveToTip) {
        this(fromValveToTip, 0);
    }

    /** A path that is swollen by so much beyond its volume. */
    PathQueue(List<Plug> fromValveToTip, long swollenPicolitres) {
        fromValveToTip.forEach(this::addBehind);
        picolitres = plugs.stream().mapToLong(Plug::picolitres).reduce(0, Math::addExact) - swollenPicolitres;
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
        enter(plug);
        return taken(plug.picolitres());
    }

    /** Presses a plug in at the valve while nothing can leave at the tip: the path swells by its volume. */
    void swell(Plug plug) {
        if (plug.picolitres() > 0) {
            enter(plug);
        }
    }

    /** Lets out at the tip what was pressed in beyond the volume of the path, in the order in which it leaves. */
    List<Plug> relax() {
        return taken(plugs.stream().mapToLong(Plug::picolitres).sum() - picolitres);
    }

    private void enter(Plug plug) {
        Plug first = plugs.peekFirst();
        if (first != null && first.solution().equals(plug.solution())) {
            plugs.removeFirst();
            plugs.addFirst(new Plug(Math.addExact(first.picolitres(), plug.picolitres()), plug.solution()));
        } else {
            plugs.addFirst(plug);
        }
    }

    private List<Plug> taken(long picolitresAtTip) {
        List<Plug> left = new ArrayList<>();
        long surplus = picolitresAtTip;
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

    /** The constant volume of the path; what it is swollen by is not in it. */
    public long picolitres() {
        return picolitres;
    }
}
