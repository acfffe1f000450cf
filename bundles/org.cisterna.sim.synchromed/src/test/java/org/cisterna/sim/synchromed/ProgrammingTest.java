// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.Solution;
import org.junit.jupiter.api.Test;

/** Section 7 and 8 of the protocol page: changing the programme, and stop. */
final class ProgrammingTest {

    private static final Bytes ONE = TestHost.id(1);
    private static final Bytes TWO = TestHost.id(2);
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Bench bench;
    private final TestHost host;

    ProgrammingTest() throws IOException {
        bench = new Bench();
        host = bench.pairedAndOpen();
    }

    private long pushed() {
        return bench.device.truth().pushedPicolitres();
    }

    private Frame begun() throws IOException {
        Frame staged = host.stage(ONE, 1, Bench.W9);
        return host.begin(ONE, staged, 1, Bench.W9);
    }

    @Test
    void thirtyDaysOf280MicrogramsADay() throws IOException {
        Status status = host.status();
        assertThat(status.motor()).isEqualTo(Code.RUNNING);
        assertThat(status.rate()).isEqualTo(140_000);
        assertThat(Bench.same(Bench.OLD, status)).isTrue();
        assertThat(status.lifetime()).isEqualTo(4_200_000);
        assertThat(status.reservoir()).isEqualTo(15_800_000);
        assertThat(pushed()).isEqualTo(4_200_000_000L);
        assertThat(bench.device.truth().delivered("baclofen")).isEqualTo(Ratio.of(8_400_000));
    }

    @Test
    void aChangeIsStagedCommittedReadBackAndDelivered() throws IOException {
        Frame staged = host.stage(ONE, 1, Bench.W9);
        assertThat(staged.type()).isEqualTo(Code.STAGE + 1);
        assertThat(host.status().rate()).as("staging changes nothing").isEqualTo(140_000);

        assertThat(TestHost.effect(host.begin(ONE, staged, 1, Bench.W9))).isEqualTo(Code.PENDING);
        Status between = host.status();
        assertThat(between.motor()).isEqualTo(Code.INTERIM_STOP);
        assertThat(between.rate()).isZero();
        assertThat(between.deadline()).isEqualTo(bench.now.plus(BOUND).toEpochMilli());
        assertThat(Bench.same(Bench.OLD, between)).isTrue();
        long before = pushed();
        bench.pass(Duration.ofSeconds(10));
        assertThat(pushed()).isEqualTo(before);

        assertThat(TestHost.effect(host.end(ONE))).isEqualTo(Code.APPLIED);
        Status after = host.status();
        assertThat(after.motor()).isEqualTo(Code.RUNNING);
        assertThat(after.revision()).isEqualTo(2);
        assertThat(Bench.same(Bench.W9, after)).isTrue();
        assertThat(host.readBack()).contains(Bench.W9.bytes());

        bench.pass(Duration.ofDays(10));
        assertThat(pushed() - before).as("no catch-up for the stop").isEqualTo(1_630_000_000L);
    }

    @Test
    void oneCommandHasOneEffectHoweverOftenItIsSent() throws IOException {
        Frame staged = host.stage(ONE, 1, Bench.W9);
        Frame first = host.begin(ONE, staged, 1, Bench.W9);
        bench.pass(Duration.ofSeconds(30));
        for (int i = 0; i < 5; i++) {
            Frame again = host.begin(ONE, staged, 1, Bench.W9);
            assertThat(again.payload()).as("with the same deadline").isEqualTo(first.payload());
        }
        Frame ended = host.end(ONE);
        for (int i = 0; i < 50; i++) {
            bench.pass(Duration.ofSeconds(3));
            assertThat(host.end(ONE).payload()).isEqualTo(ended.payload());
            assertThat(TestHost.effect(host.begin(ONE, staged, 1, Bench.W9))).isEqualTo(Code.APPLIED);
        }
        assertThat(host.status().revision()).isEqualTo(2);
        assertThat(TestHost.refusal(host.stage(ONE, 2, Bench.OLD))).isEqualTo(Code.COMMAND_ID_USED);
        assertThat(TestHost.refusal(host.stop(ONE))).isEqualTo(Code.COMMAND_ID_USED);
        assertThat(TestHost.refusal(host.begin(ONE, staged, 1, Bench.OLD))).isEqualTo(Code.COMMAND_ID_USED);
    }

