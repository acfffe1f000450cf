// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Receipt;
import org.cisterna.storage.FileStorage;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.cisterna.time.system.SystemTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writers at once: on a slow disk under virtual time, and on a real disk with real threads. */
class GroupCommitTest {
    private static final int WRITERS = 8;
    private static final int EACH = 25;
    private static final Duration FORCE = Duration.ofMillis(5);

    private final SimulatedStorage disk = new SimulatedStorage(7);

    private static void slow(VirtualTime time, SimulatedStorage disk) {
        disk.duringForce(() -> {
            boolean interrupted = false;
            Instant until = time.house().now().plus(FORCE);
            while (time.house().now().isBefore(until)) {
                try {
                    time.house().sleepUntil(until);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static TileLedger open(VirtualTime time, SimulatedStorage disk) {
        return TileLedger.open(
                disk, LedgerOptions.of("cisterna"), time.house(), time.pump(), time.threads(), time.randomness());
    }

    private record Run(List<String> texts, long forces, String interleaving) {}

    private static Run run(long seed) throws Exception {
        VirtualTime time = VirtualTime.create(seed);
        SimulatedStorage disk = new SimulatedStorage(seed);
        return time.run(() -> {
            try (TileLedger ledger = open(time, disk)) {
                slow(time, disk);
                long before = disk.forces();
                List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
                List<Worker> writers = IntStream.range(0, WRITERS)
                        .mapToObj(w -> time.threads().start("writer-" + w, () -> {
                            for (int i = 0; i < EACH; i++) {
                                receipts.addAll(ledger.append(World.entries(w + "." + i + "a", w + "." + i + "b")));
                            }
                        }))
                        .toList();
                for (Worker writer : writers) {
                    assertThat(writer.join(TimeSource.FOREVER)).isTrue();
                }
                assertThat(receipts.stream().map(Receipt::index).sorted())
                        .containsExactlyElementsOf(IntStream.range(2, 2 + 2 * WRITERS * EACH)
                                .mapToObj(i -> (long) i)
                                .toList());
                return new Run(World.texts(ledger), disk.forces() - before, time.interleaving());
            }
        });
    }

    @Test
    void writersShareASynchronisationAndKeepTheirOrder() throws Exception {
        Run run = run(Seeds.seed("GroupCommitTest"));
        for (int w = 0; w < WRITERS; w++) {
            String own = w + ".";
            assertThat(run.texts().stream().filter(text -> text.startsWith(own)))
                    .containsExactlyElementsOf(IntStream.range(0, EACH)
                            .boxed()
                            .flatMap(i -> List.of(own + i + "a", own + i + "b").stream())
                            .toList());
        }
        for (int i = 0; i < run.texts().size(); i += 2) {
            String first = run.texts().get(i);
            assertThat(run.texts().get(i + 1)).isEqualTo(first.substring(0, first.length() - 1) + "b");
        }
        assertThat(run.forces())
                .as("forces of %d appends, checkpoints included", WRITERS * EACH)
                .isLessThan(100);
    }

    @Test
    void repeatsItselfFromASeed() throws Exception {
        Run one = run(42);
        assertThat(run(42)).isEqualTo(one);
    }

    @Test
    void anInterruptNeitherLosesAnEntryNorIsForgotten() throws Exception {
        VirtualTime time = VirtualTime.create(3);
        time.run(() -> {
            try (TileLedger ledger = open(time, disk)) {
                slow(time, disk);
                List<Boolean> flags = new ArrayList<>();
                List<Worker> writers = IntStream.range(0, 3)
                        .mapToObj(w -> time.threads().start("writer-" + w, () -> {
                            ledger.append(World.entry("by " + w));
                            flags.add(Thread.interrupted());
                        }))
                        .toList();
                time.advance(Duration.ofMillis(1));
                writers.forEach(Worker::interrupt);
                for (Worker writer : writers) {
                    assertThat(writer.join(TimeSource.FOREVER)).isTrue();
                }
                assertThat(flags).containsExactly(true, true, true);
                assertThat(World.texts(ledger)).containsExactly("by 0", "by 1", "by 2");
            }
        });
    }

    @Test
    void everyWriterOfAFailedGroupIsTold() throws Exception {
        VirtualTime time = VirtualTime.create(3);
        time.run(() -> {
            TileLedger ledger = open(time, disk);
            time.advance(Duration.ofSeconds(1));
            slow(time, disk);
            disk.failAt(disk.operations() + 4);
            List<String> outcomes = new ArrayList<>();
            List<Worker> writers = IntStream.range(0, 4)
                    .mapToObj(w -> time.threads().start("writer-" + w, () -> {
                        try {
                            ledger.append(World.entry("by " + w));
                            outcomes.add(w + " entered");
                        } catch (LedgerUnavailableException e) {
                            outcomes.add(w + " refused");
                        }
                    }))
                    .toList();
            for (Worker writer : writers) {
                assertThat(writer.join(TimeSource.FOREVER)).isTrue();
            }
            assertThat(outcomes).containsExactly("0 entered", "1 refused", "2 refused", "3 refused");
            ledger.close();
        });
    }

    @Test
    void worksWithRealThreadsOnARealDisk(@TempDir Path folder) throws Exception {
        try (SystemTime time = SystemTime.start();
                TileLedger ledger = TileLedger.open(
                        new FileStorage(folder),
                        LedgerOptions.of("cisterna"),
                        time.house(),
                        time.house(),
                        time.threads(),
                        time.randomness())) {
            List<Worker> writers = IntStream.range(0, WRITERS)
                    .mapToObj(w -> time.threads().start("writer-" + w, () -> {
                        for (int i = 0; i < 100; i++) {
                            Receipt receipt = ledger.append(World.entry(w + "." + i));
                            assertThat(ledger.find(receipt)).isPresent();
                        }
                    }))
                    .toList();
            for (Worker writer : writers) {
                assertThat(writer.join(time.house().now().plusSeconds(60))).isTrue();
            }
            List<String> texts = World.texts(ledger);
            assertThat(texts).hasSize(WRITERS * 100).doesNotHaveDuplicates();
            for (int w = 0; w < WRITERS; w++) {
                String own = w + ".";
                assertThat(texts.stream().filter(text -> text.startsWith(own)))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 100).mapToObj(i -> own + i).toList());
            }
        }
    }
}
