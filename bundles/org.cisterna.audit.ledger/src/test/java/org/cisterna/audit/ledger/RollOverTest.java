// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.FoldForm;
import org.cisterna.audit.Receipt;
import org.cisterna.audit.Subscription;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** A log a year, one after the other, and what is read over all of them. */
class RollOverTest {
    private final World world = new World(1);
    private final SimulatedStorage disk = new SimulatedStorage(1);

    private void nextYear() throws Exception {
        world.time().run(() -> world.time().advance(Duration.ofDays(365)));
    }

    private void write(TileLedger ledger, int from, int count) {
        for (int i = from; i < from + count; i += 50) {
            ledger.append(IntStream.range(i, Math.min(i + 50, from + count))
                    .mapToObj(n -> World.entry(Integer.toString(n)))
                    .toList());
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private String text(String path) throws IOException {
        return new String(disk.readAll(path), StandardCharsets.UTF_8);
    }

    /** Three logs: 300, 10 and 20 entries of the test, the last two in the second life. */
    private void threeYears() throws Exception {
        try (TileLedger ledger = world.open(disk)) {
            write(ledger, 0, 300);
            nextYear();
            write(ledger, 300, 10);
        }
        nextYear();
        try (TileLedger ledger = world.open(disk)) {
            write(ledger, 310, 20);
        }
    }

    @Test
    void aNewYearBeginsALogThatNamesTheOldOnesLastCheckpointAndNumbersGoOn() throws Exception {
        try (TileLedger ledger = world.open(disk)) {
            write(ledger, 0, 3);
            nextYear();
            Receipt first = ledger.append(World.entry("3"));
            assertThat(first.shard()).isEqualTo("2027-1");
            assertThat(first.index()).isEqualTo(1);
            assertThat(first.sequence()).isEqualTo(7);
            assertThat(ledger.find(first)).isPresent();
            assertThat(ledger.status().origin()).isEqualTo("cisterna/2027-1");
            assertThat(World.types(ledger))
                    .containsExactly(
                            "ledger.created",
                            "ledger.opened",
                            "test.noted",
                            "test.noted",
                            "test.noted",
                            "ledger.ended",
                            "ledger.created",
                            "test.noted");
            Entry ended = ledger.read(5, 1).get(0).entry();
            assertThat(ended.body().string("cause")).isEqualTo("year");
            assertThat(ended.body().string("next")).isEqualTo("2027-1");
            JsonObject body = ledger.read(6, 1).get(0).entry().body();
            assertThat(body.number("firstSequence")).isEqualTo(6);
            assertThat(body.string("oldCheckpoint"))
                    .isEqualTo(text("ledger/2026-1/checkpoint"))
                    .startsWith("cisterna/2026-1\n6\n");
            assertThat(body.string("oldKey")).isEqualTo(body.string("key"));
        }
    }

    @Test
    void everythingIsReadOverAllLogsInTheRunAndAfterAStart() throws Exception {
        threeYears();
        long operations = disk.operations();
        try (TileLedger ledger = world.open(disk)) {
            assertThat(ledger.status().writable()).isTrue();
            assertThat(ledger.status().notes()).isEmpty();
            assertThat(World.texts(ledger)).isEqualTo(numbers(330));
            List<Envelope> all = World.all(ledger);
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).sequence()).isEqualTo(i);
                assertThat(ledger.find(all.get(i).receipt())).contains(all.get(i));
                assertThat(i == 0
                                || !all.get(i)
                                        .houseTime()
                                        .isBefore(all.get(i - 1).houseTime()))
                        .isTrue();
            }
            assertThat(all.stream().map(Envelope::log).distinct()).containsExactly("2026-1", "2027-1", "2028-1");
            for (String shard : List.of("2026-1", "2027-1", "2028-1")) {
                String head =
                        new String(ledger.staticFile(shard + "/checkpoint").orElseThrow(), StandardCharsets.UTF_8);
                long size = Long.parseLong(head.lines().skip(1).findFirst().orElseThrow());
                String root = head.lines().skip(2).findFirst().orElseThrow();
                assertThat(java.util.Base64.getEncoder()
                                .encodeToString(
                                        ledger.inclusion(shard, 1, size).root().bytes()))
                        .isEqualTo(root);
                assertThat(ledger.consistency(shard, 2, size).newRoot())
                        .isEqualTo(ledger.inclusion(shard, 1, size).root());
            }
            assertThat(ledger.staticFile("2026-1/tile/entries/000").orElseThrow())
                    .isEqualTo(disk.readAll("ledger/2026-1/tile/entries/000"));
            assertThat(ledger.staticFile("2026-1/tile/0/000.p/17").orElseThrow())
                    .hasSize(17 * 32);
            assertThat(ledger.staticFile("2026-1/tile/entries/002")).isEmpty();
            assertThat(ledger.staticFile("2025-1/checkpoint")).isEmpty();
        }
        assertThat(disk.operations() - operations)
                .as("a start reads and writes nothing more for logs that have ended")
                .isLessThan(60);
    }

    @Test
    void theTailIsFollowedFromOneLogIntoTheNext() throws Exception {
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        world.time().run(() -> {
            try (TileLedger ledger = world.open(disk, LedgerOptions.of("cisterna"));
                    Subscription following =
                            ledger.follow(1, page -> page.forEach(each -> seen.add(each.sequence())))) {
                write(ledger, 0, 3);
                world.time().advance(Duration.ofDays(365));
                write(ledger, 3, 3);
                world.time().advance(Duration.ofSeconds(1));
                assertThat(following.isOpen()).isTrue();
                assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
            }
        });
    }

    @Test
    void aSnapshotOfAFoldOutlastsTheYear() throws Exception {
        FoldForm form = new FoldForm("test.fold", 1, getClass());
        List<JsonObject> parts = List.of(Json.object().put("a", 1).build());
        LedgerOptions options = new LedgerOptions("cisterna", Duration.ZERO, World.ROOM);
        try (TileLedger ledger = withSnapshots(options)) {
            write(ledger, 0, 3);
            assertThat(ledger.snapshots().orElseThrow().keep(form, 4, parts.iterator()))
                    .isTrue();
            nextYear();
            write(ledger, 3, 3);
            assertThat(ledger.snapshots().orElseThrow().<Long>restore(form, (size, each) -> {
                        each.next();
                        return size;
                    }))
                    .contains(4L);
        }
        try (TileLedger ledger = withSnapshots(options)) {
            assertThat(ledger.snapshots().orElseThrow().<Long>restore(form, (size, each) -> {
                        each.next();
                        return size;
                    }))
                    .contains(4L);
        }
    }

    private TileLedger withSnapshots(LedgerOptions options) {
        return TileLedger.open(
                disk,
                options,
                world.time().house(),
                world.time().pump(),
                world.time().threads(),
                world.time().randomness(),
                Optional.of(type -> "one"));
    }

    @Test
    void theScrubReadsTheLogsThatHaveEndedAndMakesWhatFollowsFromThemAgain() throws Exception {
        threeYears();
        byte[] bundle = disk.readAll("ledger/2026-1/tile/entries/000");
        byte[] tile = disk.readAll("ledger/2026-1/tile/0/000");
        try (TileLedger ledger = world.open(disk)) {
            assertThat(world.time().run(ledger::scrub)).isTrue();
            assertThat(ledger.status().notes()).isEmpty();
            disk.flip("ledger/2026-1/tile/entries/000", 40_000, 1);
            disk.flip("ledger/2026-1/tile/0/000", 4_000, 1);
            assertThat(world.time().run(ledger::scrub)).isTrue();
            assertThat(ledger.status().notes()).isNotEmpty();
            assertThat(disk.readAll("ledger/2026-1/tile/entries/000")).isEqualTo(bundle);
            assertThat(disk.readAll("ledger/2026-1/tile/0/000")).isEqualTo(tile);
            disk.flip("ledger/2026-1/segment", 40_000, 1);
            assertThat(world.time().run(ledger::scrub)).isFalse();
            assertThat(ledger.status().writable()).isFalse();
            assertThat(ledger.status().reasons().get(0)).contains("segment of the log 2026-1");
        }
    }

    @Test
    void aClockThatIsSetBackOverNewYearBeginsNoLogAndTimeDoesNotGoBack() throws Exception {
        threeYears();
        try (TileLedger ledger = new World(9).open(disk)) {
            Receipt receipt = ledger.append(World.entry("330"));
            assertThat(receipt.shard()).isEqualTo("2028-1");
            assertThat(World.texts(ledger)).isEqualTo(numbers(331));
            Envelope opened = ledger.read(receipt.sequence() - 1, 1).get(0);
            assertThat(opened.entry().body().number("houseTimeBehindMillis"))
                    .isEqualTo(Duration.ofDays(730).toMillis());
        }
    }

    @Test
    void aKeyIsReplacedOnceByItsIdWithAnEntryUnderTheOldOneAndALogUnderTheNewOne() throws Exception {
        world.open(disk).close();
        String old = text("ledger.vkey").strip();
        byte[] secret = disk.readAll("keys/ledger.key");
        LedgerOptions options = new LedgerOptions("cisterna", Duration.ZERO, World.ROOM)
                .replacing(NoteKey.parse(old).idText());
        try (TileLedger ledger = world.open(disk, options)) {
            String now = text("ledger.vkey").strip();
            assertThat(now).isNotEqualTo(old).startsWith("cisterna+");
            assertThat(World.types(ledger))
                    .containsExactly(
                            "ledger.created",
                            "ledger.opened",
                            "ledger.closed",
                            "ledger.key-replaced",
                            "ledger.ended",
                            "ledger.created",
                            "ledger.opened");
            JsonObject replaced = ledger.read(3, 1).get(0).entry().body();
            assertThat(replaced.string("oldKey")).isEqualTo(old);
            assertThat(replaced.string("newKey")).isEqualTo(now);
            JsonObject created = ledger.read(5, 1).get(0).entry().body();
            assertThat(created.string("cause")).isEqualTo("key");
            assertThat(created.string("key")).isEqualTo(now);
            assertThat(created.string("oldKey")).isEqualTo(old);
            assertThat(ledger.status().shard()).isEqualTo("2026-2");
            assertThat(NoteKey.parse(old).checkpoint(text("ledger/2026-1/checkpoint")))
                    .isPresent();
            assertThat(NoteKey.parse(now).checkpoint(ledger.checkpoint())).isPresent();
        }
        assertThat(disk.files()).doesNotContain("keys/ledger.key.next");
        assertThat(disk.readAll("keys/ledger.key")).isNotEqualTo(secret);
        assertThat(disk.isOwnerOnly("keys/ledger.key")).isTrue();
        try (TileLedger ledger = world.open(disk, options)) {
            assertThat(ledger.status().shard()).isEqualTo("2026-2");
            assertThat(ledger.status().notes()).isEmpty();
            assertThat(World.types(ledger)).endsWith("ledger.closed", "ledger.opened");
        }
    }

    @Test
    void anIdThatIsNoneOfItsKeysReplacesNothingAndIsSaid() {
        world.open(disk).close();
        LedgerOptions options = new LedgerOptions("cisterna", Duration.ZERO, World.ROOM).replacing("00000000");
        try (TileLedger ledger = world.open(disk, options)) {
            assertThat(ledger.status().shard()).isEqualTo("2026-1");
            assertThat(ledger.status().notes())
                    .singleElement()
                    .asString()
                    .startsWith("The key 00000000 is to be replaced, and this node never had it.");
        }
    }
}
