// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.Map;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;

/** What has become of the parts of a programme, by their tags in section 6 of the protocol page. */
final class PartStages {

    static final int RESERVOIR = 4;
    static final int PRIME = 5;
    static final int BRIDGE = 6;
    static final int BOLUS = 7;
    static final int PATIENT_BOLUS = 8;

    static final int NOT_KNOWN = 0;
    static final int WAITING = 1;
    static final int RUNNING = 2;
    static final int DONE = 3;
    static final int ENDED_EARLY = 4;

    private final Map<Integer, Part> parts = new TreeMap<>();

    private record Part(int stage, long made) {}

    /** A programme begins. */
    void begin(Programme programme) {
        parts.clear();
        programme.reservoir().ifPresent(volume -> set(RESERVOIR, DONE));
        programme.prime().ifPresent(strokes -> set(PRIME, RUNNING));
        programme.bridge().ifPresent(b -> set(BRIDGE, programme.prime().isPresent() ? WAITING : RUNNING));
        programme.bolus().ifPresent(b -> set(BOLUS, RUNNING));
        programme.patientBolus().ifPresent(b -> set(PATIENT_BOLUS, RUNNING));
    }

    /** A stored programme takes over of which nobody remembers what was done; its parts are not done again. */
    void forget(Programme programme) {
        begin(programme);
        parts.replaceAll((tag, part) -> tag == PATIENT_BOLUS ? part : new Part(NOT_KNOWN, 0));
    }

    void set(int tag, int stage) {
        Part part = parts.get(tag);
        parts.put(tag, new Part(stage, part == null ? 0 : part.made()));
    }

    void made(int tag, long strokes) {
        parts.computeIfPresent(tag, (t, part) -> new Part(part.stage(), part.made() + strokes));
    }

    /** What runs or waits comes to its end before it is done. */
    void endEarly(int tag) {
        parts.computeIfPresent(
                tag,
                (t, part) -> part.stage() <= RUNNING && part.stage() > 0 ? new Part(ENDED_EARLY, part.made()) : part);
    }

    void writeTo(TlvWriter out) {
        parts.forEach((tag, part) -> out.group(
                Tag.PART, new TlvWriter().uint(1, tag).uint(2, part.stage()).uint(3, part.made())));
    }

    JsonArray json() {
        return Json.array(parts.entrySet().stream()
                .map(e -> Json.object()
                        .put("tag", e.getKey())
                        .put("stage", e.getValue().stage())
                        .put("made", e.getValue().made())
                        .build())
                .toList());
    }

    static PartStages fromJson(JsonArray json) {
        PartStages stages = new PartStages();
        for (JsonObject part : json.objects()) {
            stages.parts.put(
                    Math.toIntExact(part.number("tag")),
                    new Part(Math.toIntExact(part.number("stage")), part.number("made")));
        }
        return stages;
    }
}
