// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.FillSensor;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Source;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.testkit.driver.HostKeys;
import org.junit.jupiter.api.Test;

/** The driver's codec against lines that a third program made from the protocol page. */
final class GoldenLinesTest {

    private static final JsonObject SESSION = Golden.part("session");
    private static final HostKeys.Key KEY =
            new HostKeys.Key(Golden.bytes(SESSION, "key").toArray());
    private static final Bytes CONTEXT = Golden.bytes(SESSION, "context");
    private static final Bytes NUMBER = Golden.bytes(SESSION, "session");
    private static final Bytes COMMAND = Bytes.ofHex("404142434445464748494a4b4c4d4e4f");
    private static final Instant CLOCK = Instant.ofEpochMilli(1_767_258_000_000L);

    private static Message message(String line) throws MalformedException {
        LineDecoder decoder = new LineDecoder();
        decoder.feed(line.getBytes(StandardCharsets.US_ASCII));
        return Message.read(decoder.next().orElseThrow().message());
    }

    private static String line(Kind kind, long counter, FieldList fields) {
        Message message = counter == 0
                ? Message.open(kind, fields)
                : Message.sealed(kind, NUMBER, counter, fields, covered -> Derivation.hostSeal(KEY, CONTEXT, covered));
        return new String(LineDecoder.line(message.text()), StandardCharsets.US_ASCII);
    }

    private static String golden(String name) {
        return Golden.line(name).string("line");
    }

    @Test
    void everyLineIsRead() throws Exception {
        for (JsonObject each : Golden.lines()) {
            String name = each.string("name");
            Message message = message(each.string("line"));
            assertThat(message.kind()).as(name).isEqualTo(each.string("kind").substring(1));
            assertThat(message.fields()).as(name).isEqualTo(each.string("fields"));
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
        assertThat(line(
                        Kind.PAIR,
                        0,
                        new FieldList()
                                .number("suite", 1)
                                .number("role", 1)
                                .bytes("nonce", Golden.bytes(pairing, "hostNonce"))
                                .bytes("key", Golden.bytes(pairing, "hostKey"))))
                .isEqualTo(golden("pair"));
        assertThat(line(Kind.WHO, 0, new FieldList())).isEqualTo(golden("who"));
        assertThat(line(Kind.DESCRIBE, 1, new FieldList())).isEqualTo(golden("describe"));
        assertThat(line(Kind.MEASURE, 3, new FieldList())).isEqualTo(golden("measure"));
        String bolus = Golden.programme("bolus").encode();
        assertThat(line(
                        Kind.STAGE,
                        4,
                        new FieldList()
                                .bytes("command", COMMAND)
                                .number("revision", 1)
                                .then(bolus)))
                .isEqualTo(golden("stage"));
        assertThat(line(
                        Kind.COMMIT,
                        5,
                        new FieldList()
                                .bytes("command", COMMAND)
                                .number("revision", 1)
                                .bytes("digest", Derivation.programmeDigest(bolus))
                                .bytes("token", Bytes.ofHex("5051525354555657"))))
                .isEqualTo(golden("commit"));
        assertThat(line(Kind.LEAVE, 13, new FieldList())).isEqualTo(golden("leave"));
    }

    @Test
    void pairingAndSession() {
        JsonObject pairing = Golden.part("pairing");
        Bytes info = Derivation.pairingInfo(
                pairing.string("serial"),
                Golden.bytes(pairing, "hostKey"),
                Golden.bytes(pairing, "deviceKey"),
                Golden.bytes(pairing, "hostNonce"),
                Golden.bytes(pairing, "deviceNonce"));
        assertThat(info).isEqualTo(Golden.bytes(pairing, "info"));
        assertThat(info).isNotEqualTo(Golden.bytes(Golden.part("unit"), "info"));
        assertThat(Derivation.hostConfirmation(KEY, info)).isEqualTo(Golden.bytes(pairing, "hostProof"));
        assertThat(Derivation.isDeviceConfirmation(KEY, info, Golden.bytes(pairing, "deviceProof")))
                .isTrue();
        assertThat(Derivation.keyId(KEY)).isEqualTo(Golden.bytes(pairing, "id"));
        Bytes context = Derivation.sessionContext(
                pairing.string("serial"),
                Golden.bytes(SESSION, "id"),
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
            String text = each.string("text");
            assertThat(ProgrammeText.decode(text).encode())
                    .as(each.string("name"))
                    .isEqualTo(text);
            assertThat(Derivation.programmeDigest(text))
                    .as(each.string("name"))
                    .isEqualTo(Golden.bytes(each, "digest"));
        }
    }

    @Test
    void descriptionAndStateInTheWordsOfThePlatform() throws Exception {
        Description device = FieldCursor.whole(Golden.fields("description"), Description::read);
        PumpIdentity identity = Identities.understood(device).orElseThrow();
        assertThat(identity.capabilities().rate().max()).isEqualTo(new FlowRate(4_000_000));
        assertThat(identity.capabilities().tubingVolume()).isEqualTo(new Volume(60_000));
        assertThat(identity.capabilities().reservoirSource()).isEqualTo(Source.MEASURED);
        assertThat(identity.capabilities().functions().orElseThrow().patientBolus())
                .isEmpty();
        StateAnswer state = FieldCursor.whole(Golden.fields("state"), StateAnswer::read);
        Snapshot snapshot = new Readings(device).snapshot(identity, state);
        assertThat(snapshot.motor()).isEqualTo(MotorState.RUNNING);
        assertThat(snapshot.delivered()).isEqualTo(new Volume(4_200_000));
        assertThat(snapshot.deviceClock()).isEqualTo(CLOCK);
        assertThat(snapshot.reservoir()).isEqualTo(new Volume(15_900_123));
        assertThat(snapshot.fillSensor())
                .contains(new FillSensor(CLOCK.minusSeconds(60), new Volume(15_800_000), new Volume(1_000_000)));
        assertThat(Snapshot.fromJson(snapshot.toJson())).isEqualTo(snapshot);
        assertThat(snapshot.alarms().toString()).contains("LOW_RESERVOIR", "FLS_MISCALIBRATED");
        assertThat(snapshot.lastCommand().orElseThrow().effect()).isEqualTo(CommandEffect.Effect.APPLIED);
        assertThat(snapshot.parts()).extracting(HeldPart::stage).containsExactly(HeldPart.Stage.RUNNING);
        assertThat(snapshot.parts().get(0).delivered()).contains(new Volume(3_200));
        StoredAnswer stored = FieldCursor.whole(Golden.fields("stored"), StoredAnswer::read);
        assertThat(new Readings(device).readBack(stored, state).programme()).isEqualTo(snapshot.programme());
        assertThat(FieldCursor.whole(Golden.fields("stored-damaged"), StoredAnswer::read)
                        .memory())
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
                        tuple("OUT_OF_RANGE", Optional.of("steps[0].rate (nL/day)")));
    }

