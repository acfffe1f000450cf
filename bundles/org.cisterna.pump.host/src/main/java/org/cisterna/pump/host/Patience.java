// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs what may hang on a worker of its own, and waits for it only so long. What hangs keeps its worker; when too many hang, nothing more is
 * started until one comes back.
 */
final class Patience {

    private static final int MAX_HANGING = 16;

    private final TimeSource house;
    private final Threads threads;
    private final List<Attempt<?>> underWay = new ArrayList<>();

    Patience(TimeSource house, Threads threads) {
        this.house = house;
        this.threads = threads;
    }

    private static final class Attempt<T> {
        private final Signal done;
        private final Instant deadline;
        private volatile @Nullable Called<T> result;

        Attempt(Signal done, Instant deadline) {
            this.done = done;
            this.deadline = deadline;
        }
    }

    /**
     * Runs it, and waits.
     *
     * @param what name of the worker, and of the thing in words
     */
    <T> Called<T> call(String what, Duration limit, Callable<? extends @Nullable T> body) {
        Called<Attempt<T>> started = start(what, limit, body);
        if (!(started instanceof Called.Value<Attempt<T>> attempt)) {
            return ((Called.Failed<Attempt<T>>) started).retyped();
        }
        Waits.until(house, attempt.value().done, attempt.value().deadline);
        Called<T> result = attempt.value().result;
        return result != null
                ? result
                : new Called.Failed<>(
                        Called.Why.STUCK, what + " has not come back within " + limit.toMillis() + " ms", true);
    }

    /** Runs it and does not wait. */
    void begin(String what, Duration limit, Threads.Body body) {
        start(what, limit, () -> {
            body.run();
            return true;
        });
    }

    private <T> Called<Attempt<T>> start(String what, Duration limit, Callable<? extends @Nullable T> body) {
        Attempt<T> attempt = new Attempt<>(threads.newSignal(), house.now().plus(limit));
        synchronized (underWay) {
            if (hanging() >= MAX_HANGING) {
                return new Called.Failed<>(
                        Called.Why.STUCK, what + " was not begun: " + MAX_HANGING + " others hang already", false);
            }
            underWay.add(attempt);
        }
        try {
            threads.start("host " + what, () -> {
                Called<T> result = Called.run(what, body);
                synchronized (underWay) {
                    underWay.remove(attempt);
                }
                attempt.result = result;
                attempt.done.raise();
            });
        } catch (IllegalStateException e) {
            synchronized (underWay) {
                underWay.remove(attempt);
            }
            return new Called.Failed<>(Called.Why.ENDED, what + " was not begun: the platform is stopping", false);
        }
        return new Called.Value<>(attempt);
    }

    /** How many are overdue. */
    int hanging() {
        Instant now = house.now();
        synchronized (underWay) {
            return (int) underWay.stream()
                    .filter(each -> each.deadline.isBefore(now))
                    .count();
        }
    }
}
