// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Subscription;
import org.cisterna.storage.Storage;
import org.cisterna.storage.StorageFile;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

/** What follows behind the truth: checkpoints, tiles, and those who follow the tail. */
class PublisherTest {
    private final VirtualTime time = VirtualTime.create(5);
    private final SimulatedStorage disk = new SimulatedStorage(5);

    private TileLedger open() {
        return TileLedger.open(
                disk, LedgerOptions.of("cisterna"), time.house(), time.pump(), time.threads(), time.randomness());
    }

    private static long size(TileLedger ledger) {
        return Long.parseLong(ledger.checkpoint().lines().skip(1).findFirst().orElseThrow());
    }

    @Test
    void followsTheAppendsByATenthOfASecondAtMost() throws Exception {
        time.run(() -> {
            try (TileLedger ledger = open()) {
                assertThat(size(ledger)).isEqualTo(2);
                for (int i = 0; i < 50; i++) {
                    ledger.append(World.entry("e" + i));
                    time.advance(Duration.ofMillis(10));
                }
                time.advance(Duration.ofMillis(100));
                assertThat(size(ledger)).isEqualTo(52);
                NodeKey key =
                        NodeKey.parse(new String(disk.readAll("keys/ledger.key"), StandardCharsets.US_ASCII).strip());
                Checkpoint checkpoint =
                        Checkpoint.parse(key.opened(ledger.checkpoint()).orElseThrow());
                assertThat(checkpoint.root()).isEqualTo(ledger.inclusion(0, 52).root());
                assertThat(disk.readAll("ledger/2026-1/checkpoint"))
                        .isEqualTo(ledger.checkpoint().getBytes(StandardCharsets.UTF_8));
            }
        });
        assertThat(disk.forces()).as("50 appends and about 6 checkpoints of 2").isLessThan(80);
    }

    @Test
    void leavesExactlyTheFilesOfTheNewestCheckpoint() throws Exception {
        time.run(() -> {
            try (TileLedger ledger = open()) {
                for (int i = 0; i < 12; i++) {
                    ledger.append(IntStream.range(0, 50)
                            .mapToObj(n -> World.entry("e" + n))
                            .toList());
                    time.advance(Duration.ofSeconds(1));
                }
            }
        });
        assertThat(disk.files())
                .containsExactlyInAnyOrder(
                        "keys/ledger.key",
                        "keys/ledger.signed",
                        "ledger.vkey",
                        "ledger/2026-1/checkpoint",
                        "ledger/2026-1/segment",
                        "ledger/2026-1/tile/0/000",
                        "ledger/2026-1/tile/0/001",
                        "ledger/2026-1/tile/0/002.p/91",
                        "ledger/2026-1/tile/1/000.p/2",
                        "ledger/2026-1/tile/entries/000",
                        "ledger/2026-1/tile/entries/001",
                        "ledger/2026-1/tile/entries/002.p/91");
    }

    @Test
    void servesWhatLiesOnTheDiskAndNoMoreThanWasSigned() throws Exception {
        time.run(() -> {
            try (TileLedger ledger = open()) {
                for (int i = 0; i < 6; i++) {
                    ledger.append(IntStream.range(0, 50)
                            .mapToObj(n -> World.entry("e" + n))
                            .toList());
                }
                assertThat(ledger.staticFile("2026-1/tile/0/000")).isEmpty();
                time.advance(Duration.ofSeconds(1));
                for (String file : disk.files()) {
                    if (file.startsWith("ledger/2026-1/") && !file.endsWith("segment")) {
                        assertThat(ledger.staticFile(file.substring("ledger/".length()))
                                        .orElseThrow())
                                .as(file)
                                .isEqualTo(disk.readAll(file));
                    }
                }
                assertThat(ledger.staticFile("2026-1/tile/0/000.p/17").orElseThrow())
                        .hasSize(17 * 32);
                assertThat(ledger.staticFile("2026-1/tile/0/001.p/255")).isEmpty();
                assertThat(ledger.staticFile("2026-1/segment")).isEmpty();
                assertThat(ledger.staticFile("2026-1/tile/0/../../segment")).isEmpty();
                assertThat(ledger.staticFile("2025-1/checkpoint")).isEmpty();
            }
        });
    }

