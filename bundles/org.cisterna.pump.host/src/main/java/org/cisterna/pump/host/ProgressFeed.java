// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Progress;
import org.cisterna.pump.PumpId;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of steps, on a worker of its own that lives while there are listeners. Whoever is slow misses steps; whoever throws is told no
 * more. Neither holds up a command.
 */
final class ProgressFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressFeed.class);
    private static final int MAX_WAITING = 256;

    private final World world;
    private final List<Progress.Listener> listeners = new CopyOnWriteArrayList<>();
    private final Deque<Progress> waiting = new ArrayDeque<>();
    private final Signal work;
    private boolean serving;

    ProgressFeed(World world) {
        this.world = world;
        this.work = world.threads().newSignal();
    }

    AutoCloseable follow(Progress.Listener listener) {
        listeners.add(listener);
        synchronized (waiting) {
            if (!serving) {
                world.threads().start("host progress", this::serve);
                serving = true;
            }
        }
        return () -> {
            listeners.remove(listener);
            work.raise();
        };
    }

    void step(PumpId pump, Optional<CommandId> command, String step) {
        tell(new Progress(pump, command, step, world.house().now()));
    }

    /** What a driver says of a call that runs. */
    void underWay(PumpId pump, int done, int of) {
        tell(new Progress(pump, Optional.empty(), "UNDER_WAY", world.house().now(), done, of));
    }

    private void tell(Progress progress) {
        if (listeners.isEmpty()) {
            return;
        }
        synchronized (waiting) {
            if (waiting.size() == MAX_WAITING) {
                waiting.removeFirst();
            }
            waiting.addLast(progress);
        }
        work.raise();
    }

    private void serve() {
        while (true) {
            work.reset();
            Progress next;
            synchronized (waiting) {
                next = waiting.pollFirst();
                if (listeners.isEmpty()) {
                    waiting.clear();
                    serving = false;
                    return;
                }
            }
            if (next == null) {
                Waits.until(world.house(), work, TimeSource.FOREVER, listeners::clear);
            } else {
                listeners.forEach(listener -> tell(listener, next));
            }
        }
    }

    private void tell(Progress.Listener listener, Progress progress) {
        try {
            listener.progressed(progress);
        } catch (RuntimeException e) {
            listeners.remove(listener);
            LOG.warn("a listener to progress threw and is told no more", e);
        }
    }

    /** Ends the worker. */
    void close() {
        listeners.clear();
        work.raise();
    }
}
