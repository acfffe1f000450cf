// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A bolus that runs, its strokes spread evenly over its time.
 *
 * @param kind by order or by the patient
 * @param from device time
 * @param millis how long it lasts
 * @param made strokes so far
 */
record RunningBolus(int kind, int ordered, long from, long millis, int made) {

    static RunningBolus begun(int kind, int ordered, int minutes, long now) {
        return new RunningBolus(kind, ordered, now, minutes * Limits.MINUTE, 0);
    }

    long end() {
        return from + millis;
    }

    /** Strokes that are due by a time, those made included. */
    int dueBy(long time) {
        return (int) (Math.min(millis, time - from) * ordered / millis);
    }

    RunningBolus with(int newMade) {
        return new RunningBolus(kind, ordered, from, millis, newMade);
    }

    JsonObject json() {
        return Json.object()
                .put("kind", kind)
                .put("ordered", ordered)
                .put("from", from)
                .put("millis", millis)
                .put("made", made)
                .build();
    }

    static RunningBolus fromJson(JsonObject json) {
        return new RunningBolus(
                Math.toIntExact(json.number("kind")),
                Math.toIntExact(json.number("ordered")),
                json.number("from"),
                json.number("millis"),
                Math.toIntExact(json.number("made")));
    }
}
