// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.FaultyConnection;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/**
 * Law 9: at every byte of a dialogue, and at every operation of the disk, the pump runs the old programme or the new one, or stands in the
 * declared interim stop, which ends at its bound.
 */
final class WorstMomentTest {

    private static final Bytes ID = TestHost.id(1);
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final SimulatedStorage paired;
    private final TestHost keys;

    WorstMomentTest() throws IOException {
        paired = new SimulatedStorage(1);
        Bench bench = new Bench(1, paired, Bench.IMPLANTED.plusSeconds(3_600));
        keys = bench.connect();
        keys.pair(Bench.CODE);
    }

    private Bench bench(SimulatedStorage disk) throws IOException {
        return new Bench(1, disk, Bench.IMPLANTED.plus(Duration.ofHours(10)));
    }

    private TestHost host(Bench bench) {
        TestHost host = bench.connect();
        host.key = keys.key;
        host.keyId = keys.keyId;
        return host;
    }

    /** Opens a session and changes the programme; whether it got to the end. */
    private static boolean dialogue(TestHost host) {
        return dialogue(host, Bench.W9);
    }

    /** Looks at the pump, lets the bound pass, and checks that programme, memory, record, revision and flow say the same. */
    private void isOldOrNew(Bench bench, String moment) throws IOException {
        TestHost host = host(bench);
        host.open();
        Status at = host.status();
        assertThat(at.motor()).as(moment).isIn(Code.RUNNING, Code.INTERIM_STOP);
        if (at.motor() == Code.INTERIM_STOP) {
            assertThat(at.deadline() - at.clock()).as(moment).isBetween(0L, 60_000L);
            assertThat(Bench.same(Bench.OLD, at)).as(moment).isTrue();
        }
        bench.pass(SETTLE);
        Status status = host.status();
        boolean applied = Bench.same(Bench.W9, status);
        PlanBlock plan = applied ? Bench.W9 : Bench.OLD;
        assertThat(Bench.same(plan, status)).as(moment).isTrue();
        assertThat(status.motor()).as(moment).isEqualTo(Code.RUNNING);
        assertThat(host.readBack()).as(moment).contains(plan.bytes());
        assertThat(status.revision()).as(moment).isEqualTo(applied ? 2 : 1);
        int effect = status.last().map(CommandLog.Entry::effect).orElse(0);
        assertThat(effect == Code.APPLIED).as(moment + ", effect " + effect).isEqualTo(applied);
        assertThat(effect).as(moment).isNotEqualTo(Code.PENDING);

        long before = bench.device.truth().pushedPicolitres();
        bench.pass(Duration.ofDays(10));
        assertThat(bench.device.truth().pushedPicolitres() - before)
                .as(moment)
                .isBetween(applied ? 1_629_990_000L : 1_399_990_000L, applied ? 1_630_010_000L : 1_400_010_000L);
    }

    @Test
    void aLinkCutAfterEveryByteInEitherDirection() throws IOException {
        for (Direction direction : Direction.values()) {
            boolean whole = false;
            for (int after = 0; !whole; after++) {
                Bench bench = bench(paired.afterKill());
                TestHost host = host(bench);
                host.over(new FaultyConnection(host.connection, List.of(new LinkFault(Kind.CUT, direction, after))));
                whole = dialogue(host);
                isOldOrNew(bench, "cut after byte " + after + " " + direction);
                assertThat(after).isLessThan(5_000);
            }
        }
    }

    /** What is sent beside a day, with the nanolitres it gives in ten days and a minute. */
    private record Act(String name, PlanBlock plan, long given) {}

    private static List<Act> acts() {
        return List.of(
                new Act("bolus", Bench.withParts(144_000, Bench.bolus(30_000, 60)), 1_464_100),
                new Act("bridge", Bench.withParts(144_000, Bench.bridge(288_000, 120)), 1_452_100),
                new Act("prime", Bench.withParts(144_000, Bench.prime(315_500)), 1_753_707),
                new Act("periodic", Bench.withParts(144_000, Bench.periodic(6_000, 10, 60)), 2_640_600),
                new Act("patient", Bench.withParts(144_000, Bench.patient(1_000, 5, 60, 4)), 1_440_100),
                new Act("minimum", Bench.withParts(6_000, new Part(Part.MINIMUM, 0, 0, 0, 0, 0)), 60_004),
                new Act("refill", Bench.plan(18_000_000, new int[] {0}, new long[] {144_000}), 1_440_100));
    }

