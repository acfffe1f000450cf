// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cisterna.driver.synchromed.RefusedAnswer.Reason;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandEffect.Effect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Revision;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.PumpSession.Discarded;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

class CommitTest {

    private static final CommandId OTHER = new CommandId("505152535455565758595a5b5c5d5e5f");
    private static final int STAGE = MessageType.STAGE.code();
    private static final int BEGIN = MessageType.COMMIT_BEGIN.code();
    private static final int END = MessageType.COMMIT_END.code();

    private final Bench bench = new Bench(9);

    private static LinkException broken(ThrowingCallable call) {
        return catchThrowableOfType(LinkException.class, call);
    }

    private static <T> void refused(Answer<T> answer, String code) {
        assertThat(answer.violations()).singleElement().satisfies(each -> assertThat(each.code())
                .isEqualTo(code));
    }

    private Staged staged(PumpSession session) throws Exception {
        return session.stage(bench.plan(session), Bench.COMMAND, bench.soon()).orElseThrow();
    }

    private long sent(int type) {
        return bench.device.carriedOut.stream().filter(each -> each == type).count();
    }

    @Test
    void onlyWhatWasStagedIsCommitted() throws Exception {
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                Staged staged = staged(session);
                List<Staged> altered = List.of(
                        new Staged("00", staged.expected(), staged.programme(), staged.solution()),
                        new Staged(staged.token(), new Revision(2), staged.programme(), staged.solution()),
                        new Staged(
                                staged.token(),
                                staged.expected(),
                                new Programme.Continuous(new FlowRate(48_000)),
                                staged.solution()));
                for (Staged each : altered) {
                    refused(session.commit(each, Bench.COMMAND, bench.soon()), "PLAN_MISMATCH");
                }
                refused(session.commit(staged, OTHER, bench.soon()), "PLAN_MISMATCH");
                assertThat(sent(BEGIN)).isZero();
                assertThat(sent(END)).isZero();
                assertThat(bench.device.revision).isEqualTo(1);
                assertThat(session.commit(staged, Bench.COMMAND, bench.soon()).isDone())
                        .isTrue();
            }
        });
    }

    @Test
    void anotherSessionAsksAndBeginsNothing() throws Exception {
        bench.time.run(() -> {
            Staged staged;
            try (PumpSession session = bench.open()) {
                staged = staged(session);
            }
            try (PumpSession session = bench.open()) {
                refused(session.commit(staged, Bench.COMMAND, bench.soon()), "PLAN_MISMATCH");
                assertThat(sent(BEGIN)).isZero();
            }
        });
    }

    @Test
    void repeatedFromAnotherSessionItHasOneEffect() throws Exception {
        bench.time.run(() -> {
            Staged staged;
            CommandEffect effect;
            try (PumpSession session = bench.open()) {
                staged = staged(session);
                effect = session.commit(staged, Bench.COMMAND, bench.soon()).orElseThrow();
            }
            for (int i = 0; i < 5; i++) {
                try (PumpSession session = bench.open()) {
                    assertThat(session.commit(staged, Bench.COMMAND, bench.soon())
                                    .orElseThrow())
                            .isEqualTo(effect);
                    refused(
                            session.commit(
                                    new Staged(
                                            staged.token(),
                                            staged.expected(),
                                            new Programme.Continuous(new FlowRate(48_000)),
                                            staged.solution()),
                                    Bench.COMMAND,
                                    bench.soon()),
                            "PLAN_MISMATCH");
                }
            }
            assertThat(bench.device.revision).isEqualTo(2);
            assertThat(sent(BEGIN)).isEqualTo(1);
        });
    }

    @Test
    void anUpdateThatStandsIsFinishedByTheSameCommandFromAnotherSession() throws Exception {
        bench.time.run(() -> {
            PumpSession first = bench.open();
            Staged staged = staged(first);
            bench.device.silences.put(END, 100);
            bench.device.refusals.put(END, List.of(new Reason(3, 0, 255, 0, 0)));
            LinkException e = broken(() -> first.commit(staged, Bench.COMMAND, bench.soon()));
            assertThat(e).hasMessageContaining("may stand still until");
            assertThat(bench.device.isPending()).isTrue();
            bench.device.silences.clear();
            bench.device.refusals.clear();
            try (PumpSession second = bench.open()) {
                assertThat(second.interrogate(bench.soon()).motor()).isEqualTo(MotorState.INTERIM_STOP);
                assertThat(second.interrogate(bench.soon()).lastCommand())
                        .contains(new CommandEffect(Bench.COMMAND, Effect.UNDER_WAY, new Revision(1)));
                assertThat(second.commit(staged, Bench.COMMAND, bench.soon()).orElseThrow())
                        .isEqualTo(new CommandEffect(Bench.COMMAND, Effect.APPLIED, new Revision(2)));
            }
            first.close();
        });
    }

    @Test
    void closeAfterABrokenCommitLetsThePumpGoOnWithTheOldProgramme() throws Exception {
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                Staged staged = staged(session);
                bench.device.refusals.put(END, List.of(new Reason(3, 0, 255, 0, 0)));
                LinkException e = broken(() -> session.commit(staged, Bench.COMMAND, bench.soon()));
                assertThat(e).hasMessageContaining("MALFORMED").hasMessageContaining("may stand still");
                assertThat(bench.device.isPending()).isTrue();
            }
            bench.time.settle();
            assertThat(bench.device.isPending()).isFalse();
            assertThat(bench.device.motor).isEqualTo(1);
            assertThat(bench.device.revision).isEqualTo(1);
            try (PumpSession session = bench.open()) {
                assertThat(session.interrogate(bench.soon()).lastCommand())
                        .contains(new CommandEffect(Bench.COMMAND, Effect.ROLLED_BACK, new Revision(1)));
            }
        });
    }

    @Test
    void anEndAfterWhichTheUpdateIsStillUnderWayIsNone() throws Exception {
        bench.device.changes.put(END, payload -> new FieldWriter()
                .bytes(payload.part(0, 17))
                .u8(CommandRecord.PENDING)
                .bytes(payload.part(18, payload.size()))
                .done());
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                Staged staged = staged(session);
                assertThat(broken(() -> session.commit(staged, Bench.COMMAND, bench.soon())))
                        .hasMessageContaining("under way after its end");
            }
        });
    }

    @Test
    void memoryThatCannotBeWrittenIsARefusal() throws Exception {
        bench.device.refusals.put(END, List.of(new Reason(29, 0, 255, 0, 0)));
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                refused(session.commit(staged(session), Bench.COMMAND, bench.soon()), "MEMORY_FAULT");
            }
        });
    }

    @Test
    void aRefusedBeginIsARefusalInWords() throws Exception {
        bench.device.refusals.put(BEGIN, List.of(new Reason(16, 3, 255, 1, 2), new Reason(999, 99, 3, 7, 8)));
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                Answer<CommandEffect> answer = session.commit(staged(session), Bench.COMMAND, bench.soon());
                assertThat(answer.violations())
                        .extracting(each -> each.code())
                        .containsExactly("WRONG_REVISION", "REFUSED_999");
                assertThat(answer.violations().get(1).message())
                        .contains("999")
                        .contains("99")
                        .contains("7");
                assertThat(bench.device.motor).isEqualTo(1);
            }
        });
    }

    @Test
    void whatThePumpChangedIsShownAndNeverCommitted() throws Exception {
        changeEcho(block -> Bytes.ofHex(block.hex().replace("0001d4c0", "0001d8a8")));
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                Staged staged = staged(session);
                assertThat(staged.programme().rates().get(0).text()).isEqualTo("0.121 mL/day");
                refused(session.commit(staged, Bench.COMMAND, bench.soon()), "PLAN_MISMATCH");
                assertThat(sent(BEGIN)).isZero();
            }
        });
    }

    @Test
    void aFillThatThePumpWasNotToldOfIsShownAndNeverCommitted() throws Exception {
        changeEcho(block -> new FieldWriter()
                .bytes(block.part(0, block.size() - 9))
                .u8(1)
                .u64(20_000_000)
                .done());
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                Staged staged = staged(session);
                assertThat(staged.parts()).containsExactly(new ProgrammePart.Refill(new Volume(20_000_000)));
                refused(session.commit(staged, Bench.COMMAND, bench.soon()), "PLAN_MISMATCH");
                assertThat(sent(BEGIN)).isZero();
                assertThat(session.discard(Bench.COMMAND, bench.soon()).orElseThrow())
                        .isEqualTo(Discarded.TAKEN_AWAY);
                assertThat(session.discard(Bench.COMMAND, bench.soon()).orElseThrow())
                        .isEqualTo(Discarded.NOTHING_STAGED);
            }
        });
    }

    @Test
    void partsAreStagedCommittedAndReadBack() throws Exception {
        List<ProgrammePart> parts = List.of(
                new ProgrammePart.Refill(new Volume(18_000_000)),
                new ProgrammePart.SingleBolus(new Volume(25_000), Duration.ofMinutes(30)),
                new ProgrammePart.PatientBolus(new Volume(5_000), Duration.ofMinutes(10), Duration.ofHours(4), 4));
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                Plan alone = bench.plan(session);
                Plan plan = new Plan(
                        alone.pump(),
                        alone.patient(),
                        alone.expected(),
                        alone.programme(),
                        alone.solution(),
                        alone.capabilities(),
                        alone.driver(),
                        alone.decision(),
                        parts);
                assertThat(session.preview(plan).orElseThrow()).isEqualTo(Preview.of(plan));
                Staged staged = session.stage(plan, Bench.COMMAND, bench.soon()).orElseThrow();
                assertThat(staged.parts()).isEqualTo(parts);
                session.commit(staged, Bench.COMMAND, bench.soon()).orElseThrow();
                assertThat(session.readBack(bench.soon()).parts()).isEqualTo(parts);
                assertThat(session.interrogate(bench.soon()).programmeParts()).isEqualTo(parts);
                assertThat(session.discard(Bench.COMMAND, bench.soon()).orElseThrow())
                        .isEqualTo(Discarded.BEGUN);
                assertThat(sent(MessageType.DISCARD.code())).isZero();
            }
        });
    }

    /** Makes the device echo another block, with the right digest for it. */
    private void changeEcho(UnaryOperator<Bytes> change) {
        bench.device.changes.put(STAGE, payload -> {
            Bytes block = change.apply(payload.part(68, payload.size()));
            return new FieldWriter()
                    .bytes(payload.part(0, 28))
                    .bytes(Derivation.planDigest(block))
                    .bytes(payload.part(60, 68))
                    .bytes(block)
                    .done();
        });
    }

    @Test
    void anAnswerAboutAnotherCommandIsNone() throws Exception {
        for (int type : List.of(STAGE, BEGIN, END, MessageType.STOP.code())) {
            Bench world = new Bench(type);
            world.device.changes.put(type, payload -> new FieldWriter()
                    .bytes(Bytes.of(new byte[16]))
                    .bytes(payload.part(16, payload.size()))
                    .done());
            world.time.run(() -> {
                try (PumpSession session = world.open()) {
                    LinkException e = broken(() -> {
                        Staged staged = session.stage(world.plan(session), Bench.COMMAND, world.soon())
                                .orElseThrow();
                        session.commit(staged, Bench.COMMAND, world.soon()).orElseThrow();
                        session.stop(OTHER, world.soon()).orElseThrow();
                    });
                    assertThat(e).hasMessageContaining("of another");
                }
            });
        }
    }

    @Test
    void whatIsStoredBesideThePlanIsReadBack() throws Exception {
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                session.commit(staged(session), Bench.COMMAND, bench.soon()).orElseThrow();
                Bytes block = bench.device.plan;
                bench.device.plan = new FieldWriter()
                        .bytes(block.part(0, block.size() - 9))
                        .u8(1)
                        .u64(20_000_000)
                        .done();
                assertThat(session.readBack(bench.soon()).parts())
                        .containsExactly(new ProgrammePart.Refill(new Volume(20_000_000)));
            }
        });
    }

    @Test
    void aStopOvertakesAnUpdate() throws Exception {
        bench.time.run(() -> {
            PumpSession first = bench.open();
            Staged staged = staged(first);
            bench.device.refusals.put(END, List.of(new Reason(3, 0, 255, 0, 0)));
            assertThat(broken(() -> first.commit(staged, Bench.COMMAND, bench.soon())))
                    .hasMessageContaining("within the update");
            try (PumpSession second = bench.open()) {
                assertThat(second.stop(OTHER, bench.soon()).orElseThrow().effect())
                        .isEqualTo(Effect.APPLIED);
                assertThat(second.readBack(bench.soon()).motor()).isEqualTo(MotorState.STOPPED);
            }
            first.close();
            assertThat(bench.device
                            .record(Bytes.of(Bench.COMMAND.bytes()))
                            .toEffect()
                            .effect())
                    .isEqualTo(Effect.ROLLED_BACK);
        });
    }

    @Test
    void aStopUnderTheIdOfACommitIsRefused() throws Exception {
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                session.commit(staged(session), Bench.COMMAND, bench.soon()).orElseThrow();
                refused(session.stop(Bench.COMMAND, bench.soon()), "COMMAND_ID_USED");
                assertThat(bench.device.motor).isEqualTo(1);
            }
        });
    }
}
