// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Receipt;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

class TileLedgerTest {
    private final World world = new World(1);
    private final SimulatedStorage disk = new SimulatedStorage(1);

    @Test
    void beginsWithAnEntryThatNamesNodeShardAndKey() throws IOException {
        try (TileLedger ledger = world.open(disk)) {
            Envelope first = ledger.read(0, 1).get(0);
            String key = new String(disk.readAll("ledger.vkey"), StandardCharsets.US_ASCII).strip();
            assertThat(first.entry().type()).isEqualTo("ledger.created");
            assertThat(first.entry().body().canonicalText())
                    .isEqualTo("{\"firstSequence\":0,\"key\":\"" + key
                            + "\",\"node\":\"cisterna\",\"origin\":\"cisterna/2026-1\",\"shard\":\"2026-1\"}");
            assertThat(World.types(ledger)).containsExactly("ledger.created", "ledger.opened");
            assertThat(ledger.status().origin()).isEqualTo("cisterna/2026-1");
        }
    }

    @Test
    void keepsTheKeyFromOthers() {
        world.open(disk).close();
        assertThat(disk.isOwnerOnly("keys/ledger.key")).isTrue();
        assertThat(disk.isOwnerOnly("ledger.vkey")).isFalse();
    }

    @Test
    void tellsWhereAnEntryStandsAndFindsItAgain() {
        try (TileLedger ledger = world.open(disk)) {
            Receipt receipt = ledger.append(World.entry("a"));
            assertThat(receipt.sequence()).isEqualTo(2);
            assertThat(receipt.index()).isEqualTo(2);
            assertThat(receipt.shard()).isEqualTo("2026-1");
            assertThat(ledger.find(receipt).orElseThrow().entry()).isEqualTo(World.entry("a"));
            assertThat(ledger.find(new Receipt(2, "2026-1", 2, Digest.of(new byte[0]))))
                    .isEmpty();
            assertThat(ledger.find(new Receipt(3, "2026-1", 3, receipt.leaf()))).isEmpty();
            assertThat(ledger.find(new Receipt(2, "2025-1", 2, receipt.leaf()))).isEmpty();
        }
    }

    @Test
    void isTheSameAfterItWasClosedAndOpened() {
        List<Envelope> before;
        try (TileLedger ledger = world.open(disk)) {
            ledger.append(World.entries("a", "b", "c"));
            before = World.all(ledger);
        }
        try (TileLedger ledger = world.open(disk)) {
            assertThat(World.all(ledger)).startsWith(before.toArray(Envelope[]::new));
            assertThat(World.types(ledger))
                    .endsWith("test.noted", "test.noted", "test.noted", "ledger.closed", "ledger.opened");
            assertThat(ledger.status().writable()).isTrue();
            assertThat(ledger.status().notes()).isEmpty();
            assertThat(ledger.read(6, 1).get(0).entry().body().flag("afterCleanStop"))
                    .isTrue();
        }
    }

    @Test
    void readsBackFromTheDiskWhatNoLongerIsInMemory() {
        List<String> texts =
                IntStream.range(0, 3000).mapToObj(i -> "entry " + i).toList();
        try (TileLedger ledger = world.open(disk)) {
            for (int i = 0; i < texts.size(); i += 60) {
                ledger.append(
                        texts.subList(i, i + 60).stream().map(World::entry).toList());
            }
            assertThat(World.texts(ledger)).isEqualTo(texts);
        }
        try (TileLedger ledger = world.open(disk)) {
            assertThat(World.texts(ledger)).isEqualTo(texts);
            assertThat(ledger.size()).isEqualTo(3004);
        }
    }

