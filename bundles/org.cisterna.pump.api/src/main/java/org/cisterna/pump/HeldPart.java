// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;

/**
 * A part of its programme that a pump holds, and what it says has become of it. A part that is done stays where it is until the next programme takes
 * its place, so that what was ordered can be compared with what is held at any time afterwards.
 *
 * @param part as the pump holds it
 * @param stage what has become of it
 * @param delivered what the pump says it gave of it since it was committed; empty when it does not say
 */
public record HeldPart(ProgrammePart part, Stage stage, Optional<Volume> delivered) {

    /** What has become of a part. */
    public enum Stage {
        /** Its turn has not come. */
        WAITING,
        /** It is being delivered; a setting is in force. */
        RUNNING,
        /** It was delivered whole; a telling was taken. */
        DONE,
        /** It ended before it was delivered whole, by a stop, a fault or a loss of power, and does not go on by itself. */
        ENDED_EARLY,
        /** The pump does not say. */
        UNKNOWN
    }

    static List<HeldPart> inOrder(List<HeldPart> parts) {
        List<HeldPart> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparing(HeldPart::part, PlanParts.ORDER));
        PlanParts.requireOnce(sorted.stream().map(HeldPart::part).toList());
        return List.copyOf(sorted);
    }

    static Optional<JsonArray> toJson(List<HeldPart> parts) {
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(Json.array(parts.stream().map(HeldPart::toJson).toList()));
    }

    static List<HeldPart> fromJson(JsonObject json) {
        return json.optionalArray("parts")
                .map(each -> each.objects().stream().map(HeldPart::read).toList())
                .orElse(List.of());
    }

    private JsonObject toJson() {
        return Json.object()
                .put("held", part.toJson())
                .put("stage", stage.name())
                .putOptional("delivered", delivered.map(Volume::text))
                .build();
    }

    private static HeldPart read(JsonObject json) {
        json.onlyNames("held", "stage", "delivered");
        return new HeldPart(
                ProgrammePart.fromJson(json.object("held")),
                json.value("stage", Stage::valueOf),
                json.optionalValue("delivered", text -> Volume.parse(text).orElseThrow()));
    }
}
