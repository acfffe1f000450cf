// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes that {@code docs/ledger.md} shows are the bytes that are written. They never change: logs live longer than programs. */
class LedgerPageTest {
    /** The secret of RFC 8032, section 7.1, test 1: known to everybody. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private final NodeKey key = NodeKey.of("cisterna", HexFormat.of().parseHex(SEED));
    private final GroupBytes group = new GroupBytes();
    private final byte[] record = onlyOf(group);
    private String page = "";

    /** The one record that is put into a group. */
    private byte[] onlyOf(GroupBytes to) {
        EnvelopeFormat.Around around = new EnvelopeFormat.Around(
                "cisterna",
                "2026-1",
                Instant.parse("2026-01-05T08:00:00Z"),
                Instant.parse("2026-02-14T08:00:00.250Z"),
                "0123456789abcdef");
        byte[] entry = LedgerEntries.created("cisterna", "2026-1", key.publicText())
                .json()
                .canonicalBytes();
        to.begin(0);
        int place = to.room(EnvelopeFormat.room(around, entry));
        int length = EnvelopeFormat.write(around, entry, 0, "00112233445566778899aabbccddeeff", to.bytes(), place);
        to.add(length);
        return Arrays.copyOfRange(to.bytes(), place, place + length);
    }

    @BeforeEach
    void readThePage() throws IOException {
        page = Files.readString(Path.of("../../docs/ledger.md"), StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    @Test
    void showsTheRecord() {
        assertThat(page).contains("\n" + new String(record, StandardCharsets.UTF_8) + "\n");
        Envelope envelope = EnvelopeFormat.read(record, 0, Hashes.digest(new TreeHash().leaf(record)));
        assertThat(envelope.entry()).isEqualTo(LedgerEntries.created("cisterna", "2026-1", key.publicText()));
    }

    @Test
    void showsItsLengthInTheBundleAndItsHash() {
        byte[] length = ByteBuffer.allocate(2).putShort((short) record.length).array();
        assertThat(page).contains("\n" + hex(length) + "  ");
        assertThat(page).contains(Hashes.digest(new TreeHash().leaf(record)).hex());
    }

    @Test
    void showsTheVerifierKeyAndTheCheckpoint() {
        HashTree tree = new HashTree();
        tree.append(new TreeHash().leaf(record));
        Checkpoint checkpoint = new Checkpoint("cisterna/2026-1", 1, Hashes.digest(tree.root(1)));
        assertThat(page).contains("\n" + key.publicText() + "\n");
        assertThat(page).contains("\n" + key.sign(checkpoint.text()));
    }

    @Test
    void showsHowALogEndsAndTheNextOneBegins() {
        HashTree tree = new HashTree();
        tree.append(new TreeHash().leaf(record));
        String note = key.sign(new Checkpoint("cisterna/2026-1", 1, Hashes.digest(tree.root(1))).text());
        Ending ending = new Ending(Beginning.Cause.YEAR, "2027-1", key.verifier());
        Entry end = LedgerEntries.ending(ending, key.verifier()).get(0);
        assertThat(page).contains("\n" + end.json().canonicalText() + "\n");
        assertThat(Ending.of(end)).isEqualTo(ending);
        Beginning.Old old = new Beginning.Old(Beginning.Cause.YEAR, note, key.verifier());
        Entry created = LedgerEntries.created("cisterna", "2027-1", key.verifier(), 1, old);
        assertThat(page).contains("\n" + created.json().canonicalText() + "\n");
        assertThat(Beginning.of(created).old()).contains(old);
    }

    @Test
    void showsTheSegment() {
        byte[] start = new byte[SegmentFormat.GROUP_HEADER_LENGTH];
        group.group().get(start);
        assertThat(page).contains("\n" + hex(SegmentFormat.header(0, 0).array()) + "  ");
        assertThat(page).contains("\n" + hex(start) + "  ");
    }

    @Test
    void namesEveryEntryOfTheLedgerItself() {
        for (String type : List.of(
                LedgerEntries.CREATED,
                LedgerEntries.OPENED,
                LedgerEntries.RECOVERED,
                LedgerEntries.CLOSED,
                LedgerEntries.ENDED,
                LedgerEntries.KEY_REPLACED,
                LedgerEntries.CLOCK_STEPPED)) {
            assertThat(page).contains("`" + type + "`");
        }
    }

    @Test
    void namesEveryWordOfTheVerifiersFindings() throws IOException {
        for (String file : List.of(
                "LogCheck",
                "EntryRules",
                "SegmentCheck",
                "EvidenceCheck",
                "ExportCheck",
                "ExportParts",
                "ChainCheck",
                "KeptCheckpoint")) {
            String source = Files.readString(Path.of("src/main/java/org/cisterna/audit/verify/" + file + ".java"));
            Matcher code = Pattern.compile("finding\\(\\s*\"([a-z-]+)\"").matcher(source);
            while (code.find()) {
                assertThat(page).contains("`" + code.group(1) + "`");
            }
        }
    }
}
