// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs what must not run at the same time, one after the other, on a worker that lives while there is something to do. Who gives it something
 * waits only so long; what came late is done all the same.
 */
final class Errands {

    private final TimeSource house;
    private final Threads threads;
    private final String name;
    private final Deque<Errand<?>> waiting = new ArrayDeque<>();
    private boolean serving;

    private static final class Errand<T> {
        private final String what;
        private final Callable<? extends @Nullable T> body;
        private final Signal done;
        private volatile @Nullable Called<T> result;

        Errand(String what, Callable<? extends @Nullable T> body, Signal done) {
            this.what = what;
            this.body = body;
            this.done = done;
        }

        void run() {
            result = Called.run(what, body);
            done.raise();
        }
    }

    Errands(TimeSource house, Threads threads, String name) {
        this.house = house;
        this.threads = threads;
        this.name = name;
    }

    /** Has it done, and waits for it so long. */
    <T> Called<T> call(String what, Duration limit, Callable<? extends @Nullable T> body) {
        Instant deadline = house.now().plus(limit);
        Errand<T> errand = new Errand<>(what, body, threads.newSignal());
        synchronized (waiting) {
            waiting.addLast(errand);
            if (!serving) {
                try {
                    threads.start("host " + name, this::serve);
                    serving = true;
                } catch (IllegalStateException e) { // the provider of threads has stopped
                    waiting.remove(errand);
                    return new Called.Failed<>(
                            Called.Why.ENDED, what + " was not begun: the platform is stopping", false);
                }
            }
        }
        Waits.until(house, errand.done, deadline);
        Called<T> result = errand.result;
        return result != null
                ? result
                : new Called.Failed<>(
                        Called.Why.STUCK, what + " has not come back within " + limit.toMillis() + " ms", true);
    }

    private void serve() {
        while (true) {
            Errand<?> next;
            synchronized (waiting) {
                next = waiting.pollFirst();
                if (next == null) {
                    serving = false;
                    return;
                }
            }
            next.run();
        }
    }
}
