// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Receipt;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** A disk that runs full, and is freed. */
class FullDiskTest {
    private static final long MEBIBYTE = 1L << 20;
    private static final int ROOM = 16 * 1024;
    private static final LedgerOptions OPTIONS = new LedgerOptions("cisterna", Duration.ZERO, ROOM).keeping(8, 1);

    private final World world = new World(1);
    private final SimulatedStorage disk = new SimulatedStorage(3);

    private static Entry entry() {
        return World.entry("x".repeat(200));
    }

    private static long size(TileLedger ledger) {
        return Long.parseLong(ledger.checkpoint().lines().toList().get(1));
    }

    private void free(long bytes) throws Exception {
        disk.free(bytes);
        world.time().run(() -> world.time().advance(Duration.ofSeconds(2)));
    }

    @Test
    void littleRoomIsANoteAndTooLittleAReason() throws Exception {
        try (TileLedger ledger = world.open(disk, OPTIONS)) {
            assertThat(ledger.status().notes()).isEmpty();
            free(5 * MEBIBYTE);
            assertThat(ledger.status().notes())
                    .containsExactly(
                            "The disk has 5 MiB left, fewer than 8 MiB. Make room: below 1 MiB nothing new is sent to a pump.");
            assertThat(ledger.status().writable()).isTrue();
            free(MEBIBYTE / 2);
            assertThat(ledger.status().notes()).isEmpty();
            assertThat(ledger.status().writable()).as("nothing new is begun").isFalse();
            assertThat(ledger.status().reasons())
                    .singleElement()
                    .asString()
                    .startsWith("The disk is nearly full: 524288 bytes are left, fewer than the 1 MiB ")
                    .contains("no restart is needed");
            assertThat(ledger.append(entry()))
                    .as("what is under way is entered")
                    .isNotNull();
            free(Long.MAX_VALUE / 2);
            assertThat(ledger.status().writable()).isTrue();
            assertThat(ledger.status().reasons()).isEmpty();
        }
    }

    @Test
    void aFullDiskTakesTheLastEntriesAndGoesOnWhenItIsFreed() throws Exception {
        Receipt last;
        try (TileLedger ledger = world.open(disk, OPTIONS)) {
            ledger.append(entry());
            long published = size(ledger);
            free(0);
            for (int bytes = 0; bytes < ROOM - 1024; bytes += 700) {
                last = ledger.append(entry());
                assertThat(ledger.find(last)).isPresent();
            }
            assertThat(size(ledger)).as("nothing can be derived").isEqualTo(published);
            assertThat(ledger.status().writable()).isFalse();
            free(Long.MAX_VALUE / 2);
            last = ledger.append(entry());
            assertThat(ledger.status().writable()).as("without a restart").isTrue();
            assertThat(size(ledger)).isEqualTo(last.sequence() + 1);
        }
        try (TileLedger ledger = world.open(disk, OPTIONS)) {
            assertThat(ledger.status().reasons()).isEmpty();
            assertThat(ledger.status().notes()).isEmpty();
        }
    }

    @Test
    void whenTheReserveIsUsedUpEntriesAreRefusedUntilThereIsRoomAndNoneIsLost() throws Exception {
        List<Long> acknowledged = new ArrayList<>();
        try (TileLedger ledger = world.open(disk, OPTIONS)) {
            free(0);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            acknowledged.add(ledger.append(entry()).sequence());
                        }
                    })
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("The disk is full and so is the reserve of the ledger")
                    .hasMessageContaining("no restart is needed");
            assertThat(acknowledged.size()).as("the reserve held some").isGreaterThan(ROOM / 1024);
            free(Long.MAX_VALUE / 2);
            acknowledged.add(ledger.append(entry()).sequence());
        }
        try (TileLedger ledger = world.open(disk, OPTIONS)) {
            assertThat(ledger.status().reasons()).isEmpty();
            List<Long> there =
                    World.all(ledger).stream().map(Envelope::sequence).toList();
            assertThat(there).containsAll(acknowledged);
            assertThat(World.types(ledger)).endsWith("ledger.closed", "ledger.opened");
        }
    }

    @Test
    void itStartsAndStopsOnAFullDisk() throws Exception {
        try (TileLedger ledger = world.open(disk, OPTIONS)) {
            ledger.append(entry());
        }
        free(0);
        try (TileLedger ledger = world.open(disk, OPTIONS)) {
            assertThat(ledger.status().reasons()).singleElement().asString().contains("nearly full");
            assertThat(World.types(ledger)).endsWith("ledger.opened");
            ledger.append(entry());
        }
        free(Long.MAX_VALUE / 2);
        try (TileLedger ledger = world.open(disk, OPTIONS)) {
            assertThat(ledger.status().reasons()).isEmpty();
            assertThat(World.types(ledger))
                    .containsSubsequence("ledger.opened", "test.noted", "ledger.closed", "ledger.opened");
            assertThat(size(ledger)).isEqualTo(ledger.size());
        }
    }

    @Test
    void aCrashOfAFullDiskLosesNothingAcknowledged() throws Exception {
        for (int seed = 0; seed < 10; seed++) {
            SimulatedStorage run = new SimulatedStorage(seed);
            TileLedger ledger = world.open(run, OPTIONS);
            ledger.append(entry());
            run.free(seed * 3000L);
            List<Long> acknowledged = new ArrayList<>();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            acknowledged.add(ledger.append(entry()).sequence());
                        }
                    })
                    .isInstanceOf(LedgerUnavailableException.class);
            SimulatedStorage left = run.afterCrash(seed);
            try (TileLedger again = world.open(left, OPTIONS)) {
                assertThat(again.status().reasons()).as("seed " + seed).isEmpty();
                assertThat(World.all(again).stream().map(Envelope::sequence).toList())
                        .as("seed " + seed)
                        .containsAll(acknowledged);
            }
        }
    }

    @Test
    void wrongBoundsAreRefusedInWords() {
        LedgerOptions usual = new LedgerOptions("cisterna", Duration.ZERO, ROOM);
        assertThatThrownBy(() -> usual.keeping(1, 2))
                .hasMessageContaining("lowDiskMebibytes is 1 and leastDiskMebibytes 2");
        assertThatThrownBy(() -> usual.keeping(1, -1)).hasMessageContaining("neither can be negative");
    }
}
