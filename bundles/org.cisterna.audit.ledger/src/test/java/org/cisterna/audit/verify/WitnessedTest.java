// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.audit.WitnessAnswer;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.audit.witness.LogWitness;
import org.cisterna.storage.FileStorage;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier says which witness has cosigned what and when, and finds what was cosigned and is there no more. */
class WitnessedTest {
    @TempDir
    private Path temp = Path.of("none");

    private record Answer(int status, String out) {}

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

    private static Path file(Path folder, String name) {
        return folder.resolve("ledger/2026-1/" + name);
    }

    /** Lets a new witness of that name cosign the checkpoint of a folder, and gives its key. */
    private Path cosign(Path folder, String witness, Path to) throws IOException {
        World world = new World(witness.length());
        LogWitness other = LogWitness.open(
                new SimulatedStorage(3),
                witness,
                List.of(Files.readString(folder.resolve("ledger.vkey"))),
                world.time().house(),
                world.time().randomness());
        String note = Files.readString(file(folder, "checkpoint"));
        WitnessAnswer answer = other.add(("old 0\n\n" + note).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.kind()).isEqualTo(WitnessAnswer.Kind.COSIGNED);
        Files.writeString(to, note + answer.text());
        return Files.writeString(temp.resolve(witness + ".vkey"), other.key() + "\n");
    }

    private static Answer verify(Path folder, Path... witnesses) {
        List<String> args = new ArrayList<>(List.of(
                folder.toString(), "--key", folder.resolve("ledger.vkey").toString()));
        for (Path each : witnesses) {
            args.addAll(List.of("--witness", each.toString()));
        }
        return run(args);
    }

    private static Answer run(List<String> args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Verify.run(args, to, to);
        return new Answer(status, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whoHasCosignedWhatAndWhenIsSaid() throws IOException {
        Path folder = ledger("one", 1, "a", "b");
        Path near = cosign(folder, "near", file(folder, "checkpoint"));
        Path second = cosign(folder, "farther", file(folder, "checkpoint"));
        Answer answer = verify(folder, near, second);
        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out())
                .contains("Witness near has cosigned 5 entries at 20")
                .contains("Witness farther has cosigned 5 entries at 20");
        assertThat(verify(folder).out()).as("nobody asked").doesNotContain("Witness");
        List<String> json = List.of(
                folder.toString(),
                "--key",
                folder.resolve("ledger.vkey").toString(),
                "--witness",
                near.toString(),
                "--json");
        assertThat(run(json).out())
                .contains("\"cosigned\":[{\"key\":\"near+", "\"name\":\"near\",\"size\":5,\"time\":\"20");
    }

    @Test
    void anOlderCheckpointThatWasCosignedIsFoundBesideTheNewest() throws IOException {
        Path folder = ledger("one", 1, "a", "b");
        Path near = cosign(folder, "near", file(folder, "witnessed"));
        try (TileLedger ledger = new World(2).open(new FileStorage(folder))) {
            ledger.append(World.entry("c"));
        }
        Answer answer = verify(folder, near);
        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out()).contains("Witness near has cosigned 5 entries");
    }

    @Test
    void aLogThatNoLongerExtendsWhatWasCosignedIsAFinding() throws IOException {
        Path longer = ledger("longer", 1, "a", "b", "c");
        Path near = cosign(longer, "near", temp.resolve("witnessed"));
        Path older = ledger("older", 1, "a");
        Files.copy(temp.resolve("witnessed"), file(older, "witnessed"));
        for (Answer answer : List.of(verify(older), verify(older, near))) {
            assertThat(answer.status()).isEqualTo(1);
            assertThat(answer.out())
                    .contains("FINDING at entry 4: A checkpoint that witnesses have cosigned has 6 entries");
        }
        Path other = ledger("other", 1, "a", "B", "c");
        Files.copy(temp.resolve("witnessed"), file(other, "witnessed"));
        Answer answer = verify(other, near);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out())
                .contains("There are two versions of this log, a split view", "The key has signed both: ");
        for (Path each : List.of(longer, other)) {
            assertThat(answer.out())
                    .contains(Files.readString(file(each, "checkpoint"))
                                    .lines()
                                    .toList()
                                    .get(2) + "\\n\\n");
        }
    }

    @Test
    void whatIsNoCosignatureOfTheWitnessIsSaid() throws IOException {
        Path folder = ledger("one", 1, "a");
        Path note = file(folder, "checkpoint");
        Path near = cosign(folder, "near", note);
        Path far = cosign(folder, "far", temp.resolve("elsewhere"));
        Answer without = verify(folder, near, far);
        assertThat(without.status()).as("one of them has not").isEqualTo(3);
        assertThat(without.out()).contains("No checkpoint here is cosigned by the witness far+");

        List<String> lines = new ArrayList<>(Files.readAllLines(note));
        String line = lines.remove(lines.size() - 1);
        int at = line.length() - 10;
        lines.add(line.substring(0, at) + (line.charAt(at) == 'A' ? 'B' : 'A') + line.substring(at + 1));
        Files.writeString(note, String.join("\n", lines) + "\n");
        Answer changed = verify(folder, near);
        assertThat(changed.status()).isEqualTo(1);
        assertThat(changed.out())
                .contains("FINDING: The cosignature of the witness near under the checkpoint of 4 entries");
        assertThat(verify(folder).status())
                .as("the log's own signature is good")
                .isZero();

        Files.writeString(file(folder, "witnessed"), "nonsense");
        assertThat(verify(folder).out()).contains("FINDING: The file 'witnessed' cannot be read");
        Files.copy(
                file(ledger("foreign", 9, "a"), "checkpoint"),
                file(folder, "witnessed"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(verify(folder).out()).contains("FINDING: The file 'witnessed' is not a checkpoint of this log");
    }

    @Test
    void aWrongKeyOfAWitnessIsWrongUse() throws IOException {
        Path folder = ledger("one", 1, "a");
        Answer answer = verify(folder, folder.resolve("ledger.vkey"));
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).contains("holds no verifier key of a witness", "as DIR/witness.vkey is");
        Files.writeString(temp.resolve("empty"), "\n");
        assertThat(verify(folder, temp.resolve("empty")).out()).contains("it is empty");
        assertThat(verify(folder, temp.resolve("missing")).status()).isEqualTo(2);
    }
}