    @Test
    void makesLostAndChangedFilesAgainAndSaysSo() throws Exception {
        List<String> kept = new ArrayList<>();
        time.run(() -> {
            try (TileLedger ledger = open()) {
                for (int i = 0; i < 6; i++) {
                    ledger.append(IntStream.range(0, 50)
                            .mapToObj(n -> World.entry("e" + n))
                            .toList());
                }
            }
            kept.addAll(disk.files());
            disk.flip("ledger/2026-1/tile/0/000", 77, 4);
            disk.delete("ledger/2026-1/tile/entries/000");
            try (TileLedger ledger = open()) {
                assertThat(ledger.status().writable()).isTrue();
                assertThat(ledger.status().notes()).singleElement().asString().contains("tile/0/000");
                assertThat(ledger.read(ledger.size() - 1, 1)
                                .get(0)
                                .entry()
                                .body()
                                .number("filesMadeAgain"))
                        .isEqualTo(2);
            }
        });
        assertThat(disk.files())
                .containsAll(kept.stream().filter(file -> !file.contains(".p/")).collect(Collectors.toSet()));
    }

    /** A process that is killed between the tiles of a checkpoint and its signature leaves them; the next start may make that very tile full. */
    @Test
    void aTileThatAKillHasLeftDoesNotStandInTheWayOfTheFullOne() throws Exception {
        time.run(() -> {
            try (TileLedger ledger = open()) {
                while (ledger.size() < 254) {
                    ledger.append(World.entry("e" + ledger.size()));
                }
            }
            for (String stray : List.of("tile/0/000.p/201", "tile/entries/000.p/201")) {
                try (StorageFile file = disk.open("ledger/2026-1/" + stray, Storage.Mode.CREATE)) {
                    file.write(0, ByteBuffer.wrap(new byte[] {1}));
                }
            }
            try (TileLedger ledger = open()) {
                assertThat(ledger.size()).isEqualTo(256);
                assertThat(ledger.status().writable())
                        .as(ledger.status().toString())
                        .isTrue();
                assertThat(size(ledger)).isEqualTo(256);
            }
        });
        assertThat(disk.files())
                .noneMatch(file -> file.contains("tile/0/000.p/") || file.contains("tile/entries/000.p/"));
    }

    @Test
    void handsTheTailOverOnceAndInOrder() throws Exception {
        time.run(() -> {
            List<Long> seen = new ArrayList<>();
            try (TileLedger ledger = open()) {
                ledger.append(World.entry("before"));
                Subscription tail = ledger.follow(1, piece -> piece.forEach(e -> seen.add(e.sequence())));
                time.settle();
                assertThat(seen).containsExactly(1L, 2L);
                ledger.append(World.entries("a", "b"));
                time.settle();
                ledger.append(World.entry("c"));
                time.settle();
                assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L);
                tail.close();
                ledger.append(World.entry("d"));
                time.settle();
                assertThat(seen).hasSize(5);
                assertThat(tail.isOpen()).isFalse();
            }
        });
    }

    @Test
    void endsTheTailOfAListenerThatThrows() throws Exception {
        time.run(() -> {
            try (TileLedger ledger = open()) {
                List<List<Envelope>> seen = new ArrayList<>();
                Subscription bad = ledger.follow(0, piece -> {
                    throw new IllegalStateException("no");
                });
                Subscription good = ledger.follow(0, seen::add);
                time.settle();
                assertThat(bad.isOpen()).isFalse();
                assertThat(good.isOpen()).isTrue();
                assertThat(seen).hasSize(1);
            }
        });
    }

    @Test
    void becomesReadOnlyWhenACheckpointCannotBeWritten() throws Exception {
        time.run(() -> {
            TileLedger ledger = open();
            time.advance(Duration.ofSeconds(1));
            ledger.append(World.entry("durable"));
            disk.failAt(disk.operations() + 1);
            time.advance(Duration.ofSeconds(1));
            assertThat(ledger.status().reasons())
                    .singleElement()
                    .asString()
                    .startsWith("Checkpoints and tiles could not be written (operation");
            assertThatThrownBy(() -> ledger.append(World.entry("late"))).hasMessageContaining("Checkpoints");
            assertThat(World.texts(ledger)).containsExactly("durable");
            ledger.close();
        });
    }
}
