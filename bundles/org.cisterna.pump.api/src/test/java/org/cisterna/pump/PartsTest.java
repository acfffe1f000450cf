// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpEntries.Before;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

/** What goes with a programme, from plan to reading, and what a driver declares of itself. */
class PartsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<ProgrammePart> EVERY = List.of(
            new ProgrammePart.Refill(new Volume(18_000_000)),
            new ProgrammePart.Prime(new Volume(315_500), new FlowRate(24_000_000)),
            new ProgrammePart.Bridge(new FlowRate(140_000), HOUR),
            new ProgrammePart.SingleBolus(new Volume(25_000), HOUR),
            new ProgrammePart.PeriodicBolus(new Volume(10_000), HOUR, HOUR.multipliedBy(6)),
            new ProgrammePart.PatientBolus(new Volume(5_000), HOUR, HOUR.multipliedBy(4), 4),
            new ProgrammePart.Weekdays(List.of(DayOfWeek.MONDAY), new Programme.Continuous(new FlowRate(100_000))),
            new ProgrammePart.Weekdays(List.of(DayOfWeek.SUNDAY), new Programme.Continuous(new FlowRate(200_000))),
            new ProgrammePart.MinimumRate(new FlowRate(6_000)));

    private static Plan plan(List<ProgrammePart> parts) {
        Digest any = Digest.of(new byte[] {1});
        return new Plan(
                new PumpId("Cisterna Simulations", "S2-000001"),
                "patient-1",
                new Revision(1),
                new Programme.Continuous(new FlowRate(140_000)),
                Solution.of("baclofen", new Concentration(2_000_000)),
                any,
                any,
                any,
                parts);
    }

    @Test
    void everyPartIsReadBackAsItWasWrittenAndSaysItselfInWords() {
        for (ProgrammePart each : EVERY) {
            assertThat(ProgrammePart.fromJson(each.toJson())).isEqualTo(each);
            assertThat(each.text()).isNotBlank().doesNotContain("ProgrammePart");
        }
        assertThat(EVERY.get(3).text()).isEqualTo("bolus of 0.025 mL in 1 h");
    }

    @Test
    void theOrderOfPartsInAPlanIsOneAndDoesNotMatter() {
        List<ProgrammePart> turned = new ArrayList<>(EVERY);
        Collections.reverse(turned);
        assertThat(plan(turned)).isEqualTo(plan(EVERY));
        assertThat(plan(turned).digest()).isEqualTo(plan(EVERY).digest());
        assertThat(plan(turned).parts()).isEqualTo(EVERY);
        assertThat(Plan.fromJson((JsonObject) Json.parse(plan(EVERY).toJson().canonicalText())))
                .isEqualTo(plan(EVERY));
        assertThat(Preview.of(plan(turned))).isEqualTo(Preview.of(plan(EVERY)));
        assertThat(Preview.of(plan(EVERY)).text()).contains("bolus of 0.025 mL", "baclofen 2000 mcg/mL");
    }

    @Test
    void eachPartMakesAnotherPlan() {
        Plan alone = plan(List.of());
        for (ProgrammePart each : EVERY) {
            assertThat(plan(List.of(each)).digest()).as(each.text()).isNotEqualTo(alone.digest());
        }
        assertThat(alone.toJson().names()).doesNotContain("parts");
    }

    @Test
    void aPartStandsOnceAndAStopNever() {
        assertThatThrownBy(() -> plan(List.of(EVERY.get(3), EVERY.get(3)))).hasMessageContaining("bolus");
        assertThatThrownBy(() -> plan(List.of(new ProgrammePart.Stop()))).hasMessage("a stop needs no plan");
    }

    @Test
    void aPlanWithAMemberThatNobodyKnowsIsRefused() {
        JsonObject.Builder more = Json.object().put("infusate", "x");
        JsonObject plan = plan(EVERY).toJson();
        plan.names().forEach(name -> more.put(name, plan.get(name).orElseThrow()));
        assertThatThrownBy(() -> Plan.fromJson(more.build()))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("infusate");
    }

    @Test
    void aReadingKeepsWhatBecameOfEachPart() {
        HeldPart bolus = new HeldPart(EVERY.get(3), HeldPart.Stage.ENDED_EARLY, Optional.of(new Volume(9_250)));
        HeldPart patient = new HeldPart(EVERY.get(5), HeldPart.Stage.RUNNING, Optional.empty());
        Snapshot alone = PumpEntriesTest.snapshot();
        Snapshot snapshot = new Snapshot(
                alone.identity(),
                alone.revision(),
                alone.programme(),
                alone.solution(),
                MotorState.UNKNOWN,
                alone.motorSince(),
                alone.reservoir(),
                alone.delivered(),
                alone.deviceClock(),
                Snapshot.Battery.UNKNOWN,
                List.of(new Alarm("ERI", false, Optional.empty())),
                alone.lastCommand(),
                List.of(patient, bolus));
        assertThat(snapshot.parts()).containsExactly(bolus, patient);
        assertThat(snapshot.programmeParts()).containsExactly(EVERY.get(3), EVERY.get(5));
        assertThat(Snapshot.fromJson((JsonObject) Json.parse(snapshot.toJson().canonicalText())))
                .isEqualTo(snapshot);
        assertThat(Before.of(snapshot).parts()).isEqualTo(snapshot.programmeParts());
        assertThat(alone.toJson().names()).doesNotContain("parts");
        assertThatThrownBy(() -> HeldPart.inOrder(List.of(bolus, bolus))).hasMessageContaining("bolus");
    }

    @Test
    void functionsSayFromWhereToWhere() {
        Extent extent = new Extent(
                new Range<>(new Volume(10), new Volume(2_000_000)),
                new Range<>(Duration.ofMinutes(1), HOUR),
                new Range<>(Duration.ofMinutes(1), HOUR.multipliedBy(24)));
        Functions functions = new Functions(
                Optional.empty(),
                Optional.of(new Functions.Prime(
                        new Volume(10), new FlowRate(24_000_000), Optional.of(new Volume(1_000_000)))),
                Optional.of(new Functions.Bolus(
                        new Volume(10),
                        Duration.ofMinutes(1),
                        new FlowRate(24_000_000),
                        Functions.Basal.REPLACED,
                        Functions.After.RETURNS,
                        extent,
                        false)),
                Optional.of(new Functions.PatientBolus(
                        new Volume(10),
                        Duration.ofMinutes(1),
                        new FlowRate(24_000_000),
                        Functions.Basal.REPLACED,
                        Functions.LockoutFrom.START,
                        Functions.CountedOver.ROLLING,
                        100,
                        Optional.empty(),
                        extent,
                        Optional.of(24))),
                Optional.empty(),
                1,
                Optional.of(new Volume(1)));
        assertThat(Functions.fromJson(functions.toJson())).isEqualTo(functions);
        JsonObject half = Json.object().put("volumeMin", "0.001 mL").build();
        assertThatThrownBy(() -> Extent.fromJson(half)).hasMessageContaining("two ends");
        JsonObject perhaps = Json.object().put("periodic", "perhaps").build();
        JsonObject bolus = functions.toJson().object("bolus");
        JsonObject.Builder changed = Json.object().put("dayPatterns", 1);
        JsonObject.Builder inner = Json.object().put("periodic", perhaps.string("periodic"));
        bolus.names().stream()
                .filter(name -> !name.equals("periodic"))
                .forEach(name -> inner.put(name, bolus.get(name).orElseThrow()));
        assertThatThrownBy(() ->
                        Functions.fromJson(changed.put("bolus", inner.build()).build()))
                .hasMessageContaining("yes or no");
    }

    @Test
    void aDriverDeclaresEveryFault() {
        List<FaultDetection> faults = new ArrayList<>(
                Arrays.stream(Fault.values()).map(FaultDetection::none).toList());
        Collections.reverse(faults);
        Conduct conduct = conduct(DriverClass.TRANSACTIONAL, faults);
        assertThat(conduct.of(Fault.CATHETER_BLOCKED).method()).isEqualTo(FaultDetection.Method.NONE);
        assertThat(conduct.toJson().canonicalText()).contains("CATHETER_BLOCKED");
        FaultDetection last = faults.remove(0);
        assertThatThrownBy(() -> conduct(DriverClass.TRANSACTIONAL, faults))
                .hasMessageContaining(last.fault().name());
        faults.add(faults.get(0));
        assertThatThrownBy(() -> conduct(DriverClass.TRANSACTIONAL, faults)).hasMessageContaining("twice");
    }

    @Test
    void aPumpWithoutTelemetryTellsNothing() {
        List<FaultDetection> none =
                Arrays.stream(Fault.values()).map(FaultDetection::none).toList();
        assertThat(Conduct.byHand("all models", MriConduct.UNKNOWN).toJson().canonicalText())
                .contains("MANUAL", "\"eventLog\":false");
        assertThatThrownBy(() -> conduct(DriverClass.MANUAL, none))
                .as("it cannot have a log that is read")
                .hasMessageContaining("telemetry");
        List<FaultDetection> one = new ArrayList<>(none);
        one.set(0, FaultDetection.within(none.get(0).fault(), FaultDetection.Method.INFERRED, HOUR));
        assertThatThrownBy(() -> new Conduct(
                        DriverClass.MANUAL, "1", MriConduct.UNKNOWN, one, CallBounds.all(Duration.ofMinutes(1)), false))
                .hasMessageContaining("telemetry");
    }

    private static Conduct conduct(DriverClass driverClass, List<FaultDetection> faults) {
        return new Conduct(driverClass, "1", MriConduct.UNKNOWN, faults, CallBounds.all(HOUR.dividedBy(60)), true);
    }

    @Test
    void aFaultThatShowsByVolumeShowsLaterAtALowRate() {
        FaultDetection blocked = new FaultDetection(
                Fault.CATHETER_BLOCKED, FaultDetection.Method.INFERRED, Duration.ofMinutes(1), new Volume(100_000));
        assertThat(blocked.atTheLatest(new FlowRate(2_400_000))).contains(Duration.ofMinutes(61));
        assertThat(blocked.atTheLatest(new FlowRate(48_000)))
                .contains(Duration.ofHours(50).plusMinutes(1));
        assertThat(blocked.atTheLatest(new FlowRate(7)).orElseThrow().toMillis())
                .isEqualTo(60_000 + (100_000L * 86_400_000 + 6) / 7);
        assertThat(blocked.atTheLatest(new FlowRate(0))).isEmpty();
        assertThat(FaultDetection.none(Fault.CLOCK_WRONG).atTheLatest(new FlowRate(1)))
                .isEmpty();
        assertThat(FaultDetection.within(Fault.POWER_LOST, FaultDetection.Method.MEASURED, HOUR)
                        .atTheLatest(new FlowRate(0)))
                .contains(HOUR);
        assertThatThrownBy(() -> FaultDetection.within(Fault.POWER_LOST, FaultDetection.Method.NONE, HOUR))
                .hasMessageContaining("POWER_LOST");
        assertThatThrownBy(
                        () -> FaultDetection.within(Fault.POWER_LOST, FaultDetection.Method.MEASURED, HOUR.negated()))
                .hasMessageContaining("not negative");
    }

    @Test
    void conductInAScannerAndBoundsMustMakeSense() {
        MriConduct stands =
                new MriConduct(MriConduct.InField.STANDS_AND_RECOVERS, false, Optional.of(Duration.ofHours(24)), HOUR);
        assertThat(stands.toJson().canonicalText()).contains("\"recoversWithin\":\"1 day\"");
        assertThatThrownBy(() ->
                        new MriConduct(MriConduct.InField.SHUTS_UNTIL_RESET, true, Optional.of(HOUR), Duration.ZERO))
                .hasMessageContaining("recovers by itself");
        assertThatThrownBy(() -> new MriConduct(MriConduct.InField.UNAFFECTED, false, Optional.empty(), HOUR.negated()))
                .hasMessageContaining("not negative");
        assertThatThrownBy(() -> CallBounds.all(Duration.ZERO)).hasMessageContaining("above zero");
        assertThatThrownBy(() -> CallBounds.all(HOUR)).hasMessageContaining("10 min");
    }

    @Test
    void aPageOfEventsHasNoGapAndEndsBeforeTheNext() {
        PumpEvent four = new PumpEvent(4, Instant.EPOCH, "STOPPED", Optional.empty(), "");
        PumpEvent five = new PumpEvent(5, Instant.EPOCH, "STOPPED", Optional.empty(), "");
        assertThat(new EventPage(List.of(four, five), 3, 6, false).events()).hasSize(2);
        assertThatThrownBy(() -> new EventPage(List.of(five, four), 0, 6, false))
                .hasMessageContaining("follows");
        assertThatThrownBy(() -> new EventPage(List.of(four), 0, 4, false)).hasMessageContaining("behind");
        assertThatThrownBy(() -> new EventPage(List.of(), -1, 4, false)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> new PumpEvent(-1, Instant.EPOCH, "X", Optional.empty(), ""))
                .hasMessageContaining("0 or more");
    }
}
