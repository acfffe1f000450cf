// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.cisterna.sim.FaultyConnection;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.sim.Truth;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** Law 9: at every byte of a dialogue, and at every operation of the disk, the pump runs the old programme or the new one, and never stands. */
final class WorstMomentTest {

    /** In two days from ten o'clock: 8 h of 0.12, 12 h of 0.24 and 4 h of 0.1 mL/day make 176,666.67 nL a day. */
    private static final long NEW_PULSES = 441;

    private final SimulatedStorage paired = new SimulatedStorage(1);
    private final TestHost keys;

    WorstMomentTest() throws IOException {
        Bench bench = new Bench(1, paired, Bench.IMPLANTED.plusSeconds(3_600));
        keys = bench.connect();
        keys.pair(Bench.CODE, Code.PROGRAMMER);
    }

    private static Bench bench(SimulatedStorage disk) throws IOException {
        return new Bench(1, disk, Bench.IMPLANTED.plus(Duration.ofHours(10)));
    }

    private TestHost host(Bench bench) {
        TestHost host = bench.connect();
        host.key = keys.key;
        host.keyId = keys.keyId;
        return host;
    }

    /** An act: opens a session, does it, looks; whether it got to the end. */
    private interface Act {
        void on(TestHost host) throws IOException;
    }

    private static boolean done(TestHost host, Act act) {
        try {
            host.open();
            act.on(host);
            host.state();
            return host.stored().isPresent();
        } catch (IOException silence) {
            return false;
        }
    }

    private static final Programme BOLUS = Bench.programme(140_000, "p.bolus=20000:60");
    private static final Programme REFILL =
            Bench.programme(140_000, "p.reservoir=18000000 p.prime=16000 p.bridge=110000:60");

    /** The pump runs old or new, memory and record say the same, and what flows in two days is what that programme orders. */
    private void isOldOrNew(Bench bench, Programme fresh, long freshPulses, String moment) throws IOException {
        TestHost host = host(bench);
        host.open();
        State state = host.state();
        boolean applied = state.programme().equals(fresh.text());
        Programme runs = applied ? fresh : Bench.OLD;
        assertThat(state.programme()).as(moment).isEqualTo(runs.text());
        assertThat(state.delivery()).as(moment).isEqualTo(Code.Delivery.RUNNING);
        assertThat(state.revision()).as(moment).isEqualTo(applied ? 2 : 1);
        assertThat(state.hasLast()).as(moment).isEqualTo(applied);
        assertThat(host.stored()).as(moment).contains(runs.text());
        Truth before = bench.truth();
        bench.pass(Duration.ofDays(2));
        assertThat(Bench.pulses(before, bench.truth()))
                .as(moment)
                .isBetween(applied ? freshPulses - 2 : 349, applied ? freshPulses + 2 : 351);
        assertThat(Bench.conserved(bench.truth())).as(moment).isTrue();
    }

    private void cutEverywhere(Programme fresh, long pulses) throws IOException {
        for (Direction direction : Direction.values()) {
            boolean whole = false;
            for (int after = 0; !whole; after++) {
                Bench bench = bench(paired.afterKill());
                TestHost host = host(bench);
                host.over(new FaultyConnection(host.connection, List.of(new LinkFault(Kind.CUT, direction, after))));
                whole = done(host, h -> h.change(1, 1, fresh));
                isOldOrNew(bench, fresh, pulses, "cut after byte " + after + " " + direction);
                assertThat(after).isLessThan(5_000);
            }
        }
    }

    @Test
    void aLinkCutAfterEveryByteOfAProgramme() throws IOException {
        cutEverywhere(Bench.NEW, NEW_PULSES);
    }

    @Test
    void aLinkCutAfterEveryByteOfABolus() throws IOException {
        cutEverywhere(BOLUS, 375);
    }

    @Test
    void aLinkCutAfterEveryByteOfARefillWithPrimeAndBridge() throws IOException {
        cutEverywhere(REFILL, 368);
    }

    @Test
    void aLinkCutAfterEveryByteOfAHalt() throws IOException {
        for (Direction direction : Direction.values()) {
            boolean whole = false;
            for (int after = 0; !whole; after++) {
                Bench bench = bench(paired.afterKill());
                TestHost host = host(bench);
                host.over(new FaultyConnection(host.connection, List.of(new LinkFault(Kind.CUT, direction, after))));
                whole = done(host, h -> h.halt(TestHost.id(1)));
                TestHost later = host(bench);
                later.open();
                State state = later.state();
                boolean halted = state.delivery() == Code.Delivery.HALTED;
                assertThat(state.revision()).isEqualTo(halted ? 2 : 1);
                assertThat(state.hasLast()).isEqualTo(halted);
                long before = bench.truth().pushedPicolitres();
                bench.pass(Duration.ofDays(1));
                assertThat(bench.truth().pushedPicolitres() == before).isEqualTo(halted);
                assertThat(!whole || halted).isTrue();
            }
        }
    }

    /** The process is killed, or the machine loses power, in the middle of any operation of the disk. */
    @Test
    void aKillDuringEveryOperationOfTheDisk() throws IOException {
        long seed = Seeds.seed("WorstMomentTest.kill");
        Random random = new Random(seed);
        boolean whole = false;
        int points = 0;
        for (int operation = 1; !whole; operation++) {
            SimulatedStorage disk = paired.afterKill();
            Bench bench = bench(disk);
            disk.crashAt(disk.operations() + operation);
            whole = done(host(bench), h -> h.change(1, 1, Bench.NEW));
            points++;
            for (int fate = 0; fate < 3; fate++) {
                SimulatedStorage left = fate == 0 ? disk.afterKill() : disk.afterCrash(random.nextLong());
                isOldOrNew(
                        bench(left),
                        Bench.NEW,
                        NEW_PULSES,
                        "operation " + operation + ", fate " + fate + ", seed " + seed);
            }
        }
        assertThat(points)
                .as("session number, opening and commit are each written")
                .isGreaterThan(6);
    }
}
