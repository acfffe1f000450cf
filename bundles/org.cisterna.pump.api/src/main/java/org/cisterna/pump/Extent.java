// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/**
 * From where to where the values of a bolus go, ends included; both ends lie on the grid of the function they belong to. What is empty is limited
 * by the grid, the highest rate and the reservoir alone.
 *
 * @param volumes of one bolus
 * @param durations of one bolus
 * @param intervals between two: from start to start of periodic ones, the lockout of the patient's
 */
public record Extent(
        Optional<Range<Volume>> volumes, Optional<Range<Duration>> durations, Optional<Range<Duration>> intervals) {

    /** Nothing is limited. */
    public static final Extent UNLIMITED = new Extent(Optional.empty(), Optional.empty(), Optional.empty());

    /** Everything is limited. */
    public Extent(Range<Volume> volumes, Range<Duration> durations, Range<Duration> intervals) {
        this(Optional.of(volumes), Optional.of(durations), Optional.of(intervals));
    }

    Optional<JsonObject> toJson() {
        return equals(UNLIMITED)
                ? Optional.empty()
                : Optional.of(Json.object()
                        .putOptional("volumeMin", volumes.map(each -> each.min().text()))
                        .putOptional("volumeMax", volumes.map(each -> each.max().text()))
                        .putOptional("durationMin", durations.map(each -> Durations.text(each.min())))
                        .putOptional("durationMax", durations.map(each -> Durations.text(each.max())))
                        .putOptional("intervalMin", intervals.map(each -> Durations.text(each.min())))
                        .putOptional("intervalMax", intervals.map(each -> Durations.text(each.max())))
                        .build());
    }

    static Extent fromJson(JsonObject json) {
        json.onlyNames("volumeMin", "volumeMax", "durationMin", "durationMax", "intervalMin", "intervalMax");
        return new Extent(
                range(volume(json, "volumeMin"), volume(json, "volumeMax")),
                range(duration(json, "durationMin"), duration(json, "durationMax")),
                range(duration(json, "intervalMin"), duration(json, "intervalMax")));
    }

    private static <T extends Comparable<T>> Optional<Range<T>> range(Optional<T> min, Optional<T> max) {
        if (min.isPresent() != max.isPresent()) {
            throw new IllegalArgumentException("a range has two ends: name both, or none");
        }
        return min.map(least -> new Range<>(least, max.orElseThrow()));
    }

    private static Optional<Volume> volume(JsonObject json, String name) {
        return json.optionalValue(name, text -> Volume.parse(text).orElseThrow());
    }

    private static Optional<Duration> duration(JsonObject json, String name) {
        return json.optionalValue(name, text -> Durations.parse(text).orElseThrow());
    }
}
