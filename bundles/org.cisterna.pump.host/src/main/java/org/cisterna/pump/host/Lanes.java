// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.PumpId;
import org.cisterna.time.Signal;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one driver: so many and no more, and one more that only a stop gets. Whoever waits gets one in the order of coming, stops
 * first. A lane whose call does not come back counts until it does.
 */
final class Lanes {

    private final World world;
    private final String name;
    private final List<Held> open = new ArrayList<>();
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private int started;

    private record Held(Lane lane, String pump) {}

    private static final class Waiter {
        private final boolean stop;
        private final String pump;
        private final Signal served;
        private @Nullable Lane lane;

        Waiter(boolean stop, String pump, Signal served) {
            this.stop = stop;
            this.pump = pump;
            this.served = served;
        }
    }

    Lanes(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** A lane for a pump; empty when none became free in time, or the turn is to end. */
    Optional<Lane> take(String pump, boolean stop, Instant deadline, Turn turn) {
        Waiter waiter = new Waiter(stop, pump, world.threads().newSignal());
        synchronized (this) {
            if (stop) {
                waiting.addFirst(waiter);
            } else {
                waiting.addLast(waiter);
            }
            serve();
        }
        turn.tell(waiter.served);
        Waits.until(world.house(), waiter.served, deadline, turn::interrupted);
        turn.forget(waiter.served);
        Lane lane;
        synchronized (this) {
            waiting.remove(waiter);
            lane = waiter.lane;
        }
        if (lane == null) {
            return Optional.empty();
        }
        return start(lane) ? Optional.of(lane) : Optional.empty();
    }

    private boolean start(Lane lane) {
        int number;
        synchronized (this) {
            number = ++started;
        }
        try {
            world.threads().start("driver " + name + " " + number, lane::serve);
            return true;
        } catch (IllegalStateException e) { // the provider of threads has stopped
            ended(lane);
            return false;
        }
    }

    private void serve() {
        boolean more = true;
        while (more) {
            more = false;
            Waiter first = waiting.peekFirst();
            if (first != null && open.size() < world.settings().lanes() + (first.stop ? 1 : 0)) {
                waiting.removeFirst();
                Lane lane = new Lane(world, this);
                open.add(new Held(lane, first.pump));
                first.lane = lane;
                first.served.raise();
                more = true;
            }
        }
    }

    /** The worker of a lane has ended. */
    synchronized void ended(Lane lane) {
        open.removeIf(each -> each.lane() == lane);
        serve();
    }

    /** A call did not come back. */
    synchronized void stuck(Lane lane, String what) {
        lane.stuckIn = what;
    }

    /** How many calls have not come back. */
    synchronized int stuck() {
        return (int)
                open.stream().filter(each -> !each.lane().stuckIn.isEmpty()).count();
    }

    /** The calls for one pump that have not come back, in words. */
    synchronized List<String> stuckFor(PumpId pump) {
        if (open.isEmpty()) {
            return List.of(); // as nearly always, and every view of a pump asks
        }
        return open.stream()
                .filter(each ->
                        each.pump().equals(pump.text()) && !each.lane().stuckIn.isEmpty())
                .map(each -> each.lane().stuckIn)
                .toList();
    }
}
