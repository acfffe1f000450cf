// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.testkit.driver.HostKeys;
import org.junit.jupiter.api.Test;

/** The driver's codec against packets that a third program made from the protocol page. */
final class GoldenPacketsTest {

    private static final JsonObject SESSION = Golden.part("session");
    private static final HostKeys.Key KEY =
            new HostKeys.Key(Golden.bytes(SESSION, "key").toArray());
    private static final Bytes CONTEXT = Golden.bytes(SESSION, "context");
    private static final Bytes NUMBER = Golden.bytes(SESSION, "session");
    private static final Bytes COMMAND = Bytes.ofHex("404142434445464748494a4b4c4d4e4f");
    private static final Instant CLOCK = Instant.ofEpochMilli(1_767_258_000_000L);

    private static Message message(String hex) throws MalformedException {
        PacketDecoder decoder = new PacketDecoder();
        decoder.feed(HexFormat.of().parseHex(hex));
        return Message.read(decoder.next().orElseThrow().message());
    }

    private static String packet(Kind kind, long counter, Fields fields) {
        Message message = counter == 0
                ? Message.open(kind, fields)
                : Message.sealed(kind, NUMBER, counter, fields, covered -> Derivation.hostSeal(KEY, CONTEXT, covered));
        return PacketDecoder.packet(message.bytes()).hex();
    }

    private static String golden(String name) {
        return Golden.packet(name).string("hex");
    }

    @Test
    void everyPacketIsRead() throws Exception {
        for (JsonObject each : Golden.packets()) {
            String name = each.string("name");
            Message message = message(each.string("hex"));
            assertThat(message.kind()).as(name).isEqualTo((int) each.number("kind"));
            assertThat(message.fields().hex()).as(name).isEqualTo(each.string("fields"));
            assertThat(message.sealing().map(Message.Sealing::counter).orElse(0L))
                    .as(name)
                    .isEqualTo(each.number("counter"));
            boolean ofDevice = message.sealing()
                    .filter(sealing -> Derivation.isDeviceSeal(KEY, CONTEXT, sealing))
                    .isPresent();
            assertThat(ofDevice).as(name).isEqualTo(each.string("from").equals("device") && each.number("counter") > 0);
        }
    }

    @Test
    void everyRequestOfTheDriverIsTheGoldenOne() throws Exception {
        JsonObject pairing = Golden.part("pairing");
        assertThat(packet(
                        Kind.PAIR_START,
                        0,
                        new Fields()
                                .number(0x15, 1)
                                .number(0x16, 1)
                                .bytes(0x17, Golden.bytes(pairing, "hostNonce"))
                                .bytes(0x18, Golden.bytes(pairing, "platformKey"))))
                .isEqualTo(golden("pair-start"));
        assertThat(packet(Kind.WHO, 0, new Fields())).isEqualTo(golden("who"));
        assertThat(packet(Kind.DESCRIBE, 1, new Fields())).isEqualTo(golden("describe"));
        ProgrammeBlock boluses = Golden.programme("boluses");
        assertThat(packet(
                        Kind.STAGE,
                        3,
                        new Fields()
                                .group(0x30, boluses.encode())
                                .number(0x40, 1)
                                .bytes(0x60, COMMAND)))
                .isEqualTo(golden("stage"));
        assertThat(packet(
                        Kind.COMMIT,
                        4,
                        new Fields()
                                .number(0x40, 1)
                                .bytes(
                                        0x5A,
                                        Derivation.programmeDigest(
                                                boluses.encode().done()))
                                .bytes(0x60, COMMAND)
                                .bytes(0x61, Bytes.ofHex("5051525354555657"))))
                .isEqualTo(golden("commit"));
        assertThat(packet(Kind.LEAVE, 11, new Fields())).isEqualTo(golden("leave"));
    }

    @Test
    void pairingAndSession() {
        JsonObject pairing = Golden.part("pairing");
        Bytes info = Derivation.pairingInfo(
                pairing.string("serial"),
                Golden.bytes(pairing, "platformKey"),
                Golden.bytes(pairing, "deviceKey"),
                Golden.bytes(pairing, "hostNonce"),
                Golden.bytes(pairing, "deviceNonce"));
        assertThat(info).isEqualTo(Golden.bytes(pairing, "info"));
        assertThat(info).isNotEqualTo(Golden.bytes(Golden.part("handset"), "info"));
        assertThat(Derivation.hostConfirmation(KEY, info)).isEqualTo(Golden.bytes(pairing, "hostConfirmation"));
        assertThat(Derivation.isDeviceConfirmation(KEY, info, Golden.bytes(pairing, "deviceConfirmation")))
                .isTrue();
        assertThat(Derivation.keyId(KEY)).isEqualTo(Golden.bytes(pairing, "keyId"));
        Bytes context = Derivation.sessionContext(
                pairing.string("serial"),
                Golden.bytes(SESSION, "keyId"),
                NUMBER,
                Golden.bytes(SESSION, "hostNonce"),
                Golden.bytes(SESSION, "deviceNonce"));
        assertThat(context).isEqualTo(CONTEXT);
        assertThat(Derivation.hostProof(KEY, context)).isEqualTo(Golden.bytes(SESSION, "hostProof"));
        assertThat(Derivation.isDeviceProof(KEY, context, Golden.bytes(SESSION, "deviceProof")))
                .isTrue();
        assertThat(Derivation.isDeviceProof(KEY, context, Golden.bytes(SESSION, "hostProof")))
                .as("reflected")
                .isFalse();
    }

