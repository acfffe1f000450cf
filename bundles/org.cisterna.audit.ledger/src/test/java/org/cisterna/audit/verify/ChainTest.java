// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.ledger.LedgerOptions;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.storage.FileStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several logs of one node, good and tampered with, as the verifier and the platform see them: 2026-1 with 303 entries, 2027-1, and 2027-2 under
 * another key.
 */
class ChainTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    private Path temp = Path.of("none");

    private Path data = temp;
    private Path key = temp;
    private Path oldKey = temp;

    private record Answer(int status, String out) {}

    @BeforeEach
    void writeThreeLogs() throws IOException {
        data = temp.resolve("data");
        write(data, 1, "entry ");
        key = data.resolve("ledger.vkey");
        oldKey = temp.resolve("data.old.vkey");
    }

    private void write(Path folder, long seed, String words) throws IOException {
        Files.createDirectories(folder);
        World world = new World(seed);
        FileStorage storage = new FileStorage(folder);
        try (TileLedger ledger = world.open(storage)) {
            for (int i = 0; i < 300; i += 50) {
                ledger.append(IntStream.range(i, i + 50)
                        .mapToObj(n -> World.entry(words + n))
                        .toList());
            }
            world.later(YEAR);
            ledger.append(World.entry(words + 300));
        }
        String old = Files.readString(folder.resolve("ledger.vkey"));
        Files.writeString(folder.resolveSibling(folder.getFileName() + ".old.vkey"), old);
        try (TileLedger ledger = world.open(storage, options().replacing(old.split("\\+", 3)[1]))) {
            ledger.append(World.entry(words + 301));
        }
    }

    private static LedgerOptions options() {
        return new LedgerOptions("cisterna", Duration.ZERO, 2048);
    }

    private Path log(String name) {
        return data.resolve("ledger").resolve(name);
    }

    private static Answer verify(Path what, Path with) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Verify.run(List.of(what.toString(), "--key", with.toString()), to, to);
        return new Answer(status, out.toString(StandardCharsets.UTF_8));
    }

    private String finding() {
        Answer answer = verify(data, key);
        assertThat(answer.status()).as(answer.out()).isEqualTo(1);
        return answer.out();
    }

    /** How the platform starts on the folder: read-only, and with as many entries as can be read. */
    private LedgerStatus readOnly() throws IOException {
        World later = new World(5);
        later.later(YEAR);
        try (TileLedger ledger = later.open(new FileStorage(data))) {
            LedgerStatus status = ledger.status();
            assertThat(status.writable()).isFalse();
            assertThat(status.reasons()).hasSize(1);
            assertThat(World.all(ledger)).hasSize((int) status.size());
            assertThatThrownBy(() -> ledger.append(World.entry("x"))).isInstanceOf(LedgerUnavailableException.class);
            return status;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void theCurrentKeyLeadsToAllLogsByTheirFirstEntries() {
        Answer answer = verify(data, key);
        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out())
                .contains("Log cisterna/2026-1: 303 entries")
                .contains("Log cisterna/2027-1: 5 entries")
                .contains("Log cisterna/2027-2: 4 entries")
                .contains("The log goes on from an older one (year)")
                .contains("The log goes on from an older one (key)");
        assertThat(answer.out().indexOf("2026-1")).isLessThan(answer.out().indexOf("Log cisterna/2027-1"));
    }

    @Test
    void anOldKeyVerifiesWhatItSignedAndSaysWhereThatEnds() {
        Answer answer = verify(data, oldKey);
        assertThat(answer.status()).as(answer.out()).isEqualTo(3);
        assertThat(answer.out())
                .contains("Log cisterna/2026-1: 303 entries")
                .contains("Log cisterna/2027-1: 5 entries")
                .doesNotContain("Log cisterna/2027-2")
                .contains("signed ends here: its last entry names the key cisterna+")
                .contains("under which 2027-2 begins");
    }

    @Test
    void anotherKeyVerifiesNothing() throws IOException {
        write(temp.resolve("other"), 2, "other ");
        Answer answer = verify(data, temp.resolve("other/ledger.vkey"));
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("is not signed by the key").contains("Nothing of this log is proven.");
    }

    @Test
    void anExportOverSeveralLogsIsProvenWithTheCurrentKeyAlone() throws IOException {
        Path file = temp.resolve("export.jsonl");
        World later = new World(5);
        later.later(YEAR);
        try (TileLedger ledger = later.open(new FileStorage(data))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            long entries = ledger.export(List.of(new EntryRange(2, 5), new EntryRange(300, 304)), out);
            assertThat(entries).as("two first entries go with them").isEqualTo(3 + 3 + 1 + 1);
            Files.write(file, out.toByteArray());
        }
        Answer answer = verify(file, key);
        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out()).contains("Log cisterna/2026-1: 303 entries").contains("Log cisterna/2027-2: ");

        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        int changed = lines.indexOf(lines.stream()
                .filter(line -> line.contains("\"text\":\"entry 1\""))
                .findFirst()
                .orElseThrow());
        lines.set(changed, lines.get(changed).replace("entry 1", "entry 7"));
        Files.write(file, lines);
        answer = verify(file, key);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("FINDING at entry 3: The entry is not the one that was signed");

        // the newest part alone is an export, the older ones are none without what proves them
        List<String> head = lines.subList(0, 8);
        Files.write(file, head);
        assertThat(verify(file, key).status()).isEqualTo(1);
    }

    /** What a year that has ended looks like in a file: it stays good for ever, whatever becomes of the writer. */
    @Test
    void theExampleOfTwoLogsIsGood() throws IOException {
        Path examples = Path.of("../../docs/examples/verify");
        Answer answer = verify(examples.resolve("two-logs.jsonl"), examples.resolve("two-logs.vkey"));
        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out()).contains("Log cisterna/2026-1: 6 entries").contains("Log cisterna/2027-1: 3 entries");
    }

    /** Signed by a key that is public (test 1 of RFC 8032), and of a form that is none yet: whoever reads 1 may not call it good. */
    @Test
    void anEnvelopeOfALaterVersionIsNotTakenForOneThatIsKnown() {
        Path examples = Path.of("../../docs/examples/verify");
        Answer answer = verify(examples.resolve("later-envelope.jsonl"), examples.resolve("later-envelope.vkey"));
        assertThat(answer.status()).as(answer.out()).isEqualTo(1);
        assertThat(answer.out()).contains("its envelope has version 2; this verifier reads 1, take a newer one");
    }

    @Test
    void aLogThatWasTakenOutOfTheChainIsMissed() throws IOException {
        delete(log("2027-1"));
        assertThat(finding())
                .contains("The log before it is missing: 2027-1, which ends with 5 entries and the root ")
                .contains("Nothing leads to this log");
        LedgerStatus status = readOnly();
        assertThat(status.reasons().get(0)).startsWith("The log 2027-1 is missing, or a part of it");
        assertThat(status.size()).isEqualTo(303);
    }

    @Test
    void theNewestLogIsMissedTooThoughItsKeyIsGone() throws IOException {
        delete(log("2027-2"));
        assertThat(verify(data, oldKey).out())
                .contains(
                        "FINDING at entry 4: The log has ended with this entry, and 2027-2, which follows it, is missing");
        assertThat(readOnly().reasons().get(0))
                .contains("of the log cisterna/2027-2, and that log is not in the folder");
    }

    @Test
    void aLogPutBackToAnOlderStateIsNamedWithBothSizes() throws IOException {
        // as it was before its last entries, with a checkpoint that its key did sign
        Path younger = temp.resolve("younger");
        Files.createDirectories(younger);
        World world = new World(1);
        try (TileLedger ledger = world.open(new FileStorage(younger))) {
            for (int i = 0; i < 300; i += 50) {
                ledger.append(IntStream.range(i, i + 50)
                        .mapToObj(n -> World.entry("entry " + n))
                        .toList());
            }
            delete(log("2026-1"));
            copy(younger.resolve("ledger/2026-1"), log("2026-1"));
        }
        assertThat(finding())
                .contains("Its checkpoint has 302 entries and the root ")
                .contains("; the log that goes on from it names 303 and ")
                .contains("It was put back to an older state.");
        LedgerStatus status = readOnly();
        assertThat(status.reasons().get(0))
                .startsWith("The log 2026-1 is not the one that was ended: its checkpoint has 302 entries");
        assertThat(status.size()).isZero();
    }

    @Test
    void aForkOfAClosedLogSignedByItsOwnKeyIsASplitView() throws IOException {
        // who has the key of the node makes another past: the same seed, so the same key, and other entries
        write(temp.resolve("fork"), 1, "fork! ");
        delete(log("2026-1"));
        copy(temp.resolve("fork/ledger/2026-1"), log("2026-1"));
        assertThat(finding())
                .contains("There are two versions of this log, and its key has signed both: a split view.");
        assertThat(readOnly().reasons().get(0)).startsWith("The log 2026-1 is not the one that was ended");
    }

    @Test
    void theLogOfAnotherNodeInTheMidstIsNotTakenForItsOwn() throws IOException {
        write(temp.resolve("other"), 2, "other ");
        delete(log("2027-1"));
        copy(temp.resolve("other/ledger/2027-1"), log("2027-1"));
        assertThat(finding()).contains("The checkpoint is not signed by the key cisterna+");
        assertThat(readOnly().reasons().get(0)).contains("its checkpoint is not signed by the key cisterna+");
    }

    @Test
    void aLogPutBehindTheNewestIsNoneOfTheChain() throws IOException {
        write(temp.resolve("other"), 2, "other ");
        copy(temp.resolve("other/ledger/2027-2"), log("2028-1"));
        assertThat(finding()).contains("No log says that this one follows it, and the key has not signed it");
        LedgerStatus status = readOnly();
        assertThat(status.reasons().get(0)).contains("none of the others goes on from 2028-1");
        assertThat(status.size()).isEqualTo(303 + 5 + 4);
    }

    @Test
    void aChangedEntryOfAClosedLogIsNamedAndTheRestStaysProven() throws IOException {
        Path bundle = log("2026-1").resolve("tile/entries/000");
        byte[] bytes = Files.readAllBytes(bundle);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"entry 123\"");
        bytes[at + 7] = '3';
        Files.write(bundle, bytes);
        assertThat(finding())
                .contains("FINDING at entry 125: The entry is not the one that was signed")
                .contains("Still proven: the entries 0 to 124");
        // the platform has the segment, and makes the bundle again
        World later = new World(5);
        later.later(YEAR);
        try (TileLedger ledger = later.open(new FileStorage(data))) {
            assertThat(World.texts(ledger)).hasSize(302);
            assertThat(ledger.status().notes()).singleElement().asString().contains("were made again from its segment");
        }
        assertThat(verify(data, key).status()).isZero();
    }

    @Test
    void anEntryChangedInBundleAndSegmentEndsAllWritingAndIsNamed() throws IOException {
        for (String name : List.of("tile/entries/000", "segment")) {
            Path file = log("2026-1").resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"entry 123\"");
            bytes[at + 7] = '3';
            Files.write(file, bytes);
        }
        LedgerStatus status = readOnly();
        assertThat(status.reasons().get(0))
                .startsWith("The log 2026-1 is damaged. Entry 125 of the log 2026-1 cannot be proven any more");
        assertThat(status.firstBad()).hasValue(125);
    }

    @Test
    void aReplacedKeyFileWithoutAnEntryIsRefused() throws IOException {
        write(temp.resolve("other"), 2, "other ");
        Files.copy(
                temp.resolve("other/keys/ledger.key"),
                data.resolve("keys/ledger.key"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(temp.resolve("other/ledger.vkey"), key, StandardCopyOption.REPLACE_EXISTING);
        LedgerStatus status = readOnly();
        assertThat(status.reasons().get(0)).contains("is not signed by the key of this node");
        assertThat(status.size()).isEqualTo(303 + 5 + 4);
    }
}
