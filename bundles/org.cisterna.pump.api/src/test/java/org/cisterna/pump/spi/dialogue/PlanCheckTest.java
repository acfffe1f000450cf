// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Extent;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

/** A plan against what a pump declares: every reason is named, and what fits has none. */
class PlanCheckTest {

    private static final Solution MORPHINE = Solution.of("morphine", new Concentration(10_000_000));
    private static final Programme DAY = new Programme.Continuous(new FlowRate(1_000_000));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final FlowRate FASTEST = new FlowRate(24_000_000);

    /** All that can be declared, without an end to a bolus but its rate. */
    private static Functions functions(Functions.Basal basal, Extent extent, int days) {
        return new Functions(
                Optional.of(new Functions.Bridge(MINUTE, Duration.ofDays(7))),
                Optional.of(new Functions.Prime(new Volume(1_000), FASTEST)),
                Optional.of(new Functions.Bolus(
                        new Volume(1_000), MINUTE, FASTEST, basal, Functions.After.RETURNS, extent, true)),
                Optional.of(new Functions.PatientBolus(
                        new Volume(1_000),
                        MINUTE,
                        FASTEST,
                        basal,
                        Functions.LockoutFrom.END,
                        Functions.CountedOver.ROLLING,
                        0,
                        Optional.of(List.of("morphine")),
                        extent,
                        Optional.empty())),
                Optional.of(new FlowRate(6_000)),
                days,
                Optional.of(new Volume(100)));
    }

    private static Capabilities pump(Optional<Functions> functions) {
        return new Capabilities(
                new Range<>(new FlowRate(48_000), FASTEST),
                new FlowRate(1_000),
                3,
                Duration.ofMinutes(15),
                new Volume(20_000_000),
                new Volume(1_000_000),
                new Volume(100_000),
                new Volume(2_000_000),
                100,
                Source.CALCULATED,
                Optional.empty(),
                functions);
    }

    private static List<String> found(
            Optional<Functions> functions, int days, Programme day, Solution solution, ProgrammePart... parts) {
        PlanCheck check =
                new PlanCheck(pump(functions), new PlanCheck.Room(days, 13, 1, 10, new Concentration(50_000_000)));
        return check.of(day, solution, List.of(parts)).stream()
                .map(each -> each.code() + " " + each.field().orElse("-") + " "
                        + each.value().orElse("") + " | " + each.limit().orElse(""))
                .toList();
    }

    private static List<String> found(ProgrammePart... parts) {
        return found(Optional.of(functions(Functions.Basal.ADDED, Extent.UNLIMITED, 1)), 7, DAY, MORPHINE, parts);
    }

    private static Programme.Step step(int minute, long rate) {
        return new Programme.Step(new DayTime(minute), new FlowRate(rate));
    }

    @Test
    void whatFitsHasNoReason() {
        assertThat(found(
                        new ProgrammePart.Refill(new Volume(20_000_000)),
                        new ProgrammePart.Prime(new Volume(20_000_000), FASTEST),
                        new ProgrammePart.Bridge(new FlowRate(48_000), MINUTE),
                        new ProgrammePart.SingleBolus(new Volume(1_000), Duration.ofDays(400)),
                        new ProgrammePart.PatientBolus(new Volume(15_000), MINUTE, Duration.ZERO, 10_000)))
                .isEmpty();
    }

