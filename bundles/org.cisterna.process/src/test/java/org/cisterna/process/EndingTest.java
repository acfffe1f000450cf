// SPDX-License-Identifier: Apache-2.0
package org.cisterna.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

final class EndingTest {

    private final List<String> calls = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    @Test
    void stopsTheFrameworkAndWaitsForIt() {
        new Ending(framework(FrameworkEvent.STOPPED), words::add).run();
        assertThat(calls).containsExactly("stop", "waitForStop");
        assertThat(words).isEmpty();
    }

    @Test
    void saysThatItDidNotStop() {
        new Ending(framework(FrameworkEvent.WAIT_TIMEDOUT), words::add).run();
        assertThat(words).singleElement().asString().contains("did not stop within 30 s");
    }

    @Test
    void saysThatItCouldNotBeStopped() {
        new Ending(framework(-1), words::add).run();
        assertThat(words).singleElement().asString().contains("no way");
    }

    @Test
    void theWeaverIsQuietForAsLongAsThePlatformRuns() {
        Logger weaver = Logger.getLogger(QuietStart.WEAVER + ".BaseActivator");
        try (QuietStart quiet = new QuietStart()) {
            assertThat(quiet).isNotNull();
            assertThat(weaver.isLoggable(Level.INFO)).isFalse();
            assertThat(weaver.isLoggable(Level.WARNING)).isTrue();
        }
        assertThat(weaver.isLoggable(Level.INFO)).isTrue();
    }

    /** A framework whose wait ends so; one that cannot be stopped for a negative end. */
    private Framework framework(int end) {
        return (Framework) Proxy.newProxyInstance(
                Framework.class.getClassLoader(), new Class<?>[] {Framework.class}, (self, method, arguments) -> {
                    calls.add(method.getName());
                    if (end < 0) {
                        throw new BundleException("no way");
                    }
                    return method.getName().equals("waitForStop") ? new FrameworkEvent(end, (Bundle) self, null) : null;
                });
    }
}
