// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.medstream.Code.Event;
import org.cisterna.sim.medstream.Code.Why;
import org.cisterna.sim.medstream.CommandLog.Effect;
import org.cisterna.sim.medstream.CommandLog.Kind;
import org.cisterna.sim.medstream.FieldReader.Malformed;
import org.cisterna.sim.medstream.Message.Sealing;
import org.junit.jupiter.api.Test;

/** The device's codec against lines that a third program made from the protocol page. */
final class GoldenLinesTest {

    private static final JsonObject GOLDEN = golden();
    private static final JsonObject SESSION = GOLDEN.object("session");
    private static final Bytes KEY = bytes(SESSION, "key");
    private static final Bytes CONTEXT = bytes(SESSION, "context");
    private static final long CLOCK = 1_767_258_000_000L;

    private static JsonObject golden() {
        try {
            Path file = Path.of(System.getProperty("basedir", "."), "../../docs/protocols/medstream-golden.json");
            return (JsonObject) Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes bytes(JsonObject json, String name) {
        return Bytes.fromHex(json.string(name));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static JsonObject line(String name) {
        return GOLDEN.array("lines").objects().stream()
                .filter(p -> p.string("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String fields(String name) {
        return line(name).string("fields");
    }

    private static Message message(JsonObject line) throws Exception {
        List<String> messages = new Lines().arrived(ascii(line.string("line")));
        assertThat(messages).hasSize(1);
        return Message.read(messages.get(0));
    }

    @Test
    void everyLineIsReadAndMadeAgainByteForByte() throws Exception {
        for (JsonObject line : GOLDEN.array("lines").objects()) {
            String name = line.string("name");
            Message message = message(line);
            assertThat(message.mark() + message.kind()).as(name).isEqualTo(line.string("kind"));
            assertThat(message.fields()).as(name).isEqualTo(line.string("fields"));
            String again;
            if (message.sealing().isPresent()) {
                Sealing sealing = message.sealing().get();
                assertThat(sealing.counter()).as(name).isEqualTo(line.number("counter"));
                String unsealed = Message.unsealed(
                        message.mark(), message.kind(), sealing.session(), sealing.counter(), message.fields());
                assertThat(Message.ascii(unsealed)).as(name).isEqualTo(sealing.before());
                Bytes seal = line.string("from").equals("host")
                        ? Suite.hostSeal(KEY, CONTEXT, sealing.before())
                        : Suite.deviceSeal(KEY, CONTEXT, sealing.before());
                again = Message.sealed(unsealed, seal);
            } else {
                again = Message.open(message.mark(), message.kind(), message.fields());
            }
            assertThat(new String(Lines.around(again), StandardCharsets.US_ASCII))
                    .as(name)
                    .isEqualTo(line.string("line"));
        }
    }

    @Test
    void pairingAndSession() {
        for (String which : List.of("pairing", "unit")) {
            JsonObject p = GOLDEN.object(which);
            Bytes deviceKey = DeviceCrypto.publicKey(bytes(p, "devicePrivateKey"));
            assertThat(deviceKey).isEqualTo(bytes(p, "deviceKey"));
            Bytes info = Suite.ONE.pairingInfo(
                    (int) p.number("role"),
                    p.string("serial"),
                    bytes(p, "hostKey"),
                    deviceKey,
                    bytes(p, "hostNonce"),
                    bytes(p, "deviceNonce"));
            assertThat(info).isEqualTo(bytes(p, "info"));
            Bytes shared = DeviceCrypto.agree(bytes(p, "devicePrivateKey"), bytes(p, "hostKey"))
                    .orElseThrow();
            assertThat(shared).isEqualTo(bytes(p, "shared"));
            Bytes key = Suite.ONE.pairingKey(shared, p.string("pairingCode"), info);
            assertThat(key).isEqualTo(bytes(p, "key"));
            assertThat(Suite.ONE.hostConfirmation(key, info)).isEqualTo(bytes(p, "hostProof"));
            assertThat(Suite.ONE.deviceConfirmation(key, info)).isEqualTo(bytes(p, "deviceProof"));
            assertThat(Suite.ONE.keyId(key)).isEqualTo(bytes(p, "id"));
        }
        Bytes context = Suite.ONE.context(
                Bench.SERIAL,
                bytes(SESSION, "id"),
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
            Programme programme = Programme.read(each.string("text"));
            assertThat(programme.digest()).as(each.string("name")).isEqualTo(bytes(each, "digest"));
            assertThat(programme.text()).isEqualTo(each.string("text"));
            assertThat(ProgrammeRules.violations(programme, 20_000_000))
                    .as(each.string("name"))
                    .isEmpty();
        }
        Programme refill = Programme.read(programme("refill"));
        assertThat(refill.reservoir()).hasValue(18_250_000);
        assertThat(refill.prime()).hasValue(320_000);
        assertThat(refill.bridge()).contains(new Programme.Bridge(110_000, 1_470));
        assertThat(refill.steps()).containsExactly(new Programme.Step(0, 140_000));
        assertThat(refill.drugs()).containsExactly(new Programme.Drug("baclofen", 2_000_000));
        assertThat(Programme.read(programme("steps")).drugs().get(1).name()).isEqualTo("bupivaca\u00efne HCl");
    }

    private static String programme(String name) {
        return GOLDEN.array("programmes").objects().stream()
                .filter(p -> p.string("name").equals(name))
                .findFirst()
                .orElseThrow()
                .string("text");
    }

    @Test
    void theDevicesOwnDescriptionIsTheGoldenOne() throws Exception {
        Bench bench = new Bench();
        Message described = bench.pairedAndOpen().request("DESCRIBE", new Fields());
        assertThat(described.fields()).isEqualTo(fields("description"));
        DeviceLabel label = bench.device.label();
        assertThat(Reports.identity(label).number("suites", 1).text()).isEqualTo(fields("who-answer"));
    }

    @Test
    void recordsEventsStateAndRefusals() throws Exception {
        Bytes command = Bytes.fromHex("404142434445464748494a4b4c4d4e4f");
        Bytes digest = Programme.read(programme("bolus")).digest();
        CommandLog.Entry entry = new CommandLog.Entry(command, Kind.PROGRAMME, Effect.APPLIED, CLOCK, 2, digest);
        assertThat(new Fields().put("record", entry.form()).text()).isEqualTo(fields("committed"));
        EventRing ring = new EventRing();
        ring.add(CLOCK - 9, Event.MANUFACTURED, Fields.NOTHING, Bytes.NONE);
        ring.add(CLOCK - 8, Event.ALARM_BEGAN, Code.Alarm.LOW_RESERVOIR.name(), Bytes.NONE);
        ring.add(CLOCK, Event.APPLIED, Fields.NOTHING, command);
        assertThat(ring.from(1, 30).text()).isEqualTo(fields("events"));
        Answer refused = Answer.refused(
                "STAGE",
                List.of(
                        Answer.Violation.of(Why.WRONG_REVISION, "revision", 1, 2),
                        new Answer.Violation(Why.OUT_OF_RANGE, "p.step.rate", 0, 4_001_000, 4_000_000)));
        assertThat(refused.fields()).isEqualTo(fields("refused"));
        State state = State.of(message(line("state")));
        assertThat(state.delivery()).isEqualTo(Code.Delivery.RUNNING);
        assertThat(state.alarms()).containsExactly(Code.Alarm.LOW_RESERVOIR, Code.Alarm.FLS_MISCALIBRATED);
        assertThat(state.measured()).isEqualTo(15_900_123);
        assertThat(state.calculated()).isEqualTo(15_800_000);
        assertThat(state.at()).isEqualTo(CLOCK - 60_000);
        assertThat(state.parts()).isEqualTo("bolus:RUNNING:3200 ");
        assertThat(State.of(message(line("state-bare"))).hasLast()).isFalse();
    }

    @Test
    void whatIsNoLineIsDroppedAndWhatHasNoFormIsRefusedWhole() throws Exception {
        Bench bench = new Bench();
        for (String bad : GOLDEN.array("bad").strings()) {
            assertThat(bench.device.connect().receive(HexFormat.of().parseHex(bad), bench.now))
                    .as(bad)
                    .isEmpty();
        }
        for (String malformed : GOLDEN.array("malformed").strings()) {
            TestHost host = bench.connect();
            assertThat(TestHost.refusal(host.send(ascii(malformed))))
                    .as(malformed)
                    .isIn("MALFORMED", "UNSUPPORTED_VERSION");
        }
        for (String forged : GOLDEN.array("forged").strings()) {
            String text = new Lines().arrived(ascii(forged)).get(0);
            Sealing sealing = Message.read(text).sealing().orElseThrow();
            assertThat(DeviceCrypto.same(sealing.seal(), Suite.hostSeal(KEY, CONTEXT, sealing.before())))
                    .as(forged)
                    .isFalse();
        }
        assertThatThrownBy(() -> new FieldReader("n=01").number("n")).isInstanceOf(Malformed.class);
    }

    private static boolean isRead(byte[] bytes) {
        return new Lines().arrived(bytes).size() == 1;
    }

    @Test
    void aChangedLineIsReadAgainOnceItsChecksumIsMended() {
        int mendedOnes = 0;
        for (JsonObject each : GOLDEN.array("lines").objects()) {
            byte[] line = ascii(each.string("line"));
            assertThat(Lines.mended(line)).hasValue(line);
            for (int at = 0; at < line.length - 1; at++) {
                byte[] changed = line.clone();
                changed[at] ^= 1;
                assertThat(isRead(changed)).as("%s, byte %d", each, at).isFalse();
                Optional<byte[]> mended = Lines.mended(changed);
                mendedOnes += mended.isPresent() ? 1 : 0;
                mended.ifPresent(right -> assertThat(isRead(right)).isTrue());
            }
        }
        assertThat(mendedOnes).isPositive();
        assertThat(Lines.mended(ascii("*12345678\n"))).isEmpty();
    }
}
