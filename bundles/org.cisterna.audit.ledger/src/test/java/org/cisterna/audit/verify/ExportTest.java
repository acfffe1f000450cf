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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of entries: made by the ledger, checked by the verifier, which share no class. */
class ExportTest {

    private SimulatedStorage disk = new SimulatedStorage(1);

    private VerifierKey key() throws IOException {
        return new VerifierKey(new String(disk.readAll("ledger.vkey"), StandardCharsets.US_ASCII).strip());
    }

    private TileLedger ledger(long seed, int entries) throws IOException {
        disk = new SimulatedStorage(seed);
        TileLedger ledger = new World(seed).open(disk);
        for (int i = 0; ledger.size() < entries; i++) {
            ledger.append(World.entry("entry " + i));
        }
        return ledger;
    }

    private static byte[] export(TileLedger ledger, EntryRange... ranges) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ledger.export(List.of(ranges), out);
        return out.toByteArray();
    }

    private Result verified(byte[] file) throws IOException {
        Result result = new Result("export");
        new ExportCheck(key(), Optional.empty(), result, true).run(file);
        return result;
    }

    private static List<String> lines(byte[] file) {
        return new ArrayList<>(new String(file, StandardCharsets.UTF_8).lines().toList());
    }

    private static byte[] joined(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anySelectionOfALogOfAnySizeProvesItself() throws IOException {
        Random random = new Random(Seeds.seed("ExportTest.any"));
        for (int log = 0; log < 12; log++) {
            int size = 3 + random.nextInt(130);
            try (TileLedger ledger = ledger(random.nextLong(), size)) {
                for (int each = 0; each < 8; each++) {
                    int kept = random.nextInt(3);
                    List<Long> indices = LongStream.range(0, size)
                            .filter(i -> kept == 0 || random.nextInt(kept * 10) == 0)
                            .boxed()
                            .toList();
                    byte[] file = export(ledger, EntryRange.of(indices).toArray(EntryRange[]::new));
                    Result result = verified(file);
                    assertThat(result.isGood())
                            .as("%s of %s: %s", indices, size, result.words())
                            .isTrue();
                    assertThat(result.json())
                            .containsEntry("entries", (long) indices.size())
                            .containsEntry("proven", true);
                    assertThat(lines(file)).hasSize(indices.size() + 2);
                    for (int i = 0; i < indices.size(); i++) {
                        Envelope entry = ledger.read(indices.get(i), 1).get(0);
                        assertThat(lines(file).get(i + 1)).contains("\"nonce\":\"" + entry.nonce() + "\"");
                    }
                }
            }
        }
    }

    @Test
    void aChangeOfAnyByteIsFound() throws IOException {
        try (TileLedger ledger = ledger(1, 20)) {
            byte[] file = export(ledger, new EntryRange(2, 3), new EntryRange(7, 9));
            long changes = 0;
            for (int i = 0; i < file.length; i++) {
                for (int bit : new int[] {0x01, 0x20}) {
                    byte[] changed = file.clone();
                    changed[i] = (byte) (changed[i] ^ bit);
                    assertThat(verified(changed).isGood())
                            .as("byte %s: %s", i, new String(changed, StandardCharsets.UTF_8))
                            .isFalse();
                    changes++;
                }
            }
            System.out.println("bytes of an export changed and found: " + changes);
        }
    }

    @Test
    void aChangedEntryIsNamedAndTheOthersStayProven() throws IOException {
        try (TileLedger ledger = ledger(1, 20)) {
            List<String> lines = lines(export(ledger, new EntryRange(2, 3), new EntryRange(7, 9)));
            lines.set(2, lines.get(2).replace("\"entry 5\"", "\"entry 6\""));
            Result result = verified(joined(lines));
            assertThat(result.json()).containsEntry("firstBad", 7L).containsEntry("findingCount", 1L);
            assertThat(result.words())
                    .anyMatch(line -> line.contains("FINDING at entry 7: The entry is not the one that was signed"))
                    .anyMatch(line -> line.contains("Still proven: the entries of the file that are not named here"));
        }
    }

    @Test
    void aChangedHashOfAnEntryIsNotTheEntrysFault() throws IOException {
        try (TileLedger ledger = ledger(1, 20)) {
            List<String> lines = lines(export(ledger, new EntryRange(2, 3), new EntryRange(7, 9)));
            String last = lines.get(lines.size() - 1);
            int at = last.indexOf("\"leaves\":[\"") + 11;
            lines.set(
                    lines.size() - 1,
                    last.substring(0, at) + (last.charAt(at) == 'A' ? 'B' : 'A') + last.substring(at + 1));
            assertThat(verified(joined(lines)).words())
                    .anyMatch(line -> line.contains("the entries themselves are good"));
        }
    }

    @Test
    void linesThatAreLeftOutDoubledSwappedOrOfAnotherLogAreFound() throws IOException {
        byte[] file;
        byte[] other;
        try (TileLedger ledger = ledger(2, 20)) {
            other = export(ledger, new EntryRange(7, 9));
        }
        try (TileLedger ledger = ledger(1, 20)) {
            file = export(ledger, new EntryRange(7, 9));
        }
        for (int left = 0; left < 4; left++) {
            List<String> lines = lines(file);
            lines.remove(left);
            assertThat(verified(joined(lines)).isGood())
                    .as("without line %s", left)
                    .isFalse();
        }
        for (int first = 0; first < 3; first++) {
            List<String> lines = lines(file);
            Collections.swap(lines, first, first + 1);
            assertThat(verified(joined(lines)).isGood())
                    .as("lines %s and the next swapped", first)
                    .isFalse();
            lines = lines(file);
            lines.set(first, lines(other).get(first));
            assertThat(verified(joined(lines)).isGood())
                    .as("line %s of another log", first)
                    .isFalse();
            lines = lines(file);
            lines.add(first, lines.get(first));
            assertThat(verified(joined(lines)).isGood())
                    .as("line %s twice", first)
                    .isFalse();
        }
        assertThat(verified(other).words()).anyMatch(line -> line.contains("names the key"));
    }

    @Test
    void aFileThatWasCutOffAnywhereIsFound() throws IOException {
        try (TileLedger ledger = ledger(1, 9)) {
            byte[] file = export(ledger, new EntryRange(0, 2));
            for (int length = 0; length < file.length; length++) {
                assertThat(verified(Arrays.copyOf(file, length)).isGood())
                        .as("%s bytes", length)
                        .isFalse();
            }
        }
    }

    @Test
    void whatIsNewerThanTheCheckpointIsLeftOut() throws IOException {
        try (TileLedger ledger = ledger(1, 5)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(ledger.export(List.of(new EntryRange(3, 50), new EntryRange(60, 61)), out))
                    .isEqualTo(2);
            assertThat(verified(out.toByteArray()).isGood()).isTrue();
            assertThatThrownBy(() -> export(ledger, new EntryRange(3, 5), new EntryRange(4, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ascend");
        }
    }

    @Test
    void theCommandTakesTheFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("some.jsonl");
        Path keyFile = folder.resolve("ledger.vkey");
        try (TileLedger ledger = ledger(1, 9)) {
            Files.write(file, export(ledger, new EntryRange(0, 2), new EntryRange(5, 6)));
        }
        Files.write(keyFile, disk.readAll("ledger.vkey"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(Verify.run(List.of(file.toString(), "--key", keyFile.toString()), print, print))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("9 entries", "3 entries read", "an export of 3 of 9 entries", "not that nothing was left out")
                .endsWith("GOOD: every entry of the file is the one that was signed, at its place in the log.\n");
        Files.writeString(
                file, IntStream.range(0, 9).mapToObj(Integer::toString).toList().toString());
        assertThat(Verify.run(List.of(file.toString(), "--key", keyFile.toString()), print, print))
                .isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("is not an export of a ledger");
    }
}
