// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.audit.Entry;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.canonical.Digest;
import org.cisterna.storage.FileStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are there and cannot be read, and files that are longer than any of their kind. A link that leads to itself is one that nobody can read, not
 * even who may read everything.
 */
class ReadingTest {
    private static final Digest DIGEST = Digest.of(new byte[] {1, 2, 3});

    private Path data = Path.of("none");
    private Path log = data;

    private record Answer(int status, String out, String err) {}

    @BeforeEach
    void writeALog(@TempDir Path folder) throws IOException {
        data = folder;
        log = folder.resolve("ledger/2026-1");
        try (TileLedger ledger = new World(1).open(new FileStorage(folder))) {
            ledger.append(
                    Entry.of("test.noted", 1, World.ada()).evidence(DIGEST).build());
        }
        Files.createDirectories(evidence().getParent());
        Files.write(evidence(), new byte[] {1, 2, 3});
    }

    private Path evidence() {
        return data.resolve(
                "evidence/" + DIGEST.hex().substring(0, 2) + "/" + DIGEST.hex().substring(2));
    }

    private static Answer run(Object... args) {
        List<String> words = new ArrayList<>();
        for (Object arg : args) {
            words.add(arg.toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Verify.run(
                words,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Answer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Answer verify(Object... more) {
        List<Object> args = new ArrayList<>(List.of(data, "--key", data.resolve("ledger.vkey")));
        args.addAll(List.of(more));
        return run(args.toArray());
    }

    private static void unreadable(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, file.getFileName());
    }

    private void notComplete(Path file, Answer answer) {
        assertThat(answer.status()).as(answer.out()).isEqualTo(3);
        assertThat(answer.out()).doesNotContain("NOT GOOD").doesNotContain("is missing");
        assertThat(answer.err())
                .startsWith(data + " could not be read (" + file + " cannot be read: ")
                .contains("so nothing is said of it: not complete. See that the folder and its files can be read")
                .doesNotContain("Exception");
    }

    @Test
    void aFileOfTheLogThatCannotBeReadIsNeitherMissingNorChanged() throws IOException {
        for (String name : List.of("segment", "tile/0/000.p/4", "tile/entries/000.p/4", "checkpoint")) {
            Path file = log.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            unreadable(file);
            notComplete(file, verify());
            Files.delete(file);
            Files.write(file, bytes);
        }
        assertThat(verify().status()).isZero();
    }

    @Test
    void evidenceThatCannotBeReadLeavesTheRestChecked() throws IOException {
        unreadable(evidence());
        Answer answer = verify();
        assertThat(answer.status()).as(answer.out()).isEqualTo(3);
        assertThat(answer.out())
                .contains("4 entries read")
                .contains("The evidence " + DIGEST.text() + " of entry 2 was not looked at: " + evidence()
                        + " cannot be read: ")
                .doesNotContain("Lost evidence")
                .endsWith("NOT COMPLETE: what could be checked is good.\n");
    }

    @Test
    void whatWasSignedLastAndCannotBeReadWasNotCompared() throws IOException {
        Path signed = data.resolve("keys/ledger.signed");
        unreadable(signed);
        Answer answer = verify();
        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out()).contains("Note: " + signed + " cannot be read: ", "was not compared");
    }

    @Test
    void aFolderInThePlaceOfAFileIsAMissingFile() throws IOException {
        Files.delete(log.resolve("tile/0/000.p/4"));
        Files.createDirectory(log.resolve("tile/0/000.p/4"));
        Answer answer = verify();
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("The hash tile tile/0/000.p/4 is missing");
    }

    @Test
    void aTargetThatCannotBeReadIsNotWrongUse() throws IOException {
        Path loop = data.resolve("loop");
        unreadable(loop);
        Answer answer = run(loop, "--key", data.resolve("ledger.vkey"));
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).startsWith(loop + " could not be read (" + loop + " cannot be read: ");
    }

    @Test
    void aFileThatIsLongerThanAnyOfItsKindIsRefusedAndNotTakenIn() throws IOException {
        for (String name : List.of("checkpoint", "tile/entries/000.p/4")) {
            Path file = log.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            try (RandomAccessFile long_ = new RandomAccessFile(file.toFile(), "rw")) {
                long_.setLength(1L << 33);
            }
            Answer answer = verify();
            assertThat(answer.status()).as(answer.out()).isEqualTo(3);
            assertThat(answer.err()).contains(file + " has more than the 16777472 bytes that are read of such a file");
            Files.write(file, bytes);
        }
        // and so is a key
        Path key = data.resolve("ledger.vkey");
        try (RandomAccessFile long_ = new RandomAccessFile(key.toFile(), "rw")) {
            long_.setLength(1L << 33);
        }
        assertThat(verify().status()).isEqualTo(2);
        assertThat(verify().err()).contains(key + " has more than the 1048576 bytes");
    }

    @Test
    void aSegmentIsReadGroupByGroupAndALongerGroupThanMayBeIsRefused() throws IOException {
        byte[] segment = Files.readAllBytes(log.resolve("segment"));
        Result result = new Result("2026-1");
        assertThatThrownBy(() -> new SegmentCheck(new ByteArrayInputStream(segment), 4, List.of(), 100, result).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the segment has a group of ")
                .hasMessageContaining("; at most 100 are read");
        // room as large as a year's log behind the last entry costs time and no memory
        try (RandomAccessFile long_ =
                new RandomAccessFile(log.resolve("segment").toFile(), "rw")) {
            long_.setLength(3L << 30);
        }
        assertThat(verify().status()).isZero();
    }

    @Test
    void wordsAboutFilesBesideTheQuestionNameNoClass() throws IOException {
        Path loop = data.resolve("loop");
        unreadable(loop);
        Path text = Files.writeString(data.resolve("text"), "a+00000000+*");
        Path note = Files.writeString(data.resolve("note"), "a/2026-1\n1\n*\n\n\u2014 a b\n");
        for (Answer answer : List.of(
                run(data, "--key", data.resolve("none")),
                run(data, "--key", loop),
                run(data, "--key", text),
                verify("--kept", data.resolve("none")),
                verify("--kept", note),
                verify("--witness", loop),
                run("http://127.0.0.1:1/", "--key", data.resolve("ledger.vkey"), "--token", loop))) {
            assertThat(answer.status()).isEqualTo(2);
            assertThat(answer.err())
                    .containsPattern("cannot be read: |holds no .*: ")
                    .doesNotContain("java", "Exception", "Illegal");
        }
    }

    @Test
    void aProgramGetsJsonAlsoWhereNothingWasChecked() throws IOException {
        Answer wrong = verify("--json", "--fast");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out())
                .isEqualTo("{\"logs\":[],\"result\":\"wrong use\",\"words\":\"'--fast' is not understood\"}\n");
        assertThat(wrong.err()).startsWith("'--fast' is not understood\nusage: verify ");

        unreadable(log.resolve("checkpoint"));
        Answer incomplete = verify("--json");
        assertThat(incomplete.status()).isEqualTo(3);
        assertThat(incomplete.out())
                .startsWith("{\"logs\":[],\"result\":\"not complete\",\"words\":\"" + data + " could not be read (")
                .endsWith("\"}\n");
    }
}
