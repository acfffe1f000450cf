// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.bundle.TestedBundle;
import org.cisterna.conformance.kit.Kit;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.conformance.report.Report;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report is signed and its frames are sealed; whoever edits it is noticed, and whoever has no key reads the open part alone. */
final class SignedReportTest {

    private static final JsonArray FRAMES = Json.array(List.of(Json.object()
            .put("rule", "4.05")
            .put("frames", Json.texts(List.of("0a0bfe", "")))
            .build()));

    @TempDir
    private Path folder;

    private Path handed = Path.of("unset");
    private Path signing = Path.of("unset");
    private Path sealing = Path.of("unset");

    @BeforeEach
    void aReportIsHandedOver() throws Exception {
        handed = Files.createDirectory(folder.resolve("handed"));
        signing = folder.resolve("vendor.example.key");
        sealing = folder.resolve("seal.key");
        KitResult result = new Kit(SynchromedDriver::new, new SimRigFactory(new SynchromedFamily()))
                .run(new KitOrder(Profile.FAST, 1, List.of(RuleId.parse("1.01"))), verdict -> {});
        Digest none = Digest.of(new byte[0]);
        Report report = Report.of(
                new TestedBundle("a", "1", none, none, List.of(), 17), result.toJson(), 0, Json.array(List.of()));
        new ReportFolder(handed)
                .write(
                        report,
                        FRAMES,
                        Optional.of(SealedFrames.publicKey(sealing)),
                        Optional.of(ReportNote.key(signing)));
    }

