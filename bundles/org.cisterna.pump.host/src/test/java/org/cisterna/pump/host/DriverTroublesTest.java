// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.DriverTrouble;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Violation;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.FlowRate;
import org.junit.jupiter.api.Test;

/** What a driver or its pump does wrong stands in the list of drivers in words, and a pump beside it goes on. */
class DriverTroublesTest {

    /** A bad thing that happens to the pump of the rig. */
    private interface Bad {
        Answer<?> happens(Rig rig) throws Exception;
    }

    /** Plays it, while another driver's pump is changed; gives what is said of the bad one. */
    private static DriverTrouble said(String name, Bad bad) throws Exception {
        DriverTrouble[] said = new DriverTrouble[1];
        Rig.play("DriverTroublesTest." + name, rig -> {
            FakePump neighbour = rig.newPump("B-2");
            rig.pair(neighbour);
            Answer<?> answer = bad.happens(rig);
            assertThat(rig.pump.programme).as("%s: %s", name, answer).isEqualTo(FakePump.OLD);
            rig.driver.well();
            var plan = rig.plan(neighbour, Rig.NEW);
            Outcome outcome = Rig.outcome(rig.host.commit(plan, rig.released(plan), rig.command(), Rig.PROGRAMMER));
            assertThat(outcome).as("the neighbour is changed").isInstanceOf(Outcome.Applied.class);
            DriverStatus driver = rig.host.drivers().get(0);
            assertThat(driver.troubles()).as(name).hasSize(1);
            said[0] = driver.troubles().get(0);
            assertThat(said[0].subject()).isEqualTo(rig.pump.id.text());
            assertThat(said[0].words()).as("in words").hasSizeGreaterThan(20).doesNotContain("\n", "\u001b", "\u0007");
        });
        return said[0];
    }

    @Test
    void aDriverThatThrowsOrGivesNothing() throws Exception {
        DriverTrouble threw = said("throws", rig -> {
            rig.driver.at("interrogate>", ScriptedDriver.throwing());
            return rig.read();
        });
        assertThat(threw.code()).isEqualTo("DRIVER_FAILED");
        assertThat(threw.words()).contains("the driver failed", "interrogate threw", "tell its maker");
        DriverTrouble gaveNull = said("null", rig -> {
            rig.driver.gives("interrogate", value -> null);
            return rig.read();
        });
        assertThat(gaveNull.words()).contains("interrogate gave null");
    }

    @Test
    void aPumpThatFloodsAlarms() throws Exception {
        DriverTrouble floods = said("floods", rig -> {
            for (int i = 0; i < 100; i++) {
                rig.pump.alarms.add(
                        new Alarm("LOW_RESERVOIR", false, rig.time.pump().now()));
            }
            return rig.read();
        });
        assertThat(floods.code()).isEqualTo("DEVICE_FLOODS");
        assertThat(floods.words()).contains("more than can be kept", "100");
    }

    @Test
    void aPumpWithControlCharactersOrWithAnotherSerial() throws Exception {
        DriverTrouble text = said("text", rig -> {
            rig.pump.identity =
                    new PumpIdentity(rig.pump.id, "Fake\u001b[2J\u0007", "1.0", rig.pump.identity.capabilities(), true);
            return rig.read();
        });
        assertThat(text.code()).isEqualTo("DEVICE_TEXT");
        assertThat(text.words()).contains("not printable", "Fake?[2J?");
        DriverTrouble serial = said("serial", rig -> {
            rig.pump.identity = new PumpIdentity(
                    new PumpId("Test", "C-3"), "Fake 20", "1.0", rig.pump.identity.capabilities(), true);
            return rig.read();
        });
        assertThat(serial.code()).isEqualTo("IDENTITY_MISMATCH");
        assertThat(serial.words()).contains("another pump answered", "Test/C-3");
    }

    @Test
    void aDriverThatLiesAboutItsRange() throws Exception {
        DriverTrouble refuses = said("stage", rig -> {
            rig.driver.gives(
                    "stage", value -> Answer.refused(Violation.of("RANGE", "the pump does not take 0.163 mL/day")));
            return rig.commit(Rig.NEW);
        });
        assertThat(refuses.code()).isEqualTo("REFUSED_BY_PUMP");
        assertThat(refuses.words()).contains("refused what it declares that it takes", "0.163 mL/day");
        DriverTrouble preview = said("plan", rig -> {
            rig.driver.gives("preview", value -> Answer.refused(Violation.of("OUT_OF_RANGE", "not at 0.163 mL/day")));
            return rig.commit(Rig.NEW);
        });
        assertThat(preview.code()).isEqualTo("PLAN_REFUSED");
        assertThat(preview.words()).contains("made for what it declares", "0.163 mL/day");
        DriverTrouble unit = said("unit", rig -> {
            rig.driver.gives(
                    "preview",
                    value -> Answer.done(new Preview(
                            new Programme.Continuous(new FlowRate(164_000)), FakePump.BACLOFEN, List.of())));
            return rig.commit(Rig.NEW);
        });
        assertThat(unit.code()).isEqualTo("PREVIEW_DIFFERS");
        assertThat(unit.words()).contains("another programme than the plan's", "0.164 mL/day");
    }

    @Test
    void aPumpThatAnswersTooLateIsCountedAndNotToldAnewEachTime() throws Exception {
        DriverTrouble late = said("late", rig -> {
            rig.driver.at("interrogate>", () -> {
                throw new LinkException(LinkException.Reason.TIMEOUT, "the pump did not answer READ, sent 3 times");
            });
            rig.read();
            rig.read();
            return rig.read();
        });
        assertThat(late.code()).isEqualTo("LINK_FAILED");
        assertThat(late.times()).isEqualTo(3);
        assertThat(late.words()).contains("TIMEOUT", "did not answer READ");
    }

    @Test
    void onlyTheNewestKindsAreKeptAndWhatIsRightIsNoTrouble() throws Exception {
        Rig.play("DriverTroublesTest.most", rig -> {
            DriverTroubles troubles = new DriverTroubles();
            for (int i = 0; i < 20; i++) {
                rig.time.advance(java.time.Duration.ofSeconds(1));
                troubles.hear(
                        "Test/" + i,
                        Answer.refused(Violation.of("DRIVER_FAILED", "the driver failed")),
                        rig.time.house().now());
            }
            assertThat(troubles.told())
                    .extracting(DriverTrouble::subject)
                    .startsWith("Test/19", "Test/18")
                    .hasSize(8);
            assertThat(rig.read().isDone()).isTrue();
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Applied.class);
            assertThat(rig.host.drivers().get(0).troubles()).isEmpty();
        });
    }
}
