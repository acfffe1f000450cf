// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a driver does to the kit: it finishes, says what happened, and never says conformant. */
final class BadDriversTest {

    private static final String COMPONENT = "OSGI-INF/driver.xml";
    private static final long SHORT_SECONDS = 12;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Path jar(Class<?> driver) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Service-Component", COMPONENT);
        Path jar = folder.resolve(driver.getSimpleName() + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            entries.putNextEntry(new ZipEntry(COMPONENT));
            entries.write(("<component><implementation class=\"" + driver.getName()
                            + "\"/><service><provide interface=\"org.cisterna.pump.spi.PumpDriver\"/></service></component>")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private Exit conform(Class<?> driver, String rules) throws Exception {
        return new Conform(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(
                        jar(driver).toString(), "--out", folder.resolve("out").toString(), "--rules", rules));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private void finds(Class<?> driver, String rules, String words) throws Exception {
        assertThat(conform(driver, rules)).as(said()).isEqualTo(Exit.FINDING);
        assertThat(said()).contains(words).doesNotContain("CONFORMANT");
    }

    @Test
    void oneThatEndsTheProcessLeavesNoReport() {
        assertThatThrownBy(() -> conform(BadDrivers.Exits.class, "1.01,2.01"))
                .hasMessageContaining("did not come to its end")
                .hasMessageContaining("It is not conformant")
                .satisfies(e -> assertThat(((Refused) e).exit()).isEqualTo(Exit.INCOMPLETE));
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    @Test
    void oneThatHangsIsEndedAndTheLastVerdictIsSaid() throws Exception {
        List<String> order = List.of(
                "--driver",
                jar(BadDrivers.Hangs.class).toString(),
                "--profile",
                "fast",
                "--seed",
                "1",
                "--rules",
                "1.01,2.01");
        KitProcess process = new KitProcess(new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThatThrownBy(() -> process.run(order, SHORT_SECONDS))
                .hasMessageContaining("went on for " + SHORT_SECONDS + " s")
                .hasMessageContaining("the last verdict was")
                .hasMessageContaining("It is not conformant");
    }

    @Test
    void oneWhoseProcessIsKilledLeavesNoReport() {
        assertThatThrownBy(() -> conform(BadDrivers.Kills.class, "1.01,2.01"))
                .hasMessageContaining("it ended with status 137")
                .hasMessageContaining("It is not conformant")
                .satisfies(e -> assertThat(((Refused) e).exit()).isEqualTo(Exit.INCOMPLETE));
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    @Test
    void oneThatThrowsErrorsIsBroken() throws Exception {
        finds(BadDrivers.ThrowsErrors.class, "2.01,20.01", "BROKEN");
    }

    @Test
    void oneThatLeaksThreadsIsAFinding() throws Exception {
        finds(BadDrivers.LeaksThreads.class, "2.01", "threads behind");
    }

    @Test
    void oneThatAnswersDifferentlyEachTimeIsBroken() throws Exception {
        finds(BadDrivers.AnswersDifferently.class, "1.01", "1.01 FAIL");
    }

    @Test
    void oneThatLooksWhoCallsIsBroken() throws Exception {
        finds(BadDrivers.LooksWhoCalls.class, "18.10", "18.10 FAIL");
    }

    /** It breaks a SHOULD, which makes it no better than not wholly tested. */
    @Test
    void oneThatSleepsOnTheWallClockIsNamed() throws Exception {
        assertThat(conform(BadDrivers.SleepsOnTheWall.class, "12.06,17.11")).isEqualTo(Exit.INCOMPLETE);
        assertThat(said()).contains("17.11 FAIL", "java/lang/Thread.sleep").doesNotContain("CONFORMANT");
    }
}