    @Test
    void whatIsNoLineNoMessageOrForgedIsNotTaken() throws Exception {
        for (String bad : Golden.list("bad")) {
            LineDecoder decoder = new LineDecoder();
            decoder.feed(HexFormat.of().parseHex(bad));
            assertThat(decoder.next()).as(bad).isEmpty();
        }
        for (String forged : Golden.list("forged")) {
            Message.Sealing sealing = message(forged).sealing().orElseThrow();
            assertThat(Derivation.hostSeal(KEY, CONTEXT, sealing.covered()))
                    .as(forged)
                    .isNotEqualTo(sealing.seal());
        }
        assertThatThrownBy(() -> Message.read("m3/2 !STATE")).isInstanceOf(MalformedException.class);
    }

    @Test
    void aWordThatNobodyKnowsIsShownAsUnknownAndNeverAsItsNeighbour() throws Exception {
        Description device = FieldCursor.whole(Golden.fields("description"), Description::read);
        PumpIdentity identity = Identities.understood(device).orElseThrow();
        String strange = Golden.fields("state-bare")
                .replace("delivery=RUNNING", "delivery=HOVERING")
                .replace("battery=OK", "battery=WARM")
                .replace(" record=", " alarm=SINGING:1 record=");
        Snapshot snapshot = new Readings(device).snapshot(identity, FieldCursor.whole(strange, StateAnswer::read));
        assertThat(snapshot.motor()).isEqualTo(MotorState.UNKNOWN);
        assertThat(snapshot.battery()).isEqualTo(Snapshot.Battery.UNKNOWN);
        assertThat(snapshot.alarms())
                .containsExactly(new Alarm("UNKNOWN_ALARM_SINGING", true, Instant.ofEpochMilli(1)));
        String events = Golden.fields("events").replace("MANUFACTURED", "HATCHED");
        assertThat(FieldCursor.whole(events, EventsAnswer::read)
                        .page(0)
                        .events()
                        .get(0)
                        .code())
                .isEqualTo("UNKNOWN_EVENT_HATCHED");
        String stall = Golden.fields("events").replace("LOW_RESERVOIR", "VALVE_STANDS");
        assertThat(FieldCursor.whole(stall, EventsAnswer::read)
                        .page(0)
                        .events()
                        .get(1)
                        .code())
                .isEqualTo("MOTOR_STALL");
        String refused = Golden.fields("refused").replace("WRONG_REVISION", "TIRED");
        assertThat(RefusalWords.violations(RefusedAnswer.read(refused)))
                .extracting(Violation::code)
                .containsExactly("REFUSED_TIRED", "OUT_OF_RANGE");
    }
}
