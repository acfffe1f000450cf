// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.prometra.Answer.Violation;
import org.junit.jupiter.api.Test;

/** Stage, commit, halt: what each changes, and what it leaves alone. */
final class ProgrammingTest {

    private final Bench bench = new Bench();
    private final TestHost host = bench.pairedAndOpen();

    ProgrammingTest() throws IOException {}

    @Test
    void stagingChangesNothingAndCommittingSwitchesAtOnce() throws IOException {
        Message staged = host.stage(TestHost.id(1), 1, Bench.NEW);
        assertThat(staged.kind()).isEqualTo(Code.STAGE + 1);
        assertThat(host.state().programme()).contains(Bench.OLD.bytes());
        assertThat(host.stored()).contains(Bench.OLD.bytes());
        Message done =
                host.request(Code.COMMIT, TestHost.commitFields(TestHost.id(1), TestHost.token(staged), 1, Bench.NEW));
        assertThat(done.kind()).isEqualTo(Code.COMMIT + 1);
        State state = host.state();
        assertThat(state.programme()).contains(Bench.NEW.bytes());
        assertThat(state.delivery()).isEqualTo(Code.DELIVERING);
        assertThat(state.revision()).isEqualTo(2);
        assertThat(host.stored()).contains(Bench.NEW.bytes());
    }

    @Test
    void oneIdHasOneEffect() throws IOException {
        Message staged = host.stage(TestHost.id(1), 1, Bench.NEW);
        TlvWriter commit = TestHost.commitFields(TestHost.id(1), TestHost.token(staged), 1, Bench.NEW);
        Message first = host.request(Code.COMMIT, commit);
        assertThat(host.request(Code.COMMIT, commit).fields()).isEqualTo(first.fields());
        assertThat(host.state().revision()).isEqualTo(2);
        assertThat(TestHost.refusal(host.stage(TestHost.id(1), 2, Bench.OLD))).isEqualTo(Code.COMMAND_USED);
        assertThat(TestHost.refusal(host.request(
                        Code.COMMIT, TestHost.commitFields(TestHost.id(1), TestHost.token(staged), 1, Bench.OLD))))
                .isEqualTo(Code.COMMAND_USED);
        assertThat(TestHost.refusal(host.halt(TestHost.id(1)))).isEqualTo(Code.COMMAND_USED);
        Message halted = host.halt(TestHost.id(2));
        bench.pass(Duration.ofMinutes(1));
        assertThat(host.halt(TestHost.id(2)).fields()).isEqualTo(halted.fields());
        assertThat(host.state().revision()).isEqualTo(3);
    }

    @Test
    void whatIsStagedDiesOfTimeOfAnotherRevisionAndWithItsSession() throws IOException {
        Message staged = host.stage(TestHost.id(1), 1, Bench.NEW);
        TlvWriter commit = TestHost.commitFields(TestHost.id(1), TestHost.token(staged), 1, Bench.NEW);
        host.halt(TestHost.id(9));
        assertThat(TestHost.refusal(host.request(Code.COMMIT, commit))).isEqualTo(Code.NOT_STAGED);

        Message again = host.stage(TestHost.id(2), 2, Bench.NEW);
        TlvWriter second = TestHost.commitFields(TestHost.id(2), TestHost.token(again), 2, Bench.NEW);
        for (int i = 0; i < 5; i++) {
            bench.pass(Duration.ofMinutes(1));
            host.state();
        }
        assertThat(TestHost.refusal(host.request(Code.COMMIT, second))).isEqualTo(Code.NOT_STAGED);

        host.stage(TestHost.id(3), 2, Bench.NEW);
        host.open();
        assertThat(TestHost.refusal(host.request(Code.COMMIT, second))).isEqualTo(Code.NOT_STAGED);
        assertThat(host.state().delivery()).isEqualTo(Code.HALTED);
    }

    @Test
    void tokenDigestAndRevisionMustBeThoseThatWereStaged() throws IOException {
        Message staged = host.stage(TestHost.id(1), 1, Bench.NEW);
        Bytes token = TestHost.token(staged);
        assertThat(TestHost.refusal(
                        host.request(Code.COMMIT, TestHost.commitFields(TestHost.id(1), Bytes.zeros(8), 1, Bench.NEW))))
                .isEqualTo(Code.WRONG_TOKEN);
        assertThat(TestHost.refusal(
                        host.request(Code.COMMIT, TestHost.commitFields(TestHost.id(1), token, 1, Bench.OLD))))
                .isEqualTo(Code.WRONG_DIGEST);
        assertThat(TestHost.refusal(
                        host.request(Code.COMMIT, TestHost.commitFields(TestHost.id(1), token, 2, Bench.NEW))))
                .isEqualTo(Code.WRONG_REVISION);
        assertThat(host.state().revision()).isEqualTo(1);
    }

