// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cisterna.audit.Entry;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.canonical.Digest;
import org.cisterna.storage.FileStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, as people and scripts use it. */
class VerifyTest {
    private Path data = Path.of("none");
    private Path log = data;
    private Path key = data;

    private record Answer(int status, String out, String err) {}

    @BeforeEach
    void writeALog(@TempDir Path folder) throws IOException {
        data = folder;
        log = folder.resolve("ledger/2026-1");
        key = folder.resolve("ledger.vkey");
        try (TileLedger ledger = new World(1).open(new FileStorage(folder))) {
            for (int i = 0; i < 300; i += 50) {
                ledger.append(IntStream.range(i, i + 50)
                        .mapToObj(n -> World.entry(Integer.toString(n)))
                        .toList());
            }
        }
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

    private Answer finding() {
        Answer answer = run(log, "--key", key);
        assertThat(answer.status()).as(answer.out()).isEqualTo(1);
        assertThat(answer.out()).endsWith("NOT GOOD: see the findings.\n");
        return answer;
    }

    @Test
    void findsAGoodLogGoodInDataFolderLedgerFolderAndLogFolder() {
        for (Path path : List.of(data, data.resolve("ledger"), log)) {
            Answer answer = run(path, "--key", key);
            assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
            assertThat(answer.err()).isEmpty();
            assertThat(answer.out())
                    .startsWith("Log cisterna/2026-1: 303 entries, root ")
                    .contains("303 entries read, from 2026-01-05T08:00:00.000Z to ")
                    .endsWith("GOOD: every entry is the one that was signed, in order and without a gap.\n");
        }
    }

    @Test
    void checksAnExportOfStaticFilesAloneWithoutTheSegment() throws IOException {
        Files.delete(log.resolve("segment"));
        Path elsewhere = data.resolve("export");
        Files.move(log, elsewhere);
        assertThat(run(elsewhere, "--key", key).status()).isZero();
    }

    @Test
    void answersProgramsInJson() {
        Answer answer = run("--json", data, "--key", key);
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .startsWith(
                        "{\"logs\":[{\"complete\":true,\"entries\":303,\"findingCount\":0,\"findings\":[],\"good\":true,"
                                + "\"notes\":[],\"origin\":\"cisterna/2026-1\",\"proven\":true,\"root\":\"")
                .endsWith("\",\"size\":303}],\"result\":\"good\"}\n");
    }

    @Test
    void saysInJsonWhichEntryIsBad() throws IOException {
        replace("tile/entries/000", "\"text\":\"123\"", "\"text\":\"321\"");
        Answer answer = run(data, "--key", key, "--json");
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out())
                .contains("\"firstBad\":125")
                .contains("{\"code\":\"entry\",\"index\":125,")
                .endsWith("\"result\":\"finding\"}\n");
    }

    @Test
    void namesTheEntryAndWhatIsStillProven() throws IOException {
        replace("tile/entries/000", "\"text\":\"123\"", "\"text\":\"321\"");
        assertThat(finding().out())
                .contains("FINDING at entry 125: The entry is not the one that was signed")
                .contains(
                        "First bad entry: 125. Still proven: the entries 0 to 124, and of the later ones those that are not"
                                + " named here.");
    }

    @Test
    void findsAnEntryDeletedInsertedOrSwapped() throws IOException {
        Path bundle = log.resolve("tile/entries/001.p/47");
        byte[] whole = Files.readAllBytes(bundle);
        List<byte[]> records = records(whole);

        write(bundle, without(records, 10));
        assertThat(finding().out()).contains("FINDING at entry 266: ").contains("First bad entry: 266.");

        List<byte[]> more = new ArrayList<>(records);
        more.add(10, records.get(3));
        write(bundle, more);
        assertThat(finding().out()).contains("First bad entry: 266.");

        List<byte[]> swapped = new ArrayList<>(records);
        swapped.set(10, records.get(11));
        swapped.set(11, records.get(10));
        write(bundle, swapped);
        assertThat(finding().out())
                .contains("FINDING at entry 266: ")
                .contains("FINDING at entry 267: ")
                .doesNotContain("FINDING at entry 268: ");

        write(bundle, records.subList(0, 46));
        assertThat(finding().out()).contains("can be cut into 46 entries of 47").contains("First bad entry: 302.");
    }

    @Test
    void findsTheTailCutOffTogetherWithItsTiles() throws IOException {
        for (String tile : List.of("tile/entries/001.p/47", "tile/0/001.p/47")) {
            Files.delete(log.resolve(tile));
        }
        assertThat(finding().out())
                .contains("The entry bundle tile/entries/001.p/47 is missing")
                .contains("First bad entry: 256.");
    }

