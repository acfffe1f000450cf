// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;

/**
 * Waits until the platform answers and nothing of it is missing any more. That no dose can be changed, because the ledger was changed or the
 * institution's limits never came, does not keep it from being ready: why is said. Such a reason is given a moment to go by itself, because
 * devices are heard and limits come a little after the parts.
 */
final class Readiness {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final long STEP_MILLIS = 25;

    private final Path announcement;
    private final Listening listening;

    Readiness(DataFolder data, Listening listening) throws Refused {
        this.listening = listening;
        announcement = data.folder("cache").resolve("address.json");
        try {
            Files.deleteIfExists(announcement);
        } catch (IOException impossible) {
            throw Refused.usage(announcement + " cannot be removed: " + impossible.getMessage());
        }
    }

    /**
     * What it came to.
     *
     * @param address where it answers
     * @param reasons why no dose can be changed; empty when one can
     * @param notes what it found at its start
     */
    record Ready(URI address, List<String> reasons, List<String> notes) {}

    Ready await(Thread framework) throws Refused, InterruptedException {
        long end = System.nanoTime() + BOUND.toNanos();
        long settled = Long.MAX_VALUE;
        String last = "it did not announce its address";
        while (System.nanoTime() < end) {
            if (!framework.isAlive()) {
                throw new Refused(Exit.INCOMPLETE, "the platform ended before it was ready; see DIR/log/cisterna.log");
            }
            Optional<URI> address = address();
            if (address.isPresent()) {
                try {
                    JsonObject health = (JsonObject) Client.of(listening)
                            .get("/health", Optional.empty())
                            .body();
                    List<String> missing = health.array("missing").strings();
                    List<String> reasons = health.array("reasons").strings();
                    if (missing.isEmpty()) {
                        settled = Math.min(settled, System.nanoTime() + SETTLING.toNanos());
                        if (reasons.isEmpty() || System.nanoTime() >= settled) {
                            return new Ready(
                                    listening.url(),
                                    reasons,
                                    health.array("notes").strings());
                        }
                    }
                    last = String.join("; ", missing);
                } catch (IOException notYet) {
                    last = "it does not answer: " + notYet.getMessage();
                } catch (JsonException | ClassCastException notYet) {
                    last = "/health is not there yet";
                }
            }
            Thread.sleep(STEP_MILLIS);
        }
        throw new Refused(
                Exit.INCOMPLETE,
                "the platform was not ready within " + BOUND.toSeconds() + " s: " + last
                        + "; see DIR/log/cisterna.log");
    }

    private Optional<URI> address() {
        try {
            if (!Files.exists(announcement)) {
                return Optional.empty();
            }
            return Optional.of(URI.create(((JsonObject) Json.parse(Files.readAllBytes(announcement))).string("url")));
        } catch (IOException | IllegalArgumentException halfWritten) {
            return Optional.empty(); // it is replaced whole; the next look finds it
        }
    }
}