    @Test
    void storesTheCanonicalBytesOfItsEnvelopes() throws IOException {
        try (TileLedger ledger = world.open(disk)) {
            Entry entry = World.entry("caf\u00e9 \ud83d\ude00 \"quoted\"");
            Receipt receipt = ledger.append(entry);
            byte[] bundle = ledger.staticFile("2026-1/tile/entries/000.p/3").orElseThrow();
            String text = new String(bundle, StandardCharsets.UTF_8);
            assertThat(text).contains("\"entry\":" + entry.json().canonicalText());
            byte[] record = Records.of(bundle).get(2);
            assertThat(Hashes.digest(new TreeHash().leaf(record))).isEqualTo(receipt.leaf());
            assertThat(Json.parse(record).canonicalBytes()).isEqualTo(record);
            assertThat(EnvelopeFormat.read(record, 2, receipt.leaf()))
                    .isEqualTo(ledger.find(receipt).orElseThrow());
        }
    }

    @Test
    void refusesTheSecondOneInWords() {
        try (TileLedger ledger = world.open(disk)) {
            assertThat(ledger.status().writable()).isTrue();
            assertThatThrownBy(() -> world.open(disk))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("The ledger is in use")
                    .hasMessageContaining("one process at a time");
        }
        world.open(disk).close();
    }

    @Test
    void refusesMoreThanABatchAndTakesNothing() {
        try (TileLedger ledger = world.open(disk)) {
            List<Entry> many = Collections.nCopies(65, World.entry("x"));
            assertThatThrownBy(() -> ledger.append(many)).hasMessageContaining("65 entries at once, at most 64");
            assertThat(ledger.append(List.of())).isEmpty();
            assertThat(World.texts(ledger)).isEmpty();
        }
    }

    @Test
    void refusesAppendsOnceClosed() {
        TileLedger ledger = world.open(disk);
        ledger.close();
        ledger.close();
        assertThatThrownBy(() -> ledger.append(World.entry("late")))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void saysSoAndStaysReadOnlyWhenAForceFails() {
        TileLedger ledger = world.open(disk);
        ledger.append(World.entry("kept"));
        disk.failAt(disk.operations() + 2);
        assertThatThrownBy(() -> ledger.append(World.entry("lost")))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("Writing to the disk failed (operation")
                .hasMessageContaining("force ledger/2026-1/segment");
        long operations = disk.operations();
        assertThatThrownBy(() -> ledger.append(World.entry("not tried")))
                .isInstanceOf(LedgerUnavailableException.class);
        assertThat(disk.operations()).isEqualTo(operations);
        assertThat(ledger.status().writable()).isFalse();
        assertThat(ledger.status().reasons()).hasSize(1);
        assertThat(World.texts(ledger)).containsExactly("kept");
        ledger.close();
    }

    @Test
    void entersAStepOfTheWallClock() {
        try (TileLedger ledger = world.open(disk)) {
            ledger.stepped(world.time().house().now(), Duration.ofMinutes(-3));
            Envelope step = ledger.read(2, 1).get(0);
            assertThat(step.entry().type()).isEqualTo("ledger.clock-stepped");
            assertThat(step.entry().body().number("wallStepMillis")).isEqualTo(-180_000);
        }
    }

    @Test
    void neverGoesBackInTimeAndSaysThatAClockIsBehind() {
        world.open(disk).close();
        World earlier = new World(2);
        try (TileLedger ledger = world.open(disk)) {
            world.time().leapPumpTime(Duration.ofHours(1));
            ledger.append(World.entry("late"));
        }
        try (TileLedger ledger = earlier.open(disk)) {
            Envelope opened = ledger.read(ledger.size() - 1, 1).get(0);
            assertThat(opened.entry().body().number("pumpTimeBehindMillis")).isEqualTo(3_600_000);
            assertThat(opened.entry().body().get("houseTimeBehindMillis")).isEmpty();
            assertThat(opened.pumpTime())
                    .isEqualTo(ledger.read(opened.sequence() - 1, 1).get(0).pumpTime());
        }
    }

    @Test
    void refusesANameThatIsNone() {
        assertThatThrownBy(() -> world.open(disk, "Ward 3/a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Ward 3/a' cannot be the name of a node");
    }
}
