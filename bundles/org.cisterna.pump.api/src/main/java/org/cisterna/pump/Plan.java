// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The exact programme, with its parts, that is staged and committed: already on the pump's grid, bound to the pump, the revision it was made for, the driver
 * that will carry it, and the decision it carries out. Any change makes another plan with another digest.
 *
 * @param pump which pump
 * @param patient the hospital's pseudonymous reference, as the implant record has it
 * @param expected the revision the pump must still have
 * @param programme on the grid of the capabilities; never {@link Programme.Stopped}, for a stop needs no plan
 * @param solution what the reservoir is declared to hold
 * @param capabilities digest of the capabilities it was made for
 * @param driver digest of the driver's description it was made for
 * @param decision digest of the dosing proposal it carries out
 * @param parts what goes with the programme, in the order of {@link ProgrammePart#inOrder}; what is not here does not run afterwards. With a
 *     {@link ProgrammePart.MinimumRate} the programme is that rate all day; with {@link ProgrammePart.Weekdays} it is one of their days
 */
public record Plan(
        PumpId pump,
        String patient,
        Revision expected,
        Programme programme,
        Solution solution,
        Digest capabilities,
        Digest driver,
        Digest decision,
        List<ProgrammePart> parts) {

    /** A plan of a programme alone. */
    public Plan(
            PumpId pump,
            String patient,
            Revision expected,
            Programme programme,
            Solution solution,
            Digest capabilities,
            Digest driver,
            Digest decision) {
        this(pump, patient, expected, programme, solution, capabilities, driver, decision, List.of());
    }

    public Plan {
        parts = ProgrammePart.inOrder(parts);
        if (programme instanceof Programme.Stopped || parts.stream().anyMatch(ProgrammePart.Stop.class::isInstance)) {
            throw new IllegalArgumentException("a stop needs no plan");
        }
    }

    /** Names exactly this plan. */
    public Digest digest() {
        return Digest.of("org.cisterna.pump.plan/1", toJson());
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("pump", pump.text())
                .put("patient", patient)
                .put("expectedRevision", expected.number())
                .put("programme", programme.toJson())
                .put("solution", solution.toJson())
                .put("capabilities", capabilities.text())
                .put("driver", driver.text())
                .put("decision", decision.text())
                .putOptional("parts", PlanParts.toJson(parts))
                .build();
    }

    /** Reads what {@link #toJson()} wrote; refuses any other member, for it may be a part that nobody here knows. */
    public static Plan fromJson(JsonObject json) {
        json.onlyNames(
                "pump",
                "patient",
                "expectedRevision",
                "programme",
                "solution",
                "capabilities",
                "driver",
                "decision",
                "parts");
        return new Plan(
                PumpId.of(json.string("pump")),
                json.string("patient"),
                new Revision(json.number("expectedRevision")),
                Programme.fromJson(json.object("programme")),
                Solution.fromJson(json.array("solution")),
                Digest.parse(json.string("capabilities")),
                Digest.parse(json.string("driver")),
                Digest.parse(json.string("decision")),
                PlanParts.fromJson(json));
    }
}
