// SPDX-License-Identifier: Apache-2.0
package org.cisterna.process;

import java.time.Duration;
import java.util.function.Consumer;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/** Stops the framework in order when the process is asked to end, and holds the end up until it has, for at most a while. */
final class Ending implements Runnable {

    /** Longer than any part may take to stop by its own bound. */
    static final Duration BOUND = Duration.ofSeconds(30);

    private final Framework framework;
    private final Consumer<String> words;

    /**
     * For a framework.
     *
     * @param words told what went wrong
     */
    Ending(Framework framework, Consumer<String> words) {
        this.framework = framework;
        this.words = words;
    }

    @Override
    public void run() {
        try {
            framework.stop();
            FrameworkEvent event = framework.waitForStop(BOUND.toMillis());
            if (event.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                words.accept(
                        "the platform did not stop within " + BOUND.toSeconds() + " s; the process ends without it");
            }
        } catch (BundleException failed) {
            words.accept("the platform could not be stopped in order: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
