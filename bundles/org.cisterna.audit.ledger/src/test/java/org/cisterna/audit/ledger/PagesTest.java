// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Selection;
import org.cisterna.canonical.Json;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading many entries from the disk, in pages of any size and by their types: always what stands there, and nothing else. */
class PagesTest {
    private static final String SEGMENT = "ledger/2026-1/segment";
    private static final List<String> TYPES = List.of("test.noted", "test.note", "test.noted.more", "other.type");
    /** So many that the first of them are not in memory any more. */
    private static final int ENTRIES = 2_400;

    private final SplittableRandom random = new SplittableRandom(Seeds.seed("PagesTest"));
    private final World world = new World(1);
    private final SimulatedStorage disk = new SimulatedStorage(1);

    @BeforeEach
    void writeALog() {
        try (TileLedger ledger = world.open(disk)) {
            List<Entry> group = new ArrayList<>();
            for (int i = 0; i < ENTRIES; i++) {
                group.add(entry(i));
                if (group.size() == 48) {
                    ledger.append(group);
                    group.clear();
                }
            }
        }
    }

    /** One of the types, with a body that may speak of another one. */
    private Entry entry(int number) {
        Json spoken = random.nextBoolean()
                ? Json.object().put("type", TYPES.get(random.nextInt(4))).build()
                : Json.text("\"type\":\"" + TYPES.get(random.nextInt(4)) + "\"");
        return Entry.of(TYPES.get(random.nextInt(4)), 1, World.ada())
                .body(Json.object().put("number", number).put("spoken", spoken).build())
                .build();
    }

    @Test
    void pagesOfAnySizeHoldTheSame() {
        try (TileLedger ledger = world.open(disk)) {
            List<Envelope> all = World.all(ledger);
            assertThat(all).hasSizeGreaterThan(ENTRIES);
            for (int max : List.of(ParsedBlocks.WIDTH - 1, ParsedBlocks.WIDTH, 512, 10_000)) {
                for (int from : List.of(0, 1, 255, 256, 257, all.size() - 1_025, all.size() - 1_024, all.size() - 1)) {
                    List<Envelope> page = ledger.read(from, max);
                    assertThat(page).as("%s from %s", max, from).isNotEmpty().hasSizeLessThanOrEqualTo(max);
                    assertThat(page).isEqualTo(all.subList(from, from + page.size()));
                }
            }
        }
    }

    @Test
    void theEntriesOfSomeTypesAreThoseOfAllThatHaveThem() {
        try (TileLedger ledger = world.open(disk)) {
            List<Envelope> all = World.all(ledger);
            for (Set<String> types : List.of(
                    Set.of("test.noted"),
                    Set.of("test.note", "other.type"),
                    Set.of("ledger.created"),
                    Set.of("nothing.of.that"),
                    Set.<String>of())) {
                List<Envelope> found = new ArrayList<>();
                long next = 0;
                while (next < ledger.size()) {
                    Selection page = ledger.read(next, random.nextInt(1, 900), types);
                    assertThat(page.next()).isGreaterThan(next);
                    found.addAll(page.entries());
                    next = page.next();
                }
                assertThat(next).isEqualTo(all.size());
                assertThat(found)
                        .isEqualTo(all.stream()
                                .filter(each -> types.contains(each.entry().type()))
                                .toList());
                assertThat(ledger.read(next, 1, types)).isEqualTo(new Selection(List.of(), next));
            }
            assertThatThrownBy(() -> ledger.read(-1, 1, Set.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("-1");
            assertThatThrownBy(() -> ledger.read(0, 0, Set.of())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatComesBeforeABadEntryIsReadAndNothingOfItOrBehindIt() throws IOException {
        byte[] segment = disk.readAll(SEGMENT);
        try (TileLedger ledger = world.open(disk)) {
            List<Envelope> all = World.all(ledger);
            int bad = 2 + 600;
            byte[] number = "\"number\":600,".getBytes(StandardCharsets.US_ASCII);
            disk.flip(SEGMENT, find(segment, number) + 10, 1);
            assertThat(ledger.read(512, 512)).isEqualTo(all.subList(512, bad));
            assertThat(ledger.read(bad, 512)).isEmpty();
            assertThat(ledger.status().firstBad()).hasValue(bad);
            Set<String> types = Set.of("test.noted");
            Selection selection = ledger.read(512, 512, types);
            assertThat(selection).isEqualTo(Selection.of(512, all.subList(512, bad), types));
            assertThat(ledger.read(bad, 512, types)).isEqualTo(new Selection(List.of(), bad));
            assertThat(ledger.read(bad, 512, Set.of()))
                    .as("an entry of no wanted type is compared with its hash as well")
                    .isEqualTo(new Selection(List.of(), bad));
        }
    }

    private static long find(byte[] all, byte[] part) {
        return new String(all, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    @Test
    void whoComesMeanwhileGetsTheSameBlockAndItIsReadOnce() throws Exception {
        int readers = 4;
        List<Envelope> block = Collections.nCopies(ParsedBlocks.WIDTH, oneEntry());
        AtomicInteger read = new AtomicInteger();
        ParsedBlocks blocks = new ParsedBlocks();
        CyclicBarrier all = new CyclicBarrier(readers);
        ExecutorService threads = Executors.newFixedThreadPool(readers);
        try {
            List<Future<List<Envelope>>> answers = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                answers.add(threads.submit(() -> {
                    all.await();
                    return blocks.block(3, (from, max) -> {
                        assertThat(from).isEqualTo(3L * ParsedBlocks.WIDTH);
                        assertThat(max).isEqualTo(ParsedBlocks.WIDTH);
                        read.incrementAndGet();
                        return block;
                    });
                }));
            }
            for (Future<List<Envelope>> answer : answers) {
                assertThat(answer.get()).isSameAs(block);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(read).hasValue(1);
    }

    @Test
    void aBlockThatCannotBeReadIsReadAgain() throws IOException {
        ParsedBlocks blocks = new ParsedBlocks();
        List<Envelope> block = List.of(oneEntry());
        assertThatThrownBy(() -> blocks.block(0, (from, max) -> {
                    throw new IOException("the disk is away");
                }))
                .hasMessage("the disk is away");
        assertThat(blocks.block(0, (from, max) -> block)).isSameAs(block);
        List<Envelope> other = List.of(oneEntry(), oneEntry());
        assertThat(blocks.block(8, (from, max) -> other))
                .as("it takes the place of block 0")
                .isSameAs(other);
        assertThat(blocks.block(0, (from, max) -> block)).isSameAs(block);
    }

    private Envelope oneEntry() {
        try (TileLedger ledger = new World(2).open(new SimulatedStorage(2))) {
            return ledger.read(0, 1).get(0);
        }
    }
}
