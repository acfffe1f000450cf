// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cisterna.audit.Envelope;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A start goes on from what was kept for it, and reads everything where that does not fit. Which of the two it did shows by a byte that was
 * changed in the midst of the segment: the one leaves it to the scrub, the other finds it at once.
 */
class QuickStartTest {
    private static final String SEGMENT = "ledger/2026-1/segment";
    private static final String CHANGED = "\"text\":\"400\"";
    /** Entry "400" behind the two that the ledger made. */
    private static final long PLACE = 402;

    private final World world = new World(1);
    private final SimulatedStorage disk = new SimulatedStorage(1);

    /** Entries: created, opened, "0" to "999", closed. */
    @BeforeEach
    void writeALog() {
        try (TileLedger ledger = world.open(disk)) {
            for (int i = 0; i < 1_000; i += 50) {
                ledger.append(IntStream.range(i, i + 50)
                        .mapToObj(n -> World.entry(Integer.toString(n)))
                        .toList());
            }
        }
    }

    /** Whether a start on a folder with a changed byte does not look at it. */
    private static boolean isQuick(SimulatedStorage left, World next) {
        try {
            SimulatedStorage changed = left.afterKill();
            changed.flip(SEGMENT, find(changed.readAll(SEGMENT), CHANGED), 1);
            try (TileLedger ledger = next.open(changed)) {
                boolean writable = ledger.status().writable();
                if (writable) {
                    assertThat(next.scrub(ledger)).isFalse();
                }
                assertThat(ledger.status().firstBad()).hasValue(PLACE);
                return writable;
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isQuick(SimulatedStorage left) {
        return isQuick(left, new World(2));
    }

    /** Whatever it goes on from, the log is the same and good. */
    private static void assertGood(SimulatedStorage left) throws Exception {
        World next = new World(2);
        try (TileLedger ledger = next.open(left.afterKill())) {
            assertThat(ledger.status().reasons()).isEmpty();
            assertThat(World.texts(ledger)).hasSizeGreaterThanOrEqualTo(1_000).startsWith("0", "1");
            assertThat(next.scrub(ledger)).isTrue();
            assertThat(ledger.status().reasons()).isEmpty();
        }
    }

    @Test
    void readsNoMoreThanItMust() throws Exception {
        assertThat(isQuick(disk)).isTrue();
        assertThat(isQuick(World.nothingKept(disk.afterKill()))).isFalse();
        assertGood(disk);
    }

    /** Entries, hashes and proofs are the same either way. */
    @Test
    void knowsAfterwardsWhatAWholeStartKnows() {
        try (TileLedger quick = new World(2).open(disk.afterKill());
                TileLedger whole = new World(2).open(World.nothingKept(disk.afterKill()))) {
            long size = quick.size();
            assertThat(whole.size()).isEqualTo(size);
            List<Envelope> entries = World.all(quick);
            assertThat(entries.subList(0, 1_003)).isEqualTo(World.all(whole).subList(0, 1_003));
            for (long index : new long[] {0, 1, 255, 256, 700, 1_001, 1_002}) {
                assertThat(quick.inclusion(index, 1_003)).isEqualTo(whole.inclusion(index, 1_003));
                assertThat(quick.consistency(index + 1, 1_003)).isEqualTo(whole.consistency(index + 1, 1_003));
            }
            for (String file : List.of("2026-1/tile/entries/001", "2026-1/tile/0/002", "2026-1/tile/1/000.p/3")) {
                assertThat(quick.staticFile(file).orElseThrow())
                        .isEqualTo(whole.staticFile(file).orElseThrow());
            }
        }
    }

    @Test
    void goesOnFromTheSameAgainAndAgain() throws Exception {
        for (int life = 0; life < 4; life++) {
            try (TileLedger ledger = new World(life).open(disk)) {
                enter(ledger, 1 + 97 * life, "life " + life);
            }
            assertThat(isQuick(disk)).as("life " + life).isTrue();
            assertGood(disk);
        }
    }

    @Test
    void readsWhatCameBehindWhenItWasKilled() throws Exception {
        LedgerOptions options = new LedgerOptions("cisterna", Duration.ZERO, World.ROOM).keptEvery(300);
        SimulatedStorage killed;
        try (TileLedger ledger = new World(2).open(disk, options)) {
            enter(ledger, 620, "more");
            killed = disk.afterKill();
        }
        assertThat(kept(killed)).isNotEqualTo(kept(disk));
        assertThat(isQuick(killed)).isTrue();
        assertGood(killed);
        try (TileLedger ledger = new World(3).open(killed)) {
            assertThat(World.texts(ledger)).hasSize(1_620);
        }
    }

    @Test
    void anOlderOneOfTheSameLogIsAsGood() throws Exception {
        byte[] older = kept(disk);
        try (TileLedger ledger = new World(2).open(disk)) {
            enter(ledger, 600, "since then");
        }
        disk.replaceAtomically(StartCache.FILE, older);
        assertThat(isQuick(disk)).isTrue();
        assertGood(disk);
    }

    @Test
    void isOfNoUseWhenAnythingInItIsWrong() throws Exception {
        Random random = new Random(Seeds.seed("QuickStartTest"));
        byte[] right = kept(disk);
        int place = random.nextInt(right.length);
        byte[] zeros = right.clone();
        Arrays.fill(zeros, place, right.length, (byte) 0);
        Map<String, byte[]> wrong = new TreeMap<>(Map.of(
                "a byte", flipped(right, place),
                "its first byte", flipped(right, 0),
                "its last byte", flipped(right, right.length - 1),
                "cut off", Arrays.copyOf(right, place),
                "empty", new byte[0],
                "longer", Arrays.copyOf(right, right.length + 1),
                "far too long", Arrays.copyOf(right, 100_000),
                "zeros behind", zeros));
        for (Map.Entry<String, byte[]> each : wrong.entrySet()) {
            SimulatedStorage left = disk.afterKill();
            left.replaceAtomically(StartCache.FILE, each.getValue());
            assertThat(isQuick(left)).as(each.getKey() + " at " + place).isFalse();
            assertGood(left);
        }
    }

    /** Under the right seal, which takes the key of the node or a bug: even so nothing is believed that the tree does not prove. */
    @Test
    void isOfNoUseWhenItIsSealedAndWrong() throws Exception {
        NodeKey key = NodeKey.parse(new String(disk.readAll("keys/ledger.key"), StandardCharsets.US_ASCII).strip());
        LogState state = new LogState();
        SegmentScan.of(
                disk,
                SEGMENT,
                0,
                (bytes, offset, at) ->
                        state.add(new TreeHash().leaf(bytes, offset, at.length()), at.position(), at.length()));
        LogState other = new LogState();
        for (int i = 0; i < state.size(); i++) {
            other.add(new TreeHash().leaf(new byte[] {1}), SegmentFormat.HEADER_LENGTH + 30 + 16L * i, 10);
        }
        StartCache own = new StartCache(disk, () -> "the code of the tests");
        own.keep(key, "cisterna/2026-1", state, 1_003, world.time().house().now());
        assertThat(isQuick(disk)).as("this is what it should be").isTrue();
        own.keep(key, "cisterna/2026-1", other, 1_003, world.time().house().now());
        assertThat(isQuick(disk)).as("other entries").isFalse();
        assertGood(disk);
        own.keep(key, "cisterna/2025-1", state, 1_003, world.time().house().now());
        assertThat(isQuick(disk)).as("another log").isFalse();
        own.keep(
                key, "cisterna/2026-1", state, 1_003, world.time().house().now().plusSeconds(3_600));
        assertThat(isQuick(disk)).as("read in the future").isFalse();
        new StartCache(disk, () -> "other code")
                .keep(key, "cisterna/2026-1", state, 1_003, world.time().house().now());
        assertThat(isQuick(disk)).as("other code").isFalse();
        own.keep(
                NodeKey.of("cisterna", new byte[32]),
                "cisterna/2026-1",
                state,
                1_003,
                world.time().house().now());
        assertThat(isQuick(disk)).as("another key").isFalse();
        assertGood(disk);
    }

    @Test
    void isOfNoUseForAnotherFolderOfTheSameKey() throws Exception {
        SimulatedStorage other = new SimulatedStorage(1);
        other.createDirectories("keys");
        other.replaceAtomically("keys/ledger.key", disk.readAll("keys/ledger.key"));
        try (TileLedger ledger = new World(3).open(other)) {
            enter(ledger, 1_100, "0");
        }
        other.replaceAtomically(StartCache.FILE, kept(disk));
        try (TileLedger ledger = new World(4).open(other)) {
            assertThat(ledger.status().reasons()).isEmpty();
            assertThat(World.texts(ledger)).hasSize(1_100);
        }
    }

    @Test
    void readsEverythingWhenAHashTileIsNotAsItWas() throws Exception {
        List<String> tiles =
                disk.files().stream().filter(each -> each.contains("/tile/0/")).toList();
        assertThat(tiles).hasSize(4);
        for (String tile : tiles.subList(0, 3)) {
            SimulatedStorage changed = disk.afterKill();
            changed.flip(tile, 777, 1);
            assertThat(isQuick(changed)).isFalse();
            SimulatedStorage lost = disk.afterKill();
            lost.delete(tile);
            assertThat(isQuick(lost)).isFalse();
            assertGood(lost);
            try (TileLedger ledger = new World(2).open(changed)) {
                assertThat(ledger.status().writable()).isTrue();
                assertThat(ledger.status().notes()).singleElement().asString().contains(tile.substring(14));
            }
            assertThat(changed.readAll(tile)).isEqualTo(disk.readAll(tile));
        }
    }

    @Test
    void theScrubMakesBundlesAgainThatAreNotAsTheyWere() throws Exception {
        byte[] right = disk.readAll("ledger/2026-1/tile/entries/001");
        disk.flip("ledger/2026-1/tile/entries/001", 500, 1);
        disk.delete("ledger/2026-1/tile/entries/002");
        World next = new World(2);
        try (TileLedger ledger = next.open(disk)) {
            assertThat(next.scrub(ledger)).isTrue();
            assertThat(ledger.status().notes())
                    .containsExactly(
                            "Files of the log 2026-1 that follow from its entries were missing or not as they should"
                                    + " be, and were made again: tile/entries/001, tile/entries/002.");
        }
        assertThat(disk.readAll("ledger/2026-1/tile/entries/001")).isEqualTo(right);
        assertThat(disk.exists("ledger/2026-1/tile/entries/002")).isTrue();
    }

    /** Who restarts a platform all the time keeps the scrub from its end. So a start reads everything when that was long ago. */
    @Test
    void readsEverythingOnceInTwoDaysAtLeast() {
        Duration passed = Duration.ZERO;
        List<Boolean> quick = new ArrayList<>();
        while (passed.compareTo(StartCache.TRUSTED.plusHours(20)) < 0) {
            passed = passed.plusHours(10);
            World next = new World(2);
            next.later(passed);
            quick.add(isQuick(disk, next));
            World brief = new World(3);
            brief.later(passed);
            brief.open(disk).close();
        }
        assertThat(quick).containsExactly(true, true, true, true, false, true, true);
    }

    @Test
    void aScrubCountsAsReading() throws Exception {
        World day = new World(2);
        day.later(Duration.ofHours(40));
        try (TileLedger ledger = day.open(disk)) {
            assertThat(day.scrub(ledger)).isTrue();
        }
        World next = new World(3);
        next.later(Duration.ofHours(80));
        assertThat(isQuick(disk, next)).isTrue();
    }

    @Test
    void nothingIsKeptOfALogInWhichSomethingIsWrong() throws Exception {
        disk.flip(SEGMENT, find(disk.readAll(SEGMENT), CHANGED), 1);
        try (TileLedger ledger = new World(2).open(disk)) {
            assertThat(ledger.status().writable()).isTrue();
            assertThat(ledger.read(PLACE, 1)).isEmpty();
            assertThat(ledger.status().firstBad()).hasValue(PLACE);
            assertThat(disk.exists(StartCache.FILE)).isFalse();
        }
        assertThat(disk.exists(StartCache.FILE)).isFalse();
        try (TileLedger ledger = new World(3).open(disk)) {
            assertThat(ledger.status().writable()).isFalse();
            assertThat(ledger.status().firstBad()).hasValue(PLACE);
        }
    }

    @Test
    void whoServesADamagedEntryMakesTheLedgerReadOnly() throws Exception {
        disk.flip(SEGMENT, find(disk.readAll(SEGMENT), CHANGED), 1);
        try (TileLedger ledger = new World(2).open(disk)) {
            assertThatThrownBy(() -> ledger.staticFile("2026-1/tile/entries/001"))
                    .hasMessageContaining("Entry " + PLACE + " has changed on the disk since it was entered");
            assertThat(ledger.status().firstBad()).hasValue(PLACE);
        }
    }

    /** A failing disk costs the next start time, and nothing else. */
    @Test
    void aFailureToKeepItHarmsNothing() throws Exception {
        for (int operation = 1; operation < 12; operation++) {
            SimulatedStorage failing = disk.afterKill();
            try (TileLedger ledger = new World(2).open(failing)) {
                ledger.append(World.entry("one more"));
                failing.failAt(failing.operations() + operation);
            }
            assertGood(failing);
        }
    }

    @Test
    void aLedgerWithoutNamesForItsCodeKeepsNothing() {
        SimulatedStorage fresh = new SimulatedStorage(2);
        TileLedger.open(
                        fresh,
                        new LedgerOptions("cisterna", Duration.ZERO, World.ROOM),
                        world.time().house(),
                        world.time().pump(),
                        world.time().threads(),
                        world.time().randomness(),
                        Optional.empty())
                .close();
        assertThat(fresh.files()).noneMatch(each -> each.startsWith("cache/"));
    }

    private static void enter(TileLedger ledger, int entries, String text) {
        for (int left = entries; left > 0; left -= 31) {
            ledger.append(Collections.nCopies(Math.min(left, 31), World.entry(text)));
        }
    }

    private static byte[] kept(SimulatedStorage on) throws IOException {
        return on.readAll(StartCache.FILE);
    }

    private static byte[] flipped(byte[] bytes, int place) {
        byte[] changed = bytes.clone();
        changed[place] ^= 4;
        return changed;
    }

    private static int find(byte[] in, String text) {
        int at = new String(in, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).isPositive();
        return at;
    }
}
