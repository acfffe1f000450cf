// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the platform says when it finds its ledger otherwise than it left it. Nothing is written in any of these cases. */
class DamageTest {
    private static final String SEGMENT = "ledger/2026-1/segment";
    private static final int OWN = 3;

    private final World world = new World(1);
    private SimulatedStorage disk = new SimulatedStorage(1);

    /** Entries: created, opened, "0" to "299", closed. */
    @BeforeEach
    void writeALog() {
        try (TileLedger ledger = world.open(disk)) {
            for (int i = 0; i < 300; i += 50) {
                ledger.append(IntStream.range(i, i + 50)
                        .mapToObj(n -> World.entry(Integer.toString(n)))
                        .toList());
            }
        }
    }

    private LedgerStatus readOnly(SimulatedStorage left) {
        return readOnly(left, "cisterna");
    }

    /** A start that reads everything finds it at once; one that goes on from what was kept does, or the scrub behind it. */
    private LedgerStatus readOnly(SimulatedStorage left, String node) {
        LedgerStatus status = readOnlyAtOnce(World.nothingKept(left.afterKill()), node);
        SimulatedStorage kept = left.afterKill();
        World world = new World(2);
        try (TileLedger ledger = world.open(kept, node)) {
            if (ledger.status().writable()) {
                assertThat(world.scrub(ledger)).isFalse();
            }
            assertThat(ledger.status().writable()).isFalse();
            assertThat(ledger.status().firstBad()).isEqualTo(status.firstBad());
            assertThatThrownBy(() -> ledger.append(World.entry("x"))).isInstanceOf(LedgerUnavailableException.class);
        }
        assertThat(kept.files()).as("the next start reads everything").doesNotContain(StartCache.FILE);
        assertThat(readOnlyAtOnce(kept, node).firstBad()).isEqualTo(status.firstBad());
        return status;
    }

