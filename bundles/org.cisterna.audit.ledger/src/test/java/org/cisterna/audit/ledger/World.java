// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Json;
import org.cisterna.storage.Storage;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;

/** A house around one ledger: times, randomness, and entries that can be told apart. */
public final class World {
    private static final Actor ADA = new Actor("ada", "Ada Example, RN", "programmer", "rest");

    /** Small rooms, so that segments grow while a test runs. */
    static final int ROOM = 2048;

    private final VirtualTime time;
    private volatile Duration later = Duration.ZERO;

    public World(long seed) {
        time = VirtualTime.create(seed);
    }

    /** Lets the house time of ledgers be so much later than that of the world, without a run for it. */
    public void later(Duration much) {
        later = much;
    }

    private TimeSource house() {
        TimeSource house = time.house();
        return new TimeSource() {
            @Override
            public Instant now() {
                return house.now().plus(later);
            }

            @Override
            public boolean await(Signal signal, Instant deadline) throws InterruptedException {
                return house.await(signal, deadline.equals(FOREVER) ? FOREVER : deadline.minus(later));
            }

            @Override
            public void sleepUntil(Instant wakeUp) throws InterruptedException {
                house.sleepUntil(wakeUp.minus(later));
            }
        };
    }

    public VirtualTime time() {
        return time;
    }

    /** A ledger that publishes a checkpoint with each append, without a thread. */
    public TileLedger open(Storage storage) {
        return open(storage, "cisterna");
    }

    public TileLedger open(Storage storage, String node) {
        return open(storage, new LedgerOptions(node, Duration.ZERO, ROOM));
    }

    public TileLedger open(Storage storage, LedgerOptions options) {
        return TileLedger.open(
                storage,
                options,
                house(),
                time.pump(),
                time.threads(),
                time.randomness(),
                Optional.of(type -> "the code of the tests"));
    }

    /** Reads all that a ledger has in its logs, as its scrub does; says whether all was good. */
    public boolean scrub(TileLedger ledger) {
        try {
            return time.run(ledger::scrub);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever opens this folder next reads all of the log. */
    public static SimulatedStorage nothingKept(SimulatedStorage disk) {
        try {
            disk.delete(StartCache.FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return disk;
    }

    public static Actor ada() {
        return ADA;
    }

    public static Entry entry(String text) {
        return Entry.of("test.noted", 1, ADA)
                .body(Json.object().put("text", text).build())
                .build();
    }

    public static List<Entry> entries(String... texts) {
        return Arrays.stream(texts).map(World::entry).toList();
    }

    /** All entries that can be read, the ledger's own included. */
    public static List<Envelope> all(Ledger ledger) {
        List<Envelope> all = new ArrayList<>();
        for (List<Envelope> next = ledger.read(0, 100); !next.isEmpty(); next = ledger.read(all.size(), 100)) {
            all.addAll(next);
        }
        return all;
    }

    /** The texts of the test's own entries, in order. */
    public static List<String> texts(Ledger ledger) {
        return all(ledger).stream()
                .filter(envelope -> envelope.entry().type().equals("test.noted"))
                .map(envelope -> envelope.entry().body().string("text"))
                .toList();
    }

    /** The types of all entries, in order. */
    public static List<String> types(Ledger ledger) {
        return all(ledger).stream().map(envelope -> envelope.entry().type()).toList();
    }
}
