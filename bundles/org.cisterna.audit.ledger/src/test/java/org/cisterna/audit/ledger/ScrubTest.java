// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start does not read, because the bytes are those that were signed, is read behind it. */
class ScrubTest {
    private static final String SEGMENT = "ledger/2026-1/segment";

    private final SimulatedStorage disk = new SimulatedStorage(1);

    @BeforeEach
    void writeALog() {
        try (TileLedger ledger = new World(1).open(disk)) {
            for (int i = 0; i < 25; i++) {
                ledger.append(Collections.nCopies(60, World.entry("same")));
            }
        }
    }

    @Test
    void findsNothingInAGoodLog() throws Exception {
        World world = new World(2);
        try (TileLedger ledger = world.open(disk)) {
            assertThat(world.time().run(ledger::scrub)).isTrue();
            assertThat(ledger.status().writable()).isTrue();
            assertThat(World.all(ledger)).hasSize((int) ledger.size());
        }
    }

    @Test
    void findsAByteThatChangedSinceTheStartAndEndsAllWriting() throws Exception {
        World world = new World(2);
        try (TileLedger ledger = world.open(disk)) {
            disk.flip(SEGMENT, find(disk.readAll(SEGMENT), "\"sequence\":700,"), 1);
            assertThat(world.time().run(ledger::scrub)).isFalse();
            assertThat(ledger.status().firstBad()).hasValue(700);
            assertThat(ledger.status().reasons())
                    .containsExactly(
                            "Entry 700 of the log 2026-1 is damaged on the disk; the entries before it are good,"
                                    + " those from it on cannot be trusted.");
            assertThatThrownBy(() -> ledger.append(World.entry("x"))).isInstanceOf(LedgerUnavailableException.class);
        }
    }

    /** Only who has the key of the node can make such a log: every hash and every signature in it is right. */
    @Test
    void findsWhatWasSignedAndIsOutOfOrder() throws Exception {
        signAnew("\"sequence\":700,", "\"sequence\":701,");
        World world = new World(2);
        try (TileLedger ledger = world.open(disk)) {
            assertThat(ledger.status().writable()).isTrue();
            assertThat(world.time().run(ledger::scrub)).isFalse();
            assertThat(ledger.status().firstBad()).hasValue(700);
            assertThat(ledger.status().reasons())
                    .containsExactly("Entry 700 was signed and does not belong there: it has the number 701.");
        }
    }

    @Test
    void whoReadsWhatWasSignedAndIsNoEntryGetsWhatComesBeforeIt() throws Exception {
        signAnew("\"sequence\":700,", "\"sequencX\":700,");
        World world = new World(2);
        try (TileLedger ledger = world.open(disk)) {
            assertThat(ledger.status().writable()).isTrue();
            assertThat(ledger.read(650, 100)).hasSize(50);
            assertThat(ledger.status().firstBad()).hasValue(700);
            assertThat(ledger.status().reasons())
                    .singleElement()
                    .asString()
                    .startsWith("Entry 700 was signed and is no entry: ");
            assertThat(ledger.read(700, 100)).isEmpty();
        }
    }

    @Test
    void runsByItselfAMinuteAfterAStartThatHasReadEverything() throws Exception {
        World.nothingKept(disk);
        runsByItself(Scrub.FIRST);
    }

    @Test
    void runsByItselfSecondsAfterAStartThatHasNot() throws Exception {
        runsByItself(Scrub.SOON);
    }

    private void runsByItself(Duration after) throws Exception {
        World world = new World(2);
        LedgerOptions options = new LedgerOptions("cisterna", Duration.ofMillis(100), World.ROOM);
        world.time().run(() -> firstPass(world, options, after));
    }

    private void firstPass(World world, LedgerOptions options, Duration after) throws Exception {
        try (TileLedger ledger = world.open(disk, options)) {
            disk.flip(SEGMENT, find(disk.readAll(SEGMENT), "\"sequence\":700,"), 1);
            world.time().advance(after.minusMillis(1));
            assertThat(ledger.status().writable()).isTrue();
            world.time().advance(Duration.ofSeconds(1));
            assertThat(ledger.status().firstBad()).hasValue(700);
        }
    }

    /** Changes a record, mends every checksum, tile and hash, and signs what comes of it. */
    private void signAnew(String from, String to) throws IOException {
        byte[] segment = disk.readAll(SEGMENT);
        int place = find(segment, from);
        ByteBuffer bytes = ByteBuffer.wrap(segment);
        HashTree tree = new HashTree();
        TreeHash hash = new TreeHash();
        for (int group = SegmentFormat.HEADER_LENGTH; SegmentFormat.isGroupHeader(bytes, group); ) {
            int body = bytes.getInt(group + 4);
            int start = group + SegmentFormat.GROUP_HEADER_LENGTH;
            for (int record = start; record < start + body; ) {
                int length = Short.toUnsignedInt(bytes.getShort(record));
                int text = record + SegmentFormat.RECORD_HEADER_LENGTH;
                if (place > text && place < text + length) {
                    System.arraycopy(to.getBytes(StandardCharsets.US_ASCII), 0, segment, place, to.length());
                    bytes.putInt(record + 2, SegmentFormat.crc(segment, text, length));
                    bytes.putInt(start + body, SegmentFormat.crc(segment, start, body));
                }
                tree.append(hash.leaf(Arrays.copyOfRange(segment, text, text + length)));
                record = text + length;
            }
            group = start + body + SegmentFormat.GROUP_TRAILER_LENGTH;
        }
        disk.replaceAtomically(SEGMENT, segment);
        NodeKey key = NodeKey.parse(new String(disk.readAll("keys/ledger.key"), StandardCharsets.US_ASCII).strip());
        Checkpoint checkpoint = new Checkpoint("cisterna/2026-1", tree.size(), Hashes.digest(tree.root(tree.size())));
        byte[] note = key.sign(checkpoint.text()).getBytes(StandardCharsets.UTF_8);
        disk.replaceAtomically("keys/ledger.signed", note);
        disk.replaceAtomically("ledger/2026-1/checkpoint", note);
    }

    private static int find(byte[] in, String text) {
        int at = new String(in, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).isPositive();
        return at;
    }
}