    private static LedgerStatus readOnlyAtOnce(SimulatedStorage left, String node) {
        long before = left.operations();
        try (TileLedger ledger = new World(2).open(left, node)) {
            assertThatThrownBy(() -> ledger.append(World.entry("x")))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessage("The ledger cannot be written. "
                            + ledger.status().reasons().get(0));
            LedgerStatus status = ledger.status();
            assertThat(status.writable()).isFalse();
            assertThat(status.reasons()).hasSize(1);
            assertThat(World.all(ledger)).hasSize((int) status.size());
            return status;
        } finally {
            assertThat(left.operations() - before).as("only folders are synced").isLessThanOrEqualTo(5);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void namesTheEntryWhoseBytesAreDamaged() throws IOException {
        long place = find(disk.readAll(SEGMENT), "\"text\":\"123\"");
        disk.flip(SEGMENT, place + 9, 1);
        LedgerStatus status = readOnly(disk);
        assertThat(status.firstBad()).hasValue(125);
        assertThat(status.size()).isEqualTo(125);
        assertThat(status.reasons().get(0)).startsWith("Entry 125 of the log 2026-1 is damaged on the disk.");
        assertThat(status.origin()).isEqualTo("cisterna/2026-1");
    }

    @Test
    void namesTheEntryThatWasChangedWithCare() throws IOException {
        // a forger who mends every checksum of the segment, and leaves the tiles
        forge("\"text\":\"123\"", "\"text\":\"321\"");
        LedgerStatus status = readOnly(disk);
        assertThat(status.firstBad()).hasValue(125);
        assertThat(status.size()).isEqualTo(125);
        assertThat(status.reasons().get(0)).isEqualTo("Entry 125 of the log 2026-1 was changed after it was signed.");
    }

    @Test
    void saysThatThePlaceCannotBeToldWhenTheTilesWereForgedToo() throws IOException {
        forge("\"text\":\"123\"", "\"text\":\"321\"");
        disk.flip("ledger/2026-1/tile/0/000", 5, 1);
        LedgerStatus status = readOnly(disk);
        assertThat(status.size()).isZero();
        assertThat(status.reasons().get(0)).contains("the place cannot be told");
    }

    @Test
    void namesTheFirstEntryOutOfOrder() throws IOException {
        forge("\"sequence\":200,", "\"sequence\":201,");
        LedgerStatus status = readOnly(disk);
        assertThat(status.firstBad()).hasValue(200);
        assertThat(status.reasons().get(0)).endsWith("is not what was entered there: it has the number 201.");
    }

    @Test
    void knowsAnEntryOfAnotherLog() throws IOException {
        forge("\"node\":\"cisterna\",\"nonce\"", "\"node\":\"cistexna\",\"nonce\"");
        assertThat(readOnly(disk).reasons().get(0)).endsWith("it comes from the log cistexna/2026-1.");
    }

    @Test
    void tellsAMissingEndFromATornOne() throws IOException {
        int cut = find(disk.readAll(SEGMENT), "\"text\":\"250\"");
        truncate(disk, cut);
        LedgerStatus status = readOnly(disk);
        assertThat(status.firstBad()).hasValue(252);

        int group = lastGroup(disk.readAll(SEGMENT));
        truncate(disk, group);
        status = readOnly(disk);
        assertThat(status.reasons().get(0))
                .isEqualTo("The log 2026-1 ends behind 252 entries, and 303 were signed: its end is missing.");
        assertThat(status.firstBad()).hasValue(252);
    }

    @Test
    void recoversATornEndAndSaysSo() throws IOException {
        SimulatedStorage torn = new SimulatedStorage(1);
        TileLedger killed = world.open(torn, new LedgerOptions("cisterna", Duration.ZERO, 64 * 1024));
        killed.append(World.entry("kept"));
        torn.crashAt(torn.operations() + 2);
        assertThatThrownBy(() -> killed.append(World.entry("never acknowledged " + "x".repeat(600))))
                .isInstanceOf(LedgerUnavailableException.class);
        SimulatedStorage left = torn.afterKill();
        // some of it got lost on the way to the disk
        int place = find(left.readAll(SEGMENT), "never acknowledged");
        for (int i = place - 100; i < place; i++) {
            left.flip(SEGMENT, i, left.readAll(SEGMENT)[i]);
        }
        try (TileLedger ledger = new World(2).open(left)) {
            assertThat(ledger.status().writable()).isTrue();
            assertThat(ledger.status().notes())
                    .singleElement()
                    .asString()
                    .startsWith("A crash had torn the last write behind entry 3 of the log 2026-1 (")
                    .endsWith("never acknowledged); it was cut off.");
            assertThat(World.types(ledger))
                    .containsExactly(
                            "ledger.created", "ledger.opened", "test.noted", "ledger.recovered", "ledger.opened");
            assertThat(ledger.read(3, 1).get(0).entry().body().number("goodEntries"))
                    .isEqualTo(3);
            assertThat(ledger.read(4, 1).get(0).entry().body().flag("afterCleanStop"))
                    .isFalse();
        }
        assertThat(new String(left.readAll(SEGMENT), StandardCharsets.UTF_8)).doesNotContain("xxxx");
    }

    @Test
    void refusesAnOlderLogPutBackInThePlaceOfTheNewerOne() throws IOException {
        SimulatedStorage backup = disk.afterKill();
        try (TileLedger ledger = new World(2).open(disk)) {
            ledger.append(World.entry("since the backup"));
        }
        for (String file : disk.files()) {
            if (file.startsWith("ledger/")) {
                disk.delete(file);
            }
        }
        for (String file : backup.files()) {
            if (file.startsWith("ledger/")) {
                disk.replaceAtomically(file, backup.readAll(file));
            }
        }
        LedgerStatus status = readOnly(disk);
        assertThat(status.reasons().get(0))
                .startsWith(
                        "The log 2026-1 ends behind 303 entries, and 306 were signed: its end is missing. If this folder was"
                                + " restored from a backup, ")
                .endsWith("with \"restored\": \"2026-1@303\"; if not, somebody has put it back to an older state.");
    }

    @Test
    void missesALogThatWasTakenAway() throws IOException {
        for (String file : disk.files()) {
            if (file.startsWith("ledger/")) {
                disk.delete(file);
            }
        }
        assertThat(readOnly(disk).reasons().get(0)).contains("segment is missing, and 303 entries were signed");

        SimulatedStorage fresh = new SimulatedStorage(1);
        fresh.createDirectories("keys");
        for (String file : List.of("keys/ledger.key", "keys/ledger.signed", "ledger.vkey")) {
            fresh.replaceAtomically(file, disk.readAll(file));
        }
        LedgerStatus status = readOnly(fresh);
        assertThat(status.reasons().get(0))
                .startsWith(
                        "The key of this node has signed 303 entries of the log cisterna/2026-1, and that log is not in");
        assertThat(status.shard()).isEmpty();
        assertThat(status.origin()).isEmpty();
    }

    @Test
    void saysThatTheKeyIsMissingOrAnotherOne() throws IOException {
        SimulatedStorage other = new SimulatedStorage(9);
        new World(9).open(other).close();
        byte[] own = disk.readAll("keys/ledger.key");

        disk.delete("keys/ledger.key");
        assertThat(readOnly(disk).reasons().get(0)).startsWith("The key of the ledger, keys/ledger.key, is missing");

        disk.replaceAtomically("keys/ledger.key", other.readAll("keys/ledger.key"));
        LedgerStatus status = readOnly(disk);
        assertThat(status.reasons().get(0)).startsWith("The verifier key ledger.vkey does not belong to the key");
        assertThat(status.size()).isEqualTo(300 + OWN);

        disk.replaceAtomically("ledger.vkey", other.readAll("ledger.vkey"));
        assertThat(readOnly(disk).reasons().get(0)).contains("is not signed by the key of this node");

        disk.replaceAtomically("keys/ledger.key", bytes("secret\n"));
        assertThat(readOnly(disk).reasons().get(0))
                .contains("keys/ledger.key, cannot be used: it does not have the form")
                .doesNotContain("secret");

        disk.replaceAtomically("keys/ledger.key", own);
        disk.delete("ledger.vkey");
        world.open(disk).close();
    }

    @Test
    void belongsToOneNode() {
        assertThat(readOnly(disk, "other").reasons().get(0))
                .startsWith("The ledger belongs to the node 'cisterna', and this node is configured as 'other'.");
    }

    @Test
    void refusesALogThatNothingLeadsTo() throws IOException {
        disk.createDirectories("ledger/2027-1");
        LedgerStatus status = readOnly(disk);
        assertThat(status.reasons().get(0))
                .startsWith(
                        "There is more than one log in the ledger's folder, and none of the others goes on from 2027-1.");
        assertThat(status.size()).isEqualTo(300 + OWN);
    }

    @Test
    void stopsAtAnEntryThatChangesWhileItIsOpen() throws IOException {
        SimulatedStorage long1 = new SimulatedStorage(1);
        try (TileLedger ledger = world.open(long1)) {
            for (int i = 0; i < 1200; i += 60) {
                ledger.append(Collections.nCopies(60, World.entry("same")));
            }
            long1.flip(SEGMENT, find(long1.readAll(SEGMENT), "\"sequence\":20,"), 1);
            assertThat(ledger.status().writable()).isTrue();
            assertThat(ledger.read(0, 100)).hasSize(20);
            assertThat(ledger.read(20, 100)).isEmpty();
            assertThat(ledger.status().writable()).isFalse();
            assertThat(ledger.status().firstBad()).hasValue(20);
            assertThatThrownBy(() -> ledger.append(World.entry("x"))).isInstanceOf(LedgerUnavailableException.class);
        }
    }

    @Test
    void leavesADamagedLogAsItIsForOthersToSee() throws IOException {
        disk.flip("ledger/2026-1/tile/entries/000", 700, 1);
        disk.flip(SEGMENT, 700, 1);
        try (TileLedger ledger = new World(2).open(World.nothingKept(disk))) {
            assertThat(ledger.staticFile("2026-1/tile/entries/000"))
                    .contains(disk.readAll("ledger/2026-1/tile/entries/000"));
            assertThat(bytes(ledger.checkpoint())).isEqualTo(disk.readAll("ledger/2026-1/checkpoint"));
            assertThat(ledger.staticFile("2026-1/segment")).isEmpty();
        }
    }

    private static int find(byte[] in, String text) {
        int at = new String(in, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).isPositive();
        return at;
    }

    private static int lastGroup(byte[] segment) {
        return new String(segment, StandardCharsets.ISO_8859_1).lastIndexOf("CGRP");
    }

    private static void truncate(SimulatedStorage disk, int size) throws IOException {
        try (StorageFile file = disk.open(SEGMENT, Mode.READ_WRITE)) {
            file.truncate(size);
            file.force();
        }
    }

    /** Replaces text of equal length in a record and mends the checksums of record and group. */
    private void forge(String from, String to) throws IOException {
        byte[] segment = disk.readAll(SEGMENT);
        int place = find(segment, from);
        ByteBuffer bytes = ByteBuffer.wrap(segment);
        for (int group = SegmentFormat.HEADER_LENGTH; SegmentFormat.isGroupHeader(bytes, group); ) {
            int body = bytes.getInt(group + 4);
            int start = group + SegmentFormat.GROUP_HEADER_LENGTH;
            for (int record = start; record < start + body; ) {
                int length = Short.toUnsignedInt(bytes.getShort(record));
                int text = record + SegmentFormat.RECORD_HEADER_LENGTH;
                if (place > text && place < text + length) {
                    System.arraycopy(bytes(to), 0, segment, place, to.length());
                    bytes.putInt(record + 2, SegmentFormat.crc(segment, text, length));
                    bytes.putInt(start + body, SegmentFormat.crc(segment, start, body));
                }
                record = text + length;
            }
            group = start + body + SegmentFormat.GROUP_TRAILER_LENGTH;
        }
        disk.replaceAtomically(SEGMENT, segment);
    }
}
