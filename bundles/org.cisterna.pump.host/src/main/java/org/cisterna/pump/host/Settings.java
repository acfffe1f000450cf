// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the host waits for what, in house time, and how much it holds. Checked when it is made: every wrong value is named.
 *
 * @param openLink until a link is open, and until a session on it is authenticated, each
 * @param read until an interrogation or a read-back has ended, each
 * @param stage until a plan is staged
 * @param commit until a commit has ended, an interim stop included
 * @param stop until one attempt to stop has ended
 * @param pair until a pairing has ended
 * @param atOnce until a call that never blocks has come back
 * @param grace how long a call may go on after it was told to end; then its link is cut, and after as long again it counts as stuck
 * @param ledger until an append or a read of the ledger has come back
 * @param ledgerBeforeStop the same, when a stop waits for it
 * @param queued how long a request may wait for its turn
 * @param queueLength how many requests may wait for one pump
 * @param lanes how many calls into one driver may be under way at once; one more is kept for stops
 * @param attempts how often a stop is sent, and how often a pump is read again to learn what became of a command
 * @param pause between two such attempts
 * @param journalBytes size of the emergency journal
 */
record Settings(
        Duration openLink,
        Duration read,
        Duration stage,
        Duration commit,
        Duration stop,
        Duration pair,
        Duration atOnce,
        Duration grace,
        Duration ledger,
        Duration ledgerBeforeStop,
        Duration queued,
        int queueLength,
        int lanes,
        int attempts,
        Duration pause,
        int journalBytes) {

    /** What is used unless configuration says otherwise. */
    static final Settings DEFAULT = new Settings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            32,
            8,
            3,
            Duration.ofSeconds(1),
            1 << 20);

    Settings {
        List<String> wrong = new ArrayList<>();
        bounded(wrong, "open link", openLink, 100, 300_000);
        bounded(wrong, "read", read, 100, 300_000);
        bounded(wrong, "stage", stage, 100, 300_000);
        bounded(wrong, "commit", commit, 100, 900_000);
        bounded(wrong, "stop", stop, 100, 300_000);
        bounded(wrong, "pair", pair, 100, 300_000);
        bounded(wrong, "call that never blocks", atOnce, 10, 60_000);
        bounded(wrong, "grace", grace, 10, 60_000);
        bounded(wrong, "ledger", ledger, 100, 300_000);
        bounded(wrong, "ledger before a stop", ledgerBeforeStop, 10, 10_000);
        bounded(wrong, "queue", queued, 100, 900_000);
        bounded(wrong, "pause between attempts", pause, 0, 60_000);
        bounded(wrong, "requests waiting for one pump", queueLength, 1, 1_000);
        bounded(wrong, "calls into one driver", lanes, 1, 256);
        bounded(wrong, "attempts", attempts, 1, 20);
        bounded(wrong, "bytes of the journal", journalBytes, 64 << 10, 64 << 20);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "the configuration of the pump host is refused: " + String.join("; ", wrong));
        }
    }

    private static void bounded(List<String> wrong, String what, Duration value, long minMillis, long maxMillis) {
        bounded(wrong, what + " [ms]", value.toMillis(), minMillis, maxMillis);
    }

    private static void bounded(List<String> wrong, String what, long value, long min, long max) {
        if (value < min || value > max) {
            wrong.add(what + " is " + value + ", allowed is " + min + " to " + max);
        }
    }
}
