// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a report prints beside a broken rule does what it says: that rule alone, with the same end. */
final class RerunTest {

    private static final Pattern COMMAND = Pattern.compile("<dt>This rule alone</dt><dd><code>(.*?)</code>");
    private static final Pattern BROKEN = Pattern.compile("(?m)^1\\.01 FAIL: .+$");

    @TempDir
    private Path folder;

    /** What it said on standard output. */
    private static String conform(List<String> arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Exit exit = new Conform(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(Exit.FINDING);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path jar() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Service-Component", "OSGI-INF/driver.xml");
        Path jar = folder.resolve("driver.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            entries.putNextEntry(new ZipEntry("OSGI-INF/driver.xml"));
            entries.write(("<component><implementation class=\"" + BadDrivers.AnswersDifferently.class.getName()
                            + "\"/><service><provide interface=\"org.cisterna.pump.spi.PumpDriver\"/></service></component>")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    @Test
    void thePrintedCommandRunsTheBrokenRuleAlone() throws Exception {
        String jar = jar().toString();
        Path first = folder.resolve("first");
        String said = conform(List.of(jar, "--out", first.toString(), "--rules", "1.01,1.03,19.08", "--seed", "7"));
        Matcher broken = BROKEN.matcher(said);
        assertThat(broken.find()).as(said).isTrue();

        Matcher printed = COMMAND.matcher(Files.readString(first.resolve("report.html")));
        assertThat(printed.find()).isTrue();
        List<String> words = new ArrayList<>(List.of(printed.group(1).split(" ")));
        assertThat(printed.find()).as("one rule is broken").isFalse();
        assertThat(words.subList(0, 2)).containsExactly("./cisterna", "conform");
        words.replaceAll(each -> switch (each) {
            case "DRIVER.jar" -> jar;
            case "DIR" -> folder.resolve("again").toString();
            default -> each;
        });

        String again = conform(words.subList(2, words.size()));
        assertThat(again).contains(broken.group(), "PASS 0", "FAIL 1", "ERROR 0", "seed       7");
        assertThat(Files.readAllLines(folder.resolve("again").resolve("verdicts.csv")))
                .filteredOn(each -> each.contains(",PASS,") || each.contains(",FAIL,"))
                .singleElement()
                .asString()
                .startsWith("1.01,");
    }
}
