// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;
import org.cisterna.dosing.calculation.Calculated;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.quantity.DoseRate;

/** The entries about pumps without telemetry. What is done to them the host enters; how it came to be ordered stands here. */
public sealed interface ManualEntry extends TherapyEntry {

    /** Reads a body of a type of this group; empty when it is none. */
    static Optional<TherapyEntry> read(String type, JsonObject body) {
        return type.equals(Ordered.TYPE) ? Optional.of(Ordered.fromJson(body)) : Optional.empty();
    }

    /**
     * The next fill was ordered.
     *
     * @param record its name, also the correlation, and in hexadecimal the id of the command that will carry it out
     * @param daily wanted dose of the primary drug
     * @param measured whether the flow it rests on was measured; else it is the label's
     * @param request what the engine was asked
     * @param answer what it computed and found
     * @param plan what is to be filled
     * @param expires house time from which it cannot be begun any more
     */
    record Ordered(
            String record,
            DoseRate daily,
            boolean measured,
            JsonObject request,
            Calculated answer,
            Plan plan,
            Instant expires)
            implements ManualEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.manual-ordered";

        /** The command that will carry it out. */
        public CommandId command() {
            return new CommandId(record);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("record", record)
                    .put("daily", daily.text())
                    .put("measured", measured)
                    .put("request", request)
                    .put("answer", answer.toJson())
                    .put("plan", plan.toJson())
                    .put("expires", expires.toString())
                    .build();
        }

        static Ordered fromJson(JsonObject json) {
            json.onlyNames("record", "daily", "measured", "request", "answer", "plan", "expires");
            return new Ordered(
                    json.string("record"),
                    json.value("daily", text -> DoseRate.parse(text).orElseThrow()),
                    json.flag("measured"),
                    json.object("request"),
                    Calculated.fromJson(json.object("answer")),
                    Plan.fromJson(json.object("plan")),
                    Timestamp.parse(json.string("expires")));
        }
    }
}
