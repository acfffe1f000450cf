// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.time.Duration;

/**
 * Whether the platform in this process has ended. The thread that runs its launcher comes back when it ends by itself, and never while the
 * process ends; then the bundle {@code org.cisterna.process}, which stops last, says so in a system property.
 */
final class PlatformEnd {

    /** The bundle's word; it is loaded by another class loader and shares nothing with the commands but this name. */
    static final String STOPPED = "org.cisterna.process.stopped";

    private static final long SLICE = 20;

    private final Thread platform;

    /** Of the platform whose launcher runs in this thread. */
    PlatformEnd(Thread platform) {
        this.platform = platform;
    }

    /**
     * Waits until it has ended, at most so long.
     *
     * @return whether it has
     */
    boolean await(Duration bound) throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        while (!isEnded() && System.nanoTime() - end < 0) {
            platform.join(SLICE);
        }
        return isEnded();
    }

    private boolean isEnded() {
        return !platform.isAlive() || System.getProperty(STOPPED) != null;
    }
}
