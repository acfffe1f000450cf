// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Volume;

/**
 * What is physically in the reservoir and on the way to the tip, where that is not simply the solution that runs.
 *
 * @param fill what was injected onto a residual; empty while the reservoir holds the request's solution unmixed
 * @param path from the reservoir's valve to the tip; empty while all of it holds the solution that runs
 * @param connected whether the pump is connected to the catheter
 */
public record Content(Optional<Fill> fill, List<Plug> path, boolean connected) {

    /**
     * What made the reservoir's content. It holds {@code volume} of the request's solution, as on the label, on top of the residual.
     *
     * @param residual what could not be drawn off before
     * @param residualSolution what that was
     * @param volume injected
     * @param rinses how many times the reservoir was filled and emptied with the new solution before
     * @param rinseVolume of each
     */
    public record Fill(
            Volume residual, Solution residualSolution, Volume volume, int rinses, Optional<Volume> rinseVolume) {

        private static final int MOST_RINSES = 10;

        public Fill {
            if (volume.nanolitres() == 0) {
                throw new IllegalArgumentException("a fill is above zero");
            }
            if (rinses < 0 || rinses > MOST_RINSES || (rinses > 0 && rinseVolume.isEmpty())) {
                throw new IllegalArgumentException("rinses: 0 to " + MOST_RINSES + ", each with its volume");
            }
        }

        JsonObject toJson() {
            JsonObject.Builder json = Json.object()
                    .put("residual", residual.text())
                    .put("residualSolution", residualSolution.toJson())
                    .put("volume", volume.text());
            if (rinses > 0) {
                json.put("rinses", rinses);
            }
            return json.putOptional("rinseVolume", rinseVolume.map(Volume::text))
                    .build();
        }

        static Fill fromJson(JsonObject json) {
            json.onlyNames("residual", "residualSolution", "volume", "rinses", "rinseVolume");
            return new Fill(
                    json.value("residual", text -> Volume.parse(text).orElseThrow()),
                    Solution.fromJson(json.array("residualSolution")),
                    json.value("volume", text -> Volume.parse(text).orElseThrow()),
                    Math.toIntExact(json.optionalNumber("rinses").orElse(0L)),
                    json.optionalValue("rinseVolume", text -> Volume.parse(text).orElseThrow()));
        }
    }

    /**
     * A piece of the path.
     *
     * @param volume of it; empty for one plug at most, which is then what the others leave of the path
     * @param solution what it holds; empty for fluid without drug
     */
    public record Plug(Optional<Volume> volume, Optional<Solution> solution) {

        JsonObject toJson() {
            return Json.object()
                    .putOptional("volume", volume.map(Volume::text))
                    .putOptional("solution", solution.map(Solution::toJson))
                    .build();
        }

        static Plug fromJson(JsonObject json) {
            json.onlyNames("volume", "solution");
            return new Plug(
                    json.optionalValue("volume", text -> Volume.parse(text).orElseThrow()),
                    json.optionalArray("solution").map(Solution::fromJson));
        }
    }

    public Content {
        path = List.copyOf(path);
        if (path.stream().filter(each -> each.volume().isEmpty()).count() > 1) {
            throw new IllegalArgumentException(
                    "one plug of the path at most has no volume; it is the rest of the path");
        }
    }

    /** As JSON, what is as usual left out. */
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object().putOptional("fill", fill.map(Fill::toJson));
        if (!path.isEmpty()) {
            json.put("path", Json.array(path.stream().map(Plug::toJson).toList()));
        }
        if (!connected) {
            json.put("connected", false);
        }
        return json.build();
    }

    /** Reads what {@link #toJson()} wrote, or a person did; refuses any other field. */
    public static Content fromJson(JsonObject json) {
        json.onlyNames("fill", "path", "connected");
        return new Content(
                json.optionalObject("fill").map(Fill::fromJson),
                json.optionalArray("path")
                        .map(each -> each.objects().stream().map(Plug::fromJson).toList())
                        .orElse(List.of()),
                json.get("connected").isEmpty() || json.flag("connected"));
    }
}
