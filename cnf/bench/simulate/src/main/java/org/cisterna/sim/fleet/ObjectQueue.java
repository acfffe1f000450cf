// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.PriorityQueue;

/** A peer: what one would write first, a {@link PriorityQueue} of events, each an object. */
final class ObjectQueue {

    private final FleetPump[] pumps;
    private final PriorityQueue<Event> queue;

    private record Event(long time, int number) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Integer.compare(number, other.number);
        }
    }

    ObjectQueue(FleetPump[] pumps) {
        this.pumps = pumps;
        this.queue = new PriorityQueue<>(pumps.length);
        for (int i = 0; i < pumps.length; i++) {
            queue.add(new Event(pumps[i].next(), i));
        }
    }

    /** Does everything up to a time in its order over all pumps. */
    void run(long end, Tally tally) {
        for (Event event = queue.remove(); event.time() <= end; event = queue.remove()) {
            FleetPump pump = pumps[event.number()];
            pump.step(tally);
            queue.add(new Event(pump.next(), event.number()));
        }
        for (FleetPump pump : pumps) {
            pump.run(end, tally);
            pump.settle();
        }
    }
}
