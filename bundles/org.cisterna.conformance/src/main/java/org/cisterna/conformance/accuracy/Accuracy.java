// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * Delivery over time, for a report.
 *
 * @param courses a flow for each rate
 * @param boluses for each volume
 * @param alarms for each fault, how long after it its alarm began; rules judge that, and it does not count for {@link #isWithin}
 * @param notes what could not be measured, and why
 */
public record Accuracy(
        List<Course> courses, List<BolusAccuracy> boluses, List<AlarmDelays> alarms, List<String> notes) {

    public Accuracy {
        courses = List.copyOf(courses);
        boluses = List.copyOf(boluses);
        alarms = List.copyOf(alarms);
        notes = List.copyOf(notes);
    }

    /** Whether something was measured, and all of it is within what is allowed. */
    public boolean isWithin() {
        return courses.size() + boluses.size() > 0
                && courses.stream().allMatch(Course::isWithin)
                && boluses.stream().allMatch(BolusAccuracy::isWithin);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("within", isWithin())
                .put("courses", Json.array(courses.stream().map(Course::toJson).toList()))
                .put(
                        "boluses",
                        Json.array(boluses.stream().map(BolusAccuracy::toJson).toList()))
                .put(
                        "alarms",
                        Json.array(alarms.stream().map(AlarmDelays::toJson).toList()))
                .put("notes", Json.texts(notes))
                .build();
    }
}