    /** The same for each act: the pump gives what OLD gives, but for the interim stop, or what NEW gives, and never some of both. */
    @Test
    void aLinkCutAfterEveryByteOfEachAct() throws IOException {
        for (Act act : acts()) {
            boolean oldRan = false;
            for (Direction direction : Direction.values()) {
                boolean whole = false;
                for (int after = 0; !whole; after++) {
                    Bench bench = bench(paired.afterKill());
                    TestHost host = host(bench);
                    host.over(
                            new FaultyConnection(host.connection, List.of(new LinkFault(Kind.CUT, direction, after))));
                    long before = bench.device.truth().pushedPicolitres();
                    whole = dialogue(host, act.plan());
                    String moment = act.name() + ", cut after byte " + after + " " + direction;
                    bench.pass(SETTLE);
                    TestHost later = host(bench);
                    later.open();
                    Status status = later.status();
                    boolean applied = Bench.same(act.plan(), status);
                    assertThat(applied || Bench.same(Bench.OLD, status))
                            .as(moment)
                            .isTrue();
                    assertThat(status.motor()).as(moment).isEqualTo(Code.RUNNING);
                    assertThat(status.revision()).as(moment).isEqualTo(applied ? 2 : 1);
                    assertThat(later.readBack())
                            .as(moment)
                            .contains(applied ? act.plan().bytes() : Bench.OLD.bytes());
                    bench.pass(Duration.ofDays(10));
                    long given = (bench.device.truth().pushedPicolitres() - before) / 1_000;
                    long expected = applied ? act.given() : 1_400_000;
                    assertThat(given).as(moment).isBetween(expected - 120, expected + 120);
                    oldRan |= !applied;
                    assertThat(after).isLessThan(5_000);
                }
            }
            assertThat(oldRan).as(act.name()).isTrue();
        }
    }

    private static boolean dialogue(TestHost host, PlanBlock plan) {
        try {
            host.open();
            host.change(ID, 1, plan);
            host.status();
            return host.readBack().isPresent();
        } catch (IOException silence) {
            return false;
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
            whole = dialogue(host(bench));
            points++;
            for (int fate = 0; fate < 4; fate++) {
                SimulatedStorage left = fate == 0 ? disk.afterKill() : disk.afterCrash(random.nextLong());
                Bench later = bench(left);
                String moment = "operation " + operation + " of the disk, fate " + fate + ", seed " + seed;
                assertThat(later.device.describe().string("lifetimeDelivered"))
                        .as(moment)
                        .isEqualTo(bench.device.describe().string("lifetimeDelivered"));
                isOldOrNew(later, moment);
            }
        }
        assertThat(points)
                .as("session id, open, begin and end are each written")
                .isGreaterThan(8);
    }

    /** What was told before a kill is still so after it: events keep their numbers, and what time brought is brought again. */
    @Test
    void aKillLosesNeitherEventsNorCounters() throws IOException {
        Bench bench = bench(paired.afterKill());
        TestHost host = host(bench);
        host.open();
        host.change(ID, 1, Bench.W9);
        bench.pass(Duration.ofDays(111));
        host.open();
        byte[] events = host.request(
                        Code.READ_EVENTS, new PayloadWriter().u32(1).u8(60))
                .payload();
        Status before = host.status();
        String truth = bench.device.truth().json().canonicalText();
        assertThat(before.alarm(Code.ALARM_LOW))
                .as("an event that only time brought")
                .isTrue();

        bench.killAndRestart();
        TestHost again = host(bench);
        again.open();
        byte[] later = again.request(
                        Code.READ_EVENTS, new PayloadWriter().u32(1).u8(60))
                .payload();
        assertThat(Arrays.copyOfRange(later, 9, events.length)).isEqualTo(Arrays.copyOfRange(events, 9, events.length));
        Status after = again.status();
        assertThat(after.boots()).isEqualTo(before.boots() + 1);
        assertThat(after.lastReset()).isEqualTo(Code.RESET_RESTART);
        assertThat(after.lifetime()).isEqualTo(before.lifetime());
        assertThat(after.plan()).isEqualTo(before.plan());
        assertThat(after.revision()).isEqualTo(before.revision());
        assertThat(after.motor()).isEqualTo(Code.RUNNING);
        assertThat(bench.device.truth().json().canonicalText()).isEqualTo(truth);
    }
}
