// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.medstream.Code.Alarm;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.sim.medstream.Code.Reason;
import org.junit.jupiter.api.Test;

/** Stage, commit, halt: what each changes, and what it leaves alone. */
final class ProgrammingTest {

    private static final Programme BOLUS = Bench.programme(140_000, "p.bolus=80000:100");

    private final Bench bench = new Bench();
    private final TestHost host = bench.pairedAndOpen();

    ProgrammingTest() throws IOException {}

    private String commit(int id, Bytes token, long revision, Programme programme) throws IOException {
        return TestHost.refusal(
                host.request("COMMIT", TestHost.commitFields(TestHost.id(id), token, revision, programme)));
    }

    @Test
    void stagingChangesNothingAndCommittingSwitchesAtOnce() throws IOException {
        Message staged = host.stage(TestHost.id(1), 1, Bench.NEW);
        assertThat(staged.mark()).isEqualTo(Message.ANSWER);
        assertThat(host.state().programme()).isEqualTo(Bench.OLD.text());
        assertThat(host.stored()).contains(Bench.OLD.text());
        assertThat(commit(1, TestHost.token(staged), 1, Bench.NEW)).isEmpty();
        State state = host.state();
        assertThat(state.programme()).isEqualTo(Bench.NEW.text());
        assertThat(state.delivery()).isEqualTo(Delivery.RUNNING);
        assertThat(state.revision()).isEqualTo(2);
        assertThat(host.stored()).contains(Bench.NEW.text());
    }

    @Test
    void oneIdHasOneEffect() throws IOException {
        Message staged = host.stage(TestHost.id(1), 1, Bench.NEW);
        Bytes token = TestHost.token(staged);
        Fields commit = TestHost.commitFields(TestHost.id(1), token, 1, Bench.NEW);
        Message first = host.request("COMMIT", commit);
        assertThat(host.request("COMMIT", commit).fields()).isEqualTo(first.fields());
        assertThat(host.state().revision()).isEqualTo(2);
        assertThat(TestHost.refusal(host.stage(TestHost.id(1), 2, Bench.OLD))).isEqualTo("COMMAND_USED");
        assertThat(commit(1, token, 1, Bench.OLD)).isEqualTo("COMMAND_USED");
        assertThat(TestHost.refusal(host.halt(TestHost.id(1)))).isEqualTo("COMMAND_USED");
        Message halted = host.halt(TestHost.id(2));
        bench.pass(Duration.ofMinutes(1));
        assertThat(host.halt(TestHost.id(2)).fields()).isEqualTo(halted.fields());
        assertThat(host.state().revision()).isEqualTo(3);
        assertThat(host.request("RESULT", new Fields().hex("command", TestHost.id(1)))
                        .fields())
                .isEqualTo(first.fields());
        assertThat(host.request("RESULT", new Fields().hex("command", TestHost.id(7)))
                        .fields())
                .isEqualTo("record=-");
    }

    @Test
    void whatIsStagedDiesOfTimeOfAnotherRevisionAndWithItsSession() throws IOException {
        Bytes token = TestHost.token(host.stage(TestHost.id(1), 1, Bench.NEW));
        host.halt(TestHost.id(9));
        assertThat(commit(1, token, 1, Bench.NEW)).isEqualTo("NOT_STAGED");

        Bytes again = TestHost.token(host.stage(TestHost.id(2), 2, Bench.NEW));
        for (int i = 0; i < 5; i++) {
            bench.pass(Duration.ofMinutes(1));
            host.state();
        }
        assertThat(commit(2, again, 2, Bench.NEW)).isEqualTo("NOT_STAGED");

        Bytes third = TestHost.token(host.stage(TestHost.id(3), 2, Bench.NEW));
        host.open();
        assertThat(commit(3, third, 2, Bench.NEW)).isEqualTo("NOT_STAGED");
        assertThat(host.state().delivery()).isEqualTo(Delivery.HALTED);
    }

    @Test
    void tokenDigestAndRevisionMustBeThoseThatWereStaged() throws IOException {
        Bytes token = TestHost.token(host.stage(TestHost.id(1), 1, Bench.NEW));
        assertThat(commit(1, Bytes.zeros(8), 1, Bench.NEW)).isEqualTo("WRONG_TOKEN");
        assertThat(commit(1, token, 1, Bench.OLD)).isEqualTo("WRONG_DIGEST");
        assertThat(commit(1, token, 2, Bench.NEW)).isEqualTo("WRONG_REVISION");
        assertThat(host.state().revision()).isEqualTo(1);
    }

    @Test
    void everythingThatIsWrongIsNamedAndNothingChanged() throws IOException {
        State before = host.state();
        Programme wrong = Programme.stored("p.form=1 p.step=0:0 p.step=50:4001000 p.step=30:100500"
                + " p.drug=baclofen:0 p.drug=baclofen:5 p.reservoir=20000001 p.prime=1600800 p.bridge=99000:50"
                + " p.bolus=1600000:1");
        assertThat(TestHost.refusals(host.stage(TestHost.id(1), 7, wrong)))
                .containsExactlyInAnyOrder(
                        "WRONG_REVISION:revision:-:7:1",
                        "OUT_OF_RANGE:p.step.rate:0:0:100000",
                        "OFF_GRID:p.step.start:1:50:15",
                        "OUT_OF_RANGE:p.step.rate:1:4001000:4000000",
                        "BAD_SCHEDULE:p.step.start:2:30:50",
                        "OFF_GRID:p.step.rate:2:100500:1000",
                        "DUPLICATE:p.drug.name:1:0:0",
                        "OUT_OF_RANGE:p.drug.concentration:0:0:1",
                        "OUT_OF_RANGE:p.reservoir:-:20000001:20000000",
                        "OUT_OF_RANGE:p.prime:-:1600800:1600000",
                        "OUT_OF_RANGE:p.bridge.rate:-:99000:100000",
                        "OFF_GRID:p.bridge.minutes:-:50:15",
                        "OUT_OF_RANGE:p.bolus:-:2308001000:4000000",
                        "NOT_TOGETHER:p.bolus:-:0:0");
        assertThat(host.state()).isEqualTo(before);
    }

