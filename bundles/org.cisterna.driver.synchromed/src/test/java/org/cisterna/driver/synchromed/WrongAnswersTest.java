// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cisterna.driver.synchromed.RefusedAnswer.Reason;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.testkit.FaultPlan;
import org.cisterna.testkit.LinkPair;
import org.junit.jupiter.api.Test;

/** Answers that are late, doubled, of others, forged, unproven or nonsense. */
class WrongAnswersTest {

    private static final int STATUS = MessageType.READ_STATUS.code();

    private final Bench bench = new Bench(3);

    private static LinkException broken(ThrowingCallable call) {
        return catchThrowableOfType(LinkException.class, call);
    }

    /** The same status with another revision, so that it shows when it is believed. */
    private static Bytes lie(Frame answer) {
        return new FieldWriter()
                .u32(99)
                .bytes(answer.payload().part(4, answer.payload().size()))
                .done();
    }

    /** Makes a frame of an answer. */
    @FunctionalInterface
    private interface Stranger {
        Frame instead(PageDevice device, Frame answer);
    }

    /** Puts a stranger before each answer to READ_STATUS; what is read comes from the answer. */
    private static void requirePassedOver(Stranger stranger) throws Exception {
        Bench world = new Bench(4);
        world.wire = (request, answer) -> request.type() == STATUS
                ? List.of(stranger.instead(world.device, answer).whole(), answer.whole())
                : List.of(answer.whole());
        world.time.run(() -> {
            try (PumpSession session = world.open()) {
                assertThat(session.interrogate(world.soon()).revision()).isEqualTo(new Revision(1));
                assertThat(Collections.frequency(world.device.carriedOut, STATUS))
                        .isEqualTo(1);
            }
        });
    }

