// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/**
 * A crash, and a failure, at every single operation of a workload. {@code -Dcisterna.ledger.crash.seeds=N} sets how many fates of the
 * unsynced bytes are tried at each, {@code -Dcisterna.ledger.crash.workloads=N} how many workloads.
 */
class LedgerCrashTest {
    private static final int LIVES = 2;
    private static final int BATCHES = 4;

    private static final int FATES = Integer.getInteger("cisterna.ledger.crash.seeds", 1);
    private static final int WORKLOADS = Integer.getInteger("cisterna.ledger.crash.workloads", 1);

    /** Every so many-th crash is followed by one in each operation of the next start; every one of them where many fates are asked for. */
    private static final int STEP = FATES > 1 ? 1 : 41;

    /** A workload that has such a group. */
    private static final long REFUSED = 601_105_205_110_583_971L;

    private long seed = Seeds.seed("LedgerCrashTest");

    @Test
    void losesNothingAcknowledgedWhereverTheMachineCrashes() {
        long points = 0;
        for (int workload = 0; workload < WORKLOADS; workload++, seed++) {
            for (long n = 1; ; n++, points++) {
                CrashRun run = new CrashRun(seed);
                run.disk().crashAt(n);
                run.work(LIVES, BATCHES);
                if (!run.disk().fired()) {
                    break;
                }
                for (int fate = 0; fate < FATES; fate++) {
                    long chance = seed * 31 + fate;
                    run.check(
                            run.disk().afterCrash(chance),
                            "seed " + seed + ", crash at operation " + n + ", fate " + chance);
                }
                run.checkRecoveringTwice(
                        run.disk().afterCrash(seed * 31 + n), seed - n, "seed " + seed + ", crash at operation " + n);
                run.check(run.disk().afterKill(), "seed " + seed + ", killed at operation " + n);
                run.check(
                        CrashRun.withTornCache(run.disk().afterKill(), seed * 31 + n),
                        "seed " + seed + ", killed at operation " + n + ", what was kept for a start is torn");
            }
        }
        System.out.println("crashes survived: " + points + " points, " + (FATES + 2) + " fates each");
        assertThat(points).isGreaterThan(100L * WORKLOADS);
    }

    /** The start after a crash is killed or loses power, too, at each of its operations. */
    @Test
    void losesNothingAcknowledgedWhereverTheStartAfterACrashIsKilledOrLosesPower() {
        long points = 0;
        for (int workload = 0; workload < WORKLOADS; workload++, seed++) {
            for (long n = 1L + Math.floorMod(seed, STEP); ; n += STEP) {
                CrashRun run = new CrashRun(seed);
                run.disk().crashAt(n);
                run.work(LIVES, 1);
                if (!run.disk().fired()) {
                    break;
                }
                // one fate each: with a hundred the walk would take days
                points += crashesAgain(run, seed * 31, "seed " + seed + ", crash at operation " + n);
            }
        }
        System.out.println("crashes of the start after a crash survived: " + points + " points, 2 fates each");
        assertThat(points).isGreaterThan(30L * WORKLOADS);
    }

    private static long crashesAgain(CrashRun run, long chance, String what) {
        for (long m = 1; ; m++) {
            SimulatedStorage left = run.disk().afterCrash(chance);
            left.crashAt(m);
            run.start(left);
            if (!left.fired()) {
                return m - 1;
            }
            String again = what + ", fate " + chance + ", and of the next start at operation " + m;
            SimulatedStorage killed = left.afterKill();
            run.check(killed, again + ", killed");
            run.verify(killed, again + ", killed");
            run.check(left.afterCrash(chance + m), again);
        }
    }

