// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.pump.Programme;

/**
 * What stands around an order, where something does. Each is left out when there is nothing to say, and a request of before any of this was
 * known reads as one with none of it.
 *
 * @param content what is physically in reservoir and path
 * @param interruption since when no therapy is delivered
 * @param supply what the dates of the next refill rest on
 * @param clockChange when the hospital's own clock is next put forward or back
 * @param yearAgo the dose of the primary drug a year before
 */
public record Circumstances(
        Optional<Content> content,
        Optional<Interruption> interruption,
        Optional<Supply> supply,
        Optional<Instant> clockChange,
        Optional<LastDose> yearAgo) {

    /** Nothing to say. */
    public static final Circumstances NONE =
            new Circumstances(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A pump that delivered no therapy for a while.
     *
     * @param since pump time at which drug last left the tip at a therapeutic rate
     * @param programme what should have run since
     */
    public record Interruption(Instant since, Programme programme) {

        JsonObject toJson() {
            return Json.object()
                    .put("since", since.toString())
                    .put("programme", programme.toJson())
                    .build();
        }

        static Interruption fromJson(JsonObject json) {
            json.onlyNames("since", "programme");
            return new Interruption(
                    FieldReader.instantOf(json.string("since")), Programme.fromJson(json.object("programme")));
        }
    }

    void into(JsonObject.Builder json) {
        json.putOptional("content", content.map(Content::toJson))
                .putOptional("interruption", interruption.map(Interruption::toJson))
                .putOptional("supply", supply.map(Supply::toJson))
                .putOptional("clockChange", clockChange.map(Instant::toString))
                .putOptional("yearAgo", yearAgo.map(LastDose::toJson));
    }

    static Circumstances read(FieldReader reader) {
        return new Circumstances(
                reader.optionalMade("content", value -> Content.fromJson(FieldReader.object(value))),
                reader.optionalMade("interruption", value -> Interruption.fromJson(FieldReader.object(value))),
                reader.optionalMade("supply", value -> Supply.fromJson(FieldReader.object(value))),
                reader.optionalMade("clockChange", value -> FieldReader.instantOf(RequestReader.text(value))),
                reader.optionalMade("yearAgo", value -> LastDose.fromJson(FieldReader.object(value))));
    }
}