    private Exit verify(Path key) throws Refused {
        return Verification.run(
                List.of(handed.resolve("report.json").toString(), "--key", key.toString()),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    private Path verifier() {
        return Path.of(signing + ".vkey");
    }

    @Test
    void theOpenPartNeedsNoKeyAndTheSealedOneNeedsIts() throws Exception {
        assertThat(verify(verifier())).isEqualTo(Exit.GOOD);
        assertThat(handed.resolve("frames.json")).doesNotExist();
        assertThat(Files.readString(handed.resolve("report.html"))).doesNotContain("0a0bfe");
        assertThat(Files.readString(handed.resolve("frames.sealed"))).doesNotContain("0a0bfe");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Conform conform = new Conform(new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        String sealed = handed.resolve("frames.sealed").toString();
        assertThat(conform.run(List.of("--open", sealed, "--key", sealing.toString())))
                .isEqualTo(Exit.GOOD);
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo(FRAMES.canonicalText());
        Path other = folder.resolve("other.key");
        SealedFrames.publicKey(other);
        assertThatThrownBy(() -> conform.run(List.of("--open", sealed, "--key", other.toString())))
                .hasMessageContaining("another key");
        assertThatThrownBy(() -> conform.run(List.of("--open", sealed, "--key", sealing + ".pub")))
                .hasMessageContaining("no private key");
    }

    @Test
    void whatADriversProcessMadeUpLeavesNoReport() throws Exception {
        Report report = ReportFolder.read(handed.resolve("report.json"), Optional.empty())
                .with(
                        "accuracy",
                        Json.parse("{\"within\":true,\"courses\":[{\"rate\":\"fast\"}],\"boluses\":[],\"notes\":[]}"));
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThatThrownBy(() -> new ReportFolder(other).write(report, FRAMES, Optional.empty(), Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("It is not conformant")
                .satisfies(e -> assertThat(((Refused) e).exit()).isEqualTo(Exit.INCOMPLETE));
        assertThat(other.resolve("report.json")).doesNotExist();
    }

    @Test
    void theKeysAreTheirOwnersAlone() throws Exception {
        for (Path each : List.of(signing, sealing)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------");
        }
        // a second report is signed with the same key, and sealed for the same one
        assertThat(ReportNote.key(signing).publicText())
                .isEqualTo(Files.readString(verifier()).strip());
        assertThat(SealedFrames.publicKey(sealing)).isEqualTo(SealedFrames.publicKey(Path.of(sealing + ".pub")));
    }

    @Test
    void programsGetWhatItSaysAsJson() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> asked = List.of(
                handed.resolve("report.json").toString(),
                "--json",
                "--key",
                verifier().toString());
        assertThat(Verification.run(asked, print)).isEqualTo(Exit.GOOD);
        JsonObject good = (JsonObject) Json.parse(out.toString(StandardCharsets.UTF_8));
        assertThat(good.flag("good")).isTrue();
        assertThat(good.string("signer")).isEqualTo("vendor.example");
        assertThat(good.string("level")).isEqualTo("INCOMPLETE");
        assertThat(good.array("findings").strings()).isEmpty();
        out.reset();
        Files.writeString(handed.resolve("verdicts.csv"), "rule\n");
        assertThat(Verification.run(asked, print)).isEqualTo(Exit.FINDING);
        JsonObject bad = (JsonObject) Json.parse(out.toString(StandardCharsets.UTF_8));
        assertThat(bad.flag("good")).isFalse();
        assertThat(bad.array("findings").strings().get(0)).contains("verdicts.csv is not the one that was signed");
        assertThat(bad.get("level"))
                .as("nothing is said of what is not believed")
                .isEmpty();
    }

    @Test
    void programsGetJsonAlsoWhereNothingWasChecked() {
        String report = handed.resolve("report.json").toString();
        String none = folder.resolve("none").toString();
        Map<List<String>, String> asked = Map.of(
                List.of(report, "--json"), "say with which key",
                List.of(report, "--json", "--key", none), "none cannot be read: see that it is there",
                List.of(report, "--json", "--kay", none), "--kay");
        asked.forEach((arguments, words) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
            assertThatThrownBy(() -> Verification.run(arguments, print))
                    .as("%s", arguments)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining(words)
                    .satisfies(e -> assertThat(((Refused) e).exit()).isEqualTo(Exit.USAGE));
            JsonObject answer = (JsonObject) Json.parse(out.toString(StandardCharsets.UTF_8));
            assertThat(answer.flag("good")).isFalse();
            assertThat(answer.array("findings").strings()).isEmpty();
            assertThat(answer.string("result")).isEqualTo("wrong use");
            assertThat(answer.string("words")).contains(words);
        });
    }

    @Test
    void theReportStandsWhereItLikesAmongTheOptions() throws Exception {
        String report = handed.resolve("report.json").toString();
        String key = verifier().toString();
        for (List<String> asked : List.of(
                List.of("--json", report, "--key", key),
                List.of("--key", key, report, "--json"),
                List.of("--json", "--key", key, report))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(Verification.run(asked, new PrintStream(out, true, StandardCharsets.UTF_8)))
                    .as("%s", asked)
                    .isEqualTo(Exit.GOOD);
            assertThat(((JsonObject) Json.parse(out.toString(StandardCharsets.UTF_8))).flag("good"))
                    .isTrue();
        }
        assertThatThrownBy(() -> Verification.run(
                        List.of(report, "--key", folder.resolve("none").toString()),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)))
                .hasMessageContaining("none cannot be read: see that it is there");
    }

    @Test
    void eachEditedFileIsNamed() throws Exception {
        for (String name : List.of("report.json", "report.html", "junit.xml", "verdicts.csv", "frames.sealed")) {
            Path file = handed.resolve(name);
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            bad[good.length / 2] ^= 1;
            Files.write(file, bad);
            assertThatThrownBy(() -> verify(verifier()))
                    .as(name)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining(name + " is not the one that was signed")
                    .satisfies(e -> assertThat(((Refused) e).exit()).isEqualTo(Exit.FINDING));
            assertThatThrownBy(() -> ReportFolder.read(handed.resolve("report.json"), Optional.empty()))
                    .as("without a key, %s", name)
                    .hasMessageContaining(name);
            Files.write(file, good);
        }
        assertThat(verify(verifier())).isEqualTo(Exit.GOOD);
    }

    @Test
    void aNoteThatWasEditedOrIsAnothersIsNoticed() throws Exception {
        Path note = handed.resolve("report.note");
        String good = Files.readString(note);
        Files.writeString(note, good.replace("INCOMPLETE", "CONFORMANT"));
        assertThatThrownBy(() -> verify(verifier())).hasMessageContaining("not signed by vendor.example");
        Files.writeString(note, good);
        Path other = folder.resolve("other.example.key");
        ReportNote.key(other);
        assertThatThrownBy(() -> verify(Path.of(other + ".vkey"))).hasMessageContaining("not signed by other.example");
        Files.delete(note);
        assertThatThrownBy(() -> verify(verifier())).hasMessageContaining("nobody signed it");
        assertThat(ReportFolder.read(handed.resolve("report.json"), Optional.empty())
                        .level())
                .isNotNull();
    }

    @Test
    void aSealedPartThatWasEditedIsNoticed() throws Exception {
        Path sealed = handed.resolve("frames.sealed");
        String text = Files.readString(sealed);
        Files.writeString(sealed, text.replaceFirst("\"result\":\"sha256:[0-9a-f]{4}", "\"result\":\"sha256:0000"));
        Conform conform = new Conform(System.out, System.err);
        assertThatThrownBy(() -> conform.run(List.of("--open", sealed.toString(), "--key", sealing.toString())))
                .hasMessageContaining("edited")
                .satisfies(e -> assertThat(((Refused) e).exit()).isEqualTo(Exit.FINDING));
    }

    @Test
    void aKeyThatIsNoneIsRefused() throws Exception {
        Path none = Files.writeString(folder.resolve("none.key"), "nothing\n");
        assertThatThrownBy(() -> ReportNote.key(none)).hasMessageContaining("no signing key");
        assertThatThrownBy(() -> SealedFrames.publicKey(none)).hasMessageContaining("no private key");
        assertThatThrownBy(() -> ReportNote.key(folder.resolve("Not A Name.key")))
                .hasMessageContaining("named after its file");
        assertThatThrownBy(() -> verify(none)).hasMessageContaining("no verifier key");
    }
}
