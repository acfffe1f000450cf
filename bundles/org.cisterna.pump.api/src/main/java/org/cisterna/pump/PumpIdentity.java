// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * Who a pump says it is, proved by its key once it is paired.
 *
 * @param pump manufacturer and serial
 * @param model the maker's name of the model
 * @param firmware version of what runs in it
 * @param capabilities what this device can do
 * @param simulated whether it is a simulated device
 */
public record PumpIdentity(PumpId pump, String model, String firmware, Capabilities capabilities, boolean simulated) {

    /**
     * Why a plan was not made for this pump as it is: for another one ({@code IDENTITY_MISMATCH}), or for other capabilities
     * ({@code CAPABILITIES_CHANGED}). What the plan holds is not looked at.
     *
     * @return empty when it was made for this pump
     */
    public List<Violation> mismatches(Plan plan) {
        List<Violation> wrong = new ArrayList<>();
        if (!plan.pump().equals(pump)) {
            wrong.add(Violation.of(
                            "IDENTITY_MISMATCH",
                            "pump",
                            plan.pump().text(),
                            "the plan is for another pump; draft it for this one")
                    .against(pump.text(), "the session"));
        }
        if (!plan.capabilities().equals(capabilities.digest())) {
            wrong.add(Violation.of(
                    "CAPABILITIES_CHANGED",
                    "capabilities",
                    plan.capabilities().text(),
                    "the pump declares other capabilities than those the plan was made for; draft it again"));
        }
        return List.copyOf(wrong);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("pump", pump.text())
                .put("model", model)
                .put("firmware", firmware)
                .put("capabilities", capabilities.toJson())
                .put("simulated", simulated)
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static PumpIdentity fromJson(JsonObject json) {
        return new PumpIdentity(
                PumpId.of(json.string("pump")),
                json.string("model"),
                json.string("firmware"),
                Capabilities.fromJson(json.object("capabilities")),
                json.flag("simulated"));
    }
}
