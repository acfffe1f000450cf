// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Json;
import org.cisterna.storage.Storage;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final int SIZE = 64 << 10;

    private static Entry entry(int number, int length) {
        return Entry.of("pump.late", 1, Actor.system("test"))
                .pump("Test/A-1")
                .body(Json.object()
                        .put("number", number)
                        .put("text", "x".repeat(length))
                        .build())
                .build();
    }

    private static Optional<String> keep(Journal journal, Entry entry) {
        journal.hold(entry);
        return journal.write(entry);
    }

    @Test
    void whatWasKeptIsThereAfterAPowerLossAndGoneOnceEntered() {
        SimulatedStorage disk = new SimulatedStorage(1);
        Journal journal = Journal.open(disk, SIZE);
        assertThat(keep(journal, entry(1, 10))).isEmpty();
        assertThat(keep(journal, entry(2, 900))).isEmpty();

        SimulatedStorage after = disk.afterCrash(1);
        Journal again = Journal.open(after, SIZE);
        assertThat(again.pending()).containsExactly(entry(1, 10), entry(2, 900));
        assertThat(again.entered(again.pending())).isEmpty();
        assertThat(keep(again, entry(3, 10))).isEmpty();

        assertThat(Journal.open(after.afterCrash(1), SIZE).pending()).containsExactly(entry(3, 10));
    }

    @Test
    void aCrashAtAnyOperationLosesNothingThatWasKeptAndInventsNothing() {
        long seed = Seeds.seed("JournalTest.crash");
        int crashes = 0;
        for (long step = 1; ; step++) {
            SimulatedStorage disk = new SimulatedStorage(seed);
            disk.crashAt(step);
            Random random = new Random(seed + step);
            List<Entry> kept = new ArrayList<>();
            Optional<Entry> unsure = Optional.empty();
            boolean emptying = false;
            Journal journal = Journal.open(disk, SIZE);
            for (int i = 1; i <= 12 && !disk.fired(); i++) {
                if (i % 5 == 0) {
                    emptying = journal.entered(List.copyOf(kept)).isPresent() || disk.fired();
                    if (!emptying) {
                        kept.clear();
                    }
                } else {
                    Entry next = entry(i, random.nextInt(700));
                    if (keep(journal, next).isEmpty()) {
                        kept.add(next);
                    } else {
                        unsure = Optional.of(next);
                    }
                }
            }
            if (!disk.fired()) {
                assertThat(crashes).isGreaterThan(20);
                return;
            }
            crashes++;
            for (long fate = 0; fate < 20; fate++) {
                List<Entry> found =
                        Journal.open(disk.afterCrash(seed * 31 + fate), SIZE).pending();
                List<Entry> withUnsure = new ArrayList<>(kept);
                unsure.ifPresent(withUnsure::add);
                if (emptying) {
                    assertThat(found).isIn(List.of(), kept);
                } else {
                    assertThat(found)
                            .as("crash at operation %d, fate %d", step, fate)
                            .isIn(kept, withUnsure);
                }
            }
            assertThat(Journal.open(disk.afterKill(), SIZE).pending().size()).isBetween(0, kept.size() + 1);
        }
    }

    @Test
    void everyTornTailIsIgnored() throws Exception {
        SimulatedStorage disk = new SimulatedStorage(1);
        Journal journal = Journal.open(disk, SIZE);
        keep(journal, entry(1, 50));
        byte[] one = disk.readAll(Journal.PATH);
        keep(journal, entry(2, 50));
        byte[] two = disk.readAll(Journal.PATH);
        int end = lastDifference(one, two);
        for (int torn = JournalFile.FIRST; torn <= end; torn++) {
            byte[] bytes = one.clone();
            System.arraycopy(two, JournalFile.FIRST, bytes, JournalFile.FIRST, torn - JournalFile.FIRST);
            SimulatedStorage left = new SimulatedStorage(1);
            left.createDirectories("journal");
            left.replaceAtomically(Journal.PATH, bytes);
            assertThat(Journal.open(left, SIZE).pending()).containsExactly(entry(1, 50));
        }
    }

    private static int lastDifference(byte[] one, byte[] two) {
        int last = 0;
        for (int i = 0; i < one.length; i++) {
            if (one[i] != two[i]) {
                last = i;
            }
        }
        return last;
    }

    @Test
    void aChangedByteEndsTheListAndIsNeverTakenForARecord() throws Exception {
        long seed = Seeds.seed("JournalTest.flip");
        Random random = new Random(seed);
        SimulatedStorage disk = new SimulatedStorage(1);
        Journal journal = Journal.open(disk, SIZE);
        List<Entry> all = List.of(entry(1, 20), entry(2, 20), entry(3, 20));
        all.forEach(each -> keep(journal, each));
        for (int i = 0; i < 500; i++) {
            SimulatedStorage left = disk.afterKill();
            left.flip(Journal.PATH, random.nextInt(JournalFile.FIRST + 900), 1 << random.nextInt(8));
            List<Entry> found = Journal.open(left, SIZE).pending();
            assertThat(all.subList(0, found.size())).isEqualTo(found);
        }
    }

    @Test
    void recordsFromBeforeTheEmptyingNeverComeBack() {
        SimulatedStorage disk = new SimulatedStorage(1);
        Journal journal = Journal.open(disk, SIZE);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 6; i++) {
                keep(journal, entry(round, 30)); // same length each time: an old record stands right behind a new one
            }
            assertThat(journal.entered(journal.pending())).isEmpty();
            keep(journal, entry(100 + round, 30));
            assertThat(Journal.open(disk.afterCrash(round), SIZE).pending()).containsExactly(entry(100 + round, 30));
            assertThat(journal.entered(journal.pending())).isEmpty();
        }
    }

    @Test
    void aFullJournalSaysSoAndHoldsTheRestInMemory() {
        Journal journal = Journal.open(new SimulatedStorage(1), SIZE);
        Optional<String> words = Optional.empty();
        int kept = 0;
        while (words.isEmpty()) {
            words = keep(journal, entry(kept++, 8_000));
        }
        assertThat(words.get()).contains("the journal is full");
        assertThat(journal.pending()).hasSize(kept);
        assertThat(journal.trouble()).isPresent();
    }

    @Test
    void aDiskThatFailsIsSaidAndNotTriedAgain() {
        SimulatedStorage disk = new SimulatedStorage(1);
        Journal journal = Journal.open(disk, SIZE);
        keep(journal, entry(1, 10));
        disk.failAt(disk.operations() + 2);
        assertThat(keep(journal, entry(2, 10)))
                .hasValueSatisfying(words -> assertThat(words).contains("cannot be written"));
        long operations = disk.operations();
        assertThat(keep(journal, entry(3, 10))).isPresent();
        assertThat(disk.operations()).isEqualTo(operations);
        assertThat(journal.pending()).hasSize(3);
    }

    @Test
    void aDiskThatCannotHoldItMakesAJournalThatSaysSo() {
        SimulatedStorage disk = new SimulatedStorage(1);
        disk.free(1_000);
        Journal journal = Journal.open(disk, SIZE);
        assertThat(journal.trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("cannot be opened"));
        assertThat(keep(journal, entry(1, 10))).isPresent();
        assertThat(journal.pending()).hasSize(1);
    }

    @Test
    void aRecordOfANewerVersionIsLeftAsItIs() throws Exception {
        SimulatedStorage disk = new SimulatedStorage(1);
        disk.createDirectories("journal");
        JournalFile file = JournalFile.open(disk, Journal.PATH, SIZE);
        file.append("{\"from\":\"the future\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Journal journal = Journal.open(disk, SIZE);
        assertThat(journal.trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("this version cannot read"));
        assertThat(keep(journal, entry(1, 10))).isPresent();
        assertThat(JournalFile.open(disk, Journal.PATH, SIZE).records()).hasSize(1);
    }

    @Test
    void bothHeadersLostLosesNoRecord() throws Exception {
        SimulatedStorage disk = new SimulatedStorage(1);
        Journal journal = Journal.open(disk, SIZE);
        keep(journal, entry(1, 10));
        journal.entered(journal.pending());
        keep(journal, entry(2, 10));
        try (var file = disk.open(Journal.PATH, Storage.Mode.READ_WRITE)) {
            file.write(0, ByteBuffer.allocate(1024));
        }
        assertThat(Journal.open(disk, SIZE).pending()).containsExactly(entry(2, 10));
    }
}
