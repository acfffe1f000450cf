// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.verify.DiskCheck;
import org.cisterna.testkit.SimulatedStorage;

/**
 * One run of a workload that ends in a crash or meets a failing operation, and what must hold for whoever starts next: every acknowledged
 * entry is there and in order, batches are whole, nothing stands behind something missing, and the log extends every checkpoint that was
 * ever given out.
 */
final class CrashRun {
    /** Batches of 60. */
    private static final int MANY = 5;

    private final long seed;
    private final World world;
    private final SimulatedStorage disk;
    private final List<List<String>> batches = new ArrayList<>();
    private final List<String> checkpoints = new ArrayList<>();
    private int acknowledged;
    private boolean failed;
    private boolean years;
    private boolean many;
    private Duration passed = Duration.ZERO;

    CrashRun(long seed) {
        this.seed = seed;
        this.world = new World(seed);
        this.disk = new SimulatedStorage(seed);
    }

    /** In the midst of the first life a new year comes, and the second one begins in another one and replaces the key. */
    CrashRun throughYears() {
        years = true;
        return this;
    }

    /** There are more entries than a tile holds, so that a start takes their hashes from there. */
    CrashRun withFullTiles() {
        many = true;
        return this;
    }

    /** What was kept for the next start is torn, too: cut off, in part zeros or garbage, or half of it twice. */
    static SimulatedStorage withTornCache(SimulatedStorage left, long fate) {
        try {
            if (left.exists(StartCache.FILE)) {
                Random chance = new Random(fate);
                byte[] bytes = left.readAll(StartCache.FILE);
                int from = chance.nextInt(bytes.length);
                int to = from + 1 + chance.nextInt(bytes.length - from);
                byte[] torn = bytes.clone();
                switch (chance.nextInt(4)) {
                    case 0 -> torn = Arrays.copyOf(bytes, from);
                    case 1 -> Arrays.fill(torn, from, to, (byte) 0);
                    case 2 -> torn[from] ^= (byte) (1 + chance.nextInt(255));
                    default -> System.arraycopy(bytes, 0, torn, from, Math.min(bytes.length - from, to));
                }
                left.replaceAtomically(StartCache.FILE, torn);
            }
            return left;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void nextYear() {
        passed = passed.plus(Duration.ofDays(366));
        world.later(passed);
    }

    /** Another process on the same machine, at the same time. */
    private World next(long ownSeed) {
        World next = new World(ownSeed);
        next.later(passed);
        return next;
    }

    /** The id of the key, to be replaced. */
    private String keyId(SimulatedStorage of) {
        try {
            return new String(of.readAll("ledger.vkey"), StandardCharsets.US_ASCII).split("\\+", 3)[1];
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    SimulatedStorage disk() {
        return disk;
    }

    /** Appends batches in several lives of a ledger, until everything is done or one of them has failed. */
    void work(int lives, int batchesEach) {
        Random chance = new Random(seed);
        for (int life = 0; life < lives && !failed; life++) {
            TileLedger ledger;
            try {
                LedgerOptions options = new LedgerOptions("cisterna", Duration.ZERO, World.ROOM).keptEvery(3);
                if (disk.fired()) {
                    return;
                }
                if (years && life > 0) {
                    nextYear();
                    options = options.replacing(keyId(disk));
                }
                ledger = world.open(disk, options);
            } catch (LedgerUnavailableException e) {
                return;
            }
            if (many && life == 0) {
                for (int batch = 0; batch < MANY; batch++) {
                    String name = "many " + batch + "/";
                    append(
                            ledger,
                            IntStream.range(0, 60).mapToObj(i -> name + i).toList());
                }
            }
            for (int i = 0; i < batchesEach; i++) {
                if (years && life == 0 && i == batchesEach / 2) {
                    nextYear();
                }
                append(ledger, chance);
            }
            failed |= !ledger.status().writable();
            ledger.close();
        }
    }

    /**
     * The next life on the same machine, without a power loss between: bytes that a failed force has given up are still to be seen, and
     * are lost in a power loss unless they are written again. Whatever that life shows must outlast it.
     */
    void checkNextLife(long fate, String what) {
        List<Envelope> seen;
        try (TileLedger ledger = next(seed + 3).open(disk)) {
            assertThat(ledger.status().reasons()).as(what).isEmpty();
            seen = World.all(ledger);
        }
        SimulatedStorage left = disk.afterCrash(fate);
        try (TileLedger ledger = next(seed + 4).open(left)) {
            assertThat(ledger.status().reasons()).as(what).isEmpty();
            assertThat(World.all(ledger)).as(what).startsWith(seen.toArray(Envelope[]::new));
        }
        check(left, what);
    }

    private void append(TileLedger ledger, Random chance) {
        List<String> batch = new ArrayList<>();
        for (int n = chance.nextInt(3); n >= 0; n--) {
            batch.add("batch " + batches.size() + "/" + n + " " + "x".repeat(chance.nextInt(700)));
        }
        append(ledger, batch);
    }

    private void append(TileLedger ledger, List<String> batch) {
        List<Entry> entries = batch.stream().map(World::entry).toList();
        try {
            batches.add(batch);
            ledger.append(entries);
            assertThat(acknowledged)
                    .as("nothing is acknowledged after a failure")
                    .isEqualTo(batches.size() - 1);
            acknowledged = batches.size();
            checkpoints.add(ledger.checkpoint());
        } catch (LedgerUnavailableException e) {
            if (ledger.status().writable()) {
                batches.remove(
                        batches.size() - 1); // refused for want of room: it is certainly not there, later ones may be
            } else {
                failed = true; // not acknowledged: it may or may not be there afterwards
            }
        }
    }

    /** Opens what is left twice and checks it. */
    void check(SimulatedStorage left, String what) {
        List<Envelope> first;
        try (TileLedger ledger = next(seed + 1).open(left)) {
            assertThat(ledger.status().reasons()).as(what).isEmpty();
            first = World.all(ledger);
            assertThat(whole(World.texts(ledger))).as(what).isGreaterThanOrEqualTo(acknowledged);
            extendsAll(ledger, what);
            ledger.append(World.entry("goes on"));
        }
        try (TileLedger ledger = next(seed + 2).open(left)) {
            assertThat(ledger.status().writable()).as(what).isTrue();
            assertThat(ledger.status().notes()).as(what).isEmpty();
            assertThat(World.all(ledger)).as(what).startsWith(first.toArray(Envelope[]::new));
            assertThat(World.types(ledger)).as(what).endsWith("test.noted", "ledger.closed", "ledger.opened");
            extendsAll(ledger, what);
        }
    }

    /**
     * What the verifier, which knows nothing of this code, says of a folder that was opened again: nothing. Bundles that a power loss took are made again
     * by the scrub.
     */
    void verify(SimulatedStorage left, String what) {
        try {
            if (!DiskCheck.findings(left).isEmpty()) {
                World last = next(seed + 8);
                try (TileLedger ledger = last.open(left)) {
                    assertThat(last.scrub(ledger)).as(what).isTrue();
                }
                assertThat(DiskCheck.findings(left)).as(what).isEmpty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Recovers what is left, is killed or loses power right afterwards, and recovers that: the second time there is nothing to cut off or to make again, and
     * nothing is added but that it started.
     */
    void checkRecoveringTwice(SimulatedStorage left, long fate, String what) {
        SimulatedStorage killed;
        SimulatedStorage powerless;
        List<Envelope> first;
        try (TileLedger ledger = next(seed + 5).open(left)) {
            first = World.all(ledger);
            killed = left.afterKill();
            powerless = left.afterCrash(fate);
        }
        for (SimulatedStorage each : List.of(killed, powerless)) {
            try (TileLedger ledger = next(seed + 6).open(each)) {
                assertThat(ledger.status().reasons()).as(what).isEmpty();
                assertThat(ledger.status().notes()).as(what).isEmpty();
                List<Envelope> second = World.all(ledger);
                assertThat(second).as(what).startsWith(first.toArray(Envelope[]::new));
                assertThat(World.types(ledger).subList(first.size(), second.size()))
                        .as(what)
                        .containsExactly("ledger.opened");
            }
        }
    }

    /** Starts on what is left, where the machine may crash once more. */
    void start(SimulatedStorage left) {
        try {
            next(seed + 7).open(left).close();
        } catch (LedgerUnavailableException e) {
            assertThat(left.fired())
                    .as("only a crash refuses a start: %s", e.getMessage())
                    .isTrue();
        }
    }

    /** How many whole batches the texts are. */
    private int whole(List<String> texts) {
        int at = 0;
        int n = 0;
        while (at < texts.size()) {
            List<String> batch = batches.get(n);
            assertThat(texts.subList(at, Math.min(texts.size(), at + batch.size())))
                    .as("batch %d is whole and in its place", n)
                    .isEqualTo(batch);
            at += batch.size();
            n++;
        }
        return n;
    }

    private void extendsAll(TileLedger ledger, String what) {
        for (String note : checkpoints) {
            Checkpoint old = Checkpoint.parse(note.substring(0, note.indexOf("\n\n") + 1));
            String shard = ShardName.ofOrigin(old.origin());
            String now = new String(ledger.staticFile(shard + "/checkpoint").orElseThrow(), StandardCharsets.UTF_8);
            long size = Long.parseLong(now.lines().skip(1).findFirst().orElseThrow());
            assertThat(old.size()).as(what).isLessThanOrEqualTo(size);
            assertThat(ledger.consistency(shard, old.size(), size).oldRoot())
                    .as(what)
                    .isEqualTo(old.root());
        }
    }
}
