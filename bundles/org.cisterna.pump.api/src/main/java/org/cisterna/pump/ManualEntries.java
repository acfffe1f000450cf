// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;

/**
 * The bodies of the host's entries about pumps without telemetry that {@link PumpEntries} does not have: intents and outcomes are the same for all
 * pumps. Every version stays readable; readers refuse a member they do not know.
 */
public final class ManualEntries {

    private ManualEntries() {}

    /**
     * A pump without telemetry became known, by its label and papers.
     *
     * @param identity as the label has it
     * @param family which family describes it
     * @param fill what it was filled with last, by the papers
     */
    public record Registered(PumpIdentity identity, String family, ManualFill fill) {
        /** Type of the entry. */
        public static final String TYPE = "pump.registered";
        /** Version of the body. */
        public static final int VERSION = 1;

        /** The body. */
        public JsonObject toJson() {
            return Json.object()
                    .put("identity", identity.toJson())
                    .put("family", family)
                    .put("fill", fill.toJson())
                    .build();
        }

        /** Reads a body. */
        public static Registered fromJson(JsonObject json) {
            json.onlyNames("identity", "family", "fill");
            return new Registered(
                    PumpIdentity.fromJson(json.object("identity")),
                    json.string("family"),
                    ManualFill.fromJson(json.object("fill")));
        }
    }

    /** A step of version 1 is said in the same words in version 2, which knows two kinds more. */
    static JsonObject ofThreeKinds(JsonObject first) {
        String kind = first.object("step").string("kind");
        if (!Set.of("IDENTIFY", "EMPTY", "FILL").contains(kind)) {
            throw new JsonException("step.kind", "version 1 has no step " + kind);
        }
        return first;
    }

    /**
     * A person says to have done a step.
     *
     * @param command of which act
     * @param step what
     */
    public record StepDone(CommandId command, ManualStep step) {
        /** Type of the entry. */
        public static final String TYPE = "pump.step-done";
        /** Version of the body. The first one knew no label that was checked before the puncture, and no reason for what came out. */
        public static final int VERSION = 2;

        /** The body. */
        public JsonObject toJson() {
            return Json.object()
                    .put("command", command.hex())
                    .put("step", step.toJson())
                    .build();
        }

        /** Reads a body. */
        public static StepDone fromJson(JsonObject json) {
            json.onlyNames("command", "step");
            return new StepDone(new CommandId(json.string("command")), ManualStep.fromJson(json.object("step")));
        }
    }
}