    @Test
    void aDayIsHeldAgainstRangesGridsAndWhatThePumpHolds() {
        Programme day = new Programme.Flex(
                List.of(step(0, 47_999), step(15, 48_000), step(31, 24_000_500), step(45, 24_001_000)));
        assertThat(found(Optional.empty(), 1, day, MORPHINE))
                .containsExactly(
                        "TOO_MANY steps.count 4 | 3",
                        "OUT_OF_RANGE steps[0].rate 0.047999 mL/day | 0.048 mL/day",
                        "OFF_GRID steps[0].rate 0.047999 mL/day | 0.001 mL/day",
                        "OFF_GRID steps[2].start 00:31 | 15 min",
                        "OUT_OF_RANGE steps[2].rate 24.0005 mL/day | 24 mL/day",
                        "OFF_GRID steps[2].rate 24.0005 mL/day | 0.001 mL/day",
                        "OUT_OF_RANGE steps[3].rate 24.001 mL/day | 24 mL/day");
        assertThat(found(Optional.empty(), 1, new Programme.Flex(List.of(step(0, 48_000))), MORPHINE))
                .containsExactly("TOO_FEW steps.count 1 | 2");
        assertThat(found(Optional.empty(), 1, new Programme.Stopped(), MORPHINE))
                .containsExactly("NO_PROGRAMME -  | ");
    }

    @Test
    void drugsAreHeldAgainstTheRoomForThem() {
        Solution two = new Solution(List.of(
                new Solution.Ingredient("bupivacaine", new Concentration(50_000_000)),
                new Solution.Ingredient("clonidine", new Concentration(50_000_001))));
        assertThat(found(Optional.empty(), 1, DAY, two))
                .containsExactly(
                        "TOO_MANY drugs.count 2 | 1",
                        "BAD_TEXT drugs[0].name bupivacaine | 10 bytes",
                        "OUT_OF_RANGE drugs[1].concentration 50000.001 mcg/mL | 50000 mcg/mL");
    }

    @Test
    void whatIsNotDeclaredCannotBeRun() {
        ProgrammePart monday = new ProgrammePart.Weekdays(List.of(DayOfWeek.MONDAY), DAY);
        assertThat(found(
                        Optional.empty(),
                        7,
                        DAY,
                        MORPHINE,
                        new ProgrammePart.Refill(new Volume(0)),
                        new ProgrammePart.SingleBolus(new Volume(1_000), MINUTE)))
                .containsExactly(
                        "UNSUPPORTED_PART parts refill | not declared", "UNSUPPORTED_PART parts bolus | not declared");
        Optional<Functions> week = Optional.of(functions(Functions.Basal.ADDED, Extent.UNLIMITED, 7));
        assertThat(found(week, 1, DAY, MORPHINE, monday))
                .as("a protocol that has no room for it")
                .containsExactly("UNSUPPORTED_PART parts weekdays | not declared");
        assertThat(found(week, 7, DAY, MORPHINE, monday)).isEmpty();
        assertThat(found(
                        week,
                        7,
                        DAY,
                        MORPHINE,
                        new ProgrammePart.Weekdays(
                                List.of(DayOfWeek.MONDAY), new Programme.Continuous(new FlowRate(1)))))
                .extracting(each -> each.substring(0, each.indexOf(" 0.")))
                .containsExactly("OUT_OF_RANGE weekdays.rate", "OFF_GRID weekdays.rate");
    }

    @Test
    void aBolusIsHeldAgainstTheRateThatTheDayLeavesIt() {
        ProgrammePart bolus = new ProgrammePart.SingleBolus(new Volume(16_000), MINUTE);
        assertThat(found(bolus))
                .as("23.04 mL a day on top of 1 mL a day")
                .containsExactly(
                        "OUT_OF_RANGE bolus 0.016 mL in 1 min, with up to 1 mL/day of the day | at most 24 mL/day");
        for (Functions.Basal basal : Functions.Basal.values()) {
            assertThat(found(Optional.of(functions(basal, Extent.UNLIMITED, 1)), 1, DAY, MORPHINE, bolus))
                    .as("whoever does not know takes the worse case: %s", basal)
                    .hasSize(basal == Functions.Basal.REPLACED ? 0 : 1);
        }
        Programme flex = new Programme.Flex(List.of(step(0, 48_000), step(60, 1_000_000)));
        assertThat(found(Optional.of(functions(Functions.Basal.ADDED, Extent.UNLIMITED, 1)), 1, flex, MORPHINE, bolus))
                .as("it may begin while the highest step runs")
                .hasSize(1);
    }

