// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;

/** The order of parts, and parts as a member {@code parts}, left out when there are none, so that what was written before there were parts reads and digests the same. */
final class PlanParts {

    /** As they run, settings last; weekdays from Monday on. */
    static final Comparator<ProgrammePart> ORDER = Comparator.comparingInt(PlanParts::rank)
            .thenComparing(part ->
                    part instanceof ProgrammePart.Weekdays week && !week.days().isEmpty()
                            ? week.days().get(0)
                            : DayOfWeek.MONDAY);

    private PlanParts() {}

    static List<ProgrammePart> inOrder(List<ProgrammePart> parts) {
        List<ProgrammePart> sorted = new ArrayList<>(parts);
        sorted.sort(ORDER);
        requireOnce(sorted);
        return List.copyOf(sorted);
    }

    /** Refuses a list in which a kind of part stands twice. */
    static void requireOnce(List<ProgrammePart> parts) {
        Set<Integer> ranks = new HashSet<>();
        for (ProgrammePart part : parts) {
            if (!(part instanceof ProgrammePart.Weekdays) && !ranks.add(rank(part))) {
                throw new IllegalArgumentException(
                        "a programme has a part once: " + part.toJson().string("part"));
            }
        }
    }

    private static int rank(ProgrammePart part) {
        List<Class<? extends ProgrammePart>> kinds = List.of(
                ProgrammePart.Refill.class,
                ProgrammePart.Prime.class,
                ProgrammePart.Bridge.class,
                ProgrammePart.SingleBolus.class,
                ProgrammePart.PeriodicBolus.class,
                ProgrammePart.PatientBolus.class,
                ProgrammePart.Weekdays.class,
                ProgrammePart.MinimumRate.class,
                ProgrammePart.Stop.class);
        return kinds.indexOf(part.getClass());
    }

    static Optional<JsonArray> toJson(List<ProgrammePart> parts) {
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Json.array(parts.stream().map(ProgrammePart::toJson).toList()));
    }

    static List<ProgrammePart> fromJson(JsonObject json) {
        return json.optionalArray("parts")
                .map(each ->
                        each.objects().stream().map(ProgrammePart::fromJson).toList())
                .orElse(List.of());
    }
}
