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
import java.util.List;
import org.cisterna.audit.ledger.LedgerOptions;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.storage.FileStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that {@code docs/operations.md} gives for backup and restore, run as they stand there. */
class BackupPageTest {
    @TempDir
    private Path temp = Path.of("none");

    /** The commands of the block that begins with a line; what they print. */
    private static String run(String begin, Path data, Path backup) throws IOException, InterruptedException {
        String page = Files.readString(Path.of("../../docs/operations.md"), StandardCharsets.UTF_8);
        int start = page.indexOf("```sh\n# " + begin);
        assertThat(start).as(begin).isPositive();
        String commands = page.substring(start + 6, page.indexOf("```", start + 6));
        ProcessBuilder shell = new ProcessBuilder("sh", "-euc", commands).redirectErrorStream(true);
        shell.environment().put("DIR", data.toString());
        shell.environment().put("BACKUP", backup.toString());
        Process process = shell.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    @Test
    void aBackupComesBackAndGoesOnAsANewLog() throws Exception {
        Path data = temp.resolve("data folder");
        Path backup = temp.resolve("backup.tar");
        Path restored = temp.resolve("restored");
        World world = new World(1);
        Files.createDirectories(data.resolve("cache"));
        Files.writeString(data.resolve("cache/big"), "x");
        try (TileLedger ledger = world.open(new FileStorage(data))) {
            ledger.append(World.entries("a", "b"));
        }
        run("back up", data, backup);
        try (TileLedger ledger = world.open(new FileStorage(data))) {
            ledger.append(World.entry("lost"));
        }
        String printed = run("restore", restored, backup);
        assertThat(printed).isEqualTo("cisterna/2026-1\n5\n");
        assertThat(restored.resolve("cache")).doesNotExist();
        Files.copy(
                data.resolve("keys/ledger.signed"),
                restored.resolve("keys/ledger.signed"),
                StandardCopyOption.REPLACE_EXISTING);
        LedgerOptions options = new LedgerOptions("cisterna", Duration.ZERO, 2048).restoredAt("2026-1@5");
        try (TileLedger ledger = world.open(new FileStorage(restored), options)) {
            ledger.append(World.entry("since"));
            assertThat(World.texts(ledger)).containsExactly("a", "b", "since");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Verify.run(
                List.of(
                        restored.toString(),
                        "--key",
                        restored.resolve("ledger.vkey").toString()),
                to,
                to);
        assertThat(status).as(out.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("The log goes on from an older one (restored)")
                .contains("of cisterna/2026-1, 8 entries had been signed, and 5 of cisterna/2026-1 were taken");
    }
}
