// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.time.Instant;
import java.util.function.Consumer;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real thread with a name. */
final class SystemWorker implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(SystemWorker.class);

    private final String name;
    private final TimeSource house;
    private final SystemSignal ended = new SystemSignal();
    private final Thread thread;
    private volatile boolean wasInterrupted;

    SystemWorker(String name, Threads.Body body, TimeSource house, Consumer<SystemWorker> atEnd) {
        this.name = name;
        this.house = house;
        this.thread = new Thread(() -> live(body, atEnd), "cisterna-" + name);
        // what must not be cut short is ended by its owner; a call that never returns must not keep the process
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    private void live(Threads.Body body, Consumer<SystemWorker> atEnd) {
        try {
            body.run();
        } catch (InterruptedException e) {
            if (!wasInterrupted) {
                LOG.error("worker {} ended because of an interrupt that nobody here asked for", name, e);
            }
        } catch (Throwable e) {
            LOG.error("worker {} failed and has ended", name, e);
        } finally {
            atEnd.accept(this);
            ended.raise();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void interrupt() {
        if (isAlive()) {
            wasInterrupted = true;
            thread.interrupt();
        }
    }

    @Override
    public boolean isAlive() {
        return !ended.isRaised();
    }

    @Override
    public boolean join(Instant houseDeadline) throws InterruptedException {
        return house.await(ended, houseDeadline);
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** What it does now, for a report. */
    String whereabouts() {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length == 0 ? "nowhere" : "at " + stack[0];
    }
}
