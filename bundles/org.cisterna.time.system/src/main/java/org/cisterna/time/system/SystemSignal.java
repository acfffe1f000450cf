// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.cisterna.time.Signal;

/** A flag with real waiters. Counts how often it was raised, so that a reset right after does not take a waiter's wake-up back. */
final class SystemSignal implements Signal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private boolean raised;
    private long raises;

    @Override
    public void raise() {
        lock.lock();
        try {
            if (!raised) {
                raised = true;
                raises++;
                change.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void reset() {
        lock.lock();
        try {
            raised = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRaised() {
        lock.lock();
        try {
            return raised;
        } finally {
            lock.unlock();
        }
    }

    /** Waits; true when raised, false when the remaining time given by the caller has become 0 or less. */
    boolean await(Remaining remaining) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long seen = raises;
            while (!raised && raises == seen) {
                long nanos = remaining.nanos();
                if (nanos <= 0) {
                    return false;
                }
                // whether it is over is for the deadline to say, in the next round
                change.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How long a wait may still last. */
    @FunctionalInterface
    interface Remaining {

        /** Nanoseconds; 0 or less when the deadline has come. */
        long nanos();
    }
}
