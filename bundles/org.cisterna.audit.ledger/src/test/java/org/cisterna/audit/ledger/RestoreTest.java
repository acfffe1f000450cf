// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** A restored folder goes on only when the operator says so, and then in a new log that names what is missing. */
class RestoreTest {
    private final World world = new World(1);
    private final SimulatedStorage disk = new SimulatedStorage(1);

    private static LedgerOptions options(String restored) {
        return new LedgerOptions("cisterna", Duration.ZERO, World.ROOM).restoredAt(restored);
    }

    /** Five entries in the backup (created, opened, a, b, closed), and three more since then. */
    private SimulatedStorage backup() {
        try (TileLedger ledger = world.open(disk)) {
            ledger.append(World.entries("a", "b"));
        }
        SimulatedStorage backup = disk.afterKill();
        try (TileLedger ledger = world.open(disk)) {
            ledger.append(World.entry("lost"));
        }
        return backup;
    }

    /** The ledger of the backup, and the keys as they were last. */
    private SimulatedStorage ledgerRestored() throws IOException {
        SimulatedStorage restored = backup();
        restored.replaceAtomically(Paths.SIGNED, disk.readAll(Paths.SIGNED));
        return restored;
    }

    @Test
    void theKeysTellThatTheLedgerIsAnOlderOneAndTheReasonSaysWhatToDo() throws IOException {
        SimulatedStorage restored = ledgerRestored();
        try (TileLedger ledger = world.open(restored)) {
            assertThat(ledger.status().reasons())
                    .containsExactly(
                            "The log 2026-1 ends behind 5 entries, and 8 were signed: its end is missing. If this"
                                    + " folder was restored from a backup, go on as docs/operations.md says, with"
                                    + " \"restored\": \"2026-1@5\"; if not, somebody has put it back to an older state.");
            assertThatThrownBy(() -> ledger.append(World.entry("x"))).isInstanceOf(LedgerUnavailableException.class);
            assertThat(World.texts(ledger)).containsExactly("a", "b");
        }
    }

    @Test
    void itGoesOnAsANewLogThatNamesTheOldCheckpointAndWhatIsMissing() throws IOException {
        SimulatedStorage restored = ledgerRestored();
        byte[] old = restored.readAll("ledger/2026-1/checkpoint");
        try (TileLedger ledger = world.open(restored, options("2026-1@5"))) {
            assertThat(ledger.status().writable()).isTrue();
            assertThat(ledger.status().shard()).isEqualTo("2026-2");
            assertThat(ledger.status().notes())
                    .containsExactly("The data folder was restored from a backup, with the entries up to 4, and the log"
                            + " 2026-2 goes on from there. The key has signed 8 entries of cisterna/2026-1: what they hold"
                            + " beyond that is missing here.");
            Envelope first = ledger.read(5, 1).get(0);
            JsonObject body = first.entry().body();
            assertThat(first.log()).isEqualTo("2026-2");
            assertThat(body.string("cause")).isEqualTo("restored");
            assertThat(body.string("oldCheckpoint")).isEqualTo(new String(old, StandardCharsets.UTF_8));
            assertThat(body.number("foundEntries")).isEqualTo(5);
            assertThat(body.number("takenEntries")).isEqualTo(5);
            assertThat(body.number("signedEntries")).isEqualTo(8);
            assertThat(body.string("signedLog")).isEqualTo("cisterna/2026-1");
            ledger.append(World.entry("since"));
            assertThat(World.texts(ledger)).containsExactly("a", "b", "since");
        }
        assertThat(restored.readAll("ledger/2026-1/checkpoint")).isEqualTo(old);
        // what was said is done: it may stay or go
        for (String said : List.of("2026-1@5", "")) {
            try (TileLedger ledger = world.open(restored, options(said))) {
                assertThat(ledger.status().shard()).isEqualTo("2026-2");
                assertThat(ledger.status().notes()).isEmpty();
                assertThat(ledger.status().writable()).isTrue();
            }
        }
    }

