// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.Subscription;
import org.cisterna.console.show.Show;

/**
 * By how much the clock of the machine was set since the platform began, as the ledger has it. House time does not follow such a step, so whoever
 * compares a page with the clock on the wall has to be told. Thread-safe.
 */
final class WallClock {

    private static final String STEPPED = "ledger.clock-stepped";
    private static final String OPENED = "ledger.opened";

    /** Steps further back than so many entries are not looked for when the console itself comes later. */
    private static final long LOOK_BACK = 1_000;

    /** Less is no difference that somebody sees. */
    private static final long LEAST_MILLIS = 2_000;

    private final Map<Ledger, Subscription> tails = new ConcurrentHashMap<>();
    private final AtomicLong millis = new AtomicLong();

    void add(Ledger ledger) {
        millis.set(0); // it is read back
        tails.put(ledger, ledger.follow(Math.max(0, ledger.size() - LOOK_BACK), this::entered));
    }

    void remove(Ledger ledger) {
        Subscription tail = tails.remove(ledger);
        if (tail != null) {
            tail.close();
        }
    }

    private void entered(List<Envelope> envelopes) {
        for (Envelope each : envelopes) {
            switch (each.entry().type()) {
                case OPENED -> millis.set(0);
                case STEPPED -> millis.addAndGet(each.entry().body().number("wallStepMillis"));
                default -> {
                    // says nothing of this clock
                }
            }
        }
    }

    /** What to tell whoever looks; empty while it is as it was. */
    String words() {
        long set = millis.get();
        if (Math.abs(set) < LEAST_MILLIS) {
            return "";
        }
        return Texts.text(set < 0 ? "band.clock.back" : "band.clock.ahead", span(Math.abs(set)));
    }

    /** Seconds, then minutes, then hours and minutes: to the nearest. */
    private static String span(long millis) {
        Duration seconds = Duration.ofSeconds((millis + 500) / 1_000);
        if (seconds.compareTo(Duration.ofMinutes(2)) < 0) {
            return Show.of(seconds).text();
        }
        Duration minutes = Duration.ofMinutes((seconds.toSeconds() + 30) / 60);
        return minutes.compareTo(Duration.ofHours(2)) < 0 ? Show.of(minutes).text() : Show.hoursAndMinutes(minutes);
    }
}
