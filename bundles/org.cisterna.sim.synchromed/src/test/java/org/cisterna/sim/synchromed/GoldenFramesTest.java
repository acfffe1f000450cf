// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.Plug;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.Solution;
import org.cisterna.sim.StrokeMotor;
import org.cisterna.sim.firmware.Pairing;
import org.cisterna.sim.firmware.Pairings;
import org.cisterna.sim.synchromed.PayloadReader.Malformed;
import org.cisterna.sim.synchromed.PumpState.Bank;
import org.cisterna.sim.synchromed.PumpState.Pending;
import org.junit.jupiter.api.Test;

/** The device's codec against frames that a third program made from the protocol page. */
final class GoldenFramesTest {

    private static final JsonObject GOLDEN = golden();
    private static final JsonObject SESSION = GOLDEN.object("session");
    private static final Bytes KEY = Bytes.fromHex(SESSION.string("key"));
    private static final Bytes CONTEXT = Bytes.fromHex(SESSION.string("context"));
    private static final long NOW = 1_767_225_600_000L + 9 * 3_600_000L;
    private static final long DAY = 86_400_000L;

    private static JsonObject golden() {
        try {
            Path file = Path.of(System.getProperty("basedir", "."), "../../docs/protocols/synchromed-golden.json");
            return (JsonObject) Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static JsonObject frame(String name) {
        return GOLDEN.array("frames").objects().stream()
                .filter(f -> f.string("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String payload(String name) {
        return frame(name).string("payload");
    }

    private static String hex(PayloadWriter payload) {
        return payload.bytes().hex();
    }

    private static Bytes plan(String name) {
        return GOLDEN.array("plans").objects().stream()
                .filter(p -> p.string("name").equals(name))
                .map(p -> Bytes.fromHex(p.string("block")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void checksums() {
        for (JsonObject example : GOLDEN.array("crc32c").objects()) {
            CRC32C crc = new CRC32C();
            crc.update(hex(example.string("hex")));
            assertThat(String.format("%08x", crc.getValue())).isEqualTo(example.string("crc"));
        }
    }

    @Test
    void pairing() {
        JsonObject p = GOLDEN.object("pairing");
        Bytes device = Bytes.fromHex(p.string("devicePrivateKey"));
        Bytes platformKey = Bytes.fromHex(p.string("platformKey"));
        assertThat(DeviceCrypto.publicKey(device).hex()).isEqualTo(p.string("deviceKey"));
        Bytes shared = DeviceCrypto.agree(device, platformKey).orElseThrow();
        assertThat(shared.hex()).isEqualTo(p.string("shared"));
        Bytes info = Suite.ONE.pairingInfo(
                1,
                p.string("serial"),
                platformKey,
                Bytes.fromHex(p.string("deviceKey")),
                Bytes.fromHex(p.string("hostNonce")),
                Bytes.fromHex(p.string("deviceNonce")));
        assertThat(info.hex()).isEqualTo(p.string("info"));
        Bytes key = Suite.ONE.pairingKey(shared, p.string("pairingCode"), info);
        assertThat(key.hex()).isEqualTo(p.string("key"));
        assertThat(Suite.ONE.keyId(key).hex()).isEqualTo(p.string("keyId"));
        assertThat(Suite.ONE.hostConfirmation(key, info).hex()).isEqualTo(p.string("hostConfirmation"));
        assertThat(Suite.ONE.deviceConfirmation(key, info).hex()).isEqualTo(p.string("deviceConfirmation"));
        assertThat(DeviceCrypto.agree(device, Bytes.zeros(32)))
                .as("a point of small order")
                .isEmpty();
    }

    @Test
    void session() {
        Bytes context = Suite.ONE.context(
                SESSION.string("serial"),
                Bytes.fromHex(SESSION.string("keyId")),
                SESSION.number("sessionId"),
                Bytes.fromHex(SESSION.string("hostNonce")),
                Bytes.fromHex(SESSION.string("deviceNonce")));
        assertThat(context.hex()).isEqualTo(SESSION.string("context"));
        assertThat(Suite.ONE.hostProof(KEY, context).hex()).isEqualTo(SESSION.string("hostProof"));
        assertThat(Suite.ONE.deviceProof(KEY, context).hex()).isEqualTo(SESSION.string("deviceProof"));
    }

    @Test
    void everyFrameIsReadAndWrittenAlike() {
        for (JsonObject golden : GOLDEN.array("frames").objects()) {
            FrameReader reader = new FrameReader();
            reader.arrived(hex(golden.string("hex")));
            Frame frame = reader.next().orElseThrow();
            assertThat(frame.type()).isEqualTo((int) golden.number("type"));
            assertThat(frame.sessionId()).isEqualTo(golden.number("sessionId"));
            assertThat(frame.sequence()).isEqualTo(golden.number("sequence"));
            assertThat(Bytes.of(frame.payload()).hex()).isEqualTo(golden.string("payload"));

            Bytes body = Frame.body(frame.type(), frame.sessionId(), frame.sequence(), frame.payload());
            int direction = golden.string("direction").equals("host-to-device") ? Suite.FROM_HOST : Suite.FROM_DEVICE;
            Bytes tag = frame.sessionId() == 0 ? Bytes.NONE : Suite.tag(KEY, direction, CONTEXT, body);
            assertThat(Bytes.of(Frame.whole(body, tag)).hex())
                    .as(golden.string("name"))
                    .isEqualTo(golden.string("hex"));
        }
    }

    @Test
    void badFramesAreDroppedAndTheNextOneIsFound() {
        byte[] good = hex(frame("read-status").string("hex"));
        for (JsonObject bad : GOLDEN.array("bad").objects()) {
            FrameReader reader = new FrameReader();
            reader.arrived(hex(bad.string("hex")));
            reader.arrived(good);
            assertThat(reader.next().orElseThrow().type())
                    .as(bad.string("name"))
                    .isEqualTo(Code.READ_STATUS);
            assertThat(reader.takeBad()).isEqualTo(1);
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void forgedFramesDoNotFitTheSession() {
        Session session = new Session(
                SESSION.number("sessionId"),
                new Pairing(Pairings.NO_ROLE, Bytes.fromHex(SESSION.string("keyId")), KEY),
                CONTEXT,
                0);
        for (JsonObject forged : GOLDEN.array("forged").objects()) {
            FrameReader reader = new FrameReader();
            reader.arrived(hex(forged.string("hex")));
            assertThat(session.fits(reader.next().orElseThrow()))
                    .as(forged.string("name"))
                    .isFalse();
        }
    }

    @Test
    void planBlocks() throws Exception {
        for (JsonObject golden : GOLDEN.array("plans").objects()) {
            PlanBlock plan = PlanBlock.read(Bytes.fromHex(golden.string("block")));
            JsonObject fields = golden.object("fields");
            assertThat(plan.digest().hex()).isEqualTo(golden.string("digest"));
            assertThat(String.format("%08x", PlanBlock.checksum(plan.bytes()))).isEqualTo(golden.string("crc32c"));
            assertThat(plan.mode()).isEqualTo((int) fields.number("mode"));
            assertThat(plan.steps())
                    .isEqualTo(fields.array("steps").objects().stream()
                            .map(s -> new PlanBlock.Step((int) s.number("startMinute"), s.number("nanolitresPerDay")))
                            .toList());
            assertThat(plan.drugs().stream().map(PlanBlock.Drug::text).toList())
                    .isEqualTo(fields.array("drugs").objects().stream()
                            .map(d -> d.string("name"))
                            .toList());
            assertThat(Long.toString(plan.reservoir())).isEqualTo(fields.string("reservoir"));
            assertThat(PlanRules.violations(plan, 20_000_000)).isEmpty();
        }
        assertThat(Bench.W9.bytes()).isEqualTo(plan("flex-w9"));
    }

    /** A state with what the golden answers say of it. */
    private static PumpState state(String plan, long lifetime, long reservoir) {
        PumpState s = new PumpState(
                new PumpBody(new Volume(20_000_000), Limits.RESIDUAL, new Plug(0, Solution.DRUG_FREE), List.of()),
                new StrokeMotor(Limits.STROKE, 0),
                new CommandLog(),
                new EventRing(),
                new Pairings(Limits.PAIRINGS),
                20_000_000,
                NOW - 50 * DAY,
                Bank.none());
        s.livedTo(NOW);
        s.revision = 1;
        s.boots = 3;
        s.lastReset = 1;
        s.lastResetClock = NOW - DAY;
        s.run(PlanBlock.stored(plan(plan)));
        s.calculated = reservoir;
        s.lifetime = lifetime;
        s.motorState = Code.RUNNING;
        s.since = NOW - 30 * DAY;
        s.pairings().add(Pairings.NO_ROLE, KEY);
        return s;
    }

    /** The two fields that follow from the device's age differ from the golden ones; they are compared apart. */
    private static String withoutBattery(String hex, int planLength) {
        int start = 2 * (4 + 4 + 1 + 8 + 8 + 1 + 1 + 8 + 8 + 1 + 4 + 2 + planLength + 8 + 1 + 8 + 1);
        return hex.substring(0, start) + "__" + hex.substring(start + 18);
    }

    @Test
    void statusOfARunningAStoppedAndAnInterimPump() {
        int oldLength = plan("continuous").length();
        PumpState s = state("continuous", 4_200_000, 15_800_000);
        for (int i = 1; i < 4; i++) {
            s.event(Code.EVENT_MANUFACTURED, 0, 0);
        }
        assertThat(withoutBattery(hex(Reports.status(s, 2)), oldLength))
                .isEqualTo(withoutBattery(payload("status-running"), oldLength));

        s.event(Code.EVENT_UPDATE_BEGUN, 0, 0);
        Bytes command = Bytes.fromHex(frame("commit-end").object("fields").string("commandId"));
        s.livedTo(NOW + 1_000);
        s.motorState = Code.INTERIM_STOP;
        s.reason = Code.UPDATE;
        s.since = s.at();
        s.pending = new Pending(command, plan("flex-w9"), s.at() + 60_000, Code.RUNNING, 0, NOW - 30 * DAY);
        s.commands.add(new CommandLog.Entry(
                command, Code.KIND_PROGRAMME, Code.PENDING, s.at(), 1, PlanBlock.digest(plan("flex-w9"))));
        s.livedTo(NOW);
        s.calculated = 15_799_990;
        s.lifetime = 4_200_010;
        assertThat(withoutBattery(hex(Reports.status(s, 2)), oldLength))
                .isEqualTo(withoutBattery(payload("status-interim-stop"), oldLength));
    }

    @Test
    void identity() {
        DeviceLabel label = new DeviceLabel(Limits.MANUFACTURER, "S2-20", SESSION.string("serial"), "");
        assertThat(hex(Reports.identity(label, state("continuous", 0, 0)))).isEqualTo(payload("identity"));
    }

    @Test
    void storedProgramme() {
        Bytes block = plan("flex-w9");
        Bytes command = Bytes.fromHex(frame("commit-end").object("fields").string("commandId"));
        Bank bank = new Bank(2, 2, block, PlanBlock.checksum(block), NOW + 2_000, command);
        assertThat(hex(Reports.stored(Optional.of(bank)))).isEqualTo(payload("stored"));

        Bank damaged = new Bank(2, 2, block, PlanBlock.checksum(block) ^ 1, NOW, command);
        assertThat(hex(Reports.stored(Optional.of(damaged)))).isEqualTo(payload("stored-invalid"));
    }

    @Test
    void refusalOfAPlanNamesEveryViolation() throws Exception {
        refused("stage-bad", "refused-stage");
        refused("stage-bad-parts", "refused-bad-parts");
    }

    private static void refused(String request, String answer) throws Malformed {
        PayloadReader in = new PayloadReader(Bytes.fromHex(payload(request)).array());
        in.raw(16);
        long revision = in.u32();
        PlanBlock plan = PlanBlock.read(in.rest());
        List<Answer.Violation> violations = new ArrayList<>();
        if (revision != 3) {
            violations.add(Answer.Violation.of(Code.WRONG_REVISION, Code.FIELD_REVISION, revision, 3));
        }
        violations.addAll(PlanRules.violations(plan, 20_000_000));
        assertThat(Bytes.of(Answer.refused(Code.STAGE, violations).payload()).hex())
                .isEqualTo(payload(answer));
    }

    @Test
    void functionsAndParts() {
        assertThat(hex(Reports.functions())).isEqualTo(payload("functions"));
        PumpState s = state("bridged", 0, 18_000_000);
        s.revision = 4;
        s.regimen.load(s.running().orElseThrow().parts(), false);
        s.livedTo(NOW);
        Course.begin(s);
        Course.advance(s, NOW + 1_135_800); // 315,500 nL at 24,000,000 nL/day
        Course.advance(s, s.at() + 7_618_629); // 12,345 nL at 140,000 nL/day
        assertThat(hex(Reports.parts(s))).isEqualTo(payload("parts"));
    }

    @Test
    void events() {
        EventRing ring = new EventRing();
        for (int i = 0; i < 3; i++) {
            ring.add(0, Code.EVENT_MANUFACTURED, 0, 0);
        }
        for (JsonObject e : frame("events").object("fields").array("events").objects()) {
            ring.add(Long.parseLong(e.string("clock")), (int) e.number("code"), Bytes.fromHex(e.string("detail")));
        }
        String all = hex(Reports.events(ring, 4, 60));
        assertThat("00000004" + all.substring(8)).isEqualTo(payload("events"));
    }

    private static boolean isRead(byte[] bytes) {
        FrameReader reader = new FrameReader();
        reader.arrived(bytes);
        return reader.next().isPresent();
    }

    @Test
    void aChangedFrameIsReadAgainOnceItsChecksumsAreMended() {
        for (JsonObject each : GOLDEN.array("frames").objects()) {
            byte[] frame = hex(each.string("hex"));
            assertThat(Frame.mended(frame)).hasValue(frame);
            for (int at = Frame.HEADER; at < frame.length - Frame.CRC; at++) {
                byte[] changed = frame.clone();
                changed[at] ^= 1;
                assertThat(isRead(changed)).as("%s, byte %d", each, at).isFalse();
                byte[] mended = Frame.mended(changed).orElseThrow();
                assertThat(mended[at]).isEqualTo(changed[at]);
                assertThat(isRead(mended)).as("%s, byte %d, mended", each, at).isTrue();
            }
        }
        assertThat(Frame.mended(new byte[19])).isEmpty();
    }
}
