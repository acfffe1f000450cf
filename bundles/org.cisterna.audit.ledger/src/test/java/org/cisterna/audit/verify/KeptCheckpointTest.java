// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.storage.FileStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log and keys put back together, and two versions of a log, as only somebody can tell who has kept a checkpoint. */
class KeptCheckpointTest {
    @TempDir
    private Path temp = Path.of("none");

    private record Answer(int status, String out) {}

    /** A ledger with these entries; the same seed makes the same key. */
    private Path ledger(String name, long seed, String... texts) throws IOException {
        Path folder = temp.resolve(name);
        Files.createDirectories(folder);
        try (TileLedger ledger = new World(seed).open(new FileStorage(folder))) {
            for (String text : texts) {
                ledger.append(World.entry(text));
            }
        }
        return folder;
    }

    private static Path checkpoint(Path folder) {
        return folder.resolve("ledger/2026-1/checkpoint");
    }

    private static Answer verify(Path folder, Path kept) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Verify.run(
                List.of(
                        folder.toString(),
                        "--key",
                        folder.resolve("ledger.vkey").toString(),
                        "--kept",
                        kept.toString()),
                to,
                to);
        return new Answer(status, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aLogThatHasGrownSinceExtendsIt() throws IOException {
        Path folder = ledger("one", 1, "a", "b", "c");
        Path kept = temp.resolve("kept");
        Files.copy(checkpoint(folder), kept);
        try (TileLedger ledger = new World(2).open(new FileStorage(folder))) {
            ledger.append(World.entry("d"));
        }
        Answer answer = verify(folder, kept);
        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out()).contains("The log extends the checkpoint of 6 entries that was kept.");
    }

    @Test
    void aFolderPutBackWholeKeysIncludedIsFound() throws IOException {
        Path longer = ledger("longer", 1, "a", "b", "c");
        Answer answer = verify(ledger("older", 1, "a"), checkpoint(longer));
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out())
                .contains("FINDING at entry 4: The checkpoint that was kept has 6 entries and the root ")
                .contains("; here are 4 entries: the end was taken away, or all of it was put back");
    }

    @Test
    void twoVersionsOfALogAreFoundAndBothRootsShown() throws IOException {
        Path one = ledger("one", 1, "a", "b", "c");
        Path other = ledger("other", 1, "a", "B", "c");
        Answer answer = verify(one, checkpoint(other));
        assertThat(answer.status()).isEqualTo(1);
        for (Path each : List.of(one, other)) {
            assertThat(answer.out())
                    .contains(
                            Files.readString(checkpoint(each)).lines().toList().get(2));
        }
        assertThat(answer.out()).contains("There are two versions of this log, a split view");
    }

    @Test
    void aCheckpointOfAnotherKeySaysNothingAndOneThatIsNoneIsWrongUse() throws IOException {
        Path one = ledger("one", 1, "a", "b", "c");
        Answer answer = verify(one, checkpoint(ledger("other", 9, "a")));
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.out()).contains("The checkpoint that was kept is not signed by the key cisterna+");
        answer = verify(one, one.resolve("ledger.vkey"));
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).contains("holds no checkpoint: it is not a signed note");
    }
}
