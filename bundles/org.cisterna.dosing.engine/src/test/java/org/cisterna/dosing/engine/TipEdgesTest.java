// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

/** The edges of what leaves the tip and when: exactly then, exactly as many, exactly nothing. */
class TipEdgesTest {

    private static final Instant MIDNIGHT = Instant.parse("2024-01-01T00:00:00Z");
    private static final long HOUR = 3_600_000;
    private static final long HORIZON = 72 * HOUR;

    /** 10 µL an hour. */
    private static final WeekPlan EVEN = WeekPlan.of(new Programme.Continuous(new FlowRate(240_000)));

    private static final WeekPlan STOPPED = WeekPlan.of(new Programme.Stopped());

    private static final Mix STRONG = new Mix(Map.of("baclofen", Ratio.of(2_000_000)));
    private static final Mix WEAK = new Mix(Map.of("baclofen", Ratio.of(500_000)));

    private static Ratio hours(long hours) {
        return Ratio.of(hours * HOUR);
    }

    private static PathQueue.Plug plug(long nanolitres, Mix mix) {
        return new PathQueue.Plug(Ratio.of(nanolitres), mix);
    }

    private static Course course(Course.Overlay... overlays) {
        return Course.of(MIDNIGHT, STOPPED, EVEN, List.of(overlays), HORIZON);
    }

    private static TipFlow flow(Mix reservoir, PathQueue.Plug... fromTheValve) {
        return new TipFlow(new TipContent(new PathQueue(List.of(fromTheValve)), reservoir), course());
    }

    private static Ratio mostOfAnHour(TipFlow flow) {
        return flow.most("baclofen", hours(1), Ratio.ZERO);
    }

    @Test
    void aFluidWithNothingOfADrugIsWithoutIt() {
        assertThat(new Mix(Map.of("baclofen", Ratio.ZERO))).isEqualTo(Mix.NO_DRUG);
    }

    @Test
    void whatFallsOrStaysAtAFrontIsNoRise() {
        Mix other = new Mix(Map.of("baclofen", Ratio.of(500_000), "morphine", Ratio.of(1_000_000)));
        TipContent content = new TipContent(new PathQueue(List.of(plug(100, WEAK), plug(200, STRONG))), other);

        assertThat(content.earliestRise("baclofen")).isEmpty();
        assertThat(content.earliestRise("morphine")).contains(Ratio.of(150));
    }

    @Test
    void theHourOfMostIsTheOneOfAStrongPlugInTheMiddleOfADay() {
        assertThat(mostOfAnHour(flow(WEAK, plug(10_000, STRONG), plug(50_000, WEAK))))
                .isEqualTo(Ratio.of(20_000));
    }

    @Test
    void theHourOfMostMayBeTheFirstOne() {
        assertThat(mostOfAnHour(flow(WEAK, plug(50_000, WEAK), plug(10_000, STRONG))))
                .isEqualTo(Ratio.of(20_000));
    }

    @Test
    void theHourOfMostMayBeTheLastOneOfTheForecast() {
        assertThat(mostOfAnHour(flow(STRONG, plug(710_000, WEAK)))).isEqualTo(Ratio.of(20_000));
    }

    @Test
    void aTipThatStandsStillKeepsWhatIsThere() {
        Course stops = course(new Course.Overlay(hours(1), Ratio.of(HORIZON), Ratio.ZERO, true));
        TipFlow flow = new TipFlow(new TipContent(new PathQueue(List.of(plug(50_000, WEAK))), STRONG), stops);

        assertThat(flow.pieces())
                .containsExactly(
                        new TipFlow.Piece(Ratio.ZERO, hours(1), Ratio.of(240_000), WEAK),
                        new TipFlow.Piece(hours(1), hours(72), Ratio.ZERO, WEAK));
    }

    @Test
    void aFrontThatIsThereWhenARateChangesChangesTheTipOnce() {
        Course faster = course(new Course.Overlay(hours(5), Ratio.of(HORIZON), Ratio.of(480_000), true));
        TipFlow flow = new TipFlow(new TipContent(new PathQueue(List.of(plug(50_000, WEAK))), STRONG), faster);

        assertThat(flow.pieces())
                .containsExactly(
                        new TipFlow.Piece(Ratio.ZERO, hours(5), Ratio.of(240_000), WEAK),
                        new TipFlow.Piece(hours(5), hours(72), Ratio.of(480_000), STRONG));
    }

