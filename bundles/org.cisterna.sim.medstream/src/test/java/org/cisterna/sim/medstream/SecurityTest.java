// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.cisterna.sim.Bytes;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** Who does not hold the key changes nothing, whatever they have heard. */
final class SecurityTest {

    private static final List<String> KINDS = Requests.KINDS.stream().sorted().toList();

    private final Bench bench = new Bench();
    private final TestHost host = bench.pairedAndOpen();

    SecurityTest() throws IOException {}

    private static String refusal(Message message) {
        return TestHost.refusal(message);
    }

    @Test
    void theSameBytesAgainGetTheSameAnswerAndDoNothing() throws IOException {
        byte[] halt = host.next("HALT", new Fields().hex("command", TestHost.id(1)));
        byte[] first = host.exchange(halt);
        assertThat(host.exchange(halt)).isEqualTo(first);
        assertThat(host.state().revision()).isEqualTo(2);
    }

    @Test
    void olderReorderedAndReflectedMessagesAreRefused() throws IOException {
        byte[] state = host.next("STATE", new Fields());
        byte[] halt = host.next("HALT", new Fields().hex("command", TestHost.id(1)));
        assertThat(refusal(host.send(halt))).as("out of order").isEqualTo("BAD_COUNTER");
        byte[] answer = host.exchange(state);
        host.exchange(halt);
        assertThat(refusal(host.send(state))).as("older").isEqualTo("BAD_COUNTER");
        assertThat(refusal(host.send(answer))).as("reflected").isEqualTo("MALFORMED");
        assertThat(host.state().revision()).isEqualTo(2);
    }

    @Test
    void aRecordedSessionIsWorthNothingInTheNextNorAfterARestart() throws IOException {
        byte[] halt = host.next("HALT", new Fields().hex("command", TestHost.id(1)));
        host.open();
        assertThat(refusal(host.send(halt))).isEqualTo("UNAUTHENTICATED");
        bench.killAndRestart();
        host.over(bench.device.connect());
        assertThat(refusal(host.send(halt))).isEqualTo("UNAUTHENTICATED");
        host.open();
        assertThat(host.state().delivery()).isEqualTo(Code.Delivery.RUNNING);
    }

    @Test
    void noOtherKeyAndNoForgedByteIsAccepted() throws IOException {
        byte[] line = host.next("HALT", new Fields().hex("command", TestHost.id(1)));
        byte[] message = new Lines().arrived(line).get(0).getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < message.length; at++) {
            byte[] forged = message.clone();
            forged[at] ^= 1;
            byte[] answer = host.exchange(Lines.around(new String(forged, StandardCharsets.US_ASCII)));
            assertThat(new String(answer, StandardCharsets.US_ASCII))
                    .as("byte " + at)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isEmpty(),
                            refused -> assertThat(refused).startsWith("m3/1 -").doesNotContain(" z="));
        }
        Bytes key = host.key;
        host.key = Bytes.fromHex("55".repeat(32));
        assertThat(refusal(host.open())).isEqualTo("UNAUTHENTICATED");
        host.key = key;
        host.counter = 0;
        assertThat(host.state().delivery()).as("the session stands as it was").isEqualTo(Code.Delivery.RUNNING);
    }

    @Test
    void aKeyOfAControlUnitIsNoKeyOfAProgrammer() throws IOException {
        TestHost unit = bench.connect();
        unit.pair(Bench.CODE, Code.UNIT);
        Bytes asUnit = unit.key;
        unit.pair(Bench.CODE, Code.PROGRAMMER);
        assertThat(unit.key).isNotEqualTo(asUnit);
    }

    @Test
    void whoDoesNotKnowTheCodeIsBlockedAndTheFailuresOutliveAKill() throws IOException {
        TestHost other = bench.connect();
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(other.pair("00000000", Code.PROGRAMMER))).isEqualTo("PAIRING_REFUSED");
        }
        assertThat(refusal(other.pair(Bench.CODE, Code.PROGRAMMER))).isEqualTo("PAIRING_BLOCKED");
        bench.killAndRestart();
        TestHost again = bench.connect();
        assertThat(refusal(again.pair(Bench.CODE, Code.PROGRAMMER))).isEqualTo("PAIRING_BLOCKED");
        bench.pass(Duration.ofHours(1));
        assertThat(again.pair(Bench.CODE, Code.PROGRAMMER).mark()).isEqualTo(Message.ANSWER);
    }

    @Test
    void aThirdProgrammerReplacesTheOneThatWasAwayLongest() throws IOException {
        TestHost second = bench.connect();
        second.pair(Bench.CODE, Code.PROGRAMMER);
        second.open();
        host.open();
        TestHost third = bench.connect();
        third.pair(Bench.CODE, Code.PROGRAMMER);
        assertThat(refusal(second.open())).isEqualTo("UNAUTHENTICATED");
        assertThat(host.open().mark()).isEqualTo(Message.ANSWER);
        host.request("FORGET", new Fields());
        assertThat(refusal(host.open())).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void sessionsEndByTimeAndAChallengeDoesToo() throws IOException {
        bench.pass(Duration.ofMinutes(2));
        assertThat(refusal(host.request("STATE", new Fields()))).isEqualTo("UNAUTHENTICATED");
        assertThat(bench.device.inDialogue()).isFalse();
        host.open();
        assertThat(bench.device.inDialogue()).isTrue();
    }

    /** Noise, and lines whose bytes were turned over, never change the therapy and never break the device. */
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
                        KINDS.get(random.nextInt(KINDS.size())), 1 + random.nextInt(3), new Fields().number("x", i));
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            other.device.connect().receive(bytes, other.now);
        }
        talker.open();
        State state = talker.state();
        assertThat(state.programme()).as("seed " + seed).isEqualTo(Bench.OLD.text());
        assertThat(state.revision()).as("seed " + seed).isEqualTo(1);
    }
}
