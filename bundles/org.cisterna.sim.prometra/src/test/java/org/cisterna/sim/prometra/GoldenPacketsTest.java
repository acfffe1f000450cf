// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.prometra.Message.Sealing;
import org.cisterna.sim.prometra.TlvReader.Malformed;
import org.junit.jupiter.api.Test;

/** The device's codec against packets that a third program made from the protocol page. */
final class GoldenPacketsTest {

    private static final JsonObject GOLDEN = golden();
    private static final JsonObject SESSION = GOLDEN.object("session");
    private static final Bytes KEY = bytes(SESSION, "key");
    private static final Bytes CONTEXT = bytes(SESSION, "context");

    private static JsonObject golden() {
        try {
            Path file = Path.of(System.getProperty("basedir", "."), "../../docs/protocols/prometra-golden.json");
            return (JsonObject) Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes bytes(JsonObject json, String name) {
        return Bytes.fromHex(json.string(name));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static JsonObject packet(String name) {
        return GOLDEN.array("packets").objects().stream()
                .filter(p -> p.string("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Message message(JsonObject packet) throws Exception {
        List<Bytes> messages = new Packets().arrived(hex(packet.string("hex")));
        assertThat(messages).hasSize(1);
        return Message.read(messages.get(0));
    }

    @Test
    void everyPacketIsReadAndMadeAgainByteForByte() throws Exception {
        for (JsonObject packet : GOLDEN.array("packets").objects()) {
            String name = packet.string("name");
            Message message = message(packet);
            assertThat(message.kind()).as(name).isEqualTo((int) packet.number("kind"));
            assertThat(message.fields().hex()).as(name).isEqualTo(packet.string("fields"));
            Bytes again;
            if (message.sealing().isPresent()) {
                Sealing sealing = message.sealing().get();
                assertThat(sealing.counter()).as(name).isEqualTo(packet.number("counter"));
                Bytes unsealed =
                        Message.unsealed(message.kind(), sealing.session(), sealing.counter(), message.fields());
                Bytes seal = packet.string("from").equals("host")
                        ? Suite.hostSeal(KEY, CONTEXT, unsealed)
                        : Suite.deviceSeal(KEY, CONTEXT, unsealed);
                again = Message.sealed(unsealed, seal);
            } else {
                again = Message.open(message.kind(), message.fields());
            }
            assertThat(HexFormat.of().formatHex(Packets.around(again))).as(name).isEqualTo(packet.string("hex"));
        }
    }

    @Test
    void pairingAndSession() {
        for (String which : List.of("pairing", "handset")) {
            JsonObject p = GOLDEN.object(which);
            Bytes deviceKey = DeviceCrypto.publicKey(bytes(p, "devicePrivateKey"));
            assertThat(deviceKey).isEqualTo(bytes(p, "deviceKey"));
            Bytes info = Suite.ONE.pairingInfo(
                    (int) p.number("role"),
                    p.string("serial"),
                    bytes(p, "platformKey"),
                    deviceKey,
                    bytes(p, "hostNonce"),
                    bytes(p, "deviceNonce"));
            assertThat(info).isEqualTo(bytes(p, "info"));
            Bytes shared = DeviceCrypto.agree(bytes(p, "devicePrivateKey"), bytes(p, "platformKey"))
                    .orElseThrow();
            assertThat(shared).isEqualTo(bytes(p, "shared"));
            Bytes key = Suite.ONE.pairingKey(shared, p.string("pairingCode"), info);
            assertThat(key).isEqualTo(bytes(p, "key"));
            assertThat(Suite.ONE.hostConfirmation(key, info)).isEqualTo(bytes(p, "hostConfirmation"));
            assertThat(Suite.ONE.deviceConfirmation(key, info)).isEqualTo(bytes(p, "deviceConfirmation"));
            assertThat(Suite.ONE.keyId(key)).isEqualTo(bytes(p, "keyId"));
        }
        Bytes context = Suite.ONE.context(
                Bench.SERIAL,
                bytes(SESSION, "keyId"),
                bytes(SESSION, "session"),
                bytes(SESSION, "hostNonce"),
                bytes(SESSION, "deviceNonce"));
        assertThat(context).isEqualTo(CONTEXT);
        assertThat(Suite.ONE.hostProof(KEY, context)).isEqualTo(bytes(SESSION, "hostProof"));
        assertThat(Suite.ONE.deviceProof(KEY, context)).isEqualTo(bytes(SESSION, "deviceProof"));
    }

    @Test
    void programmesWithTheirDigests() throws Malformed {
        for (JsonObject each : GOLDEN.array("programmes").objects()) {
            Programme programme = Programme.read(bytes(each, "bytes"));
            assertThat(programme.digest()).as(each.string("name")).isEqualTo(bytes(each, "digest"));
            assertThat(ProgrammeRules.violations(programme, 20_000_000))
                    .as(each.string("name"))
                    .allMatch(v -> v.code() == Code.NOT_PERMITTED);
        }
        Programme refill = Programme.read(Bytes.fromHex(GOLDEN.array("programmes").objects().stream()
                .filter(p -> p.string("name").equals("refill"))
                .findFirst()
                .orElseThrow()
                .string("bytes")));
        assertThat(refill.reservoir()).hasValue(18_250_000);
        assertThat(refill.prime()).hasValue(160);
        assertThat(refill.bridge()).contains(new Programme.Bridge(30, 1_470));
        assertThat(refill.steps()).containsExactly(new Programme.Step(0, 70));
        assertThat(refill.drugs()).containsExactly(new Programme.Drug("baclofen", 2_000_000));
    }

    @Test
    void theDevicesOwnDescriptionIsTheGoldenOne() throws Exception {
        Bench bench = new Bench();
        Message described = bench.pairedAndOpen().request(Code.DESCRIBE, new TlvWriter());
        assertThat(described.fields().hex()).isEqualTo(packet("description").string("fields"));
        DeviceLabel label = bench.device.label();
        assertThat(new TlvWriter()
                        .text(Tag.MANUFACTURER, label.manufacturer())
                        .text(Tag.MODEL, label.model())
                        .text(Tag.SERIAL, label.serial())
                        .uint(Tag.SUITES, 1)
                        .bytes()
                        .hex())
                .isEqualTo(packet("who-answer").string("fields"));
    }

    @Test
    void recordsEventsAndRefusals() throws Exception {
        Bytes command = Bytes.fromHex("404142434445464748494a4b4c4d4e4f");
        Bytes digest = GOLDEN.array("programmes").objects().stream()
                .filter(p -> p.string("name").equals("boluses"))
                .map(p -> bytes(p, "digest"))
                .findFirst()
                .orElseThrow();
        long clock = 1_767_258_000_000L;
        CommandLog.Entry entry = new CommandLog.Entry(command, Code.KIND_PROGRAMME, Code.APPLIED, clock, 2, digest);
        assertThat(new TlvWriter().group(Tag.RECORD, entry.fields()).bytes().hex())
                .isEqualTo(packet("committed").string("fields"));
        EventRing ring = new EventRing();
        ring.add(clock - 9, Code.EVENT_MANUFACTURED, OptionalLong.empty(), Bytes.NONE);
        ring.add(clock - 8, Code.EVENT_ALARM_BEGAN, OptionalLong.of(Code.ALARM_REFILL), Bytes.NONE);
        ring.add(clock, Code.EVENT_APPLIED, OptionalLong.empty(), command);
        assertThat(Reports.events(ring, 1, 30).bytes().hex())
                .isEqualTo(packet("events").string("fields"));
        Answer refused = Answer.refused(
                Code.STAGE,
                List.of(
                        Answer.Violation.of(Code.WRONG_REVISION, Tag.REVISION, 1, 2),
                        new Answer.Violation(Code.OUT_OF_RANGE, 0x300202, 0, 14_401, 14_400)));
        assertThat(refused.fields().hex()).isEqualTo(packet("refused").string("fields"));
        State state = State.of(message(packet("state")));
        assertThat(state.delivery()).isEqualTo(Code.DELIVERING);
        assertThat(state.alarms()).containsExactly(Code.ALARM_REFILL, Code.ALARM_VALVE);
        assertThat(state.lockoutEnds()).isEqualTo(clock + 14_400_000);
        assertThat(state.parts()).isEqualTo("7:3:10 8:2:0 ");
        assertThat(State.of(message(packet("state-bare"))).last()).isEmpty();
    }

    @Test
    void whatIsNoPacketIsDroppedAndWhatHasNoFormIsRefusedWhole() throws Exception {
        Bench bench = new Bench();
        for (String bad : GOLDEN.array("bad").strings()) {
            assertThat(bench.device.connect().receive(hex(bad), bench.now))
                    .as(bad)
                    .isEmpty();
        }
        for (String malformed : GOLDEN.array("malformed").strings()) {
            TestHost host = bench.connect();
            assertThat(TestHost.refusal(host.send(hex(malformed))))
                    .as(malformed)
                    .isIn(Code.MALFORMED, Code.UNSUPPORTED_VERSION);
        }
        for (String forged : GOLDEN.array("forged").strings()) {
            Bytes bytes = new Packets().arrived(hex(forged)).get(0);
            Sealing sealing = Message.read(bytes).sealing().orElseThrow();
            assertThat(DeviceCrypto.same(sealing.seal(), Suite.hostSeal(KEY, CONTEXT, sealing.before())))
                    .as(forged)
                    .isFalse();
        }
        assertThatThrownBy(() -> new TlvReader(Bytes.fromHex("0101")).uint(1)).isInstanceOf(Malformed.class);
    }

    /** Whether it is one packet; what stands around it spoils nothing. */
    private static boolean isRead(byte[] bytes) {
        return new Packets().arrived(bytes).size() == 1;
    }

    @Test
    void aChangedPacketIsReadAgainOnceItsChecksumIsMended() {
        int mendedOnes = 0;
        for (JsonObject each : GOLDEN.array("packets").objects()) {
            byte[] packet = hex(each.string("hex"));
            assertThat(Packets.mended(packet)).hasValue(packet);
            for (int at = 1; at < packet.length - 1; at++) {
                byte[] changed = packet.clone();
                changed[at] ^= 1;
                assertThat(isRead(changed)).as("%s, byte %d", each, at).isFalse();
                Optional<byte[]> mended = Packets.mended(changed);
                mendedOnes += mended.isPresent() ? 1 : 0;
                mended.ifPresent(right -> assertThat(isRead(right)).isTrue());
            }
        }
        assertThat(mendedOnes).isPositive();
        assertThat(Packets.mended(new byte[] {(byte) 0xC0, 1, 2, 3, 4, (byte) 0xC0}))
                .isEmpty();
    }
}