    @Test
    void aVolumeHasPassedWhenItHasAndNotWhenMoreFollows() {
        Course stops = course(new Course.Overlay(hours(2), Ratio.of(HORIZON), Ratio.ZERO, true));

        assertThat(stops.timeOf(Ratio.of(20_000))).contains(hours(2));
        assertThat(stops.timeOf(Ratio.of(20_001))).isEmpty();
        assertThat(stops.timeOf(Ratio.ZERO))
                .as("nothing has passed at once, and not a day ago")
                .contains(Ratio.ZERO);
    }

    @Test
    void whatLastsNoTimeGivesNothing() {
        Course none = course(new Course.Overlay(Ratio.ZERO, Ratio.ZERO, Ratio.of(24_000_000), false));

        assertThat(none.volumeAt(hours(1))).isEqualTo(Ratio.of(10_000));
    }

    @Test
    void aBolusThatWouldBeginAtTheHorizonIsNone() {
        assertThat(Course.every(1, Ratio.ONE, 10, false, 100))
                .extracting(Course.Overlay::from)
                .hasSize(10)
                .endsWith(Ratio.of(90));
        assertThat(Course.every(1, Ratio.ONE, 10, false, 101)).hasSize(11);
        assertThat(Course.every(1, Ratio.ONE, 1, false, 2 * Boluses.MOST)).hasSize(Math.toIntExact(Boluses.MOST));
    }

    @Test
    void boundsOfAStepMakeNoStretchOfNoTime() {
        WeekPlan plan = WeekPlan.of(new Programme.Flex(List.of(
                new Programme.Step(DayTime.MIDNIGHT, new FlowRate(1_000)),
                new Programme.Step(new DayTime(360), new FlowRate(2_000)))));

        assertThat(plan.legs(MIDNIGHT.plus(Duration.ofHours(6)), 0, 18 * HOUR))
                .containsExactly(new WeekPlan.Leg(Ratio.ZERO, hours(18), Ratio.of(2_000)));
    }

    @Test
    void periodicBolusesEndWhereOneMoreWouldBeginBeforeTheHorizon() {
        Shot shot = Shot.of(
                new Mass(1_000), Duration.ofMinutes(1), Ratio.of(2_000_000), new Volume(1), Duration.ofMinutes(1));
        Boluses boluses = new Boluses(Optional.empty(), Optional.of(shot), 60_000, Optional.empty(), 1);
        Ratio all = Ratio.of(60_000 * Boluses.MOST);

        assertThat(boluses.endBefore(Ratio.ZERO, all)).isFalse();
        assertThat(boluses.endBefore(Ratio.ZERO, all.plus(Ratio.ONE))).isTrue();
        assertThat(boluses.endBefore(Ratio.ONE, all.plus(Ratio.ONE))).isFalse();
    }

    @Test
    void upperLimitsAreHeldAgainstTheMoreAndLowerOnesAgainstTheLess() {
        assertThat(drug(400, 390, Optional.empty()).highest()).contains(dose(400));
        assertThat(drug(400, 410, Optional.empty()).highest()).contains(dose(410));
        assertThat(drug(400, 390, Optional.empty()).lowest()).contains(dose(390));
        assertThat(drug(400, 410, Optional.empty()).lowest()).contains(dose(400));
    }

    @Test
    void theLightestDayOfAWeekIsSaidWhereItIsTheLeast() {
        DrugCase lighter = drug(400, 390, Optional.of(dose(380)));
        DrugCase stronger = drug(400, 600, Optional.of(dose(500)));

        assertThat(lighter.lowest()).contains(dose(380));
        assertThat(lighter.whenLowest()).isEqualTo(" in the lightest 24 h of the week");
        assertThat(stronger.lowest()).contains(dose(400));
        assertThat(stronger.whenLowest()).isEmpty();
    }

    private static DailyDose dose(long micrograms) {
        return new DailyDose(Ratio.of(micrograms * 1_000));
    }

    private static DrugCase drug(long requested, long achieved, Optional<DailyDose> lightest) {
        return new DrugCase(
                "baclofen",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(dose(requested)),
                Optional.of(dose(achieved)),
                lightest,
                Optional.empty());
    }
}