    @Test
    void aFolderRestoredWithItsKeysGoesOnAsANewLogToo() {
        SimulatedStorage restored = backup();
        try (TileLedger ledger = world.open(restored, options("2026-1@5 as 2026-7"))) {
            assertThat(ledger.status().shard()).isEqualTo("2026-7");
            JsonObject body = ledger.read(5, 1).get(0).entry().body();
            assertThat(body.get("signedEntries")).isEmpty();
            assertThat(body.number("takenEntries")).isEqualTo(5);
        }
    }

    @Test
    void whatIsNotSoIsRefusedAndNothingIsWritten() throws IOException {
        SimulatedStorage restored = ledgerRestored();
        for (String said : List.of("2026-1@4", "2026-2@5", "2026-1@5 as 2026-1")) {
            try (TileLedger ledger = world.open(restored, options(said))) {
                assertThat(ledger.status().writable()).isFalse();
                assertThat(ledger.status().reasons()).singleElement().asString().startsWith("The configuration ");
                assertThat(World.texts(ledger)).containsExactly("a", "b");
            }
        }
        SimulatedStorage whole = backup();
        for (SimulatedStorage folder : List.of(whole, new SimulatedStorage(1))) {
            try (TileLedger ledger = world.open(folder, options("2025-1@5"))) {
                assertThat(ledger.status().reasons())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "The configuration says that this data folder was restored at 2025-1@5, and there is no");
            }
        }
        assertThatThrownBy(() -> options("2026-1")).hasMessageContaining("restored is '2026-1'; give log and size");
    }

    @Test
    void aLostLogOfALaterYearIsNotBegunASecondTime() throws IOException {
        SimulatedStorage restored = backup();
        world.later(Duration.ofDays(365));
        world.open(disk).close();
        restored.replaceAtomically(Paths.SIGNED, disk.readAll(Paths.SIGNED));
        try (TileLedger ledger = world.open(restored)) {
            assertThat(ledger.status().reasons().get(0))
                    .contains("of the log cisterna/2027-1, and that log is not in the folder")
                    .contains("\"restored\": \"2026-1@5\"");
        }
        try (TileLedger ledger = world.open(restored, options("2026-1@5"))) {
            assertThat(ledger.status().shard()).isEqualTo("2027-2");
            assertThat(ledger.read(5, 1).get(0).entry().body().string("signedLog"))
                    .isEqualTo("cisterna/2027-1");
        }
    }

    @Test
    void aCrashAtEveryOperationLeavesTheRestoredLogOrTheNewOneBegun() throws IOException {
        long seed = Seeds.seed("RestoreTest");
        SimulatedStorage restored = ledgerRestored();
        for (long n = 1; ; n++) {
            SimulatedStorage run = restored.afterKill();
            run.crashAt(n);
            int acknowledged = 0;
            try (TileLedger ledger = world.open(run, options("2026-1@5"))) {
                ledger.append(World.entry("since"));
                acknowledged = 1;
            } catch (LedgerUnavailableException e) {
                assertThat(run.fired()).isTrue();
            }
            if (!run.fired()) {
                assertThat(n).isGreaterThan(20);
                return;
            }
            for (SimulatedStorage left : List.of(run.afterCrash(seed + n), run.afterKill())) {
                String what = "seed " + seed + ", operation " + n;
                try (TileLedger ledger = world.open(left, options("2026-1@5"))) {
                    assertThat(ledger.status().reasons()).as(what).isEmpty();
                    assertThat(ledger.status().shard()).as(what).isEqualTo("2026-2");
                    assertThat(World.texts(ledger))
                            .as(what)
                            .startsWith("a", "b")
                            .doesNotContain("lost");
                    assertThat(World.texts(ledger).size()).as(what).isGreaterThanOrEqualTo(2 + acknowledged);
                    assertThat(World.types(ledger).stream().filter(LedgerEntries.CREATED::equals))
                            .as(what)
                            .hasSize(2);
                }
            }
        }
    }
}