    @Test
    void atTheBoundTheOldProgrammeGoesOn() throws IOException {
        begun();
        bench.pass(BOUND.minusMillis(1));
        assertThat(host.status().motor()).isEqualTo(Code.INTERIM_STOP);
        long before = pushed();
        bench.pass(Duration.ofMillis(1));

        Status status = host.status();
        assertThat(status.motor()).isEqualTo(Code.RUNNING);
        assertThat(status.revision()).isEqualTo(1);
        assertThat(Bench.same(Bench.OLD, status)).isTrue();
        assertThat(status.last().orElseThrow().effect()).isEqualTo(Code.ABANDONED_BOUND);
        assertThat(TestHost.effect(host.end(ONE))).isEqualTo(Code.ABANDONED_BOUND);
        assertThat(host.readBack()).contains(Bench.OLD.bytes());
        bench.pass(Duration.ofDays(1));
        assertThat(pushed() - before).isEqualTo(140_000_000);
    }

    /** The field bug: incomplete programming sessions that left pumps stopped. */
    @Test
    void withTheFieldBugItStaysStopped() throws IOException {
        bench.device.inject(DeviceFault.STAYS_STOPPED, 1);
        begun();
        long before = pushed();
        bench.pass(Duration.ofDays(3));
        host.open();
        Status status = host.status();
        assertThat(status.motor()).isEqualTo(Code.STOPPED);
        assertThat(status.reason()).isEqualTo(Code.UPDATE_NOT_COMPLETED);
        assertThat(status.alarm(Code.ALARM_STOPPED)).isTrue();
        assertThat(pushed()).isEqualTo(before);
    }

    @Test
    void discardAndCloseGoBackAtOnce() throws IOException {
        begun();
        Frame discarded = host.request(Code.DISCARD, new PayloadWriter().raw(ONE));
        assertThat(discarded.payload()).containsExactly(2, Code.RUNNING);
        assertThat(host.request(Code.DISCARD, new PayloadWriter().raw(ONE)).payload())
                .containsExactly(3, Code.RUNNING);
        assertThat(host.request(Code.DISCARD, new PayloadWriter().raw(TWO)).payload())
                .containsExactly(0, Code.RUNNING);

        Frame staged = host.stage(TWO, 1, Bench.W9);
        assertThat(host.request(Code.DISCARD, new PayloadWriter().raw(TWO)).payload())
                .containsExactly(1, Code.RUNNING);
        assertThat(TestHost.refusal(host.begin(TWO, staged, 1, Bench.W9))).isEqualTo(Code.NOT_STAGED);

        host.begin(TWO, host.stage(TWO, 1, Bench.W9), 1, Bench.W9);
        assertThat(host.request(Code.CLOSE, new PayloadWriter()).payload()).containsExactly(Code.RUNNING);
        host.open();
        assertThat(host.status().last().orElseThrow().effect()).isEqualTo(Code.DISCARDED);
    }

    @Test
    void stopOvertakesAnUpdateAndNeedsNothing() throws IOException {
        begun();
        Frame stopped = host.stop(TWO);
        assertThat(TestHost.effect(stopped)).isEqualTo(Code.APPLIED);
        Status status = host.status();
        assertThat(status.motor()).isEqualTo(Code.STOPPED);
        assertThat(status.reason()).isEqualTo(Code.BY_ORDER);
        assertThat(status.revision()).isEqualTo(2);
        assertThat(TestHost.effect(host.end(ONE))).isEqualTo(Code.OVERTAKEN);
        assertThat(host.readBack()).contains(Bench.OLD.bytes());

        bench.pass(Duration.ofSeconds(90));
        assertThat(host.stop(TWO).payload()).as("the same id again").isEqualTo(stopped.payload());
        assertThat(TestHost.effect(host.stop(TestHost.id(3)))).isEqualTo(Code.APPLIED);
        assertThat(host.status().revision()).as("it was stopped already").isEqualTo(2);
        assertThat(host.status().since()).isEqualTo(status.since());
    }