    @Test
    void everythingThatIsWrongIsNamedAndNothingChanged() throws IOException {
        State before = host.state();
        Programme wrong = Bench.programme(new TlvWriter()
                .uint(1, 1)
                .group(2, Bench.step(0, 0))
                .group(2, Bench.step(45, 14_401))
                .group(2, Bench.step(30, 5))
                .group(3, Bench.drug("baclofen", 0))
                .group(3, Bench.drug("baclofen", 5))
                .uint(4, 20_000_001)
                .uint(5, 1_001)
                .group(6, new TlvWriter().uint(1, 0).uint(2, 45))
                .group(7, new TlvWriter().uint(1, 1_000).uint(2, 1))
                .group(8, Bench.patientBolus(0, 0, 0, 25)));
        List<Violation> violations = TestHost.refusals(host.stage(TestHost.id(1), 7, wrong));
        assertThat(violations)
                .contains(
                        Violation.of(Code.WRONG_REVISION, Tag.REVISION, 7, 1),
                        new Violation(Code.OUT_OF_RANGE, 0x300202, 0, 0, 1),
                        new Violation(Code.OFF_GRID, 0x300201, 1, 45, 30),
                        new Violation(Code.OUT_OF_RANGE, 0x300202, 1, 14_401, 14_400),
                        new Violation(Code.BAD_SCHEDULE, 0x300201, 2, 30, 45),
                        new Violation(Code.DUPLICATE, 0x300301, 1, 0, 0),
                        new Violation(Code.OUT_OF_RANGE, 0x300302, 0, 0, 1),
                        Violation.of(Code.OUT_OF_RANGE, 0x3004, 20_000_001, 20_000_000),
                        Violation.of(Code.OUT_OF_RANGE, 0x3005, 1_001, 1_000),
                        Violation.of(Code.OUT_OF_RANGE, 0x300601, 0, 1),
                        Violation.of(Code.OFF_GRID, 0x300602, 45, 30),
                        Violation.of(Code.OUT_OF_RANGE, 0x3007, 14_401 + 1_440_000, 14_400),
                        Violation.of(Code.NOT_TOGETHER, 0x3007, 0, 0),
                        Violation.of(Code.OUT_OF_RANGE, 0x300801, 0, 1),
                        Violation.of(Code.OUT_OF_RANGE, 0x300804, 25, 24),
                        new Violation(Code.NOT_PERMITTED, 0x3008, 0, 0, 0));
        State after = host.state();
        assertThat(after).isEqualTo(before);
        assertThat(after.nextEvent()).isEqualTo(before.nextEvent());
    }

    @Test
    void aHaltEndsWhatRunsAndNothingComesBack() throws IOException {
        host.change(
                1,
                1,
                Bench.programme(
                        Bench.fields(70).group(7, new TlvWriter().uint(1, 100).uint(2, 100))));
        bench.pass(Duration.ofMinutes(10));
        host.open();
        host.halt(TestHost.id(2));
        State halted = host.state();
        assertThat(halted.delivery()).isEqualTo(Code.HALTED);
        assertThat(halted.bolus()).isEmpty();
        assertThat(halted.parts()).startsWith("7:4:");
        long pushed = bench.truth().pushedPicolitres();
        bench.pass(Duration.ofDays(3));
        assertThat(bench.truth().pushedPicolitres()).isEqualTo(pushed);
        host.open();
        assertThat(host.state().alarms()).containsExactly(Code.ALARM_NOT_DELIVERING);
        host.change(3, 3, Bench.OLD);
        assertThat(host.state().delivery()).isEqualTo(Code.DELIVERING);
        assertThat(host.state().alarms()).isEmpty();
    }

    @Test
    void aMemoryThatCannotBeWrittenLeavesTheOldProgramme() throws IOException {
        bench.device.inject(DeviceFault.MEMORY_WRITE_FAILURE, 1);
        assertThat(TestHost.refusal(host.change(1, 1, Bench.NEW))).isEqualTo(Code.MEMORY_FAULT);
        State state = host.state();
        assertThat(state.programme()).contains(Bench.OLD.bytes());
        assertThat(state.revision()).isEqualTo(1);
        assertThat(state.alarms()).containsExactly(Code.ALARM_MEMORY);
        assertThat(state.last()).isPresent();
    }

    @Test
    void aLostWriteIsFoundByReadingAndAtTheNextRestart() throws IOException {
        bench.device.inject(DeviceFault.MEMORY_WRITE_LOST, 1);
        host.change(1, 1, Bench.NEW);
        assertThat(host.state().programme()).contains(Bench.NEW.bytes());
        assertThat(host.stored()).contains(Bench.OLD.bytes());
        bench.device.inject(DeviceFault.RESTART, 1);
        host.open();
        State state = host.state();
        assertThat(state.programme()).contains(Bench.OLD.bytes());
        assertThat(state.revision()).isEqualTo(3);
    }

    @Test
    void aDamagedBankIsSaidAndStopsThePumpAtTheNextRestart() throws IOException {
        bench.device.inject(DeviceFault.MEMORY_CORRUPTION, 1);
        assertThat(host.stored()).isEmpty();
        assertThat(host.state().delivery()).isEqualTo(Code.DELIVERING);
        bench.device.inject(DeviceFault.RESTART, 1);
        host.open();
        State state = host.state();
        assertThat(state.delivery()).isEqualTo(Code.HALTED);
        assertThat(state.reason()).isEqualTo(Code.NO_MEMORY);
        assertThat(state.programme()).isEmpty();
    }

    @Test
    void afterAPowerOnResetItWaitsForAProgramme() throws IOException {
        host.change(
                1,
                1,
                Bench.programme(
                        Bench.fields(70).group(7, new TlvWriter().uint(1, 100).uint(2, 100))));
        bench.device.inject(DeviceFault.POWER_ON_RESET, 1);
        long pushed = bench.truth().pushedPicolitres();
        bench.pass(Duration.ofHours(5));
        host.open();
        State state = host.state();
        assertThat(state.delivery()).isEqualTo(Code.HALTED);
        assertThat(state.alarms()).contains(Code.ALARM_POWER_ON);
        assertThat(state.revision()).isEqualTo(3);
        assertThat(bench.truth().pushedPicolitres()).isEqualTo(pushed);
        host.change(2, 3, Bench.OLD);
        assertThat(host.state().alarms()).isEmpty();
    }

    @Test
    void faultsOfOtherFamiliesAreRefusedInWords() {
        assertThatThrownBy(() -> bench.device.inject(DeviceFault.MOTOR_STALL, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MOTOR_STALL");
        assertThatThrownBy(() -> bench.device.inject(DeviceFault.STRONG_FIELD, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
