// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** A platform that was stopped leaves no thread and no socket, and starts again over the same folder. */
public final class CleanStopIT {

    @Test
    public void leavesNothingBehindAndStartsAgain() throws Exception {
        Product product = Product.named("cisterna");
        Path data = Product.newFolder("clean-stop");
        // the first round loads classes of the JDK that keep threads of their own (HTTP keep-alive, cleaners)
        round(product, data);
        Set<String> before = threads();
        round(product, data);
        Set<String> left = threads();
        left.removeAll(before);
        assertEquals("threads left behind", Set.of(), left);
    }

    private static void round(Product product, Path data) throws Exception {
        int port;
        try (Platform platform = Platform.start(product, data)) {
            port = platform.port();
            for (Bundle bundle : platform.bundles()) {
                int expected = Platform.isFragment(bundle) ? Bundle.RESOLVED : Bundle.ACTIVE;
                assertEquals("state of " + bundle, expected, bundle.getState());
            }
            assertTrue(
                    "the address answers",
                    Http.awaitAnswer(port, "/health", Duration.ofSeconds(30)).isPresent());
        }
        assertEquals("nobody listens after the stop", Optional.empty(), Http.status(port, "/health"));
        awaitTheFrameworksOwnThread();
    }

    /** The framework says that it has stopped on a thread of its own, which is about to end then. */
    private static void awaitTheFrameworksOwnThread() throws InterruptedException {
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (each.getName().equals("FelixShutdown")) {
                each.join(Duration.ofSeconds(10).toMillis());
            }
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(thread -> thread.getName() + (thread.isDaemon() ? " (daemon)" : ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
