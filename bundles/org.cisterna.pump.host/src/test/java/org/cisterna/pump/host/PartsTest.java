// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.EventEntries.ClockDifference;
import org.cisterna.pump.EventEntries.PageRead;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Extent;
import org.cisterna.pump.Functions;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.Staged;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

/** What goes with a programme: sent, compared, and refused where the pump cannot do it. */
class PartsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ProgrammePart BOLUS = new ProgrammePart.SingleBolus(new Volume(25_000), HOUR);
    private static final ProgrammePart PATIENT =
            new ProgrammePart.PatientBolus(new Volume(5_000), HOUR, HOUR.multipliedBy(4), 4);
    private static final ProgrammePart BRIDGE = new ProgrammePart.Bridge(new FlowRate(140_000), HOUR);
    static final ProgrammePart PRIME = new ProgrammePart.Prime(new Volume(315_500), new FlowRate(24_000_000));
    private static final ProgrammePart REFILL = new ProgrammePart.Refill(new Volume(18_000_000));

    /** A pump that can do everything but days of a week. */
    static void able(Rig rig, Functions functions) {
        PumpIdentity was = rig.pump.identity;
        Capabilities c = was.capabilities();
        rig.pump.identity = new PumpIdentity(
                was.pump(),
                was.model(),
                was.firmware(),
                new Capabilities(
                        c.rate(),
                        c.rateGrid(),
                        c.maxSteps(),
                        c.stepGrid(),
                        c.reservoirCapacity(),
                        c.residualVolume(),
                        c.tubingVolume(),
                        c.lowReservoir(),
                        c.accuracyPerMille(),
                        c.reservoirSource(),
                        c.interimStop(),
                        Optional.of(functions)),
                was.simulated());
    }

    static Functions functions(Functions.Basal basal, boolean periodic) {
        Extent extent = new Extent(
                new Range<>(new Volume(10), new Volume(2_000_000)),
                new Range<>(MINUTE, HOUR.multipliedBy(24)),
                new Range<>(MINUTE, HOUR.multipliedBy(24)));
        return new Functions(
                Optional.of(new Functions.Bridge(MINUTE, HOUR.multipliedBy(100))),
                Optional.of(new Functions.Prime(
                        new Volume(10), new FlowRate(24_000_000), Optional.of(new Volume(1_000_000)))),
                Optional.of(new Functions.Bolus(
                        new Volume(10),
                        MINUTE,
                        new FlowRate(24_000_000),
                        basal,
                        Functions.After.RETURNS,
                        extent,
                        periodic)),
                Optional.of(new Functions.PatientBolus(
                        new Volume(10),
                        MINUTE,
                        new FlowRate(24_000_000),
                        basal,
                        Functions.LockoutFrom.START,
                        Functions.CountedOver.ROLLING,
                        0,
                        Optional.empty(),
                        extent,
                        Optional.of(24))),
                Optional.of(new FlowRate(6_000)),
                1,
                Optional.of(new Volume(1_000)));
    }

    @Test
    void partsAreSentReadBackAndCompared() throws Exception {
        Rig.play("parts.sent", rig -> {
            able(rig, functions(Functions.Basal.REPLACED, true));
            Answer<CommandResult> answer = rig.commit(List.of(PATIENT, BRIDGE, PRIME, REFILL));
            assertThat(Rig.outcome(answer)).isInstanceOf(Outcome.Applied.class);
            assertThat(rig.pump.parts).containsExactly(REFILL, PRIME, BRIDGE, PATIENT);
            assertThat(rig.status().reading().orElseThrow().snapshot().programmeParts())
                    .isEqualTo(rig.pump.parts);
            assertThat(Rig.outcome(rig.commit(List.of()))).isInstanceOf(Outcome.Applied.class);
            assertThat(rig.pump.parts).isEmpty();
        });
    }

    @Test
    void aPumpThatLosesAPartIsNotSaidToHaveAppliedThePlan() throws Exception {
        Rig.play("parts.lost", rig -> {
            able(rig, functions(Functions.Basal.REPLACED, true));
            rig.driver.once("commit<", () -> rig.pump.parts = List.of());
            Outcome outcome = Rig.outcome(rig.commit(List.of(BOLUS)));
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.reason())
                    .contains("bolus of 0.025 mL")
                    .contains("none"));
        });
    }

    @Test
    void aPumpThatCannotReadAPartBackAlikeTwiceIsNotBelieved() throws Exception {
        Rig.play("parts.differ", rig -> {
            able(rig, functions(Functions.Basal.REPLACED, true));
            rig.driver.at("readBack<", () -> rig.pump.parts = List.of(PATIENT));
            assertThat(Rig.outcome(rig.commit(List.of(BOLUS)))).isInstanceOf(Outcome.Unknown.class);
        });
    }

    @Test
    void anEchoWithoutThePartIsNotCommittedAndTakenAway() throws Exception {
        Rig.play("parts.echo", rig -> {
            able(rig, functions(Functions.Basal.REPLACED, true));
            rig.driver.gives("stage", value -> ((Answer<?>) value)
                    .map(staged -> new Staged("s1", rig.pump.revision, Rig.NEW, FakePump.BACLOFEN)));
            Outcome outcome = Rig.outcome(rig.commit(List.of(BOLUS)));
            assertThat(outcome).isInstanceOfSatisfying(Outcome.NotApplied.class, not -> assertThat(not.evidence())
                    .isEqualTo(Outcome.Evidence.NEVER_SENT));
            assertThat(rig.driver.times("discard")).isEqualTo(1);
            assertThat(rig.driver.times("commit")).isZero();
        });
    }

    @Test
    void aDriverThatWouldSendOtherPartsIsRefused() throws Exception {
        Rig.play("parts.preview", rig -> {
            able(rig, functions(Functions.Basal.REPLACED, true));
            rig.driver.gives(
                    "preview", value -> Answer.done(new Preview(Rig.NEW, FakePump.BACLOFEN, List.of(PATIENT))));
            Answer<CommandResult> answer = rig.commit(List.of(BOLUS));
            assertThat(Rig.codes(answer)).containsExactly("PREVIEW_DIFFERS");
            assertThat(answer.violations().get(0).value().orElseThrow()).contains("patient bolus");
            assertThat(Rig.codes(rig.host.preview(rig.plan(rig.pump, Rig.NEW, List.of(BOLUS)))))
                    .containsExactly("PREVIEW_DIFFERS");
            assertThat(rig.pump.effects).isZero();
        });
    }

    @Test
    void aPartThatThePumpDoesNotDeclareIsRefusedByName() throws Exception {
        Rig.play("parts.undeclared", rig -> {
            for (ProgrammePart each : List.of(
                    BOLUS,
                    PATIENT,
                    BRIDGE,
                    PRIME,
                    REFILL,
                    new ProgrammePart.PeriodicBolus(new Volume(10), HOUR, HOUR),
                    new ProgrammePart.MinimumRate(new FlowRate(6_000)),
                    new ProgrammePart.Weekdays(List.of(DayOfWeek.MONDAY), Rig.NEW))) {
                Answer<CommandResult> answer = rig.commit(List.of(each));
                assertThat(Rig.codes(answer)).as(each.text()).containsExactly("UNSUPPORTED_PART");
                assertThat(answer.violations().get(0).value())
                        .contains(each.toJson().string("part"));
            }
            assertThat(rig.pump.effects).isZero();
            assertThat(rig.entries("pump.intent")).isZero();
        });
    }

    private static List<String> misfits(Capabilities pump, ProgrammePart... parts) {
        return misfits(pump, Rig.NEW, parts);
    }

    private static List<String> misfits(Capabilities pump, Programme programme, ProgrammePart... parts) {
        List<String> found = new ArrayList<>();
        Plan plan = new Plan(
                new org.cisterna.pump.PumpId("Test", "A-1"),
                "P-17",
                new org.cisterna.pump.Revision(1),
                programme,
                FakePump.BACLOFEN,
                pump.digest(),
                pump.digest(),
                pump.digest(),
                List.of(parts));
        for (Violation each : PartFit.violations(plan, pump)) {
            found.add(each.code() + " " + each.field().orElse(""));
        }
        return found;
    }

    @Test
    void everyValueIsHeldAgainstItsRangeAndItsGrid() throws Exception {
        Rig.play("parts.range", rig -> {
            able(rig, functions(Functions.Basal.ADDED, false));
            Capabilities pump = rig.pump.identity.capabilities();
            assertThat(misfits(pump, BOLUS, PATIENT, REFILL)).isEmpty();
            assertThat(misfits(pump, PRIME, BRIDGE)).isEmpty();
            assertThat(misfits(pump, new ProgrammePart.SingleBolus(new Volume(2_000_005), HOUR.plusSeconds(1))))
                    .containsExactly(
                            "OFF_GRID bolus.volume",
                            "OFF_GRID bolus.duration",
                            "OUT_OF_RANGE bolus.volume",
                            "OUT_OF_RANGE bolus");
            assertThat(misfits(pump, new ProgrammePart.SingleBolus(new Volume(0), Duration.ZERO)))
                    .containsExactly(
                            "OUT_OF_RANGE bolus.volume",
                            "OUT_OF_RANGE bolus.duration",
                            "OUT_OF_RANGE bolus.volume",
                            "OUT_OF_RANGE bolus.duration");
            assertThat(misfits(pump, new ProgrammePart.PatientBolus(new Volume(10), MINUTE, Duration.ZERO, 25)))
                    .containsExactly(
                            "OUT_OF_RANGE patientBolus.lockout",
                            "OUT_OF_RANGE patientBolus.lockout",
                            "OUT_OF_RANGE patientBolus.most");
            assertThat(misfits(pump, new ProgrammePart.PeriodicBolus(new Volume(10), HOUR, HOUR)))
                    .containsExactly("UNSUPPORTED_PART parts");
            assertThat(misfits(
                            pump,
                            new ProgrammePart.Bridge(new FlowRate(47_999), HOUR.multipliedBy(101)),
                            new ProgrammePart.Prime(new Volume(1_000_005), new FlowRate(1))))
                    .containsExactly(
                            "OFF_GRID prime.volume",
                            "OUT_OF_RANGE prime.rate",
                            "OUT_OF_RANGE prime.volume",
                            "OUT_OF_RANGE bridge.duration",
                            "OUT_OF_RANGE bridge.rate",
                            "OFF_GRID bridge.rate");
            assertThat(misfits(pump, new ProgrammePart.Refill(new Volume(20_000_001))))
                    .containsExactly("OFF_GRID refill.reservoir", "OUT_OF_RANGE refill.reservoir");
            // 1 mL in an hour is 24 mL a day: with the day's share on top it is too much, in its place it is not
            ProgrammePart fast = new ProgrammePart.SingleBolus(new Volume(1_000_000), HOUR);
            assertThat(misfits(pump, fast)).containsExactly("OUT_OF_RANGE bolus");
            able(rig, functions(Functions.Basal.REPLACED, true));
            assertThat(misfits(rig.pump.identity.capabilities(), fast)).isEmpty();
            assertThat(misfits(
                            rig.pump.identity.capabilities(),
                            new ProgrammePart.PeriodicBolus(new Volume(10), HOUR, HOUR.minus(MINUTE))))
                    .containsExactly("OUT_OF_RANGE periodicBolus.interval");
        });
    }

    @Test
    void partsThatExcludeEachOtherAreRefused() throws Exception {
        Rig.play("parts.exclude", rig -> {
            able(rig, functions(Functions.Basal.REPLACED, true));
            Capabilities pump = rig.pump.identity.capabilities();
            FlowRate least = new FlowRate(6_000);
            ProgrammePart minimum = new ProgrammePart.MinimumRate(least);
            assertThat(misfits(pump, PRIME, BOLUS)).containsExactly("PARTS_EXCLUDE bolus");
            assertThat(misfits(pump, minimum)).containsExactly("PARTS_EXCLUDE programme");
            assertThat(misfits(pump, new Programme.Continuous(least), minimum, PATIENT))
                    .containsExactly("PARTS_EXCLUDE minimumRate");
            assertThat(misfits(pump, new Programme.Continuous(least), minimum, REFILL))
                    .isEmpty();
            Plan plan = rig.plan(rig.pump, new Programme.Continuous(least), List.of(minimum));
            assertThat(Rig.outcome(rig.host.commit(plan, rig.released(plan), rig.command(), Rig.PROGRAMMER)))
                    .isInstanceOf(Outcome.Applied.class);
        });
    }

    @Test
    void aLostAnswerIsResolvedByThePartsToo() throws Exception {
        Rig.play("parts.reconciled", rig -> {
            able(rig, functions(Functions.Basal.REPLACED, true));
            rig.commit(List.of()).orElseThrow(); // the same day, so that the parts alone tell old from new
            rig.driver.once("commit<", ScriptedDriver.cut());
            assertThat(Rig.outcome(rig.commit(List.of(BOLUS)))).isInstanceOf(Outcome.Applied.class);
            rig.driver.once("commit>", ScriptedDriver.cut());
            assertThat(Rig.outcome(rig.commit(List.of(PATIENT)))).isInstanceOf(Outcome.NotApplied.class);
            assertThat(rig.pump.parts).containsExactly(BOLUS);
        });
    }

    @Test
    void aPumpThatIsShutOrDoesNotSayWhetherItRunsGetsNoProgramme() throws Exception {
        Rig.play("parts.motor", rig -> {
            rig.pump.motor = MotorState.BLOCKED;
            assertThat(Rig.codes(rig.commit(Rig.NEW))).containsExactly("PUMP_BLOCKED");
            rig.pump.motor = MotorState.UNKNOWN;
            assertThat(Rig.codes(rig.commit(Rig.NEW))).containsExactly("PUMP_UNCLEAR");
            assertThat(rig.read().isDone()).isTrue();
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Applied.class);
        });
    }

    @Test
    void eventsAreReadPageByPageAndEachPageIsEnteredWithItsEvidence() throws Exception {
        Rig.play("parts.events", rig -> {
            List<String> steps = new ArrayList<>();
            int before = rig.memory.all().size();
            AutoCloseable following =
                    rig.host.follow(each -> steps.add(each.step() + " " + each.done() + "/" + each.of()));
            EventPage page = rig.host.events(rig.pump.id, 0, Rig.PROGRAMMER).orElseThrow();
            assertThat(page.lost()).isEqualTo(5);
            assertThat(page.events()).extracting(PumpEvent::number).containsExactly(5L, 6L, 7L, 8L, 9L);
            assertThat(rig.host
                            .events(rig.pump.id, page.next(), Rig.PROGRAMMER)
                            .orElseThrow()
                            .events())
                    .isEmpty();
            rig.time.settle();
            following.close();
            assertThat(steps).contains("UNDER_WAY 1/2");
            List<Envelope> entered =
                    rig.memory.all().subList(before, rig.memory.all().size());
            assertThat(entered).hasSize(2).allSatisfy(each -> {
                assertThat(each.entry().type()).isEqualTo(PageRead.TYPE);
                assertThat(each.entry().pump()).contains(rig.pump.id.text());
                assertThat(each.entry().actor().id()).isEqualTo(Rig.PROGRAMMER.id());
            });
            PageRead first = PageRead.fromJson(entered.get(0).entry().body());
            assertThat(first.from()).isZero();
            assertThat(first.lost()).isEqualTo(5);
            assertThat(first.events()).isEqualTo(5);
            assertThat(first.notes()).isEmpty();
            assertThat(entered.get(0).entry().evidence()).contains(first.page().orElseThrow());
            byte[] file = rig.evidence.get(first.page().orElseThrow()).orElseThrow();
            assertThat(EventPage.fromJson((JsonObject) Json.parse(file))).isEqualTo(page);
            assertThat(PageRead.fromJson(entered.get(1).entry().body()).events())
                    .isZero();
            assertThat(Rig.codes(rig.host.events(rig.pump.id, -1, Rig.PROGRAMMER)))
                    .containsExactly("OUT_OF_RANGE");
            rig.driver.gives("events", value -> Answer.done(rig.pump.events(0)));
            assertThat(Rig.codes(rig.host.events(rig.pump.id, 7, Rig.PROGRAMMER)))
                    .containsExactly("DEVICE_FLOODS");
            rig.driver.gives(
                    "events",
                    value -> Answer.done(new EventPage(
                            List.of(new PumpEvent(
                                    7,
                                    rig.time.pump().now(),
                                    "A\u0007B",
                                    Optional.<org.cisterna.pump.CommandId>empty(),
                                    "")),
                            0,
                            8,
                            false)));
            assertThat(Rig.codes(rig.host.events(rig.pump.id, 7, Rig.PROGRAMMER)))
                    .containsExactly("DEVICE_TEXT");
        });
    }

    @Test
    void anAlarmThatComesThreeTimesInTenMinutesIsEnteredAsOneFinding() throws Exception {
        Rig.play("parts.flutter", rig -> {
            for (long apart : new long[] {300, 301}) {
                Instant at = rig.time.pump().now();
                List<PumpEvent> events = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    events.add(new PumpEvent(
                            i, at.plusSeconds(i * apart), "ALARM_BEGAN", Optional.empty(), "LOW_RESERVOIR"));
                }
                rig.driver.gives("events", value -> Answer.done(new EventPage(events, 0, 3, false)));
                rig.host.events(rig.pump.id, 0, Rig.PROGRAMMER).orElseThrow();
                List<Envelope> entered = rig.memory.ofType(PageRead.TYPE);
                List<String> notes = PageRead.fromJson(
                                entered.get(entered.size() - 1).entry().body())
                        .notes();
                if (apart == 300) {
                    assertThat(notes).singleElement().asString().contains("LOW_RESERVOIR came 3 times", "one finding");
                } else {
                    assertThat(notes).as("a second too far apart").isEmpty();
                }
            }
        });
    }

    @Test
    void eventsStayInTheOrderOfTheirNumbersWhenTheClockWasSetBackBetweenThem() throws Exception {
        Rig.play("parts.events-order", rig -> {
            Instant noon = Instant.parse("2026-07-01T12:00:00Z");
            List<PumpEvent> told = new ArrayList<>();
            for (int number = 0; number < 4; number++) {
                Instant time = number < 2 ? noon.plusSeconds(number) : noon.minus(Duration.ofDays(700));
                told.add(new PumpEvent(number, time, "CLOCK_SET", Optional.empty(), ""));
            }
            rig.driver.gives("events", value -> Answer.done(new EventPage(told, 0, 4, false)));
            EventPage page = rig.host.events(rig.pump.id, 0, Rig.PROGRAMMER).orElseThrow();
            assertThat(page.events()).isEqualTo(told);
            PageRead entered = PageRead.fromJson(
                    rig.memory.ofType(PageRead.TYPE).get(0).entry().body());
            byte[] file = rig.evidence.get(entered.page().orElseThrow()).orElseThrow();
            assertThat(EventPage.fromJson((JsonObject) Json.parse(file)).events())
                    .as("no time is corrected and nothing is sorted by it")
                    .isEqualTo(told);
        });
    }

    /** The clock is set after an event: the event keeps its time, and each page says how far the clock was off when it was read last. */
    @Test
    void aClockThatIsSetLaterMovesNoEventAndEachPageSaysWhatWasKnownOfIt() throws Exception {
        Rig.play("parts.events-clock", rig -> {
            EventPage before = rig.host.events(rig.pump.id, 0, Rig.PROGRAMMER).orElseThrow();
            PumpStatus.Reading first = rig.read().orElseThrow();
            rig.host.events(rig.pump.id, 0, Rig.PROGRAMMER).orElseThrow();
            rig.pump.clockAhead = Duration.ofDays(-730);
            PumpStatus.Reading second = rig.read().orElseThrow();
            EventPage after = rig.host.events(rig.pump.id, 0, Rig.PROGRAMMER).orElseThrow();

            assertThat(after.events()).isEqualTo(before.events());
            List<PageRead> pages = rig.memory.ofType(PageRead.TYPE).stream()
                    .map(each -> PageRead.fromJson(each.entry().body()))
                    .toList();
            assertThat(pages.get(0).clock()).as("paired, and never read").isEmpty();
            assertThat(pages.get(1).clock()).contains(ClockDifference.of(first));
            assertThat(pages.get(2).clock()).contains(ClockDifference.of(second));
            ClockDifference known = pages.get(2).clock().orElseThrow();
            assertThat(known.reading()).isEqualTo(second.entry());
            assertThat(known.ahead().plusDays(730).abs()).isLessThan(Duration.ofMinutes(1));
        });
    }

    @Test
    void eventsThatCannotBeEnteredAreNotGivenAndStayInThePump() throws Exception {
        Rig.play("parts.events-not-entered", rig -> {
            rig.memory.readOnly("the disk is gone");
            assertThat(Rig.codes(rig.host.events(rig.pump.id, 0, Rig.PROGRAMMER)))
                    .containsExactly("LEDGER_UNAVAILABLE");
            rig.memory.readOnly("");
            assertThat(rig.host
                            .events(rig.pump.id, 0, Rig.PROGRAMMER)
                            .orElseThrow()
                            .events())
                    .hasSize(5);
            assertThat(rig.memory.ofType(PageRead.TYPE)).hasSize(1);
        });
    }

    /** A host that starts on a ledger with such an entry writes to the pump as before. */
    @Test
    void anEntryAboutEventsBlocksNothing() throws Exception {
        Rig.play("parts.events-block-nothing", rig -> {
            rig.host.events(rig.pump.id, 0, Rig.PROGRAMMER).orElseThrow();
            assertThat(rig.read().isDone()).isTrue();
            assertThat(KnownEntries.readable(
                            rig.memory.ofType(PageRead.TYPE).get(0).entry()))
                    .isPresent();
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Applied.class);
        });
    }

    @Test
    void aFamilyWithoutALogSaysSo() throws Exception {
        Rig.play("parts.no-log", rig -> {
            rig.driver.gives(
                    "events", value -> Answer.refused(Violation.of("UNSUPPORTED", "pumps of this family keep no log")));
            assertThat(Rig.codes(rig.host.events(rig.pump.id, 0, Rig.PROGRAMMER)))
                    .containsExactly("UNSUPPORTED");
            assertThat(rig.pump.last).isEqualTo(Optional.<CommandEffect>empty());
        });
    }
}
