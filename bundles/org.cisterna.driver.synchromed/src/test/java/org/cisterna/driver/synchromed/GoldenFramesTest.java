// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.testkit.driver.HostKeys;
import org.junit.jupiter.api.Test;

class GoldenFramesTest {

    private final Golden golden = new Golden();
    private final HostKeys.Key key = golden.key();

    private static Optional<Frame> decoded(Bytes bytes) {
        FrameDecoder decoder = new FrameDecoder();
        decoder.feed(bytes.toArray());
        return decoder.next();
    }

    @Test
    void everyGoldenFrameDecodesToItsParts() {
        for (JsonObject each : golden.list("frames")) {
            Frame frame = decoded(Golden.hex(each, "hex")).orElseThrow();
            assertThat(frame.type()).as(each.string("name")).isEqualTo((int) each.number("type"));
            assertThat(frame.sessionId()).isEqualTo(each.number("sessionId"));
            assertThat(frame.sequence()).isEqualTo(each.number("sequence"));
            assertThat(frame.payload()).isEqualTo(Golden.hex(each, "payload"));
            assertThat(frame.whole()).isEqualTo(Golden.hex(each, "hex"));
            if (frame.isSealed() && each.string("direction").equals("device-to-host")) {
                assertThat(Derivation.isDeviceTag(key, golden.context(), frame)).isTrue();
            }
        }
    }

    @Test
    void everyFrameOfTheHostEncodesToTheGoldenBytes() {
        int compared = 0;
        for (JsonObject each : golden.list("frames")) {
            Optional<MessageType> type = type((int) each.number("type"));
            if (!each.string("direction").equals("host-to-device") || type.isEmpty()) {
                continue;
            }
            Bytes payload = Golden.hex(each, "payload");
            Frame frame = each.number("sessionId") == 0
                    ? Frame.clear(type.get(), payload)
                    : Frame.sealed(
                            type.get().code(),
                            each.number("sessionId"),
                            each.number("sequence"),
                            payload,
                            tagged -> Derivation.hostTag(key, golden.context(), tagged));
            assertThat(frame.whole()).as(each.string("name")).isEqualTo(Golden.hex(each, "hex"));
            compared++;
        }
        assertThat(compared).isGreaterThan(15);
    }

    private static Optional<MessageType> type(int code) {
        return List.of(MessageType.values()).stream()
                .filter(each -> each.code() == code)
                .findFirst();
    }

    @Test
    void framesInOneStreamInPiecesOfAnySizeAllCome() {
        FieldWriter stream = new FieldWriter();
        List<Bytes> expected = new ArrayList<>();
        for (JsonObject each : golden.list("frames")) {
            expected.add(Golden.hex(each, "hex"));
            stream.bytes(Golden.hex(each, "hex"));
        }
        byte[] all = stream.done().toArray();
        for (int piece = 1; piece < 200; piece++) {
            FrameDecoder decoder = new FrameDecoder();
            List<Bytes> found = new ArrayList<>();
            for (int at = 0; at < all.length; at += piece) {
                decoder.feed(Arrays.copyOfRange(all, at, Math.min(all.length, at + piece)));
                for (Optional<Frame> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                    found.add(next.get().whole());
                }
            }
            assertThat(found).isEqualTo(expected);
            assertThat(decoder.dropped()).isZero();
        }
    }

    @Test
    void badBytesAreDroppedAndTheFrameBehindThemIsFound() {
        Bytes good = Golden.hex(golden.frame("identity"), "hex");
        for (JsonObject each : golden.list("bad")) {
            Bytes bad = Golden.hex(each, "hex");
            assertThat(decoded(bad)).as(each.string("name")).isEmpty();
            FrameDecoder decoder = new FrameDecoder();
            decoder.feed(bad.toArray());
            decoder.feed(good.toArray());
            assertThat(decoder.next().orElseThrow().whole())
                    .as(each.string("name"))
                    .isEqualTo(good);
            assertThat(decoder.dropped()).isEqualTo(bad.size());
        }
    }

    @Test
    void forgedFramesAreWholeAndCarryNotTheTagTheyNeed() {
        for (JsonObject each : golden.list("forged")) {
            Frame frame = decoded(Golden.hex(each, "hex")).orElseThrow();
            assertThat(frame.isSealed()).isTrue();
            // all three are requests, so they need the tag of the host
            assertThat(frame.type()).isEqualTo(MessageType.READ_STATUS.code());
            assertThat(Derivation.hostTag(key, golden.context(), frame.tagged()))
                    .as(each.string("name"))
                    .isNotEqualTo(frame.tag());
        }
    }

    @Test
    void crc32cIsCastagnoli() {
        for (JsonObject each : golden.list("crc32c")) {
            assertThat(Frame.crc32c(Golden.hex(each, "hex"))).isEqualTo(Long.parseLong(each.string("crc"), 16));
        }
    }

