// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.cisterna.pump.PumpId;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker begins after its delay or when it is woken, keeps up, and ends. */
class FoldWorkerTest {

    private static final Duration DELAY = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void itBeginsAfterItsDelayAndThenKeepsUp() throws Exception {
        VirtualTime time = VirtualTime.create(1);
        Clinic clinic = new Clinic(time);
        time.run(() -> {
            clinic.pair(new PumpId("Acme", "S-1"));
            try (Shelf shelf = Shelf.in(folder, clinic);
                    FoldWorker worker = new FoldWorker(shelf.keeper, time.house(), time.threads(), DELAY)) {
                time.advance(DELAY.minusMillis(1));
                assertThat(shelf.keeper.view()).isEmpty();
                time.advance(Duration.ofMillis(1));
                assertThat(shelf.keeper.behind()).isZero();
                assertThat(shelf.keeper.view().orElseThrow().position().indexed())
                        .isTrue();

                clinic.pair(new PumpId("Acme", "S-2"));
                assertThat(shelf.keeper.behind()).isEqualTo(1);
                time.advance(Duration.ofSeconds(1));
                assertThat(shelf.keeper.behind()).isZero();
                worker.wake();
            }
        });
    }

    @Test
    void itBeginsAtOnceWhenSomebodyAsks() throws Exception {
        VirtualTime time = VirtualTime.create(1);
        Clinic clinic = new Clinic(time);
        time.run(() -> {
            clinic.pair(new PumpId("Acme", "S-1"));
            try (Shelf shelf = Shelf.in(folder, clinic);
                    FoldWorker worker = new FoldWorker(shelf.keeper, time.house(), time.threads(), DELAY)) {
                worker.wake();
                time.settle();
                assertThat(shelf.keeper.behind()).isZero();
            }
        });
    }
}
