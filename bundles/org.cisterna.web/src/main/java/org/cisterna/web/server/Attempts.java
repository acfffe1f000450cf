// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * How often somebody tried with a wrong token: at most {@value #MOST} in a minute from one address; then wrong ones are not looked at for the
 * rest of that minute. Right ones always are. Thread-safe.
 */
final class Attempts {

    static final int MOST = 30;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private record Window(Instant began, int wrong) {}

    private final Map<String, Window> byAddress = new HashMap<>();

    /** Counts a wrong token; says whether there were too many. */
    synchronized boolean wrong(String address, Instant now) {
        if (byAddress.size() >= MOST_ADDRESSES) {
            forgetOld(now);
        }
        Window window = byAddress.get(address);
        if (window == null || !now.isBefore(window.began().plus(WINDOW))) {
            window = new Window(now, 0);
        }
        window = new Window(window.began(), Math.min(window.wrong() + 1, MOST + 1));
        byAddress.put(address, window);
        return window.wrong() > MOST;
    }

    private void forgetOld(Instant now) {
        for (Iterator<Window> each = byAddress.values().iterator(); each.hasNext(); ) {
            if (!now.isBefore(each.next().began().plus(WINDOW))) {
                each.remove();
            }
        }
    }
}
