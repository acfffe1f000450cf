// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.cisterna.audit.FoldForm;
import org.cisterna.audit.FoldSnapshots;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** A snapshot comes back as it was kept, or not at all. */
class SnapshotCacheTest {
    private static final FoldForm FORM = new FoldForm("test.fold", 1, SnapshotCacheTest.class);
    private static final String FOLDER = "cache/folds/test.fold/";
    private static final int PARTS = 3_000;

    private final SimulatedStorage disk = new SimulatedStorage(1);
    private String code = "one";

    private TileLedger open(SimulatedStorage on) {
        World world = new World(1);
        return TileLedger.open(
                on,
                new LedgerOptions("cisterna", Duration.ZERO, World.ROOM),
                world.time().house(),
                world.time().pump(),
                world.time().threads(),
                world.time().randomness(),
                Optional.of(type -> code));
    }

    private static FoldSnapshots snapshots(TileLedger ledger) {
        return ledger.snapshots().orElseThrow();
    }

    private static List<JsonObject> parts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Json.object()
                        .put("part", i)
                        .put("text", "é" + "x".repeat(1_000 + i % 7))
                        .build())
                .toList();
    }

    private static List<JsonObject> all(long size, Iterator<JsonObject> parts) {
        List<JsonObject> all =
                new ArrayList<>(List.of(Json.object().put("size", size).build()));
        parts.forEachRemaining(all::add);
        return all;
    }

    private static Optional<List<JsonObject>> restored(TileLedger ledger) {
        return snapshots(ledger).restore(FORM, SnapshotCacheTest::all);
    }

    private void keepOne(int count) {
        try (TileLedger ledger = open(disk)) {
            ledger.append(World.entries("a", "b", "c"));
            assertThat(snapshots(ledger).keep(FORM, 4, parts(count).iterator())).isTrue();
        }
    }

    @Test
    void comesBackAfterARestartWhateverWasEnteredSince() {
        keepOne(PARTS);
        try (TileLedger ledger = open(disk)) {
            ledger.append(World.entry("since then"));
            List<JsonObject> found = restored(ledger).orElseThrow();
            assertThat(found.get(0).number("size")).isEqualTo(4);
            assertThat(found.subList(1, found.size())).isEqualTo(parts(PARTS));
        }
    }

    @Test
    void mayBeEmptyOrAbsentOrThrownAway() throws IOException {
        keepOne(0);
        try (TileLedger ledger = open(disk)) {
            assertThat(restored(ledger).orElseThrow()).hasSize(1);
            assertThat(snapshots(ledger).restore(new FoldForm("other", 1, getClass()), SnapshotCacheTest::all))
                    .isEmpty();
            for (String file : disk.files()) {
                if (file.startsWith("cache/")) {
                    disk.delete(file);
                }
            }
            assertThat(restored(ledger)).isEmpty();
        }
    }

    @Test
    void theNewestCountsAndNothingOfOlderOnesStays() {
        keepOne(PARTS);
        try (TileLedger ledger = open(disk)) {
            assertThat(snapshots(ledger).keep(FORM, 6, parts(2).iterator())).isTrue();
            assertThat(restored(ledger).orElseThrow()).hasSize(3);
            assertThat(disk.files().stream().filter(each -> each.startsWith(FOLDER)))
                    .containsExactlyInAnyOrder(FOLDER + "manifest", FOLDER + "6-0");
        }
    }

    @Test
    void isOfNoUseToOtherCodeOrForAnotherForm() {
        keepOne(3);
        try (TileLedger ledger = open(disk)) {
            assertThat(snapshots(ledger).restore(new FoldForm("test.fold", 2, getClass()), SnapshotCacheTest::all))
                    .isEmpty();
            code = "two";
            assertThat(restored(ledger)).isEmpty();
            code = "one";
            assertThat(restored(ledger)).isPresent();
        }
    }

    @Test
    void isOfNoUseWhenItsReaderRefusesItOrDoesNotReadItAll() {
        keepOne(3);
        try (TileLedger ledger = open(disk)) {
            assertThat(snapshots(ledger).restore(FORM, (size, parts) -> {
                        throw new IllegalArgumentException("no state of mine");
                    }))
                    .isEmpty();
            assertThat(snapshots(ledger).restore(FORM, (size, parts) -> parts.next()))
                    .isEmpty();
        }
    }

    /** With the node's key even: the root of the entries is another one. */
    @Test
    void isOfNoUseForAnotherLogOfTheSameNameAndKeyNorForAnOlderOne() throws IOException {
        keepOne(3);
        SimulatedStorage other = new SimulatedStorage(1);
        SimulatedStorage older = new SimulatedStorage(1);
        for (SimulatedStorage each : List.of(other, older)) {
            each.createDirectories("keys");
            each.replaceAtomically("keys/ledger.key", disk.readAll("keys/ledger.key"));
        }
        copyCache(other);
        copyCache(older);
        try (TileLedger ledger = open(other)) {
            ledger.append(World.entries("x", "y", "z"));
            assertThat(restored(ledger)).isEmpty();
        }
        try (TileLedger ledger = open(older)) {
            assertThat(ledger.size()).isLessThan(4);
            assertThat(restored(ledger)).isEmpty();
        }
    }

    @Test
    void isOfNoUseUnderAnotherKey() throws IOException {
        keepOne(3);
        byte[] sealed = disk.readAll(FOLDER + "manifest");
        NodeKey own = NodeKey.parse(new String(disk.readAll("keys/ledger.key"), StandardCharsets.US_ASCII).strip());
        byte[] foreign = NodeKey.of("cisterna", new byte[32]).secretFor("org.cisterna.audit.fold-snapshot/1");
        byte[] secret = own.secretFor("org.cisterna.audit.fold-snapshot/1");
        SnapshotManifest manifest = SnapshotManifest.opened(sealed, secret);
        assertThat(manifest.sealed(secret)).isEqualTo(sealed);
        assertThatThrownBy(() -> SnapshotManifest.opened(sealed, foreign)).hasMessageContaining("seal");
        disk.replaceAtomically(FOLDER + "manifest", manifest.sealed(foreign));
        try (TileLedger ledger = open(disk)) {
            assertThat(restored(ledger)).isEmpty();
        }
    }

    @Test
    void anyChangeOfAnyFileIsFound() throws IOException {
        keepOne(PARTS);
        Random random = new Random(Seeds.seed("SnapshotCacheTest"));
        List<String> files =
                disk.files().stream().filter(each -> each.startsWith(FOLDER)).toList();
        assertThat(files).hasSizeGreaterThan(3);
        for (String file : files) {
            byte[] right = disk.readAll(file);
            int place = random.nextInt(right.length);
            List<Consumer<SimulatedStorage>> changes = List.of(
                    on -> replace(on, file, flipped(right, place, 1 << random.nextInt(8))),
                    on -> replace(on, file, flipped(right, 0, 1)),
                    on -> replace(on, file, flipped(right, right.length - 1, 1)),
                    on -> replace(on, file, java.util.Arrays.copyOf(right, random.nextInt(right.length))),
                    on -> replace(on, file, java.util.Arrays.copyOf(right, right.length + 1)),
                    on -> replace(on, file, new byte[0]));
            for (Consumer<SimulatedStorage> change : changes) {
                change.accept(disk);
                try (TileLedger ledger = open(disk)) {
                    assertThat(restored(ledger))
                            .as(file + " changed at " + place)
                            .isEmpty();
                }
                replace(disk, file, right);
            }
        }
        disk.delete(files.get(1));
        try (TileLedger ledger = open(disk)) {
            assertThat(restored(ledger)).isEmpty();
        }
    }

    @Test
    void twoPiecesThatChangePlacesAreFound() throws IOException {
        keepOne(PARTS);
        byte[] first = disk.readAll(FOLDER + "4-0");
        replace(disk, FOLDER + "4-0", disk.readAll(FOLDER + "4-1"));
        replace(disk, FOLDER + "4-1", first);
        try (TileLedger ledger = open(disk)) {
            assertThat(restored(ledger)).isEmpty();
        }
    }

    /** A crash at every operation of a keep leaves the snapshot before it, the new one, or none; never another. */
    @Test
    void aCrashLeavesTheOneBeforeOrTheNewOne() {
        keepOne(2);
        SimulatedStorage before = disk.afterKill();
        List<JsonObject> old = parts(2);
        List<JsonObject> next = parts(3);
        for (int operation = 1; operation < 30; operation++) {
            SimulatedStorage crashing = before.afterKill();
            try (TileLedger ledger = open(crashing)) {
                crashing.crashAt(crashing.operations() + operation);
                snapshots(ledger).keep(FORM, 6, next.iterator());
            }
            try (TileLedger ledger = open(crashing.afterKill())) {
                Optional<List<JsonObject>> found = restored(ledger).map(all -> all.subList(1, all.size()));
                assertThat(found.orElse(old))
                        .as("crash at operation " + operation)
                        .isIn(old, next);
            }
        }
    }

    @Test
    void nothingIsKeptForAReadOnlyLedgerOrBeyondItsEntries() throws IOException {
        keepOne(1);
        try (TileLedger ledger = open(disk)) {
            assertThatThrownBy(() -> snapshots(ledger).keep(FORM, 1_000, parts(1).iterator()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        disk.flip("ledger/2026-1/segment", 100, 1);
        try (TileLedger ledger = open(disk)) {
            assertThat(ledger.status().writable()).isFalse();
            assertThat(ledger.snapshots()).isEmpty();
        }
    }

    private void copyCache(SimulatedStorage to) throws IOException {
        for (String file : disk.files()) {
            if (file.startsWith(FOLDER)) {
                to.createDirectories("cache/folds/test.fold");
                to.replaceAtomically(file, disk.readAll(file));
            }
        }
    }

    private static byte[] flipped(byte[] bytes, int place, int mask) {
        byte[] changed = bytes.clone();
        changed[place] ^= (byte) mask;
        return changed;
    }

    private static void replace(SimulatedStorage on, String file, byte[] bytes) {
        try {
            on.replaceAtomically(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
