// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.JsonObject;

/** What is typed about a pump without telemetry: text with its unit, read by the provider, refused field by field. */
public final class ManualRequest {

    private ManualRequest() {}

    /**
     * Makes a pump known by its label, and enrols it.
     *
     * @param family which family describes it
     * @param manufacturer as the label has it
     * @param serial as the label has it
     * @param model as the label has it
     * @param flow as the factory measured it, for example {@code 1.034 mL/day}
     * @param filled how much was filled last, by its papers
     * @param filledAt when, in pump time, for example {@code 2026-03-01T09:00:00Z}
     * @param patient the hospital's pseudonymous reference
     * @param indication its id in the drug library's rules
     * @param reservoir what was filled
     * @param catheter its segments from the pump to the tip
     */
    public record Register(
            String family,
            String manufacturer,
            String serial,
            String model,
            String flow,
            String filled,
            String filledAt,
            String patient,
            String indication,
            TypedSolution reservoir,
            List<EnrolRequest.Segment> catheter) {
        /** Copies the list. */
        public Register {
            catheter = List.copyOf(catheter);
        }

        /**
         * Reads the JSON form: members named as here.
         *
         * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
         */
        public static Register fromJson(JsonObject json) {
            json.onlyNames(
                    "family",
                    "manufacturer",
                    "serial",
                    "model",
                    "flow",
                    "filled",
                    "filledAt",
                    "patient",
                    "indication",
                    "reservoir",
                    "catheter");
            return new Register(
                    json.string("family"),
                    json.string("manufacturer"),
                    json.string("serial"),
                    json.string("model"),
                    json.string("flow"),
                    json.string("filled"),
                    json.string("filledAt"),
                    json.string("patient"),
                    json.string("indication"),
                    TypedSolution.fromJson(json.array("reservoir")),
                    EnrolRequest.segments(json.array("catheter")));
        }
    }

    /**
     * Orders the next fill.
     *
     * @param drug id of the drug in the library
     * @param daily wanted dose, for example {@code 2 mg/day}
     * @param stock concentration of the stock solution
     * @param prepare how much is prepared, the volume for the refill assembly included
     * @param volume how much is filled
     */
    public record Order(String drug, String daily, String stock, String prepare, String volume) {
        /**
         * Reads the JSON form: members named as here.
         *
         * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
         */
        public static Order fromJson(JsonObject json) {
            json.onlyNames("drug", "daily", "stock", "prepare", "volume");
            return new Order(
                    json.string("drug"),
                    json.string("daily"),
                    json.string("stock"),
                    json.string("prepare"),
                    json.string("volume"));
        }
    }

    /**
     * A step that was done. Which of the fields is asked for follows from the kind.
     *
     * @param kind {@code IDENTIFY}, {@code CHECK}, {@code EMPTY}, {@code EXPLAIN} or {@code FILL}
     * @param serial with IDENTIFY
     * @param returned with EMPTY, for example {@code 8.4 mL}
     * @param reason with EXPLAIN: why what came out is not what was expected
     * @param volume with FILL
     * @param drug with CHECK, as the syringe's label has it; with FILL only where it is read once more
     * @param concentration with CHECK, as the syringe's label has it; with FILL only where it is read once more
     * @param lot with CHECK and FILL, as the syringe's label has it
     * @param beyondUse with CHECK: the last day, for example {@code 2026-12-01}; with FILL only where it is read once more
     */
    public record Step(
            String kind,
            Optional<String> serial,
            Optional<String> returned,
            Optional<String> reason,
            Optional<String> volume,
            Optional<String> drug,
            Optional<String> concentration,
            Optional<String> lot,
            Optional<String> beyondUse) {
        /**
         * Reads the JSON form: members named as here, those that are not asked for left out.
         *
         * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
         */
        public static Step fromJson(JsonObject json) {
            json.onlyNames(
                    "kind", "serial", "returned", "reason", "volume", "drug", "concentration", "lot", "beyondUse");
            return new Step(
                    json.string("kind"),
                    json.optionalString("serial"),
                    json.optionalString("returned"),
                    json.optionalString("reason"),
                    json.optionalString("volume"),
                    json.optionalString("drug"),
                    json.optionalString("concentration"),
                    json.optionalString("lot"),
                    json.optionalString("beyondUse"));
        }
    }
}