    @Test
    void aStoppedPumpIsStartedByAProgrammeAndStaysStoppedWhenThatFails() throws IOException {
        host.stop(TWO);
        host.begin(ONE, host.stage(ONE, 2, Bench.W9), 2, Bench.W9);
        bench.pass(BOUND);
        assertThat(host.status().motor()).isEqualTo(Code.STOPPED);
        assertThat(host.status().reason()).isEqualTo(Code.BY_ORDER);

        Bytes three = TestHost.id(3);
        host.change(three, 2, Bench.W9);
        assertThat(host.status().motor()).isEqualTo(Code.RUNNING);
        assertThat(host.status().revision()).isEqualTo(3);
    }

    @Test
    void whatIsNotStagedStaleOrBusyIsRefused() throws IOException {
        assertThat(TestHost.refusal(host.stage(ONE, 7, Bench.W9))).isEqualTo(Code.WRONG_REVISION);
        assertThat(TestHost.refusal(host.stage(Bytes.zeros(16), 1, Bench.W9))).isEqualTo(Code.OUT_OF_RANGE);
        assertThat(TestHost.refusal(host.end(ONE))).isEqualTo(Code.NOT_STAGED);

        Frame staged = host.stage(ONE, 1, Bench.W9);
        assertThat(TestHost.refusal(host.begin(TWO, staged, 1, Bench.W9))).isEqualTo(Code.NOT_STAGED);
        assertThat(TestHost.refusal(host.begin(ONE, staged, 1, Bench.OLD))).isEqualTo(Code.DIGEST_MISMATCH);
        assertThat(TestHost.refusal(host.begin(ONE, staged, 4, Bench.W9))).isEqualTo(Code.WRONG_REVISION);
        Frame other = host.stage(TWO, 1, Bench.W9);
        assertThat(TestHost.refusal(host.begin(TWO, staged, 1, Bench.W9))).isEqualTo(Code.WRONG_TOKEN);

        host.begin(TWO, other, 1, Bench.W9);
        Bytes three = TestHost.id(3);
        assertThat(TestHost.refusal(host.stage(three, 1, Bench.OLD))).isEqualTo(Code.BUSY);
        assertThat(TestHost.refusal(host.begin(three, other, 1, Bench.W9))).isEqualTo(Code.BUSY);
        bench.pass(BOUND);

        staged = host.stage(three, 1, Bench.W9);
        bench.pass(Duration.ofSeconds(100));
        host.status();
        bench.pass(Duration.ofSeconds(100));
        host.status();
        bench.pass(Duration.ofSeconds(100));
        assertThat(TestHost.refusal(host.begin(three, staged, 1, Bench.W9)))
                .as("a staged plan lives 300 s")
                .isEqualTo(Code.NOT_STAGED);
    }

    @Test
    void aNewSessionLosesWhatWasStagedButMayFinishWhatWasBegun() throws IOException {
        Frame staged = host.stage(ONE, 1, Bench.W9);
        host.open();
        assertThat(TestHost.refusal(host.begin(ONE, staged, 1, Bench.W9))).isEqualTo(Code.NOT_STAGED);

        begun();
        host.open();
        assertThat(host.status().motor()).isEqualTo(Code.INTERIM_STOP);
        assertThat(TestHost.effect(host.end(ONE))).isEqualTo(Code.APPLIED);
    }

    @Test
    void memoryThatCannotBeWrittenLeavesOldRunning() throws IOException {
        bench.device.inject(DeviceFault.MEMORY_WRITE_FAILURE, 1);
        begun();
        assertThat(TestHost.refusal(host.end(ONE))).isEqualTo(Code.MEMORY_FAULT);
        Status status = host.status();
        assertThat(status.motor()).isEqualTo(Code.RUNNING);
        assertThat(Bench.same(Bench.OLD, status)).isTrue();
        assertThat(status.revision()).isEqualTo(1);
        assertThat(status.alarm(Code.ALARM_MEMORY)).isTrue();
        assertThat(status.last().orElseThrow().effect()).isEqualTo(Code.ABANDONED_MEMORY);

        bench.device.inject(DeviceFault.MEMORY_WRITE_FAILURE, 0);
        host.change(TWO, 1, Bench.W9);
        assertThat(host.status().alarm(Code.ALARM_MEMORY)).isFalse();
    }

