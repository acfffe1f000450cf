// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.LocalDate;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;

/** What a person says to have done to a pump without telemetry. A step that was mistyped is said once more; the later one counts. */
public sealed interface ManualStep {

    /** What it is about. */
    ManualGuide.Kind kind();

    /**
     * The pump was identified.
     *
     * @param serial as read from it
     */
    record Identified(String serial) implements ManualStep {
        @Override
        public ManualGuide.Kind kind() {
            return ManualGuide.Kind.IDENTIFY;
        }
    }

    /**
     * What is to be filled in was looked at before the puncture.
     *
     * @param solution as its label has it
     * @param lot as its label has it: 1 to 40 letters, digits, dots, slashes or hyphens
     * @param beyondUse the last day on which it may be used
     */
    record Checked(Solution solution, String lot, LocalDate beyondUse) implements ManualStep {
        /** Checks the lot. */
        public Checked {
            requireLot(lot);
        }

        @Override
        public ManualGuide.Kind kind() {
            return ManualGuide.Kind.CHECK;
        }
    }

    /**
     * Somebody says why what came out is not what was expected.
     *
     * @param reason in words, 3 to 200 printable characters
     */
    record Explained(String reason) implements ManualStep {
        /** Checks the words. */
        public Explained {
            if (reason.length() < 3
                    || reason.length() > 200
                    || reason.isBlank()
                    || reason.codePoints().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a reason is 3 to 200 printable characters");
            }
        }

        @Override
        public ManualGuide.Kind kind() {
            return ManualGuide.Kind.EXPLAIN;
        }
    }

    /**
     * All that came was taken out.
     *
     * @param returned how much it was
     */
    record Emptied(Volume returned) implements ManualStep {
        @Override
        public ManualGuide.Kind kind() {
            return ManualGuide.Kind.EMPTY;
        }
    }

    /**
     * It was filled.
     *
     * @param volume how much
     * @param solution as the syringe's label has it
     * @param lot as the syringe's label has it: 1 to 40 letters, digits, dots, slashes or hyphens
     * @param beyondUse the last day on which it may be used
     */
    record Filled(Volume volume, Solution solution, String lot, LocalDate beyondUse) implements ManualStep {
        /** Checks the lot. */
        public Filled {
            requireLot(lot);
        }

        @Override
        public ManualGuide.Kind kind() {
            return ManualGuide.Kind.FILL;
        }
    }

    private static void requireLot(String lot) {
        if (!lot.matches("[A-Za-z0-9][A-Za-z0-9./-]{0,39}")) {
            throw new IllegalArgumentException("a lot is 1 to 40 letters, digits, dots, slashes or hyphens");
        }
    }

    /** As JSON, each quantity with its unit. */
    default JsonObject toJson() {
        JsonObject.Builder json = Json.object().put("kind", kind().name());
        if (this instanceof Identified identified) {
            json.put("serial", identified.serial());
        } else if (this instanceof Emptied emptied) {
            json.put("returned", emptied.returned().text());
        } else if (this instanceof Checked checked) {
            json.put("solution", checked.solution().toJson())
                    .put("lot", checked.lot())
                    .put("beyondUse", checked.beyondUse().toString());
        } else if (this instanceof Explained explained) {
            json.put("reason", explained.reason());
        } else if (this instanceof Filled filled) {
            json.put("volume", filled.volume().text())
                    .put("solution", filled.solution().toJson())
                    .put("lot", filled.lot())
                    .put("beyondUse", filled.beyondUse().toString());
        }
        return json.build();
    }

    /** Reads what {@link #toJson()} wrote. */
    static ManualStep fromJson(JsonObject json) {
        return switch (ManualGuide.Kind.valueOf(json.string("kind"))) {
            case IDENTIFY -> new Identified(json.onlyNames("kind", "serial").string("serial"));
            case EMPTY ->
                new Emptied(json.onlyNames("kind", "returned")
                        .value("returned", text -> Volume.parse(text).orElseThrow()));
            case CHECK -> {
                json.onlyNames("kind", "solution", "lot", "beyondUse");
                yield new Checked(
                        Solution.fromJson(json.array("solution")),
                        json.string("lot"),
                        json.value("beyondUse", LocalDate::parse));
            }
            case EXPLAIN -> new Explained(json.onlyNames("kind", "reason").string("reason"));
            case FILL -> {
                json.onlyNames("kind", "volume", "solution", "lot", "beyondUse");
                yield new Filled(
                        json.value("volume", text -> Volume.parse(text).orElseThrow()),
                        Solution.fromJson(json.array("solution")),
                        json.string("lot"),
                        json.value("beyondUse", LocalDate::parse));
            }
            case ATTEST -> throw new IllegalArgumentException("an attestation is a signature, not a step");
        };
    }
}
