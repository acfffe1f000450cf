// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A bolus that runs, its pulses spread evenly over its time.
 *
 * @param ordered pulses
 * @param from device time
 * @param millis how long it lasts
 * @param given pulses so far
 */
record RunningBolus(int ordered, long from, long millis, int given) {

    static RunningBolus begun(Programme.Bolus bolus, long now) {
        return new RunningBolus(
                Math.toIntExact(bolus.volume() / Limits.PULSE), now, bolus.minutes() * Limits.MINUTE, 0);
    }

    long end() {
        return from + millis;
    }

    /** Pulses that are due by a time, those given included. */
    int dueBy(long time) {
        return (int) (Math.min(millis, time - from) * ordered / millis);
    }

    RunningBolus with(int newGiven) {
        return new RunningBolus(ordered, from, millis, newGiven);
    }

    JsonObject json() {
        return Json.object()
                .put("ordered", ordered)
                .put("from", from)
                .put("millis", millis)
                .put("given", given)
                .build();
    }

    static RunningBolus fromJson(JsonObject json) {
        return new RunningBolus(
                Math.toIntExact(json.number("ordered")),
                json.number("from"),
                json.number("millis"),
                Math.toIntExact(json.number("given")));
    }
}