    /** A start from what was kept takes hashes from tiles: these may be lost or torn, with it or without. */
    @Test
    void losesNothingAcknowledgedWhereverTheMachineCrashesWithFullTiles() {
        long points = 0;
        for (int workload = 0; workload < WORKLOADS; workload++, seed++) {
            for (long n = 1; ; n++, points++) {
                CrashRun run = new CrashRun(seed).withFullTiles();
                run.disk().crashAt(n);
                run.work(LIVES, 1);
                if (!run.disk().fired()) {
                    break;
                }
                for (int fate = 0; fate < FATES; fate++) {
                    long chance = seed * 31 + fate;
                    String what = "seed " + seed + ", crash at operation " + n + ", fate " + chance;
                    run.check(run.disk().afterCrash(chance), what);
                    run.check(
                            CrashRun.withTornCache(run.disk().afterCrash(chance), chance + n),
                            what + ", what was kept for a start is torn");
                }
                run.check(run.disk().afterKill(), "seed " + seed + ", killed at operation " + n);
            }
        }
        System.out.println(
                "crashes with full tiles survived: " + points + " points, " + (2 * FATES + 1) + " fates each");
        assertThat(points).isGreaterThan(50L * WORKLOADS);
    }

    @Test
    void losesNothingAcknowledgedWhereverTheMachineCrashesBetweenTwoYearsOrTwoKeys() {
        long points = 0;
        for (int workload = 0; workload < WORKLOADS; workload++, seed++) {
            for (long n = 1; ; n++, points++) {
                CrashRun run = new CrashRun(seed).throughYears();
                run.disk().crashAt(n);
                run.work(LIVES, 2);
                if (!run.disk().fired()) {
                    break;
                }
                for (int fate = 0; fate < FATES; fate++) {
                    long chance = seed * 31 + fate;
                    run.check(
                            run.disk().afterCrash(chance),
                            "seed " + seed + ", crash at operation " + n + ", fate " + chance);
                }
                run.check(run.disk().afterKill(), "seed " + seed + ", killed at operation " + n);
            }
        }
        System.out.println(
                "crashes between years and keys survived: " + points + " points, " + (FATES + 1) + " fates each");
        assertThat(points).isGreaterThan(100L * WORKLOADS);
    }

    @Test
    void losesNothingAcknowledgedWhateverOperationFailsBetweenTwoYearsOrTwoKeys() {
        for (int workload = 0; workload < WORKLOADS; workload++, seed++) {
            for (long n = 1; ; n++) {
                CrashRun run = new CrashRun(seed).throughYears();
                run.disk().failAt(n);
                run.work(LIVES, 2);
                if (!run.disk().fired()) {
                    break;
                }
                String what = "seed " + seed + ", operation " + n + " failed, ";
                for (int fate = 0; fate < FATES; fate++) {
                    long chance = seed + n + 1_000L * fate;
                    SimulatedStorage left = run.disk().afterCrash(chance);
                    run.check(left, what + "then power lost, fate " + chance);
                    run.verify(left, what + "then power lost, fate " + chance);
                    run.checkNextLife(-chance, what + "then started again, fate " + -chance);
                }
            }
        }
    }

    @Test
    void losesNothingAcknowledgedWhateverOperationFails() {
        for (int workload = 0; workload < WORKLOADS; workload++, seed++) {
            losesNothingWhateverOperationFails(seed);
        }
    }

    /** A group that does not fit into the reserve when no room can be made is refused, and the ledger goes on: what comes next is entered. */
    @Test
    void losesNothingWhereAGroupIsRefusedForWantOfRoomAndTheNextOneIsTaken() {
        losesNothingWhateverOperationFails(REFUSED);
    }

    private static void losesNothingWhateverOperationFails(long seed) {
        for (long n = 1; ; n++) {
            CrashRun run = new CrashRun(seed);
            run.disk().failAt(n);
            run.work(LIVES, BATCHES);
            if (!run.disk().fired()) {
                break;
            }
            String what = "seed " + seed + ", operation " + n + " failed, ";
            for (int fate = 0; fate < FATES; fate++) {
                long chance = seed + n + 1_000L * fate;
                SimulatedStorage left = run.disk().afterCrash(chance);
                run.check(left, what + "then power lost, fate " + chance);
                run.verify(left, what + "then power lost, fate " + chance);
                run.checkNextLife(-chance, what + "then started again, fate " + -chance);
            }
        }
    }
}
