// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.cisterna.audit.ledger.LedgerOptions;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.storage.FileStorage;
import org.cisterna.testkit.Seeds;
import org.cisterna.time.Randomness;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.cisterna.time.system.SystemTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process on a real disk, in which a year goes by in a fraction of a second, is killed again and again, so that it is killed while one log ends and
 * the next begins; {@code -Dcisterna.ledger.kills=N} sets how often.
 */
class KillInRollOverTest {

    private static final long SEED = Seeds.seed("KillInRollOverTest");
    private static final int KILLS = Integer.getInteger("cisterna.ledger.kills", 3);
    private static final int WRITERS = 3;
    /** Entries in a year: the clock jumps by one after so many were acknowledged. */
    private static final int ENTRIES_A_YEAR = 8;
    /** With so many entries one writer at least wrote one after its year was over, so that a roll-over is behind the process however they took turns. */
    private static final int A_YEAR_AT_LEAST = WRITERS * ENTRIES_A_YEAR + 1;

    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void noEntryIsLostAndNoYearTwiceWhereverItIsKilled(@TempDir Path folder) throws Exception {
        RandomGenerator random = Randomness.seeded(SEED).stream("kills");
        int between = 0;
        for (int life = 0; life < KILLS; life++) {
            killed(folder, life, A_YEAR_AT_LEAST + random.nextInt(4 * ENTRIES_A_YEAR));
            String before = logs(folder);
            // before anybody has opened it again
            String said = verdict(folder);
            assertThat(said).as("after kill %s, seed %s", life, SEED).startsWith("0 ");
            try (TileLedger ledger = new World(1).open(new FileStorage(folder))) {
                assertThat(ledger.status().writable())
                        .as("after kill %s, seed %s: %s", life, SEED, ledger.status())
                        .isTrue();
                List<String> texts = World.texts(ledger);
                assertThat(texts).as("seed %s", SEED).containsAll(acknowledged).doesNotHaveDuplicates();
                for (int one = 0; one <= life; one++) {
                    inOrder(texts, one);
                }
                between += logs(folder).equals(before) ? 0 : 1;
            }
            assertThat(verdict(folder))
                    .as("opened after kill %s, seed %s", life, SEED)
                    .startsWith("0 ");
        }
        assertThat(logs(folder).split(" ", -1)).hasSizeGreaterThan(KILLS);
        System.out.println("acknowledged by killed processes, and there: " + acknowledged.size() + ", in the logs "
                + logs(folder) + "; " + between + " of " + KILLS + " kills left a roll-over to be finished");
    }

    private static void inOrder(List<String> texts, int life) {
        for (int w = 0; w < WRITERS; w++) {
            String own = life + "." + w + ".";
            List<String> inOrder =
                    texts.stream().filter(text -> text.startsWith(own)).toList();
            for (int i = 0; i < inOrder.size(); i++) {
                assertThat(inOrder.get(i)).as("seed %s", SEED).isEqualTo(own + i);
            }
        }
    }

    /** The logs there are, the oldest first. */
    private static String logs(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("ledger"))) {
            return String.join(
                    " ",
                    all.filter(Files::isDirectory)
                            .map(each -> String.valueOf(each.getFileName()))
                            .sorted()
                            .toList());
        }
    }

    private static String verdict(Path folder) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Verify.run(
                List.of(
                        folder.toString(),
                        "--key",
                        folder.resolve("ledger.vkey").toString()),
                printed,
                printed);
        return status + " " + out.toString(StandardCharsets.UTF_8);
    }

    /** Kills the process when it has said so many texts at least and has just said one after which a year is over: the next entry rolls over. */
    private void killed(Path folder, int life, int after) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writers.class.getName(),
                        folder.toString(),
                        Integer.toString(life))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int lines = 0;
        boolean killed = false;
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                acknowledged.add(line);
                boolean aYearIsOver = Integer.parseInt(line.substring(line.lastIndexOf('.') + 1)) % ENTRIES_A_YEAR
                        == ENTRIES_A_YEAR - 1;
                if (++lines >= after && aYearIsOver && !killed) {
                    killed = true;
                    // by its handle: to destroy the process itself would close what it has said already
                    assertThat(process.toHandle().destroyForcibly()).isTrue();
                }
            }
        }
        process.waitFor();
        assertThat(lines).as("lines of process %s", life).isGreaterThanOrEqualTo(after);
    }

    /** House time that jumps to the next year when it is told to; between two jumps it runs as time does. */
    private static final class Years implements TimeSource {
        private final TimeSource real;
        private final int first;
        private int passed;

        Years(TimeSource real, int first) {
            this.real = real;
            this.first = first;
        }

        synchronized void pass() {
            passed++;
        }

        @Override
        public synchronized Instant now() {
            return real.now().atOffset(ZoneOffset.UTC).plusYears(first + passed).toInstant();
        }

        @Override
        public boolean await(Signal signal, Instant deadline) throws InterruptedException {
            return real.await(signal, at(deadline));
        }

        @Override
        public void sleepUntil(Instant wakeUp) throws InterruptedException {
            real.sleepUntil(at(wakeUp));
        }

        private Instant at(Instant mine) {
            return mine.equals(FOREVER) ? mine : real.now().plus(Duration.between(now(), mine));
        }
    }

    /** The process: says each text when it is acknowledged. */
    static final class Writers {

        private Writers() {}

        public static void main(String[] args) throws Exception {
            SystemTime time = SystemTime.start();
            int life = Integer.parseInt(args[1]);
            Years house = new Years(time.house(), 100 * life);
            TileLedger ledger = TileLedger.open(
                    new FileStorage(Path.of(args[0])),
                    LedgerOptions.of("cisterna"),
                    house,
                    house,
                    time.threads(),
                    time.randomness());
            for (int w = 0; w < WRITERS; w++) {
                String own = life + "." + w + ".";
                time.threads().start("writer-" + w, () -> {
                    for (int i = 0; ; i++) {
                        ledger.append(World.entry(own + i));
                        System.out.println(own + i);
                        if (i % ENTRIES_A_YEAR == ENTRIES_A_YEAR - 1) {
                            house.pass();
                        }
                    }
                });
            }
            time.house().sleepUntil(time.house().now().plusSeconds(120));
        }
    }
}
