// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.cisterna.sim.Bytes;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** Who does not hold the key changes nothing, whatever they have heard. */
final class SecurityTest {

    private final Bench bench = new Bench();
    private final TestHost host = bench.pairedAndOpen();

    SecurityTest() throws IOException {}

    private static int refusal(Message message) {
        return TestHost.refusal(message);
    }

    @Test
    void theSameBytesAgainGetTheSameAnswerAndDoNothing() throws IOException {
        byte[] halt = host.next(Code.HALT, new TlvWriter().raw(Tag.COMMAND, TestHost.id(1)));
        byte[] first = host.exchange(halt);
        assertThat(host.exchange(halt)).isEqualTo(first);
        assertThat(host.state().revision()).isEqualTo(2);
    }

    @Test
    void olderReorderedAndReflectedMessagesAreRefused() throws IOException {
        byte[] state = host.next(Code.STATE, new TlvWriter());
        byte[] halt = host.next(Code.HALT, new TlvWriter().raw(Tag.COMMAND, TestHost.id(1)));
        assertThat(refusal(host.send(halt))).as("out of order").isEqualTo(Code.BAD_COUNTER);
        byte[] answer = host.exchange(state);
        host.exchange(halt);
        assertThat(refusal(host.send(state))).as("older").isEqualTo(Code.BAD_COUNTER);
        assertThat(refusal(host.send(answer))).as("reflected").isEqualTo(Code.UNAUTHENTICATED);
        assertThat(host.state().revision()).isEqualTo(2);
    }

    @Test
    void aRecordedSessionIsWorthNothingInTheNextNorAfterARestart() throws IOException {
        byte[] halt = host.next(Code.HALT, new TlvWriter().raw(Tag.COMMAND, TestHost.id(1)));
        host.open();
        assertThat(refusal(host.send(halt))).isEqualTo(Code.UNAUTHENTICATED);
        bench.killAndRestart();
        host.over(bench.device.connect());
        assertThat(refusal(host.send(halt))).isEqualTo(Code.UNAUTHENTICATED);
        host.open();
        assertThat(host.state().delivery()).isEqualTo(Code.DELIVERING);
    }

    @Test
    void noOtherKeyAndNoForgedByteIsAccepted() throws IOException {
        byte[] packet = host.next(Code.HALT, new TlvWriter().raw(Tag.COMMAND, TestHost.id(1)));
        Bytes message = new Packets().arrived(packet).get(0);
        for (int at = 0; at < message.length(); at++) {
            byte[] forged = message.array();
            forged[at] ^= 1;
            Message answer = host.send(Packets.around(Bytes.of(forged)));
            assertThat(refusal(answer)).as("byte " + at).isNotZero();
            assertThat(answer.sealing()).as("byte " + at).isEmpty();
        }
        Bytes key = host.key;
        host.key = Bytes.fromHex("55".repeat(32));
        assertThat(refusal(host.open())).isEqualTo(Code.UNAUTHENTICATED);
        host.key = key;
        host.counter = 0;
        assertThat(host.state().delivery()).as("the session stands as it was").isEqualTo(Code.DELIVERING);
    }

    @Test
    void aKeyOfAHandsetIsNoKeyOfAProgrammer() throws IOException {
        TestHost handset = bench.connect();
        handset.pair(Bench.CODE, Code.HANDSET);
        Bytes asHandset = handset.key;
        handset.pair(Bench.CODE, Code.PROGRAMMER);
        assertThat(handset.key).isNotEqualTo(asHandset);
    }

    @Test
    void whoDoesNotKnowTheCodeIsBlockedAndTheFailuresOutliveAKill() throws IOException {
        TestHost other = bench.connect();
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(other.pair("00000000", Code.PROGRAMMER))).isEqualTo(Code.PAIRING_REFUSED);
        }
        assertThat(refusal(other.pair(Bench.CODE, Code.PROGRAMMER))).isEqualTo(Code.PAIRING_BLOCKED);
        bench.killAndRestart();
        TestHost again = bench.connect();
        assertThat(refusal(again.pair(Bench.CODE, Code.PROGRAMMER))).isEqualTo(Code.PAIRING_BLOCKED);
        bench.pass(Duration.ofHours(1));
        assertThat(again.pair(Bench.CODE, Code.PROGRAMMER).kind()).isEqualTo(Code.PAIR_CONFIRM + 1);
    }

    @Test
    void aThirdProgrammerReplacesTheOneThatWasAwayLongest() throws IOException {
        TestHost second = bench.connect();
        second.pair(Bench.CODE, Code.PROGRAMMER);
        second.open();
        host.open();
        TestHost third = bench.connect();
        third.pair(Bench.CODE, Code.PROGRAMMER);
        assertThat(refusal(second.open())).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(host.open().kind()).isEqualTo(Code.PROVE + 1);
        host.request(Code.FORGET, new TlvWriter());
        assertThat(refusal(host.open())).isEqualTo(Code.UNAUTHENTICATED);
    }

    @Test
    void sessionsEndByTimeAndAChallengeDoesToo() throws IOException {
        bench.pass(Duration.ofMinutes(2));
        assertThat(refusal(host.request(Code.STATE, new TlvWriter()))).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(bench.device.inDialogue()).isFalse();
        host.open();
        assertThat(bench.device.inDialogue()).isTrue();
    }

    /** Noise, and packets whose bytes were turned over, never change the therapy and never break the device. */
    @Test
    void noiseChangesNothing() throws IOException {
        long seed = Seeds.seed("SecurityTest.noise");
        Random random = new Random(seed);
        Bench other = new Bench(seed, new SimulatedStorage(1), Bench.IMPLANTED.plus(Duration.ofDays(1)));
        TestHost talker = other.pairedAndOpen();
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes;
            if (random.nextBoolean()) {
                bytes = new byte[random.nextInt(80)];
                random.nextBytes(bytes);
            } else {
                bytes = talker.sealed(
                        random.nextInt(0x44), 1 + random.nextInt(3), new TlvWriter().uint(random.nextInt(0x7F), i));
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            other.device.connect().receive(bytes, other.now);
        }
        talker.open();
        State state = talker.state();
        assertThat(state.programme()).as("seed " + seed).contains(Bench.OLD.bytes());
        assertThat(state.revision()).as("seed " + seed).isEqualTo(1);
    }
}
