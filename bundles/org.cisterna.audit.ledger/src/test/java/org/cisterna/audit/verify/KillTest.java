// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Receipt;
import org.cisterna.audit.ledger.LedgerOptions;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.storage.FileStorage;
import org.cisterna.time.system.SystemTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process on a real disk is killed while it writes, again and again; {@code -Dcisterna.ledger.kills=N} sets how often. From the third on it has
 * started from what was kept, without reading all entries (decision 22).
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("cisterna.ledger.kills", 3);
    private static final int WRITERS = 4;
    private static final int LINES_BEFORE_THE_KILL = 300;

    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void losesNothingThatWasAcknowledged(@TempDir Path folder) throws Exception {
        for (int life = 0; life < KILLS; life++) {
            killed(folder, life);
            // before anybody has opened it again
            assertThat(verdict(folder)).as("after kill %d", life).isZero();
            assertThat(life == 0 || Files.exists(folder.resolve("cache/ledger/places")))
                    .as("what the next start needs, kept by process %d at its start", life)
                    .isTrue();
        }
        try (TileLedger ledger = new World(1).open(new FileStorage(folder))) {
            assertThat(ledger.status().writable())
                    .as(ledger.status().toString())
                    .isTrue();
            assertThat(World.texts(ledger)).containsAll(acknowledged).doesNotHaveDuplicates();
            List<String> texts = World.texts(ledger);
            for (int life = 0; life < KILLS; life++) {
                for (int w = 0; w < WRITERS; w++) {
                    String own = life + "." + w + ".";
                    List<String> inOrder =
                            texts.stream().filter(text -> text.startsWith(own)).toList();
                    for (int i = 0; i < inOrder.size(); i++) {
                        assertThat(inOrder.get(i)).isEqualTo(own + i);
                    }
                }
            }
        }
        assertThat(verdict(folder)).isZero();
        System.out.println("acknowledged by killed processes, and there: " + acknowledged.size());
    }

    private static int verdict(Path folder) throws IOException {
        try (PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            return Verify.run(
                    List.of(
                            folder.toString(),
                            "--key",
                            folder.resolve("ledger.vkey").toString()),
                    nowhere,
                    nowhere);
        }
    }

    private void killed(Path folder, int life) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writers.class.getName(),
                        folder.toString(),
                        Integer.toString(life))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int lines = 0;
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                acknowledged.add(line);
                if (++lines == LINES_BEFORE_THE_KILL + 37 * life) {
                    // by its handle: to destroy the process itself would close what it has said already
                    assertThat(process.toHandle().destroyForcibly()).isTrue();
                }
            }
        }
        process.waitFor();
        assertThat(lines).as("lines of process %d", life).isGreaterThanOrEqualTo(LINES_BEFORE_THE_KILL);
    }

    /** The process: says each text when it is acknowledged. */
    static final class Writers {

        private Writers() {}

        public static void main(String[] args) throws InterruptedException {
            SystemTime time = SystemTime.start();
            TileLedger ledger;
            try {
                ledger = TileLedger.open(
                        new FileStorage(Path.of(args[0])),
                        LedgerOptions.of("cisterna").keptEvery(64),
                        time.house(),
                        time.house(),
                        time.threads(),
                        time.randomness(),
                        Optional.of(type -> "the code of this test"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (int w = 0; w < WRITERS; w++) {
                String own = args[1] + "." + w + ".";
                time.threads().start("writer-" + w, () -> {
                    for (int i = 0; ; i++) {
                        Receipt receipt = ledger.append(World.entry(own + i));
                        assertThat(receipt.index()).isNotNegative();
                        System.out.println(own + i);
                    }
                });
            }
            time.house().sleepUntil(time.house().now().plusSeconds(120));
        }
    }
}