    @Test
    void pairingDerivesTheGoldenValues() {
        JsonObject pairing = golden.part("pairing");
        Bytes info = Derivation.pairingInfo(
                pairing.string("serial"),
                Golden.hex(pairing, "platformKey"),
                Golden.hex(pairing, "deviceKey"),
                Golden.hex(pairing, "hostNonce"),
                Golden.hex(pairing, "deviceNonce"));
        assertThat(info).isEqualTo(Golden.hex(pairing, "info"));
        HostKeys.Key agreed = new HostKeys(
                        Golden.hex(pairing, "platformPrivateKey").toArray(), pairing.string("pairingCode"))
                .agree(Golden.hex(pairing, "deviceKey").toArray(), info.toArray());
        assertThat(Bytes.of(agreed.bytes())).isEqualTo(Golden.hex(pairing, "key"));
        assertThat(Derivation.hostConfirmation(agreed, info)).isEqualTo(Golden.hex(pairing, "hostConfirmation"));
        assertThat(Derivation.isDeviceConfirmation(agreed, info, Golden.hex(pairing, "deviceConfirmation")))
                .isTrue();
        assertThat(Derivation.isDeviceConfirmation(agreed, info, Golden.hex(pairing, "hostConfirmation")))
                .isFalse();
        assertThat(Derivation.keyId(agreed)).isEqualTo(Golden.hex(pairing, "keyId"));
    }

    @Test
    void theSessionDerivesTheGoldenValues() {
        JsonObject session = golden.part("session");
        Bytes context = Derivation.sessionContext(
                session.string("serial"),
                Golden.hex(session, "keyId"),
                session.number("sessionId"),
                Golden.hex(session, "hostNonce"),
                Golden.hex(session, "deviceNonce"));
        assertThat(context).isEqualTo(Golden.hex(session, "context"));
        assertThat(Derivation.hostProof(key, context)).isEqualTo(Golden.hex(session, "hostProof"));
        assertThat(Derivation.isDeviceProof(key, context, Golden.hex(session, "deviceProof")))
                .isTrue();
        assertThat(Derivation.isDeviceProof(key, context, Golden.hex(session, "hostProof")))
                .isFalse();
    }

    @Test
    void plansEncodeAndDecodeToTheGoldenBlocks() throws MalformedException {
        for (JsonObject each : golden.list("plans")) {
            Bytes block = Golden.hex(each, "block");
            PlanBlock plan = PlanBlock.decode(block);
            assertThat(AnswerJson.plan(plan)).isEqualTo(each.object("fields"));
            assertThat(plan.encode()).isEqualTo(block);
            assertThat(Derivation.planDigest(block)).isEqualTo(Golden.hex(each, "digest"));
            assertThat(Frame.crc32c(block)).isEqualTo(Long.parseLong(each.string("crc32c"), 16));
        }
    }

    @Test
    void answersDecodeToTheGoldenFields() throws MalformedException {
        assertThat(AnswerJson.identity(IdentityAnswer.decode(golden.payload("identity"))))
                .isEqualTo(golden.fields("identity"));
        for (String name : List.of("status-running", "status-interim-stop", "status-stopped")) {
            assertThat(AnswerJson.status(StatusAnswer.decode(golden.payload(name))))
                    .as(name)
                    .isEqualTo(golden.fields(name));
        }
        for (String name : List.of("staged", "staged-refill", "staged-drug-free", "staged-parts")) {
            assertThat(AnswerJson.staged(StagedAnswer.decode(golden.payload(name))))
                    .as(name)
                    .isEqualTo(golden.fields(name));
        }
        for (String name : List.of("stored", "stored-invalid")) {
            assertThat(AnswerJson.stored(StoredAnswer.decode(golden.payload(name)), golden.payload(name)))
                    .as(name)
                    .isEqualTo(golden.fields(name));
        }
        for (String name :
                List.of("refused-unauthenticated", "refused-bad-sequence", "refused-stage", "refused-bad-parts")) {
            assertThat(AnswerJson.refused(RefusedAnswer.decode(golden.payload(name))))
                    .as(name)
                    .isEqualTo(golden.fields(name));
        }
        assertThat(AnswerJson.functions(FunctionsAnswer.decode(golden.payload("functions"))))
                .isEqualTo(golden.fields("functions"));
        assertThat(AnswerJson.parts(PartsAnswer.decode(golden.payload("parts"))))
                .isEqualTo(golden.fields("parts"));
        assertThat(AnswerJson.events(EventsAnswer.decode(golden.payload("events"))))
                .isEqualTo(golden.fields("events"));
        FieldReader reader = new FieldReader(golden.payload("commit-ended"));
        assertThat(AnswerJson.command(CommandRecord.read(reader))).isEqualTo(golden.fields("commit-ended"));
        reader.end();
    }
}
