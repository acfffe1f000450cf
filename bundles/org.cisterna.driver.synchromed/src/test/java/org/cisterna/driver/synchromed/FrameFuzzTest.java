// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.driver.HostKeys;
import org.junit.jupiter.api.Test;

/** What a broken or hostile link may bring: nothing is accepted that the device did not say, and nothing but the typed exception is thrown. */
class FrameFuzzTest {

    private static final int ROUNDS = 20_000;

    private final Golden golden = new Golden();
    private final HostKeys.Key key = golden.key();
    private final List<Bytes> frames =
            golden.list("frames").stream().map(each -> Golden.hex(each, "hex")).toList();

    /** A decoder of payloads. */
    @FunctionalInterface
    private interface Decoder {
        Object decode(Bytes payload) throws MalformedException;
    }

    private static final List<Decoder> DECODERS = List.of(
            IdentityAnswer::decode,
            StatusAnswer::decode,
            StoredAnswer::decode,
            StagedAnswer::decode,
            EventsAnswer::decode,
            RefusedAnswer::decode,
            PlanBlock::decode,
            payload -> CommandRecord.read(new FieldReader(payload)));

    @Test
    void mutatedFramesAreDroppedOrAreTheGoldenOnes() {
        Random random = new Random(Seeds.seed("mutated frames"));
        for (int round = 0; round < ROUNDS; round++) {
            byte[] stream =
                    mutated(random, frames.get(random.nextInt(frames.size()))).toArray();
            FrameDecoder decoder = new FrameDecoder();
            int at = 0;
            while (at < stream.length) {
                int piece = Math.min(stream.length - at, 1 + random.nextInt(64));
                decoder.feed(Bytes.of(stream).part(at, at + piece).toArray());
                at += piece;
                for (Optional<Frame> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                    require(next.get());
                }
            }
        }
    }

    /** A frame of the device that carries a right tag is a golden one. */
    private void require(Frame frame) {
        if (frame.isSealed() && Derivation.isDeviceTag(key, golden.context(), frame)) {
            assertThat(frames).contains(frame.whole());
        }
    }

    private static Bytes mutated(Random random, Bytes frame) {
        List<Byte> bytes = new ArrayList<>();
        for (byte each : frame.toArray()) {
            bytes.add(each);
        }
        for (int i = 1 + random.nextInt(4); i > 0 && !bytes.isEmpty(); i--) {
            int at = random.nextInt(bytes.size());
            switch (random.nextInt(4)) {
                case 0 -> bytes.set(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
                case 1 -> bytes.remove(at);
                case 2 -> bytes.add(at, (byte) random.nextInt(256));
                default -> bytes.subList(at, bytes.size()).clear();
            }
        }
        byte[] result = new byte[bytes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = bytes.get(i);
        }
        return Bytes.of(result);
    }

    /** With all checksums right, as somebody without the key can make them. */
    @Test
    void forgedFramesNeverCarryARightTag() {
        Random random = new Random(Seeds.seed("forged frames"));
        List<JsonObject> sealed = golden.list("frames").stream()
                .filter(each -> each.number("sessionId") != 0)
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            JsonObject base = sealed.get(random.nextInt(sealed.size()));
            byte[] whole = Golden.hex(base, "hex").toArray();
            Bytes tag = Bytes.of(whole).part(whole.length - 20, whole.length - 4);
            Bytes payload = Golden.hex(base, "payload");
            boolean changePayload = payload.size() > 0 && random.nextBoolean();
            Frame forged = Frame.sealed(
                    (int) base.number("type") ^ (changePayload ? 0 : 1 + random.nextInt(255)),
                    base.number("sessionId"),
                    base.number("sequence"),
                    changePayload ? flipped(random, payload) : payload,
                    tagged -> tag);
            FrameDecoder decoder = new FrameDecoder();
            decoder.feed(forged.whole().toArray());
            assertThat(Derivation.isDeviceTag(
                            key, golden.context(), decoder.next().orElseThrow()))
                    .isFalse();
        }
    }

    /** No tag covers it, so nobody may choose its number. */
    @Test
    void aClearFrameWithASequenceNumberIsDropped() {
        Bytes numbered = Frame.sealed(MessageType.HELLO.code(), 0, 1, Bytes.EMPTY, head -> Bytes.EMPTY)
                .whole();
        Bytes clear = Frame.clear(MessageType.HELLO, Bytes.EMPTY).whole();
        FrameDecoder decoder = new FrameDecoder();
        decoder.feed(numbered.toArray());
        decoder.feed(clear.toArray());
        assertThat(decoder.next().map(Frame::whole)).contains(clear);
        assertThat(decoder.dropped()).isEqualTo(numbered.size());
    }

    private static Bytes flipped(Random random, Bytes bytes) {
        byte[] changed = bytes.toArray();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return Bytes.of(changed);
    }

    @Test
    void payloadsOfAnyKindDecodeOrAreMalformed() {
        Random random = new Random(Seeds.seed("payloads"));
        List<Bytes> payloads = golden.list("frames").stream()
                .map(each -> Golden.hex(each, "payload"))
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            Bytes payload = random.nextInt(4) == 0
                    ? randomBytes(random)
                    : mutated(random, payloads.get(random.nextInt(payloads.size())));
            for (Decoder decoder : DECODERS) {
                try {
                    assertThat(decoder.decode(payload)).isNotNull();
                } catch (MalformedException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }
    }

    private static Bytes randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    @Test
    void aPayloadOneByteLongerOrShorterIsMalformed() {
        requireExact("identity", IdentityAnswer::decode);
        requireExact("status-interim-stop", StatusAnswer::decode);
        requireExact("stored", StoredAnswer::decode);
        requireExact("stored-invalid", StoredAnswer::decode);
        requireExact("staged", StagedAnswer::decode);
        requireExact("events", EventsAnswer::decode);
        requireExact("refused-stage", RefusedAnswer::decode);
    }

    private void requireExact(String name, Decoder decoder) {
        Bytes payload = golden.payload(name);
        for (int size = 0; size < payload.size(); size++) {
            assertThat(isMalformed(payload.part(0, size), decoder))
                    .as(name + " cut to " + size)
                    .isTrue();
        }
        Bytes longer = new FieldWriter().bytes(payload).u8(0).done();
        assertThat(isMalformed(longer, decoder)).as(name + " and one byte").isTrue();
    }

    private static boolean isMalformed(Bytes payload, Decoder decoder) {
        try {
            return decoder.decode(payload) == null;
        } catch (MalformedException e) {
            return true;
        }
    }

    @Test
    void noiseOfAnyKindEndsAndLeavesTheNextFrameIntact() {
        Random random = new Random(Seeds.seed("noise"));
        for (int round = 0; round < 500; round++) {
            FrameDecoder decoder = new FrameDecoder();
            // no byte of the noise can be the first of a frame, so it cannot swallow the frame behind it
            byte[] noise = new byte[random.nextInt(3_000)];
            random.nextBytes(noise);
            for (int i = 0; i < noise.length; i++) {
                noise[i] = noise[i] == (byte) Frame.MAGIC_FIRST ? 0 : noise[i];
            }
            Bytes good = frames.get(random.nextInt(frames.size()));
            decoder.feed(noise);
            decoder.feed(good.toArray());
            assertThat(decoder.next().orElseThrow().whole()).isEqualTo(good);
            assertThat(decoder.dropped()).isEqualTo(noise.length);
        }
    }
}
