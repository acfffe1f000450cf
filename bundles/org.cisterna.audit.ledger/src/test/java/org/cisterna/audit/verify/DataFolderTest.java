// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cisterna.audit.Entry;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.canonical.Digest;
import org.cisterna.storage.FileStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to lie around a log in a data folder, and is missed when it was taken away or put back: evidence, segment, what the key has signed last. */
class DataFolderTest {
    private static final byte[] FRAMES = {1, 2, 3};
    private static final Digest DIGEST = Digest.of(FRAMES);

    @TempDir
    private Path temp = Path.of("none");

    private Path data = temp;
    private Path log = temp;
    private Path before = temp;

    private record Answer(int status, String out) {}

    /** A log of six entries, a copy of it as it was before the last two of them, and the evidence that its entries name. */
    @BeforeEach
    void writeALog() throws IOException {
        data = temp.resolve("data");
        log = data.resolve("ledger/2026-1");
        before = temp.resolve("before");
        Files.createDirectories(data);
        try (TileLedger ledger = new World(1).open(new FileStorage(data))) {
            ledger.append(
                    Entry.of("test.noted", 1, World.ada()).evidence(DIGEST).build());
            copy(data.resolve("ledger"), before);
            ledger.append(World.entries("a", "b"));
        }
        Path file = data.resolve(
                "evidence/" + DIGEST.hex().substring(0, 2) + "/" + DIGEST.hex().substring(2));
        Files.createDirectories(file.getParent());
        Files.write(file, FRAMES);
    }

    private Answer verify(Path what) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Verify.run(
                List.of(what.toString(), "--key", data.resolve("ledger.vkey").toString()), to, to);
        return new Answer(status, out.toString(StandardCharsets.UTF_8));
    }

    /** However the log is named, the same is found. */
    private String finding() {
        String said = "";
        for (Path what : List.of(log, data.resolve("ledger"), data)) {
            Answer answer = verify(what);
            assertThat(answer.status()).as(what + ": " + answer.out()).isEqualTo(1);
            said = answer.out();
        }
        return said;
    }

    private String good() {
        Answer answer = verify(data);
        assertThat(answer.status()).as(answer.out()).isZero();
        return answer.out();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void putBack() throws IOException {
        delete(data.resolve("ledger"));
        copy(before, data.resolve("ledger"));
    }

    @Test
    void anUntouchedFolderIsGoodAndThereIsNothingToNote() {
        assertThat(good()).doesNotContain("Note");
    }

    @Test
    void evidenceThatWasTakenAwayWholeIsMissed() throws IOException {
        delete(data.resolve("evidence"));
        assertThat(finding())
                .contains("FINDING at entry 2: Lost evidence: the file " + DIGEST.text() + " is not there");
    }

    @Test
    void aSegmentThatWasTakenAwayIsMissed() throws IOException {
        Files.delete(log.resolve("segment"));
        assertThat(finding()).contains("The segment, from which the platform reads, is missing");
    }

    @Test
    void aLogThatAloneWasPutBackToAnOlderStateIsFound() throws IOException {
        putBack();
        assertThat(finding())
                .contains("FINDING at entry 3: keys/ledger.signed, what the key has signed last, has 6 entries and the"
                        + " root ")
                .contains("; here are 3 entries: the end was taken away, or all of it was put back to an older state");
    }

    @Test
    void anotherVersionThatItsKeyHasSignedIsFound() throws IOException {
        Path other = temp.resolve("other");
        Files.createDirectories(other);
        // the same seed, so the same key
        try (TileLedger ledger = new World(1).open(new FileStorage(other))) {
            ledger.append(World.entries("a", "b", "c", "d", "e"));
        }
        delete(data.resolve("ledger"));
        copy(other.resolve("ledger"), data.resolve("ledger"));
        assertThat(finding()).contains("There are two versions of this log, a split view");
    }

    @Test
    void aWholeYearThatWasPutBackIsFoundThoughTheLogThatWasSignedLastIsGone() throws IOException {
        World later = new World(2);
        later.later(Duration.ofDays(366));
        try (TileLedger ledger = later.open(new FileStorage(data))) {
            ledger.append(World.entry("c"));
        }
        assertThat(good()).contains("Log cisterna/2027-1");
        putBack();
        Answer answer = verify(data);
        assertThat(answer.status()).as(answer.out()).isEqualTo(1);
        assertThat(answer.out())
                .contains("entries of the log cisterna/2027-1, and that log is not here: it was taken away, or all of"
                        + " this was put back");
        assertThat(verify(log).out()).contains("is of cisterna/2027-1, which was not looked at; it was not compared");
    }

    @Test
    void aCrashBetweenSignatureAndCheckpointIsNoFindingForTheSegmentHasWhatWasSigned() throws IOException {
        Path segment = temp.resolve("segment");
        Files.copy(log.resolve("segment"), segment);
        putBack();
        Files.copy(segment, log.resolve("segment"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(good()).contains("3 newer entries are in the segment and in no checkpoint yet");

        // an end that is torn there cannot be what was signed
        byte[] bytes = Files.readAllBytes(segment);
        int end = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('}');
        bytes[end - 1] ^= 1;
        Files.write(log.resolve("segment"), bytes);
        assertThat(finding()).contains("keys/ledger.signed, what the key has signed last, has 6 entries");
    }

    @Test
    void whatWasSignedLastIsMissedBesideTheKeyAndSaidNotToBeComparedWithoutIt() throws IOException {
        Path signed = data.resolve("keys/ledger.signed");
        byte[] bytes = Files.readAllBytes(signed);
        Files.delete(signed);
        assertThat(finding()).contains("The key lies there, and keys/ledger.signed, what it has signed last, does not");
        Files.writeString(signed, "no checkpoint");
        assertThat(finding()).contains("keys/ledger.signed cannot be read: it is not a signed note");
        bytes[bytes.length - 9] ^= 1;
        Files.write(signed, bytes);
        assertThat(finding()).contains("keys/ledger.signed is not signed by the key cisterna+");

        delete(data.resolve("keys"));
        assertThat(good()).contains("Note: There is no keys/ledger.signed here: what the key has signed last was not");
    }

    @Test
    void aCopyOfThePublicFilesAloneIsNotBlamedForWhatOnlyADataFolderHas() throws IOException {
        Path copy = temp.resolve("mirror/ledger");
        Files.createDirectories(copy);
        copy(data.resolve("ledger"), copy);
        Files.delete(copy.resolve("2026-1/segment"));
        Answer answer = verify(copy);
        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out()).contains("the 1 files that entries name were not looked at");
    }
}
