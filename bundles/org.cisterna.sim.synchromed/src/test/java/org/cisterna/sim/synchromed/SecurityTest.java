// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** Sections 3, 4 and 14 of the protocol page. */
final class SecurityTest {

    private final Bench bench;

    SecurityTest() throws IOException {
        bench = new Bench();
    }

    @Test
    void aWrongCodeIsRefusedAndFiveOfThemBlock() throws IOException {
        TestHost host = bench.connect();
        for (int i = 0; i < 5; i++) {
            assertThat(TestHost.refusal(host.pair("00000000"))).isEqualTo(Code.PAIRING_REFUSED);
        }
        Answer.Violation blocked = TestHost.refusals(host.pair(Bench.CODE)).get(0);
        assertThat(blocked.code()).isEqualTo(Code.PAIRING_BLOCKED);
        assertThat(blocked.value()).isEqualTo(3_600);

        bench.killAndRestart();
        assertThat(TestHost.refusal(bench.connect().pair(Bench.CODE)))
                .as("a restart does not help")
                .isEqualTo(Code.PAIRING_BLOCKED);
        bench.pass(Duration.ofHours(1));
        assertThat(TestHost.refusal(bench.connect().pair("11111111"))).isEqualTo(Code.PAIRING_REFUSED);
        assertThat(TestHost.refusal(bench.connect().pair(Bench.CODE))).isEqualTo(Code.PAIRING_BLOCKED);
        bench.pass(Duration.ofHours(1));
        assertThat(bench.connect().pair(Bench.CODE).type()).isEqualTo(Code.PAIR_DONE);
    }

    @Test
    void blockedPairingBlocksNoSessionAndNoStop() throws IOException {
        TestHost host = bench.pairedAndOpen();
        for (int i = 0; i < 6; i++) {
            bench.connect().pair("00000000");
        }
        assertThat(TestHost.effect(host.stop(TestHost.id(1)))).isEqualTo(Code.APPLIED);
        assertThat(host.open().type()).isEqualTo(Code.OPENED);
    }

    @Test
    void aThirdPairingReplacesTheOneUsedLongestAgo() throws IOException {
        TestHost first = bench.pairedAndOpen();
        TestHost second = bench.pairedAndOpen();
        first.open();
        TestHost third = bench.pairedAndOpen();
        assertThat(first.open().type()).isEqualTo(Code.OPENED);
        assertThat(TestHost.refusal(second.open())).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(third.open().type()).isEqualTo(Code.OPENED);
        assertThat(third.status().pairings()).isEqualTo(2);

        assertThat(third.request(Code.UNPAIR, new PayloadWriter()).payload()).containsExactly(1);
        assertThat(TestHost.refusal(third.open())).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(new String(image(), StandardCharsets.UTF_8))
                .as("the key is gone from the memory")
                .doesNotContain(third.key.hex())
                .contains(first.key.hex());
    }

    private byte[] image() throws IOException {
        return DeviceMemory.open(bench.disk, "S2-000001").image().orElseThrow();
    }

    @Test
    void aWrongKeyAndAnUnknownOneLookAlike() throws IOException {
        TestHost host = bench.pairedAndOpen();
        TestHost wrong = bench.connect();
        wrong.keyId = host.keyId;
        wrong.key = Bytes.zeros(32);
        TestHost unknown = bench.connect();
        unknown.keyId = Bytes.zeros(8);
        unknown.key = Bytes.zeros(32);
        assertThat(wrong.open().payload()).isEqualTo(unknown.open().payload());
        assertThat(host.status().motor()).as("nobody was disturbed").isEqualTo(Code.RUNNING);
    }

