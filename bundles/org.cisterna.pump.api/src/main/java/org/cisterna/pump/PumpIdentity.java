// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

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
