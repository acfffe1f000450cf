// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.medstream.Code.Stage;

/** What has become of the parts of a programme; section 5.1 of the protocol page. */
final class PartStages {

    private final Map<Part, Held> parts = new EnumMap<>(Part.class);

    /** In the order in which they are told. */
    enum Part {
        RESERVOIR,
        PRIME,
        BRIDGE,
        BOLUS;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Held(Stage stage, long pulses) {}

    /** A programme begins. */
    void begin(Programme programme) {
        parts.clear();
        programme.reservoir().ifPresent(volume -> set(Part.RESERVOIR, Stage.DONE));
        programme.prime().ifPresent(volume -> set(Part.PRIME, Stage.RUNNING));
        programme
                .bridge()
                .ifPresent(b -> set(Part.BRIDGE, programme.prime().isPresent() ? Stage.WAITING : Stage.RUNNING));
        programme.bolus().ifPresent(b -> set(Part.BOLUS, Stage.RUNNING));
    }

    /** A stored programme takes over of which nobody remembers what was done; its parts are not done again. */
    void forget(Programme programme) {
        begin(programme);
        parts.replaceAll((part, held) -> new Held(Stage.NOT_KNOWN, 0));
    }

    void set(Part part, Stage stage) {
        Held held = parts.get(part);
        parts.put(part, new Held(stage, held == null ? 0 : held.pulses()));
    }

    void given(Part part, long pulses) {
        parts.computeIfPresent(part, (p, held) -> new Held(held.stage(), held.pulses() + pulses));
    }

    /** What runs or waits comes to its end before it is done. */
    void endEarly(Part part) {
        parts.computeIfPresent(
                part,
                (p, held) -> held.stage() == Stage.RUNNING || held.stage() == Stage.WAITING
                        ? new Held(Stage.ENDED_EARLY, held.pulses())
                        : held);
    }

    void writeTo(Fields out) {
        parts.forEach(
                (part, held) -> out.put("part", Fields.group(part.word(), held.stage(), held.pulses() * Limits.PULSE)));
    }

    JsonArray json() {
        return Json.array(parts.entrySet().stream()
                .map(e -> Json.object()
                        .put("part", e.getKey().name())
                        .put("stage", e.getValue().stage().name())
                        .put("pulses", e.getValue().pulses())
                        .build())
                .toList());
    }

    static PartStages fromJson(JsonArray json) {
        PartStages stages = new PartStages();
        for (JsonObject part : json.objects()) {
            stages.parts.put(
                    Part.valueOf(part.string("part")),
                    new Held(Stage.valueOf(part.string("stage")), part.number("pulses")));
        }
        return stages;
    }
}