    @Test
    void anyChangedBitOfASealedFrameIsRefused() throws IOException {
        TestHost host = bench.pairedAndOpen();
        byte[] stop = host.next(Code.STOP, new PayloadWriter().raw(TestHost.id(1)));
        int bodyEnd = stop.length - Frame.CRC;
        for (int bit = 0; bit < bodyEnd * 8; bit++) {
            if (bit / 8 == 14 || bit / 8 == 15) {
                continue; // the header check is made right again below
            }
            byte[] forged = stop.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] answer = host.exchange(checksummed(forged));
            if (answer.length > 0) {
                FrameReader reader = new FrameReader();
                reader.arrived(answer);
                assertThat(TestHost.refusal(reader.next().orElseThrow()))
                        .as("bit %d", bit)
                        .isNotZero();
            }
            host = over(host);
        }
        assertThat(bench.device.describe().number("motorState")).isEqualTo(Code.RUNNING);
        assertThat(TestHost.effect(host.send(stop)))
                .as("the true one still works")
                .isEqualTo(Code.APPLIED);
    }

    @Test
    void aClearFrameWithASequenceNumberIsNone() throws IOException {
        TestHost host = bench.connect();
        byte[] numbered = Frame.whole(Frame.body(Code.PROBE, 0, 1, new byte[0]), Bytes.NONE);
        assertThat(host.exchange(numbered))
                .as("no seal covers the number, so nobody may choose it")
                .isEmpty();
        assertThat(host.clear(Code.PROBE, new PayloadWriter()).type()).isEqualTo(Code.PROBE + 1);
    }

    /** The same session over a fresh link, so that the rest of a frame that was too short does not matter. */
    private TestHost over(TestHost host) {
        return host.over(bench.device.connect());
    }

    private static byte[] checksummed(byte[] frame) {
        byte[] header = Arrays.copyOf(frame, Frame.HEADER - 2);
        long check = Frame.crc(header, header.length) & 0xFFFF;
        byte[] out = frame.clone();
        out[14] = (byte) (check >> 8);
        out[15] = (byte) check;
        long crc = Frame.crc(out, out.length - Frame.CRC);
        for (int i = 0; i < Frame.CRC; i++) {
            out[out.length - 1 - i] = (byte) (crc >> (8 * i));
        }
        return out;
    }

    @Test
    void aRecordedSessionIsWorthlessLater() throws IOException {
        TestHost host = bench.connect();
        host.pair(Bench.CODE);
        List<byte[]> recorded = new ArrayList<>();
        DeviceConnection inner = host.connection;
        host.over(new Recorder(inner, recorded));
        host.open();
        host.stop(TestHost.id(1));
        host.open();
        host.change(TestHost.id(2), 2, Bench.OLD);
        long revision = host.status().revision();

        for (int round = 0; round < 3; round++) {
            for (byte[] bytes : recorded) {
                bench.device.connect().receive(bytes, bench.now);
            }
            DeviceConnection one = bench.device.connect();
            for (byte[] bytes : recorded) {
                one.receive(bytes, bench.now);
            }
            if (round == 0) {
                bench.device.inject(DeviceFault.CLOCK_OFFSET, -3_600_000);
            } else {
                bench.killAndRestart();
            }
        }
        TestHost after = bench.connect();
        after.key = host.key;
        after.keyId = host.keyId;
        after.open();
        assertThat(after.status().revision()).isEqualTo(revision);
        assertThat(after.status().motor()).isEqualTo(Code.RUNNING);
    }

    private record Recorder(DeviceConnection inner, List<byte[]> recorded) implements DeviceConnection {
        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
            recorded.add(bytes);
            return inner.receive(bytes, pumpTime);
        }

        @Override
        public boolean isOpen() {
            return inner.isOpen();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @Test
    void theSameBytesGetTheSameAnswerAndAnotherNumberIsRefused() throws IOException {
        TestHost host = bench.pairedAndOpen();
        byte[] stop = host.next(Code.STOP, new PayloadWriter().raw(TestHost.id(1)));
        byte[] first = host.exchange(stop);
        assertThat(host.exchange(stop)).isEqualTo(first);

        Frame skipped = host.send(host.sealed(Code.READ_STATUS, 9, new PayloadWriter()));
        assertThat(TestHost.refusals(skipped))
                .containsExactly(Answer.Violation.of(Code.BAD_SEQUENCE, Code.FIELD_SEQUENCE, 9, 2));
        Frame other = host.send(host.sealed(Code.READ_STATUS, 1, new PayloadWriter()));
        assertThat(TestHost.refusal(other)).isEqualTo(Code.BAD_SEQUENCE);
        assertThat(host.status().motor()).isEqualTo(Code.STOPPED);
    }

    @Test
    void onlyTheNewestSessionSpeaksAndAnIdleOneEnds() throws IOException {
        TestHost one = bench.pairedAndOpen();
        TestHost two = bench.connect();
        two.key = one.key;
        two.keyId = one.keyId;
        two.open();
        assertThat(TestHost.refusal(one.request(Code.READ_STATUS, new PayloadWriter())))
                .isEqualTo(Code.UNAUTHENTICATED);
        assertThat(two.status().motor()).isEqualTo(Code.RUNNING);
        assertThat(bench.device.inDialogue()).isTrue();
        bench.pass(Duration.ofSeconds(119));
        two.status();
        bench.pass(Duration.ofMinutes(2));
        assertThat(bench.device.inDialogue()).isFalse();
        assertThat(TestHost.refusal(two.request(Code.READ_STATUS, new PayloadWriter())))
                .isEqualTo(Code.UNAUTHENTICATED);
    }

    @Test
    void nothingOfASessionIsToldInClear() throws IOException {
        TestHost host = bench.connect();
        for (int type = Code.FIRST_SEALED; type < Code.REFUSED; type++) {
            assertThat(TestHost.refusal(host.clear(type, new PayloadWriter()))).isEqualTo(Code.UNAUTHENTICATED);
        }
        assertThat(TestHost.refusal(host.clear(0x7E + 2, new PayloadWriter()))).isEqualTo(Code.UNSUPPORTED_MESSAGE);
        assertThat(host.clear(Code.PROBE, new PayloadWriter()).type()).isEqualTo(Code.PRESENT);
        assertThat(TestHost.refusal(
                        host.clear(Code.HELLO, new PayloadWriter().u8(0).raw(new byte[24]))))
                .isEqualTo(Code.UNSUPPORTED_SUITE);
    }

    /** Framing under fire: nothing that is not a whole, right frame is answered, and the device is there afterwards. */
    @Test
    void noiseIsNeitherAnsweredNorRemembered() throws IOException {
        long seed = Seeds.seed("SecurityTest.noise");
        Random random = new Random(seed);
        Bench noisy = new Bench(seed, new SimulatedStorage(seed), bench.now);
        TestHost host = noisy.pairedAndOpen();
        JsonObject before = noisy.device.describe();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = host.sealed(Code.STOP, host.sequence + 1, new PayloadWriter().raw(TestHost.id(i + 1)));
            DeviceConnection link = noisy.device.connect();
            byte[] sent = spoilt(bytes, random);
            assertThat(link.receive(sent, noisy.now))
                    .as("run %d of seed %d", i, seed)
                    .isEmpty();
        }
        assertThat(noisy.device.describe()).isEqualTo(before);
        assertThat(host.status().badFrames()).isPositive();
    }

    private static byte[] spoilt(byte[] frame, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (random.nextInt(3)) {
            case 0 -> out.write(frame, 0, random.nextInt(frame.length));
            case 1 -> {
                byte[] flipped = frame.clone();
                int flips = 1 + random.nextInt(3);
                for (int i = 0; i < flips; i++) {
                    flipped[i * 7 + random.nextInt(7)] ^= (byte) (1 << random.nextInt(8));
                }
                out.writeBytes(flipped);
            }
            default -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                out.writeBytes(noise);
            }
        }
        return out.toByteArray();
    }
}
