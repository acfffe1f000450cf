// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.cisterna.conformance.bundle.BundleFiles;
import org.cisterna.conformance.run.BundleContent;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit from the command line: a report, its replay, and what is no use of it. */
final class ConformTest {

    private static final String COMPONENT = "OSGI-INF/driver.xml";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Exit conform(String... arguments) throws Refused, InterruptedException {
        return new Conform(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    /** A jar whose one component is a class; its code comes from the class path. */
    private Path jar(String implementation, boolean signed) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Service-Component", COMPONENT);
        Path jar = folder.resolve("driver" + signed + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            entries.putNextEntry(new ZipEntry(COMPONENT));
            entries.write(("<component><implementation class=\"" + implementation
                            + "\"/><service><provide interface=\"org.cisterna.pump.spi.PumpDriver\"/></service></component>")
                    .getBytes(StandardCharsets.UTF_8));
            if (signed) {
                entries.putNextEntry(new ZipEntry("META-INF/SOMEBODY.SF"));
                entries.write(1);
            }
        }
        return jar;
    }

    @Test
    void aRunLeavesAReportThatReplays() throws Exception {
        String jar = jar(SynchromedDriver.class.getName(), false).toString();
        Path first = folder.resolve("first");
        assertThat(conform(jar, "--out", first.toString(), "--rules", "1.01,16.03"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(Exit.INCOMPLETE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("TRANSACTIONAL", "INCOMPLETE", "PASS 2");
        assertThat(Files.readString(first.resolve("junit.xml"))).contains("tests=\"156\" failures=\"0\"");
        assertThat(Files.readString(first.resolve("verdicts.csv"))).contains("16.03,PAIR,READABLE,MUST,H,PASS");
        assertThat(Files.readString(first.resolve("report.html")))
                .contains("Class TRANSACTIONAL: incomplete", "Not a medical device");
        out.reset();
        String report = first.resolve("report.json").toString();
        assertThat(conform(jar, "--out", folder.resolve("second").toString(), "--replay", report, "--json"))
                .isEqualTo(Exit.INCOMPLETE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"same\":true");
        Path edited = folder.resolve("edited.json");
        Files.writeString(
                edited,
                Files.readString(Path.of(report)).replace("resultDigest\":\"sha256:", "resultDigest\":\"sha256:0"));
        assertThatThrownBy(
                        () -> conform(jar, "--out", folder.resolve("third").toString(), "--replay", edited.toString()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("it was edited")
                .satisfies(e -> assertThat(((Refused) e).exit()).isEqualTo(Exit.FINDING));
        assertThat(folder.resolve("third")).doesNotExist();
    }

    @Test
    void aRunInRealTimeWaitsForNothingThatDoesNotFit() throws Exception {
        String jar = jar(SynchromedDriver.class.getName(), false).toString();
        Path first = folder.resolve("first");
        assertThat(conform(
                        jar, "--out", first.toString(), "--rules", "2.01,16.03", "--time", "wall", "--within", "1 min"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(Exit.INCOMPLETE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("INCONCLUSIVE 2");
        assertThat(Files.readString(first.resolve("report.html")))
                .contains("real, at most 1 min", "time ran out: the next step takes 10 min");
        String report = first.resolve("report.json").toString();
        conform(jar, "--out", folder.resolve("again").toString(), "--replay", report);
        assertThat(Files.readString(folder.resolve("again").resolve("report.json")))
                .contains("\"within\":\"1 min\"");
    }

    @Test
    void whatIsDifferentAndWhatIsKnownIsSaid() throws Exception {
        String jar = jar(SynchromedDriver.class.getName(), false).toString();
        Path first = folder.resolve("first");
        conform(jar, "--out", first.toString(), "--rules", "1.01");
        Path known = folder.resolve("known.txt");
        Files.writeString(known, "1.01 | 2020-01-01 | it was so\n");
        Path second = folder.resolve("second");
        conform(
                jar,
                "--out",
                second.toString(),
                "--rules",
                "16.*",
                "--seed",
                "2",
                "--compare",
                first.resolve("report.json").toString(),
                "--known",
                known.toString());
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("The seed was 1 and is 2.", "Rule 1.01 is not decided any more", "past its end");
        assertThat(Files.readString(second.resolve("report.html")))
                .contains("Known exceptions", "Compared with an earlier run", "The seed was 1 and is 2.");
    }

    @Test
    void aRigOfOnesOwnIsUsedAndWhatItLacksIsNotTestable() throws Exception {
        String jar = jar(SynchromedDriver.class.getName(), false).toString();
        Path rig = folder.resolve("rig.jar");
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(rig))) {
            entries.putNextEntry(new ZipEntry("META-INF/services/org.cisterna.conformance.rig.RigFactory"));
            entries.write(RigWithoutFlow.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        Path report = folder.resolve("report");
        assertThat(conform(jar, "--out", report.toString(), "--rules", "1.01,4.05,9.05,15.05", "--rig", rig.toString()))
                .isEqualTo(Exit.INCOMPLETE);
        assertThat(Files.readString(report.resolve("report.json"))).contains("a rig without a balance");
        assertThat(Files.readString(report.resolve("verdicts.csv")))
                .contains("9.05,PAIR,READABLE,MUST,C,NOT_TESTABLE,\"the rig does not measure the flow\"")
                .contains("4.05,PAIR,READABLE,MUST,C,NOT_TESTABLE,\"the rig does not measure the flow\"")
                .contains("15.05,PAIR,READABLE,MUST,C,NOT_TESTABLE,\"the rig does not measure the flow\"")
                .contains("1.01,DRIVER,MANUAL,MUST,M,PASS");
        assertThatThrownBy(() -> conform(jar, "--out", folder.resolve("none").toString(), "--rig", jar))
                .hasMessageContaining("names 0 rigs");
        assertThat(conform(
                        jar,
                        "--out",
                        folder.resolve("named").toString(),
                        "--rules",
                        "1.01",
                        "--rig",
                        jar + "#" + RigWithoutFlow.class.getName()))
                .isEqualTo(Exit.INCOMPLETE);
    }

    private static void rig(Path file, String note) throws IOException {
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(file))) {
            entries.putNextEntry(new ZipEntry("META-INF/services/org.cisterna.conformance.rig.RigFactory"));
            entries.write(RigWithoutFlow.class.getName().getBytes(StandardCharsets.UTF_8));
            entries.putNextEntry(new ZipEntry("note.txt"));
            entries.write(note.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aReplayWithAnotherRigOfTheSameNameSaysSo() throws Exception {
        String jar = jar(SynchromedDriver.class.getName(), false).toString();
        Path one = folder.resolve("one.jar");
        Path other = folder.resolve("other.jar");
        rig(one, "as it was");
        rig(other, "another balance");
        Path first = folder.resolve("first");
        conform(jar, "--out", first.toString(), "--rules", "1.01", "--rig", one.toString());
        assertThat(Files.readString(first.resolve("report.html"))).contains("Content of the rig", "Content of the kit");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(BundleFiles.read(one).content().text());
        String report = first.resolve("report.json").toString();
        out.reset();
        conform(jar, "--out", folder.resolve("same").toString(), "--rig", one.toString(), "--replay", report, "--json");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"same\":true,\"sameBundle\":true,\"sameKit\":true,\"sameRig\":true");
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("holds something else");
        out.reset();
        conform(
                jar,
                "--out",
                folder.resolve("another").toString(),
                "--rig",
                other.toString(),
                "--replay",
                report,
                "--json");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"same\":true,\"sameBundle\":true,\"sameKit\":true,\"sameRig\":false");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("came to the same, with a rig that holds something else: "
                        + BundleFiles.read(one).content().text() + " then, "
                        + BundleFiles.read(other).content().text() + " now");
    }

    @Test
    void aReplayWithAnotherDriverThatDoesTheSameSaysSo() throws Exception {
        String jar = jar(SynchromedDriver.class.getName(), false).toString();
        Path first = folder.resolve("first");
        conform(jar, "--out", first.toString(), "--rules", "1.01");
        Path other = jar(SynchromedDriver.class.getName(), true);
        try (FileSystem files = FileSystems.newFileSystem(other)) {
            Files.writeString(files.getPath("more.txt"), "nothing that a run would notice");
        }
        out.reset();
        conform(
                other.toString(),
                "--out",
                folder.resolve("again").toString(),
                "--replay",
                first.resolve("report.json").toString(),
                "--json");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"same\":true,\"sameBundle\":false");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("came to the same, with a driver that holds something else: "
                        + BundleContent.digest(Path.of(jar)).text() + " then, "
                        + BundleContent.digest(other).text() + " now");
    }

    @Test
    void aJarWithoutADriverIsWrongUse() throws Exception {
        String jar = jar("org.cisterna.cli.NoSuchDriver", false).toString();
        assertThatThrownBy(() -> conform(jar, "--out", folder.resolve("out").toString()))
                .hasMessageContaining("NoSuchDriver")
                .satisfies(e -> assertThat(((Refused) e).exit()).isEqualTo(Exit.USAGE));
    }

    @Test
    void aDriverThatEndsItsProcessIsNotConformantAndThatIsSaid() throws Exception {
        String jar = jar(BadDrivers.ExitsAtOnce.class.getName(), false).toString();
        assertThatThrownBy(() -> conform(jar, "--out", folder.resolve("out").toString()))
                .hasMessageContaining("did not come to its end: it ended with status 2")
                .hasMessageContaining("It is not conformant")
                .satisfies(e -> assertThat(((Refused) e).exit()).isEqualTo(Exit.INCOMPLETE));
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    @Test
    void theContentOfABundleDoesNotDependOnItsSignature() throws Exception {
        assertThat(BundleContent.digest(jar("a.B", true))).isEqualTo(BundleContent.digest(jar("a.B", false)));
        assertThat(BundleContent.digest(jar("a.C", true))).isNotEqualTo(BundleContent.digest(jar("a.B", false)));
    }

    @Test
    void wrongUseIsSaid() throws Exception {
        String jar = jar(SynchromedDriver.class.getName(), false).toString();
        assertThatThrownBy(() -> conform()).hasMessageContaining("needs a driver");
        assertThatThrownBy(() -> conform("nobody", "--out", folder.toString())).hasMessageContaining("neither");
        assertThatThrownBy(() -> conform(jar)).hasMessageContaining("--out");
        assertThatThrownBy(() -> conform(jar, "--out", folder.toString())).hasMessageContaining("not empty");
        String fresh = folder.resolve("fresh").toString();
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--rules", "")).hasMessageContaining("names no rule");
        assertThatThrownBy(() -> conform("--out", fresh, "--measured", "run.csv"))
                .hasMessageContaining("--measured has to stand first");
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--rules", "4.5")).hasMessageContaining("4.05");
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--rules", "9.99"))
                .hasMessageContaining("no rule 9.99");
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--profile", "slow"))
                .hasMessageContaining("no profile");
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--time", "wall")).hasMessageContaining("--within");
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--within", "2 h"))
                .hasMessageContaining("--time wall");
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--time", "real", "--within", "2 h"))
                .hasMessageContaining("virtual and wall");
        for (String none : List.of("2", "1 s", "15 day", "soon")) {
            assertThatThrownBy(() -> conform(jar, "--out", fresh, "--time", "wall", "--within", none))
                    .hasMessageContaining("'" + none + "'")
                    .hasMessageContaining("'1 min' to '14 day'");
        }
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--rules", "4.*,99.*"))
                .hasMessageContaining("no chapter 99");
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--rig", "nowhere.jar"))
                .hasMessageContaining("no rig at");
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--known", jar)).hasMessageContaining(jar);
        assertThatThrownBy(() -> conform(jar, "--out", fresh, "--replay", jar)).hasMessageContaining("no report");
    }

    @Test
    void aRuleIsExplained() throws Exception {
        Explain explain = new Explain(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(explain.run(List.of("4.05"))).isEqualTo(Exit.GOOD);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("PAIR", "why", "test", "failed", "--rules 4.05");
        explain.run(List.of("2.10"));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("no test for it: the SPI carries nothing about the quality of a connection");
        assertThatThrownBy(() -> explain.run(List.of("99.01"))).hasMessageContaining("no rule");
    }
}
