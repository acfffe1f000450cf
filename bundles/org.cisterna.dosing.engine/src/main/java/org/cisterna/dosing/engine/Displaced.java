// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import org.cisterna.quantity.Ratio;

/** What boluses that replace the day's delivery displace of it, at the least: the smaller that is, the more a day amounts to. */
final class Displaced {

    private Displaced() {}

    /**
     * Nanolitres that some boluses displace at the least: all of them, run one after the other at the lowest rates of the week. Where a lockout
     * keeps them from falling together into the lowest step, they displace more; the day is then overstated, never understated.
     */
    static Ratio least(WeekPlan plan, long boluses, long millis, long between) {
        Ratio lowest = plan.lowest();
        return lowest.times(boluses).times(Math.min(millis, between)).dividedBy(WeekPlan.MILLIS_PER_DAY);
    }
}