    @Test
    void programmesAreReadAndMadeAgain() throws Exception {
        for (JsonObject each : Golden.programmes()) {
            Bytes bytes = Golden.bytes(each, "bytes");
            assertThat(ProgrammeBlock.decode(bytes).encode().done())
                    .as(each.string("name"))
                    .isEqualTo(bytes);
            assertThat(Derivation.programmeDigest(bytes))
                    .as(each.string("name"))
                    .isEqualTo(Golden.bytes(each, "digest"));
        }
    }

    @Test
    void descriptionAndStateInTheWordsOfThePlatform() throws Exception {
        Description device = FieldCursor.whole(Golden.fields("description"), Description::read);
        PumpIdentity identity = Identities.understood(device).orElseThrow();
        assertThat(identity.capabilities().rate().max()).isEqualTo(new FlowRate(28_800_000));
        assertThat(identity.capabilities().tubingVolume()).isEqualTo(new Volume(40_000));
        assertThat(identity.capabilities()
                        .functions()
                        .orElseThrow()
                        .patientBolus()
                        .orElseThrow()
                        .drugs())
                .contains(List.of("morphine"));
        StateAnswer state = FieldCursor.whole(Golden.fields("state"), StateAnswer::read);
        Snapshot snapshot = new Readings(device).snapshot(identity, state);
        assertThat(snapshot.motor()).isEqualTo(MotorState.RUNNING);
        assertThat(snapshot.delivered()).isEqualTo(new Volume(4_200_000));
        assertThat(snapshot.deviceClock()).isEqualTo(CLOCK);
        assertThat(snapshot.alarms().toString()).contains("LOW_RESERVOIR", "FLOW_VALVE_CLOSED");
        assertThat(snapshot.lastCommand().orElseThrow().effect()).isEqualTo(CommandEffect.Effect.APPLIED);
        assertThat(snapshot.parts())
                .extracting(HeldPart::stage)
                .containsExactly(HeldPart.Stage.DONE, HeldPart.Stage.RUNNING);
        assertThat(snapshot.parts().get(0).delivered()).contains(new Volume(20_000));
        StoredAnswer stored = FieldCursor.whole(Golden.fields("stored"), StoredAnswer::read);
        assertThat(new Readings(device).readBack(stored, state).programme()).isEqualTo(snapshot.programme());
        assertThat(FieldCursor.whole(Golden.fields("stored-damaged"), StoredAnswer::read)
                        .bank())
                .isEmpty();
    }

    @Test
    void eventsAndRefusals() throws Exception {
        EventPage page =
                FieldCursor.whole(Golden.fields("events"), EventsAnswer::read).page(0);
        assertThat(page.events())
                .extracting(PumpEvent::code)
                .containsExactly("MANUFACTURED", "ALARM_BEGAN", "PROGRAMME_APPLIED");
        assertThat(page.events().get(2).command()).isPresent();
        assertThat(page.next()).isEqualTo(4);
        assertThat(page.more()).isFalse();
        assertThat(RefusalWords.violations(RefusedAnswer.read(Golden.fields("refused"))))
                .extracting(Violation::code, Violation::field)
                .containsExactly(
                        tuple("WRONG_REVISION", Optional.of("revision")),
                        tuple("OUT_OF_RANGE", Optional.of("steps[0].rate (strokes/day)")));
    }

    @Test
    void whatIsNoPacketNoMessageOrForgedIsNotTaken() throws Exception {
        for (String bad : Golden.list("bad")) {
            PacketDecoder decoder = new PacketDecoder();
            decoder.feed(HexFormat.of().parseHex(bad));
            assertThat(decoder.next()).as(bad).isEmpty();
        }
        for (String forged : Golden.list("forged")) {
            Message.Sealing sealing = message(forged).sealing().orElseThrow();
            assertThat(Derivation.hostSeal(KEY, CONTEXT, sealing.covered()))
                    .as(forged)
                    .isNotEqualTo(sealing.seal());
        }
        assertThatThrownBy(() -> Message.read(Bytes.ofHex("0101020201"))).isInstanceOf(MalformedException.class);
    }
}