    private void requireReads() throws Exception {
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                Snapshot snapshot = session.interrogate(bench.soon());
                assertThat(snapshot.revision()).isEqualTo(new Revision(1));
                assertThat(Collections.frequency(bench.device.carriedOut, STATUS))
                        .isEqualTo(1);
            }
        });
    }

    @Test
    void aFrameWithAWrongTagIsNoAnswer() throws Exception {
        requirePassedOver((device, answer) -> Frame.sealed(
                answer.type(), answer.sessionId(), answer.sequence(), lie(answer), tagged -> answer.tag()));
        requirePassedOver((device, answer) -> Frame.sealed(
                answer.type(),
                answer.sessionId(),
                answer.sequence(),
                lie(answer),
                tagged -> Bytes.of(new byte[Frame.TAG])));
    }

    @Test
    void aFrameOfAnotherRequestSessionOrTypeIsNoAnswer() throws Exception {
        requirePassedOver((device, answer) ->
                device.tagged(answer.type(), answer.sessionId() + 1, answer.sequence(), lie(answer)));
        requirePassedOver((device, answer) ->
                device.tagged(answer.type(), answer.sessionId(), answer.sequence() + 1, lie(answer)));
        requirePassedOver((device, answer) ->
                device.tagged(answer.type(), answer.sessionId(), answer.sequence() - 1, lie(answer)));
        requirePassedOver((device, answer) ->
                device.tagged(answer.type() - 1, answer.sessionId(), answer.sequence(), lie(answer)));
        requirePassedOver((device, answer) -> Frame.sealed(answer.type(), 0, 0, lie(answer), tagged -> Bytes.EMPTY));
    }

    /** With the right tag of the device: what it said the last time. */
    @Test
    void aLateAnswerToAnEarlierRequestIsNoAnswer() throws Exception {
        List<Bytes> earlier = new ArrayList<>();
        bench.wire = (request, answer) -> {
            List<Bytes> all = new ArrayList<>(earlier);
            all.add(answer.whole());
            earlier.add(answer.whole());
            return all;
        };
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                for (int revision = 1; revision < 5; revision++) {
                    bench.device.revision = revision;
                    assertThat(session.interrogate(bench.soon()).revision()).isEqualTo(new Revision(revision));
                    assertThat(session.readBack(bench.soon()).revision()).isEqualTo(new Revision(revision));
                }
            }
        });
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() throws Exception {
        bench.wire = (request, answer) -> List.of(answer.whole(), answer.whole());
        requireReads();
    }

    @Test
    void noiseBetweenFramesIsPassedOver() throws Exception {
        Bytes noise = Bytes.ofHex("c157c1570122ffff00c1");
        bench.wire = (request, answer) -> List.of(noise, answer.whole(), noise);
        requireReads();
    }

    @Test
    void aSlowLinkIsAskedAgainAndNothingIsDoneTwice() throws Exception {
        bench.time.run(() -> {
            LinkPair pair = bench.link().faultsToNear(FaultPlan.none().delay(Duration.ofMillis(900)));
            try (PumpSession session = bench.tryOpen(pair).orElseThrow()) {
                session.interrogate(bench.soon());
                assertThat(Collections.frequency(bench.device.carriedOut, STATUS))
                        .isEqualTo(1);
                assertThat(session.stop(Bench.COMMAND, bench.soon())
                                .orElseThrow()
                                .resulting())
                        .isEqualTo(new Revision(2));
                assertThat(session.readBack(bench.soon()).revision()).isEqualTo(new Revision(2));
            }
        });
    }

    @Test
    void silenceIsAnsweredByTheSameBytesABoundedNumberOfTimes() throws Exception {
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            try (PumpSession session = bench.tryOpen(pair).orElseThrow()) {
                bench.device.silences.put(STATUS, 3);
                session.interrogate(bench.soon());
                assertThat(Collections.frequency(bench.device.carriedOut, STATUS))
                        .isEqualTo(1);
                List<Bytes> sent = bench.frames.stream()
                        .filter(each -> each.at(3) == STATUS)
                        .toList();
                assertThat(sent).hasSize(4).allMatch(sent.get(0)::equals);
                bench.device.silences.put(STATUS, 100);
                LinkException e = broken(() -> session.readBack(bench.soon()));
                assertThat(e.reason()).isEqualTo(LinkException.Reason.TIMEOUT);
                assertThat(e).hasMessageContaining("READ_STATUS").hasMessageContaining("4 times");
                assertThat(broken(() -> session.interrogate(bench.soon()))).hasMessageContaining("finished");
            }
        });
    }

    @Test
    void oneUnprovenRefusalIsPassedOver() throws Exception {
        Bytes forged = refusal(STATUS, new Reason(1, 0, 255, 0, 0));
        bench.wire = (request, answer) ->
                request.type() == STATUS ? List.of(forged, answer.whole()) : List.of(answer.whole());
        requireReads();
    }

    private static Bytes refusal(int type, Reason reason) {
        Bytes payload = new FieldWriter()
                .u8(type)
                .u8(1)
                .u16(reason.code())
                .u8(reason.field())
                .u8(reason.index())
                .u64(reason.value())
                .u64(reason.limit())
                .done();
        return Frame.sealed(0x7F, 0, 0, payload, tagged -> Bytes.EMPTY).whole();
    }

    /** The pump restarted: it refuses everything without proof. That is never an outcome. */
    @Test
    void aLostSessionEndsSoonInWordsAndProvesNothing() throws Exception {
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                bench.device.restart();
                LinkException e = broken(() -> session.stop(Bench.COMMAND, bench.soon()));
                assertThat(e.reason()).isEqualTo(LinkException.Reason.REFUSED);
                assertThat(e).hasMessageContaining("UNAUTHENTICATED").hasMessageContaining("without proof");
            }
        });
    }

    @Test
    void aProvenAnswerThatIsNonsenseEndsTheSession() throws Exception {
        bench.device.changes.put(STATUS, payload -> payload.part(0, payload.size() - 1));
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                LinkException e = broken(() -> session.interrogate(bench.soon()));
                assertThat(e).hasMessageContaining("READ_STATUS").hasMessageContaining("cannot use");
            }
        });
    }

    @Test
    void codesThatNobodyKnowsAreNeverTakenForTheirNeighbours() throws Exception {
        requireUnreadable(device -> device.source = 1, "source 1");
        requireUnreadable(
                device -> device.plan =
                        Bytes.ofHex(new Golden().list("plans").get(2).string("block")),
                "no words for");
    }

    @Test
    void aStateOfMotorOrBatteryThatNobodyKnowsIsReadAsNotKnown() throws Exception {
        for (int code : List.of(0, 6, 255)) {
            Bench world = new Bench(code + 6);
            world.device.motor = code;
            world.device.battery = code;
            world.time.run(() -> {
                try (PumpSession session = world.open()) {
                    Snapshot snapshot = session.interrogate(world.soon());
                    assertThat(snapshot.motor()).isEqualTo(MotorState.UNKNOWN);
                    assertThat(snapshot.battery()).isEqualTo(Snapshot.Battery.UNKNOWN);
                    assertThat(session.readBack(world.soon()).motor()).isEqualTo(MotorState.UNKNOWN);
                }
            });
        }
    }

    /** A change of a device. */
    @FunctionalInterface
    private interface Change {
        void make(PageDevice device);
    }

    private static void requireUnreadable(Change change, String words) throws Exception {
        Bench world = new Bench(5);
        change.make(world.device);
        world.time.run(() -> {
            try (PumpSession session = world.open()) {
                assertThat(broken(() -> session.interrogate(world.soon()))).hasMessageContaining(words);
            }
            try (PumpSession session = world.open()) {
                assertThat(session.stop(Bench.COMMAND, world.soon()).isDone()).isTrue();
            }
        });
    }

    @Test
    void aReadThatThePumpRefusesIsNoReading() throws Exception {
        bench.device.refusals.put(STATUS, List.of(new Reason(29, 0, 255, 0, 0)));
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                LinkException e = broken(() -> session.interrogate(bench.soon()));
                assertThat(e.reason()).isEqualTo(LinkException.Reason.REFUSED);
                assertThat(e).hasMessageContaining("MEMORY_FAULT");
            }
        });
    }

    @Test
    void aFloodOfNoiseIsGivenUp() throws Exception {
        Bytes noise = Bytes.of(new byte[4096]);
        bench.wire = (request, answer) ->
                request.type() == STATUS ? Collections.nCopies(100, noise) : List.of(answer.whole());
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                assertThat(broken(() -> session.interrogate(bench.soon())))
                        .hasMessageContaining("bytes came without an answer");
            }
        });
    }

    @Test
    void memoryThatDoesNotMatchItsOwnDigestIsNoReadBack() throws Exception {
        bench.device.changes.put(MessageType.READ_BACK.code(), payload -> {
            byte[] bytes = payload.toArray();
            bytes[bytes.length - 30] ^= 1;
            return Bytes.of(bytes);
        });
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                assertThat(broken(() -> session.readBack(bench.soon()))).hasMessageContaining("checksum or digest");
            }
        });
    }

    @Test
    void memoryAndStatusOfTwoRevisionsAreNoReadBack() throws Exception {
        bench.device.changes.put(MessageType.READ_BACK.code(), payload -> new FieldWriter()
                .bytes(payload.part(0, 5))
                .u32(77)
                .bytes(payload.part(9, payload.size()))
                .done());
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                assertThat(broken(() -> session.readBack(bench.soon()))).hasMessageContaining("different revisions");
            }
        });
    }

    @Test
    void anOlderBankThanAStatusWithoutItsPlanIsNoReadBack() throws Exception {
        int planAt = 48;
        bench.device.changes.put(STATUS, payload -> new FieldWriter()
                .u32(2)
                .bytes(payload.part(4, planAt))
                .u16(0)
                .bytes(payload.part(planAt + 2 + bench.device.plan.size(), payload.size()))
                .done());
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                assertThat(broken(() -> session.readBack(bench.soon()))).hasMessageContaining("different revisions");
            }
        });
    }
}