    /** Only reading back by another request finds this one. */
    @Test
    void aLostWriteRunsNewButStoresOld() throws IOException {
        bench.device.inject(DeviceFault.MEMORY_WRITE_LOST, 1);
        host.change(ONE, 1, Bench.W9);
        assertThat(Bench.same(Bench.W9, host.status())).isTrue();
        assertThat(host.readBack()).contains(Bench.OLD.bytes());

        bench.killAndRestart();
        TestHost later = bench.connect();
        later.key = host.key;
        later.keyId = host.keyId;
        later.open();
        assertThat(Bench.same(Bench.OLD, later.status())).isTrue();
        assertThat(later.status().revision()).as("what it runs changed").isEqualTo(3);
    }

    @Test
    void aDamagedProgrammeIsNeitherReadNorRun() throws IOException {
        bench.device.inject(DeviceFault.MEMORY_CORRUPTION, 1);
        assertThat(host.readBack()).isEmpty();
        assertThat(host.status().motor()).isEqualTo(Code.RUNNING);

        bench.device.inject(DeviceFault.RESTART, 1);
        host.open();
        Status status = host.status();
        assertThat(status.motor()).isEqualTo(Code.STOPPED);
        assertThat(status.reason()).isEqualTo(Code.NO_MEMORY);
        assertThat(status.plan().length()).isZero();
        assertThat(status.alarm(Code.ALARM_MEMORY)).isTrue();

        host.change(ONE, status.revision(), Bench.W9);
        assertThat(host.status().motor()).isEqualTo(Code.RUNNING);
        assertThat(host.status().alarms()).isZero();
    }

    @Test
    void aPowerOnResetStopsItAndVoidsWhatWasDecided() throws IOException {
        begun();
        bench.device.inject(DeviceFault.POWER_ON_RESET, 1);
        assertThat(TestHost.refusal(host.request(Code.READ_STATUS, new PayloadWriter())))
                .isEqualTo(Code.UNAUTHENTICATED);
        host.open();
        Status status = host.status();
        assertThat(status.motor()).isEqualTo(Code.STOPPED);
        assertThat(status.reason()).isEqualTo(Code.AFTER_POWER_ON);
        assertThat(status.alarm(Code.ALARM_POWER_ON)).isTrue();
        assertThat(status.lastReset()).isEqualTo(Code.RESET_POWER_ON);
        assertThat(status.lifetime()).isEqualTo(4_200_000);
        assertThat(status.last().orElseThrow().effect()).isEqualTo(Code.ABANDONED_RESET);
        assertThat(TestHost.refusal(host.stage(TWO, 1, Bench.W9))).isEqualTo(Code.WRONG_REVISION);

        host.change(TWO, 2, Bench.W9);
        assertThat(host.status().motor()).isEqualTo(Code.RUNNING);
        assertThat(host.status().alarm(Code.ALARM_POWER_ON)).isFalse();
    }

    @Test
    void aRefillSetsTheCalculatedVolume() throws IOException {
        bench.pass(Duration.ofDays(100));
        host.open();
        assertThat(host.status().alarm(Code.ALARM_LOW)).isTrue();
        bench.device.withdraw(new Volume(20_000_000));
        bench.device.fill(new Volume(20_000_000), Solution.of("baclofen", new Concentration(2_000_000)));
        assertThat(host.status().reservoir()).as("it cannot see a syringe").isEqualTo(1_800_000);

        host.change(ONE, 1, Bench.plan(20_000_000, new int[] {0}, new long[] {140_000}));
        assertThat(host.status().reservoir()).isEqualTo(20_000_000);
        assertThat(host.status().alarm(Code.ALARM_LOW)).isFalse();
    }
}
