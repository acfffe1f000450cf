// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cisterna.canonical.JsonObject;

/**
 * The forms that the bodies of entries about pumps ever had. A ledger keeps what was written for ever, so whoever folds it asks here for the newest form of
 * a body and reads that one alone: a body of an older version goes through one pure function for each version between, which sees the body and nothing
 * else, no clock, no state, no other entry. A type or version that is not known here was written by a later version of the platform; it must be shown as it
 * is, and blocks writes to the pump it concerns. Any thread.
 */
public final class EntryForms {

    /** For each type the functions from version 1 to 2, from 2 to 3, and so on: its newest version is one more than there are. */
    private static final Map<String, List<UnaryOperator<JsonObject>>> STEPS = Map.ofEntries(
            Map.entry(PumpEntries.Paired.TYPE, List.of()),
            Map.entry(PumpEntries.Reading.TYPE, List.of()),
            Map.entry(PumpEntries.Intent.TYPE, List.of()),
            Map.entry(PumpEntries.Ended.TYPE, List.of()),
            Map.entry(PumpEntries.Late.TYPE, List.of()),
            Map.entry(PumpEntries.DriverChange.TYPE, List.of()),
            Map.entry(EventEntries.PageRead.TYPE, List.of(EventEntries::withoutClock)),
            Map.entry(ManualEntries.Registered.TYPE, List.of()),
            Map.entry(ManualEntries.StepDone.TYPE, List.of(ManualEntries::ofThreeKinds)),
            Map.entry(Release.ENTRY_TYPE, List.of()));

    private EntryForms() {}

    /** The version in which an entry of that type is written today; empty for a type that is not known here. */
    public static Optional<Integer> newest(String type) {
        return Optional.ofNullable(STEPS.get(type)).map(steps -> steps.size() + 1);
    }

    /**
     * A body in the form of today.
     *
     * @param type type of the entry
     * @param version version of its body
     * @param body as it was written
     * @return the same said in the newest form; empty for a type or version that is not known here
     * @throws org.cisterna.canonical.JsonException if the body is not of that version
     */
    public static Optional<JsonObject> newest(String type, int version, JsonObject body) {
        List<UnaryOperator<JsonObject>> steps = STEPS.get(type);
        if (steps == null || version < 1 || version > steps.size() + 1) {
            return Optional.empty();
        }
        JsonObject newer = body;
        for (UnaryOperator<JsonObject> step : steps.subList(version - 1, steps.size())) {
            newer = step.apply(newer);
        }
        return Optional.of(newer);
    }
}
