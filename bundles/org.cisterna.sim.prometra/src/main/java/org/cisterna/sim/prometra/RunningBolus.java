// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.firmware.SpreadBolus;

/**
 * A bolus that runs.
 *
 * @param kind by order or by the patient
 * @param strokes of it
 */
record RunningBolus(int kind, SpreadBolus strokes) {

    static RunningBolus begun(int kind, int ordered, int minutes, long now) {
        return new RunningBolus(kind, new SpreadBolus(ordered, now, minutes * Limits.MINUTE, 0));
    }

    long end() {
        return strokes.end();
    }

    RunningBolus with(int made) {
        return new RunningBolus(kind, strokes.with(made));
    }

    JsonObject json() {
        return Json.object()
                .put("kind", kind)
                .put("ordered", strokes.ordered())
                .put("from", strokes.from())
                .put("millis", strokes.millis())
                .put("made", strokes.made())
                .build();
    }

    static RunningBolus fromJson(JsonObject json) {
        return new RunningBolus(
                Math.toIntExact(json.number("kind")),
                new SpreadBolus(
                        Math.toIntExact(json.number("ordered")),
                        json.number("from"),
                        json.number("millis"),
                        Math.toIntExact(json.number("made"))));
    }
}
