// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.bundle;

import java.util.Optional;

/** Leaves itself with the thread of whoever made it. */
public final class HeldByThread extends Carried implements Thread.UncaughtExceptionHandler {

    private Optional<Throwable> last = Optional.empty();

    /** In a bundle. */
    public HeldByThread() {
        Thread.currentThread().setUncaughtExceptionHandler(this);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        last = Optional.of(thrown);
    }

    @Override
    public String toString() {
        return "the last one was " + last;
    }
}
