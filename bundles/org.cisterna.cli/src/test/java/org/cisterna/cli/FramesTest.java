// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.driver.prometra.PrometraDriver;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Evidence of both families, as hosts kept it, read again by the drivers of today. The files are from a pump that was given a patient bolus and read
 * afterwards; they stay as they are.
 */
class FramesTest {

    /** What was kept of a pump, and what its entry said of the reading then. */
    private enum Kept {
        SYNCHROMED(
                SynchromedDriver.class,
                "Cisterna Simulations/S2-000001",
                "sha256:86a9cde837f62718a357a3c75fa1c80c75d9abfc33197ea8853529aa4758663a"),
        PROMETRA(
                PrometraDriver.class,
                "Cisterna Simulations/P2-000001",
                "sha256:3662edeaeeae1af6317bb9fb63045cda6e017f8eea186dc50baff913f603ac4c");

        private final Class<?> driver;
        private final String pump;
        private final String digest;

        Kept(Class<?> driver, String pump, String digest) {
            this.driver = driver;
            this.pump = pump;
            this.digest = digest;
        }

        String file(String what) {
            return name().toLowerCase(Locale.ROOT) + "-" + what + ".jsonl";
        }
    }

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Exit frames(String... arguments) throws Exception {
        return new Frames(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private Exit replay(Kept kept, Path file, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of(file.toString(), "--driver", jar(kept).toString(), "--pump", kept.pump));
        arguments.addAll(List.of(more));
        return frames(arguments.toArray(String[]::new));
    }

    private Path evidence(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = FramesTest.class.getResourceAsStream("frames/" + name)) {
            Files.write(file, Objects.requireNonNull(in, name).readAllBytes());
        }
        return file;
    }

    /** The driver's bundle; in a build that has not packed it yet, packed here. */
    private Path jar(Kept kept) throws IOException, URISyntaxException {
        Path there = Path.of(
                kept.driver.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(there)) {
            return there;
        }
        Path jar = folder.resolve(kept + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(there)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(there.relativize(each).toString()));
                zip.write(Files.readAllBytes(each));
            }
        }
        return jar;
    }

    @ParameterizedTest
    @EnumSource
    void aReadingIsReadAgainToTheSameDigest(Kept kept) throws Exception {
        assertThat(replay(kept, evidence(kept.file("reading")))).isEqualTo(Exit.GOOD);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(kept.digest)
                .contains("seals were not checked")
                .contains("patient bolus of 0.01 mL")
                .contains("RUNNING");

        out.reset();
        assertThat(replay(kept, evidence(kept.file("reading")), "--json")).isEqualTo(Exit.GOOD);
        JsonObject json = (JsonObject) Json.parse(out.toByteArray());
        assertThat(json.string("digest")).isEqualTo(kept.digest);
        assertThat(json.number("read")).isEqualTo(json.number("frames"));
        assertThat(json.object("snapshot").number("revision")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void ofACommandTheReadingBeforeItIsReadAgainAndTheRestIsSaidToBeThere(Kept kept) throws Exception {
        assertThat(replay(kept, evidence(kept.file("commit")))).isEqualTo(Exit.INCOMPLETE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("revision   1")
                .contains("frames");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheDriverCannotReadIsAFinding(Kept kept) throws Exception {
        Path file = evidence(kept.file("reading"));
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, lines.size() / 2));
        assertThat(replay(kept, file)).isEqualTo(Exit.FINDING);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot read these frames again");
    }

    @Test
    void framesOfAnotherPumpAreAFinding() throws Exception {
        Path file = evidence("synchromed-reading.jsonl");
        assertThat(frames(
                        file.toString(),
                        "--driver",
                        jar(Kept.SYNCHROMED).toString(),
                        "--pump",
                        "Cisterna Simulations/S2-000002"))
                .isEqualTo(Exit.FINDING);
    }

    @Test
    void wrongUseIsSaidInWords() throws Exception {
        String jar = jar(Kept.SYNCHROMED).toString();
        Path file = evidence("synchromed-reading.jsonl");
        assertThatThrownBy(() -> frames()).isInstanceOf(Refused.class).hasMessageContaining("a file of frames first");
        assertThatThrownBy(() -> frames(file.toString(), "--driver", jar)).hasMessageContaining("--pump");
        assertThatThrownBy(() -> frames(file.toString(), "--driver", jar, "--pump", "nobody"))
                .hasMessageContaining("names no pump");
        assertThatThrownBy(() -> frames(file.toString(), "--driver", file.toString(), "--pump", "A/1"))
                .hasMessageContaining("cannot be used without a framework");
        assertThatThrownBy(() -> frames(folder.resolve("none").toString(), "--driver", jar, "--pump", "A/1"))
                .hasMessageContaining("cannot read");
        Path other = Files.writeString(folder.resolve("other"), "{}\n");
        assertThatThrownBy(() -> frames(other.toString(), "--driver", jar, "--pump", "A/1"))
                .hasMessageContaining("line 1 is no frame");
        assertThat(frames("--help")).isEqualTo(Exit.GOOD);
    }
}
