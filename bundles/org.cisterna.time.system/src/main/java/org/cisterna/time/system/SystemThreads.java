// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real threads. They do not keep the process alive; a {@code main} that has nothing else to do waits for one of them. */
final class SystemThreads implements Threads {

    private static final Logger LOG = LoggerFactory.getLogger(SystemThreads.class);

    private final TimeSource house;
    private final List<SystemWorker> alive = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Joins workers by the given house time, which must be of this provider. */
    SystemThreads(TimeSource house) {
        this.house = house;
    }

    @Override
    public Signal newSignal() {
        return new SystemSignal();
    }

    @Override
    public Worker start(String name, Body body) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a worker must not be blank");
        }
        SystemWorker worker = new SystemWorker(name, body, house, alive::remove);
        alive.add(worker);
        if (closed.get()) {
            alive.remove(worker);
            throw new IllegalStateException("the time services have stopped: worker " + name + " was not started");
        }
        worker.begin();
        return worker;
    }

    @Override
    public List<Worker> workers() {
        return List.copyOf(alive);
    }

    /**
     * Refuses new workers, interrupts those alive and waits for their end.
     *
     * @param patience how long to wait for all of them together
     * @return the names of those that did not end; each is reported in the log
     */
    List<String> close(Duration patience) {
        closed.set(true);
        Instant deadline = house.now().plus(patience);
        List<SystemWorker> others =
                alive.stream().filter(worker -> !worker.isCurrent()).toList();
        others.forEach(SystemWorker::interrupt);
        List<String> left = new ArrayList<>();
        boolean interrupted = false;
        for (SystemWorker worker : others) {
            try {
                if (!interrupted) {
                    worker.join(deadline);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (worker.isAlive()) {
                left.add(worker.name());
                LOG.error(
                        "worker {} did not end within {} of being interrupted; it is {} and keeps its thread",
                        worker.name(),
                        patience,
                        worker.whereabouts());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(left);
    }
}