    @Test
    void everyValueOfAPartIsNamedThatDoesNotFit() {
        assertThat(found(
                        new ProgrammePart.Refill(new Volume(20_000_150)),
                        new ProgrammePart.Prime(new Volume(999), new FlowRate(1_000)),
                        new ProgrammePart.Bridge(new FlowRate(48_000), Duration.ofMillis(-1)),
                        new ProgrammePart.PeriodicBolus(
                                new Volume(1_000), Duration.ofMinutes(3), Duration.ofMinutes(2)),
                        new ProgrammePart.PatientBolus(new Volume(0), Duration.ofNanos(1), Duration.ZERO, 0)))
                .containsExactly(
                        "OUT_OF_RANGE refill.reservoir 20.00015 mL | 0 mL to 20 mL",
                        "OFF_GRID refill.reservoir 20.00015 mL | 0.0001 mL",
                        "OUT_OF_RANGE prime.volume 0.000999 mL | 0.001 mL to 20 mL",
                        "OFF_GRID prime.volume 0.000999 mL | 0.001 mL",
                        "OUT_OF_RANGE prime.rate 0.001 mL/day | 24 mL/day",
                        "OUT_OF_RANGE bridge.duration PT-0.001S | 1 min to 7 day",
                        "OFF_GRID bridge.duration PT-0.001S | 1 min",
                        "OUT_OF_RANGE periodicBolus.interval 2 min | at least 3 min",
                        "OUT_OF_RANGE patientBolus.volume 0 mL | 0.001 mL to 20 mL",
                        "OUT_OF_RANGE patientBolus.duration PT0.000000001S | 1 min to 1000000000000 s",
                        "OFF_GRID patientBolus.duration PT0.000000001S | 1 min",
                        "OUT_OF_RANGE patientBolus.most 0 | at least 1");
    }

    @Test
    void aControllerIsForTheDrugsThatItsMakerPermits() {
        assertThat(found(
                        Optional.of(functions(Functions.Basal.ADDED, Extent.UNLIMITED, 1)),
                        1,
                        DAY,
                        Solution.of("baclofen", new Concentration(2_000_000)),
                        new ProgrammePart.PatientBolus(new Volume(1_000), MINUTE, MINUTE, 1)))
                .containsExactly("NOT_PERMITTED patientBolus baclofen | morphine");
    }

    @Test
    void aMinimumRateGoesWithADayAtThatRate() {
        ProgrammePart minimum = new ProgrammePart.MinimumRate(new FlowRate(6_000));
        Optional<Functions> all = Optional.of(functions(Functions.Basal.ADDED, Extent.UNLIMITED, 1));
        Programme least = new Programme.Continuous(new FlowRate(6_000));
        assertThat(found(all, 1, least, MORPHINE, minimum)).isEmpty();
        assertThat(found(all, 1, least, MORPHINE)).hasSize(1);
        assertThat(found(all, 1, DAY, MORPHINE, minimum))
                .extracting(each -> each.substring(0, each.indexOf(" {")))
                .containsExactly("PARTS_EXCLUDE programme");
        assertThat(found(Optional.empty(), 1, least, MORPHINE, minimum))
                .as("nobody declared a minimum rate")
                .hasSize(2);
    }

    @Test
    void bolusesAndWhatComesBeforeADayCanBeKeptApart() {
        ProgrammePart bolus = new ProgrammePart.SingleBolus(new Volume(1_000), MINUTE);
        ProgrammePart bridge = new ProgrammePart.Bridge(new FlowRate(48_000), MINUTE);
        assertThat(PlanCheck.bolusApart(List.of(bolus))).isEmpty();
        assertThat(PlanCheck.bolusApart(List.of(bridge))).isEmpty();
        assertThat(PlanCheck.bolusApart(List.of(bridge, bolus)).orElseThrow().code())
                .isEqualTo("PARTS_EXCLUDE");
    }
}