    @Test
    void numbersAtTheEndOfTheirRangeAreRefusedAndDoNoHarm() throws IOException {
        String most = Long.toString(Long.MAX_VALUE);
        Programme wrong = Programme.stored("p.form=" + most + " p.step=" + most + ":" + most + " p.drug=a:" + most
                + " p.reservoir=" + most + " p.prime=" + most + " p.bridge=" + most + ":" + most + " p.bolus=" + most
                + ":" + most);
        assertThat(TestHost.refusals(host.stage(TestHost.id(1), 1, wrong))).hasSizeGreaterThan(8);
        assertThat(host.state().revision()).isEqualTo(1);
    }

    @Test
    void aHaltEndsWhatRunsAndNothingComesBack() throws IOException {
        host.change(1, 1, BOLUS);
        bench.pass(Duration.ofMinutes(10));
        host.open();
        host.halt(TestHost.id(2));
        State halted = host.state();
        assertThat(halted.delivery()).isEqualTo(Delivery.HALTED);
        assertThat(halted.bolus()).isEqualTo("-");
        assertThat(halted.parts()).startsWith("bolus:ENDED_EARLY:");
        long pushed = bench.truth().pushedPicolitres();
        bench.pass(Duration.ofDays(3));
        assertThat(bench.truth().pushedPicolitres()).isEqualTo(pushed);
        host.open();
        assertThat(host.state().alarms()).containsExactly(Alarm.NOT_DELIVERING_48H);
        host.change(3, 3, Bench.OLD);
        assertThat(host.state().delivery()).isEqualTo(Delivery.RUNNING);
        assertThat(host.state().alarms()).isEmpty();
    }

    @Test
    void aMemoryThatCannotBeWrittenLeavesTheOldProgramme() throws IOException {
        bench.device.inject(DeviceFault.MEMORY_WRITE_FAILURE, 1);
        assertThat(TestHost.refusal(host.change(1, 1, Bench.NEW))).isEqualTo("MEMORY_FAULT");
        State state = host.state();
        assertThat(state.programme()).isEqualTo(Bench.OLD.text());
        assertThat(state.revision()).isEqualTo(1);
        assertThat(state.alarms()).containsExactly(Alarm.MEMORY_ERROR);
        assertThat(state.last()).contains(":FAILED:");
    }

    @Test
    void aLostWriteIsFoundByReadingAndAtTheNextRestart() throws IOException {
        bench.device.inject(DeviceFault.MEMORY_WRITE_LOST, 1);
        host.change(1, 1, Bench.NEW);
        assertThat(host.state().programme()).isEqualTo(Bench.NEW.text());
        assertThat(host.stored()).contains(Bench.OLD.text());
        bench.device.inject(DeviceFault.RESTART, 1);
        host.open();
        State state = host.state();
        assertThat(state.programme()).isEqualTo(Bench.OLD.text());
        assertThat(state.revision()).isEqualTo(3);
    }

    @Test
    void aDamagedMemoryIsSaidAndStopsThePumpAtTheNextRestart() throws IOException {
        bench.device.inject(DeviceFault.MEMORY_CORRUPTION, 1);
        assertThat(host.stored()).isEmpty();
        assertThat(host.state().delivery()).isEqualTo(Delivery.RUNNING);
        bench.device.inject(DeviceFault.RESTART, 1);
        host.open();
        State state = host.state();
        assertThat(state.delivery()).isEqualTo(Delivery.HALTED);
        assertThat(state.reason()).isEqualTo(Reason.MEMORY_FAULT);
        assertThat(state.programme()).isEmpty();
    }

    @Test
    void afterAPowerOnResetItWaitsForAProgramme() throws IOException {
        host.change(1, 1, BOLUS);
        bench.device.inject(DeviceFault.POWER_ON_RESET, 1);
        long pushed = bench.truth().pushedPicolitres();
        bench.pass(Duration.ofHours(5));
        host.open();
        State state = host.state();
        assertThat(state.delivery()).isEqualTo(Delivery.HALTED);
        assertThat(state.alarms()).contains(Alarm.POWER_ON_RESET);
        assertThat(state.revision()).isEqualTo(3);
        assertThat(bench.truth().pushedPicolitres()).isEqualTo(pushed);
        host.change(2, 3, Bench.OLD);
        assertThat(host.state().alarms()).isEmpty();
    }

    @Test
    void theControlUnitReadsAndCalibratesAndDoesNotProgramme() throws IOException {
        host.request("LEAVE", new Fields());
        TestHost unit = bench.unit();
        for (String kind : new String[] {"STORED", "STAGE", "COMMIT", "DROP", "HALT", "EVENTS", "RESULT"}) {
            assertThat(TestHost.refusals(unit.request(kind, new Fields())))
                    .as(kind)
                    .containsExactly("ROLE:role:-:2:1");
        }
        assertThat(unit.state().revision()).isEqualTo(1);
        assertThat(TestHost.refusal(unit.request("FORGET", new Fields()))).isEmpty();
    }

    @Test
    void faultsOfOtherFamiliesAreRefusedInWords() {
        assertThatThrownBy(() -> bench.device.inject(DeviceFault.FLOW_VALVE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FLOW_VALVE");
        assertThatThrownBy(() -> bench.device.inject(DeviceFault.STRONG_FIELD, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
