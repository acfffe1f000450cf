// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandEffect.Effect;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.quantity.FlowRate;
import org.cisterna.testkit.LinkPair;
import org.cisterna.testkit.driver.HostKeys;
import org.junit.jupiter.api.Test;

class SynchromedSessionTest {

    private final Bench bench = new Bench(1);
    private final Golden golden = new Golden();

    @Test
    void pairingLearnsWhoThePumpIs() throws Exception {
        bench.device.key = null;
        JsonObject pairing = golden.part("pairing");
        HostKeys keys = new HostKeys(Golden.hex(pairing, "platformPrivateKey").toArray(), "31415926");
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            PumpIdentity identity = bench.driver
                    .pair(pair.near(), keys, bench.context(), bench.soon())
                    .orElseThrow();
            assertThat(identity.pump()).isEqualTo(Bench.PUMP);
            assertThat(identity.model()).isEqualTo("S2-20");
            assertThat(identity.simulated()).isTrue();
            assertThat(identity.capabilities().interimStop()).contains(Duration.ofSeconds(60));
            assertThat(bench.device.hasSession()).isFalse();
            pair.near().close();
        });
    }

    @Test
    void aWrongPairingCodeIsRefusedInWords() throws Exception {
        JsonObject pairing = golden.part("pairing");
        HostKeys keys = new HostKeys(Golden.hex(pairing, "platformPrivateKey").toArray(), "31415927");
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            Answer<PumpIdentity> answer = bench.driver.pair(pair.near(), keys, bench.context(), bench.soon());
            assertThat(answer.violations()).singleElement().satisfies(each -> {
                assertThat(each.code()).isEqualTo("PAIRING_REFUSED");
                assertThat(each.message()).contains("label");
            });
            pair.near().close();
        });
    }

    @Test
    void anInterrogationSaysWhatThePumpSays() throws Exception {
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                Snapshot snapshot = session.interrogate(bench.soon());
                assertThat(snapshot.identity()).isEqualTo(session.identity());
                assertThat(snapshot.revision()).isEqualTo(new Revision(1));
                assertThat(snapshot.programme()).isEqualTo(new Programme.Continuous(new FlowRate(140_000)));
                assertThat(snapshot.solution()).contains(Bench.BACLOFEN);
                assertThat(snapshot.motor()).isEqualTo(MotorState.RUNNING);
                assertThat(snapshot.reservoir().text()).isEqualTo("15.8 mL");
                assertThat(snapshot.delivered().text()).isEqualTo("4.2 mL");
                assertThat(snapshot.battery()).isEqualTo(Snapshot.Battery.OK);
                assertThat(snapshot.alarms()).isEmpty();
                assertThat(snapshot.lastCommand()).isEmpty();
                assertThat(snapshot.deviceClock()).isEqualTo(bench.time.pump().now());
                assertThat(Snapshot.fromJson(snapshot.toJson())).isEqualTo(snapshot);
            }
            assertThat(bench.device.hasSession()).isFalse();
        });
    }

    @Test
    void aPlanIsPreviewedStagedCommittedAndReadBack() throws Exception {
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                assertThat(session.preview(bench.plan(session)).orElseThrow())
                        .isEqualTo(Preview.of(bench.plan(session)));
                Staged staged = session.stage(bench.plan(session), Bench.COMMAND, bench.soon())
                        .orElseThrow();
                assertThat(staged.programme()).isEqualTo(Bench.flex());
                assertThat(staged.solution()).isEqualTo(Bench.BACLOFEN);
                assertThat(staged.expected()).isEqualTo(new Revision(1));
                assertThat(bench.device.motor).isEqualTo(1);
                CommandEffect effect =
                        session.commit(staged, Bench.COMMAND, bench.soon()).orElseThrow();
                assertThat(effect).isEqualTo(new CommandEffect(Bench.COMMAND, Effect.APPLIED, new Revision(2)));
                ReadBack readBack = session.readBack(bench.soon());
                assertThat(readBack)
                        .isEqualTo(new ReadBack(
                                new Revision(2), Bench.flex(), Optional.of(Bench.BACLOFEN), MotorState.RUNNING));
                assertThat(session.commit(staged, Bench.COMMAND, bench.soon()).orElseThrow())
                        .isEqualTo(effect);
                Snapshot snapshot = session.interrogate(bench.soon());
                assertThat(snapshot.lastCommand()).contains(effect);
            }
            assertThat(payload("stage")).isEqualTo(golden.payload("stage"));
            assertThat(payload("commit-begin")).isEqualTo(golden.payload("commit-begin"));
            assertThat(payload("commit-end")).isEqualTo(golden.payload("commit-end"));
        });
    }

    /** The payload that the device got with the type of a golden frame. */
    private Bytes payload(String name) {
        int index = bench.device.carriedOut.indexOf((int) golden.frame(name).number("type"));
        return bench.device.payloads.get(index);
    }

    @Test
    void aStopIsRepeatedWithoutHarmAndReadBackThoughItsBankIsOlder() throws Exception {
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                CommandEffect effect = session.stop(Bench.COMMAND, bench.soon()).orElseThrow();
                assertThat(effect).isEqualTo(new CommandEffect(Bench.COMMAND, Effect.APPLIED, new Revision(2)));
                assertThat(session.stop(Bench.COMMAND, bench.soon()).orElseThrow())
                        .isEqualTo(effect);
                ReadBack readBack = session.readBack(bench.soon());
                assertThat(readBack.motor()).isEqualTo(MotorState.STOPPED);
                assertThat(readBack.revision())
                        .as("the status names the state; the bank keeps the revision of its writing")
                        .isEqualTo(new Revision(2));
                assertThat(readBack.programme()).isEqualTo(new Programme.Continuous(new FlowRate(140_000)));
            }
        });
    }

    @Test
    void eventsAreReadFromWhereAnEarlierPageEnded() throws Exception {
        bench.device.events.add(PageDeviceActs.event(1_000, 48, 2));
        for (int i = 0; i < 70; i++) {
            bench.device.events.add(PageDeviceActs.event(2_000 + i, 50, 0));
        }
        bench.device.events.add(PageDeviceActs.event(3_000, 99, 7));
        bench.time.run(() -> {
            EventPage first;
            try (PumpSession session = bench.open()) {
                first = session.events(0, 200, bench.soon()).orElseThrow();
                assertThat(first.events()).hasSize(60);
                assertThat(first.events().get(0).code()).isEqualTo("ALARM_BEGAN");
                assertThat(first.events().get(0).detail()).isEqualTo("alarm 2");
                assertThat(first.lost()).isZero();
                assertThat(first.more()).isTrue();
            }
            try (PumpSession session = bench.open()) {
                EventPage second =
                        session.events(first.next(), 200, bench.soon()).orElseThrow();
                assertThat(second.events()).hasSize(12);
                assertThat(second.events().get(0).number()).isEqualTo(61);
                assertThat(second.events().get(11).code()).isEqualTo("UNKNOWN_EVENT_99");
                assertThat(second.more()).isFalse();
                EventPage none =
                        session.events(second.next(), 200, bench.soon()).orElseThrow();
                assertThat(none.events()).isEmpty();
                assertThat(none.next()).isEqualTo(second.next());
            }
        });
    }

    @Test
    void alarmsCarryTheTimeOfTheirBeginning() throws Exception {
        bench.device.alarms = 0x8000_0015L;
        bench.device.events.add(PageDeviceActs.event(1_000, 48, 2));
        for (int i = 0; i < 130; i++) {
            bench.device.events.add(PageDeviceActs.event(2_000 + i, 16, 7));
        }
        bench.device.events.add(PageDeviceActs.event(5_000, 48, 4));
        bench.device.events.add(PageDeviceActs.event(6_000, 49, 4));
        bench.device.events.add(PageDeviceActs.event(7_000, 48, 4));
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                List<String> alarms = session.interrogate(bench.soon()).alarms().stream()
                        .map(each -> each.code() + " " + each.critical() + " "
                                + each.since().map(Instant::toEpochMilli).orElse(-1L))
                        .toList();
                assertThat(alarms)
                        .containsExactly(
                                "LOW_RESERVOIR false -1",
                                "STOPPED_PUMP_48H true 1000",
                                "MOTOR_STALL true 7000",
                                "UNKNOWN_ALARM_31 true -1");
            }
        });
    }

    @Test
    void aBlankReplaceByDateIsAnnouncedAfterThePumpsOwnAlarms() throws Exception {
        bench.device.alarms = 1;
        bench.device.replaceBy = 0;
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                assertThat(session.interrogate(bench.soon()).alarms())
                        .extracting(Alarm::code)
                        .containsExactly("LOW_RESERVOIR", "REPLACE_BY_UNSURE");
            }
        });
    }

    @Test
    void everyFrameIsHandedToTheHost() throws Exception {
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            try (PumpSession session = bench.tryOpen(pair).orElseThrow()) {
                session.interrogate(bench.soon());
            }
            int bytes = bench.frames.stream().mapToInt(Bytes::size).sum();
            assertThat(bytes).isEqualTo(pair.writtenToFar().length + pair.writtenToNear().length);
            assertThat(bench.frames).hasSize(16);
        });
    }

    @Test
    void fluidWithoutADrugIsNoSolution() throws Exception {
        bench.device.plan = Bytes.ofHex(golden.list("plans").get(3).string("block"));
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                Snapshot snapshot = session.interrogate(bench.soon());
                assertThat(snapshot.solution()).isEmpty();
                assertThat(session.readBack(bench.soon()).solution()).isEmpty();
            }
        });
    }

    @Test
    void aPumpWithoutAValidProgrammeHoldsNone() throws Exception {
        bench.device.valid = false;
        bench.device.motor = 2;
        bench.device.reason = 3;
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                assertThat(session.interrogate(bench.soon()).programme()).isEqualTo(new Programme.Stopped());
                assertThat(session.readBack(bench.soon()))
                        .isEqualTo(new ReadBack(
                                new Revision(1), new Programme.Stopped(), Optional.empty(), MotorState.STOPPED));
            }
        });
    }

    @Test
    void theDescriptorIsWhatThePageSays() {
        assertThat(bench.driver.descriptor().family()).isEqualTo("synchromed");
        assertThat(bench.driver.descriptor().simulatedOnly()).isTrue();
        assertThat(bench.driver.descriptor().interimStop()).contains(Duration.ofSeconds(60));
        assertThat(bench.driver.descriptor().manufacturer())
                .isEqualTo(golden.fields("identity").string("manufacturer"));
        assertThat(bench.driver.descriptor()).isEqualTo(new SynchromedDriver().descriptor());
    }
}
