// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import org.cisterna.quantity.Ratio;

/** What boluses that replace the day's delivery displace of it, at the least: the smaller that is, the more a day amounts to. */
final class Displaced {

    private Displaced() {}

    /**
     * Nanolitres that some boluses displace at the least: all of them, run one after the other at the lowest rates of the week. Where a lockout
     * keeps them from falling together into the lowest step, they displace more; the day is then overstated, never understated. In 24 h they
     * displace no more than a day.
     */
    static Ratio least(WeekPlan plan, long boluses, long millis, long between) {
        Ratio lowest = plan.lowest();
        Ratio paused = Ratio.of(boluses).times(Math.min(millis, between));
        Ratio day = Ratio.of(WeekPlan.MILLIS_PER_DAY);
        return lowest.times(Extreme.less(paused, day)).dividedBy(WeekPlan.MILLIS_PER_DAY);
    }
}
