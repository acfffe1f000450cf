// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.quantity.Ratio;
import org.junit.jupiter.api.Test;

/** Which fluids an order can bring to the tip, and what the forecast is made of. */
class PhysicalTest {

    private static final Sketch PRIMED = Sketch.of("functions-morphine")
            .with(
                    "content",
                    "{'path':[{'volume':'0.199 mL','solution':[{'drug':'bupivacaine','concentration':'20 mg/mL'}]},{}]}")
            .with("order", "{'mode':'continuous','daily':'5 mg/day','prime':{'part':'TUBING'}}");

    @Test
    void whatAPrimePushesIntoTheAirNeverReachesTheTip() {
        Physical air = PRIMED.with("content.connected", "false").subject().physical();

        assertThat(air.drugs()).containsExactly("morphine");
        assertThat(air.strongest("bupivacaine")).isEqualTo(Ratio.ZERO);
    }

    @Test
    void whatAConnectedPrimePushesOnDoes() {
        Physical connected = PRIMED.subject().physical();

        assertThat(connected.drugs()).containsExactly("morphine", "bupivacaine");
        assertThat(connected.strongest("bupivacaine")).isEqualTo(Ratio.of(20_000_000));
    }

    @Test
    void whereNothingRanTheDayBeforeGaveNothing() {
        Sketch first = Sketch.of("functions-morphine").without("running").with("content", "{'path':[{}]}");
        Course course = first.subject().physical().flow().orElseThrow().course();

        assertThat(course.volumeAt(Ratio.of(-WeekPlan.MILLIS_PER_DAY))).isEqualTo(Ratio.ZERO);
        assertThat(course.volumeAt(Ratio.of(WeekPlan.MILLIS_PER_DAY))).isEqualTo(Ratio.of(80_000));
    }

    /** Boluses of 10 µL every five minutes, a thousand of which pass in three days and a half: so many are computed, and not one more. */
    @Test
    void asManyPeriodicBolusesAreComputedAsAreSaidToBe() {
        Case subject = Sketch.of("functions-morphine")
                .with("solution", "[{'drug':'morphine','concentration':'10 mg/mL'}]")
                .with(
                        "order",
                        "{'mode':'continuous','daily':'2 mg/day',"
                                + "'periodicBolus':{'dose':'0.1 mg','duration':'1 min','interval':'5 min'}}")
                .subject();
        Course course = subject.physical().flow().orElseThrow().course();
        Ratio interval = Ratio.of(subject.physical().boluses().intervalMillis());
        Ratio basal = Ratio.of(200_000).times(interval).dividedBy(WeekPlan.MILLIS_PER_DAY);

        assertThat(interval).isEqualTo(Ratio.of(5 * WeekPlan.MILLIS_PER_MINUTE));
        assertThat(between(course, interval, Boluses.MOST - 1)).isEqualTo(basal.plus(Ratio.of(10_000)));
        assertThat(between(course, interval, Boluses.MOST)).isEqualTo(basal);
    }

    private static Ratio between(Course course, Ratio interval, long number) {
        return course.volumeAt(interval.times(number + 1)).minus(course.volumeAt(interval.times(number)));
    }
}