    @Test
    void doesNotTakeAnotherNodesLogOrKey(@TempDir Path other) throws IOException {
        new World(9).open(new FileStorage(other)).close();
        Answer answer = run(log, "--key", other.resolve("ledger.vkey"));
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("is not signed by the key").contains("Nothing of this log is proven.");

        // a whole foreign log, signed by its own key, in the place of ours
        Files.copy(
                other.resolve("ledger/2026-1/checkpoint"),
                log.resolve("checkpoint"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(finding().out()).contains("is not signed by the key");
    }

    @Test
    void findsALogUnderAWrongName() throws IOException {
        Path renamed = data.resolve("ledger/2025-1");
        Files.move(log, renamed);
        Answer answer = run(data, "--key", key);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("is that of the log cisterna/2026-1, which does not belong here");
    }

    @Test
    void saysWhichEvidenceIsLost() throws IOException {
        byte[] frames = {1, 2, 3};
        Digest digest = Digest.of(frames);
        try (TileLedger ledger = new World(2).open(new FileStorage(data))) {
            ledger.append(
                    Entry.of("test.noted", 1, World.ada()).evidence(digest).build());
        }
        assertThat(finding().out()).contains("Lost evidence: the file " + digest.text() + " is not there");
        Path file = data.resolve(
                "evidence/" + digest.hex().substring(0, 2) + "/" + digest.hex().substring(2));
        Files.createDirectories(file.getParent());
        assertThat(finding().out())
                .contains("FINDING at entry 304: Lost evidence: the file " + digest.text() + " is not there");
        Files.write(file, new byte[] {1, 2, 4});
        assertThat(finding().out()).contains("is no longer what it was");
        Files.write(file, frames);
        assertThat(run(data, "--key", key).status()).isZero();
    }

    @Test
    void tellsARecoveredTornTailAndIsContent() throws IOException {
        Path segment = log.resolve("segment");
        byte[] bytes = Files.readAllBytes(segment);
        int end = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('}');
        bytes[end + 30] = 'x';
        Files.write(segment, bytes);
        Answer torn = run(data, "--key", key);
        assertThat(torn.status()).isZero();
        assertThat(torn.out()).contains("Note: Behind entry 302 the segment holds 26 bytes of a torn write");
        new World(2).open(new FileStorage(data)).close();
        Answer recovered = run(data, "--key", key);
        assertThat(recovered.status()).isZero();
        assertThat(recovered.out()).contains("Note: Entry 303 says that a crash had torn the last write and 26 bytes");
    }

    @Test
    void sharesNoClassWithAnythingElseOfTheHouse() throws IOException {
        List<Path> classes;
        try (Stream<Path> compiled = Files.list(Path.of("target/classes/org/cisterna/audit/verify"))) {
            classes = compiled.toList();
        }
        assertThat(classes).hasSizeGreaterThan(10);
        for (Path compiled : classes) {
            // a class file names every class it knows, with slashes
            String names = new String(Files.readAllBytes(compiled), StandardCharsets.ISO_8859_1);
            assertThat(names.replace("org/cisterna/audit/verify/", ""))
                    .as(compiled.toString())
                    .doesNotContain("org/cisterna/");
        }
    }

    @Test
    void refusesWhatItCannotAnswerInWords() throws IOException {
        Path file = Files.writeString(data.resolve("notes.txt"), "hello");
        Path empty = Files.createDirectories(data.resolve("empty"));
        refused("say what to check", "--key", key);
        refused("say with which key: --key FILE", data);
        refused("--key needs the name of a file", data, "--key");
        refused("'--fast' is not understood", data, "--fast");
        refused("'again' is not understood", data, "again", "--key", key);
        refused("notes.txt holds no verifier key: a verifier key has the form name+id+base64", data, "--key", file);
        refused("none.vkey cannot be read", data, "--key", data.resolve("none.vkey"));
        refused("is not there", data.resolve("nowhere"), "--key", key);
        refused("is no ledger: it holds neither a checkpoint nor logs", empty, "--key", key);
        refused(
                "is not an export of a ledger and no incident file; this version checks those, folders and addresses",
                file,
                "--key",
                key);
        refused("is not an address", "http://127.0.0.1:1/a b", "--key", key);
    }

    @Test
    void whatCannotBeReachedIsNotComplete() {
        Answer answer = run("http://127.0.0.1:1/ledger", "--key", key);
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains("http://127.0.0.1:1/ledger could not be read", "not complete", "that the platform runs")
                .doesNotContain("usage:");
    }

    private static void refused(String words, Object... args) {
        Answer answer = run(args);
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains(words).contains("usage: verify PATH-or-URL --key FILE");
    }

    private void replace(String file, String from, String to) throws IOException {
        Path path = log.resolve(file);
        String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        Files.write(path, text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<byte[]> records(byte[] bundle) {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer left = ByteBuffer.wrap(bundle);
        while (left.hasRemaining()) {
            byte[] record = new byte[Short.toUnsignedInt(left.getShort())];
            left.get(record);
            records.add(record);
        }
        return records;
    }

    private static List<byte[]> without(List<byte[]> records, int index) {
        List<byte[]> fewer = new ArrayList<>(records);
        fewer.remove(index);
        return fewer;
    }

    private static void write(Path bundle, List<byte[]> records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] record : records) {
            bytes.write(record.length >>> 8);
            bytes.write(record.length);
            bytes.writeBytes(record);
        }
        Files.write(bundle, bytes.toByteArray());
    }
}
