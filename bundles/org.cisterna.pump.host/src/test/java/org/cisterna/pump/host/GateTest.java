// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandEffect.Effect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.junit.jupiter.api.Test;

/** Everything that must hold before a plan leaves, beside the release. */
class GateTest {

    private static void refused(String what, Rig rig, Answer<CommandResult> answer, String... codes) {
        assertThat(Rig.codes(answer)).as(what).containsExactly(codes);
        assertThat(rig.driver.times("stage")).as(what).isZero();
        assertThat(rig.entries(PumpEntries.Intent.TYPE)).as(what).isZero();
    }

    @Test
    void aStaleRevisionIsRefused() throws Exception {
        Rig.play("GateTest.stale", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            rig.pump.changedByOthers(new Programme.Continuous(new FlowRate(150_000)));
            var answer = rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER);
            refused("stale", rig, answer, "STALE_REVISION");
            assertThat(answer.violations().get(0).limit())
                    .as("a number alone says nothing to a person")
                    .contains("revision " + plan.expected() + " of the pump");
        });
    }

    @Test
    void aPlanForAnotherDriverDies() throws Exception {
        Rig.play("GateTest.driver", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            ScriptedDriver next = new ScriptedDriver("fake", "1.1");
            next.pumps.putAll(rig.driver.pumps);
            rig.host.remove(rig.driver);
            rig.host.add(next);
            rig.time.settle();
            refused("driver", rig, rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER), "DRIVER_CHANGED");
            rig.driver = next;
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).as("its pump goes on").isInstanceOf(Outcome.Applied.class);
        });
    }

    @Test
    void otherCapabilitiesThanThoseOfThePlanAreRefused() throws Exception {
        Rig.play("GateTest.capabilities", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            rig.pump.identity = new PumpIdentity(
                    rig.pump.id, "Fake 20", "1.0", FakePump.capabilities(Optional.of(Duration.ofMinutes(3))), true);
            refused(
                    "capabilities",
                    rig,
                    rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER),
                    "CAPABILITIES_CHANGED");
        });
    }

    @Test
    void aPreviewThatDiffersByOneUnitIsRefused() throws Exception {
        Rig.play("GateTest.preview", rig -> {
            rig.driver.gives(
                    "preview",
                    value -> Answer.done(new Preview(
                            new Programme.Continuous(new FlowRate(164_000)), FakePump.BACLOFEN, List.of())));
            Answer<CommandResult> answer = rig.commit(Rig.NEW);
            refused("preview", rig, answer, "PREVIEW_DIFFERS");
            assertThat(answer.violations().get(0).limit())
                    .hasValueSatisfying(limit -> assertThat(limit).contains("0.163 mL/day"));
            assertThat(Rig.codes(rig.host.preview(rig.plan(Rig.NEW)))).containsExactly("PREVIEW_DIFFERS");
            rig.driver.well();
            assertThat(rig.host.preview(rig.plan(Rig.NEW)).orElseThrow()).isEqualTo(Preview.of(rig.plan(Rig.NEW)));
        });
    }

    @Test
    void whatThePumpCannotRepresentIsRefusedEvenIfItWasSigned() throws Exception {
        Rig.play("GateTest.grid", rig -> {
            refused("above", rig, rig.commit(new Programme.Continuous(new FlowRate(24_001_000))), "OUT_OF_RANGE");
            assertThat(rig.commit(new Programme.Flex(List.of(
                                    new Programme.Step(DayTime.MIDNIGHT, new FlowRate(24_001_000)),
                                    new Programme.Step(new DayTime(61), new FlowRate(163_001)))))
                            .violations())
                    .extracting(each -> each.limit().orElse(""))
                    .containsExactly("0.048 mL/day to 24 mL/day", "steps of 0.001 mL/day", "every 30 min");
            refused("off grid", rig, rig.commit(new Programme.Continuous(new FlowRate(163_001))), "OFF_GRID");
            refused(
                    "step off grid",
                    rig,
                    rig.commit(new Programme.Flex(List.of(
                            new Programme.Step(DayTime.MIDNIGHT, new FlowRate(163_000)),
                            new Programme.Step(new DayTime(61), new FlowRate(164_000))))),
                    "OFF_GRID");
            List<Programme.Step> steps = new java.util.ArrayList<>();
            for (int i = 0; i < 14; i++) {
                steps.add(new Programme.Step(new DayTime(60 * i), new FlowRate(163_000 + 1_000L * i)));
            }
            refused("steps", rig, rig.commit(new Programme.Flex(steps)), "TOO_MANY_STEPS");
        });
    }

    @Test
    void aPumpAtTheEndOfItsServiceIsReadAndStoppedAndNotProgrammed() throws Exception {
        Rig.play("GateTest.endOfService", rig -> {
            rig.pump.battery = Snapshot.Battery.EOS;
            refused("end of service", rig, rig.commit(Rig.NEW), "PUMP_END_OF_SERVICE");
            assertThat(rig.read().isDone()).isTrue();
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Applied.class);
        });
        for (Snapshot.Battery other : List.of(Snapshot.Battery.ERI, Snapshot.Battery.UNKNOWN)) {
            Rig.play("GateTest.nearTheEnd", rig -> {
                rig.pump.battery = other;
                assertThat(Rig.outcome(rig.commit(Rig.NEW))).as(other.name()).isInstanceOf(Outcome.Applied.class);
            });
        }
    }

    @Test
    void aPumpThatIsAtSomethingElseOrDoesNotTurnIsNotWritten() throws Exception {
        Rig.play("GateTest.motor", rig -> {
            rig.pump.motor(MotorState.INTERIM_STOP);
            refused("interim", rig, rig.commit(Rig.NEW), "PUMP_UNDER_WAY");
            rig.pump.motor(MotorState.STALLED);
            refused("stalled", rig, rig.commit(Rig.NEW), "PUMP_STALLED");
            rig.pump.motor(MotorState.RUNNING);
            rig.pump.last =
                    Optional.of(new CommandEffect(new CommandId("a".repeat(32)), Effect.UNDER_WAY, new Revision(7)));
            refused("under way", rig, rig.commit(Rig.NEW), "PUMP_UNDER_WAY");
            rig.pump.last = Optional.empty();
            rig.pump.motor(MotorState.STOPPED);
            assertThat(Rig.outcome(rig.commit(Rig.NEW)))
                    .as("a stopped pump is started so")
                    .isInstanceOf(Outcome.Applied.class);
        });
    }

    @Test
    void anotherPumpAtTheSameAddressGetsNothing() throws Exception {
        Rig.play("GateTest.identity", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            rig.pump.identity = new PumpIdentity(
                    new PumpId("Test", "X-9"), "Fake 20", "1.0", rig.pump.identity.capabilities(), true);
            Answer<CommandResult> answer = rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER);
            refused("identity", rig, answer, "IDENTITY_MISMATCH");
            assertThat(answer.violations().get(0).value()).hasValue("Test/X-9");
            assertThat(rig.status().linkReason())
                    .contains("another pump answered")
                    .contains("Test/X-9");
            assertThat(Rig.codes(rig.read())).containsExactly("IDENTITY_MISMATCH");
        });
    }

    @Test
    void aSerialThatChangesDuringTheSessionIsRefused() throws Exception {
        Rig.play("GateTest.serial", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            PumpIdentity right = rig.pump.identity;
            rig.driver.at(
                    "interrogate>",
                    () -> rig.pump.identity =
                            new PumpIdentity(new PumpId("Test", "X-9"), "Fake 20", "1.0", right.capabilities(), true));
            refused("serial", rig, rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER), "IDENTITY_MISMATCH");
            rig.pump.identity = right;
            rig.driver.at(
                    "interrogate>",
                    () -> rig.pump.identity =
                            new PumpIdentity(rig.pump.id, "Fake 20", "1.1", right.capabilities(), true));
            refused(
                    "firmware",
                    rig,
                    rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER),
                    "IDENTITY_MISMATCH");
        });
    }

    @Test
    void floodsAndUnprintableTextsAreRefusedInWords() throws Exception {
        Rig.play("GateTest.texts", rig -> {
            PumpIdentity right = rig.pump.identity;
            rig.pump.identity = new PumpIdentity(rig.pump.id, "Fake\u001b[2J", "1.0", right.capabilities(), true);
            assertThat(Rig.codes(rig.read())).containsExactly("DEVICE_TEXT");
            assertThat(rig.status().linkReason()).contains("not printable").doesNotContain("\u001b");
            rig.pump.identity = right;
            for (int i = 0; i < 65; i++) {
                rig.pump.alarms.add(
                        new Alarm("LOW_RESERVOIR", false, rig.time.pump().now()));
            }
            assertThat(Rig.codes(rig.read())).containsExactly("DEVICE_FLOODS");
            rig.pump.alarms.clear();
            assertThat(rig.read().isDone()).isTrue();
            assertThat(rig.status().linkReason()).isEmpty();
        });
    }

    @Test
    void entriesThatThisVersionCannotReadBlockWritesToTheirPump() throws Exception {
        Rig.play("GateTest.unreadable", rig -> {
            FakePump other = rig.newPump("B-2");
            rig.pair(other);
            rig.memory.append(Entry.of("refill.done", 1, Rig.AUTHOR)
                    .pump(rig.pump.id.text())
                    .body(Json.object().build())
                    .build());
            Answer<CommandResult> answer = rig.commit(Rig.NEW);
            refused("unknown type", rig, answer, "ENTRIES_UNREADABLE");
            assertThat(answer.violations().get(0).message()).contains("refill.done version 1");
            assertThat(rig.read().isDone()).as("it can be read").isTrue();
            assertThat(Rig.outcome(rig.stop())).as("and stopped").isInstanceOf(Outcome.Applied.class);
            Plan plan = rig.plan(other, Rig.NEW);
            assertThat(Rig.outcome(rig.host.commit(plan, rig.released(plan), rig.command(), Rig.PROGRAMMER)))
                    .as("others go on")
                    .isInstanceOf(Outcome.Applied.class);
        });
        Rig.play("GateTest.unreadableBody", rig -> {
            rig.memory.append(Entry.of(PumpEntries.Ended.TYPE, 1, Rig.AUTHOR)
                    .pump(rig.pump.id.text())
                    .body(Json.object().put("command", "zz").build())
                    .build());
            refused("bad body", rig, rig.commit(Rig.NEW), "ENTRIES_UNREADABLE");
        });
    }

    @Test
    void anUnpairedPumpIsRefused() throws Exception {
        Rig.play("GateTest.unpaired", rig -> {
            FakePump stranger = rig.newPump("B-2");
            Plan plan = rig.plan(stranger, Rig.NEW);
            assertThat(Rig.codes(rig.host.commit(plan, rig.released(plan), rig.command(), Rig.PROGRAMMER)))
                    .containsExactly("PUMP_NOT_PAIRED");
            assertThat(Rig.codes(rig.host.read(stranger.id, Rig.PROGRAMMER))).containsExactly("PUMP_NOT_PAIRED");
            assertThat(rig.host.pump(stranger.id)).isEmpty();
        });
    }

    @Test
    void oneIdHasOneEffect() throws Exception {
        Rig.play("GateTest.sameId", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            CommandId id = rig.command();
            CommandResult first =
                    rig.host.commit(plan, release, id, Rig.PROGRAMMER).orElseThrow();
            CommandResult again =
                    rig.host.commit(plan, release, id, Rig.PROGRAMMER).orElseThrow();
            assertThat(again.outcome()).isEqualTo(first.outcome());
            assertThat(again.entry()).isEqualTo(first.entry());
            assertThat(again.reading()).isEqualTo(first.reading());
            assertThat(rig.pump.effects).isEqualTo(1);
            assertThat(rig.driver.times("commit")).isEqualTo(1);

            Plan other = rig.plan(new Programme.Continuous(new FlowRate(170_000)));
            assertThat(Rig.codes(rig.host.commit(other, rig.released(other), id, Rig.PROGRAMMER)))
                    .containsExactly("COMMAND_REUSED");
            assertThat(Rig.codes(rig.host.stop(rig.pump.id, id, "x", Optional.empty(), Rig.PROGRAMMER)))
                    .containsExactly("COMMAND_REUSED");

            rig.kill();
            rig.revive();
            assertThat(rig.host
                            .commit(plan, release, id, Rig.PROGRAMMER)
                            .orElseThrow()
                            .outcome())
                    .as("also after a restart")
                    .isEqualTo(first.outcome());
            assertThat(rig.pump.effects).isEqualTo(1);
        });
    }

    @Test
    void withoutAWritableLedgerNothingLeaves() throws Exception {
        Rig.play("GateTest.ledger", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            rig.memory.readOnly("a byte was changed at 17");
            Answer<CommandResult> answer = rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER);
            refused("read-only", rig, answer, "LEDGER_UNAVAILABLE");
            assertThat(answer.violations().get(0).message()).contains("a byte was changed at 17");
            rig.memory.readOnly("");
            rig.host.remove(rig.ledger);
            refused("absent", rig, rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER), "LEDGER_UNAVAILABLE");
            assertThat(rig.status().pump()).as("what was known is still shown").isEqualTo(rig.pump.id);
            rig.host.add(rig.ledger);
            assertThat(Rig.outcome(rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER)))
                    .isInstanceOf(Outcome.Applied.class);
        });
    }
}
