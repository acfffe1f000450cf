// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What a patient gets of one drug in 24 h, before and after.
 *
 * @param drug id of the drug
 * @param before what the running programme gives; nothing while the pump stands still or never ran
 * @param requested what the order asks for; for a secondary drug what follows from it
 * @param after what the achievable programme gives; empty while there is none, and then a finding that blocks says why. In a record of before
 *     that was so, what was requested stands here instead
 * @param change from before to after, {@code "+16.4 %"}, rounded half to even; empty when there is nothing before or after
 */
public record DrugTotal(
        String drug,
        Optional<DailyDose> before,
        DailyDose requested,
        Optional<DailyDose> after,
        Optional<String> change) {

    /** As JSON: each dose as people read it, and exactly where that does not show all of it. */
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object().put("drug", drug);
        before.ifPresent(dose -> put(json, "before", dose));
        put(json, "requested", requested);
        after.ifPresent(dose -> put(json, "after", dose));
        return json.putOptional("change", change).build();
    }

    private static void put(JsonObject.Builder json, String name, DailyDose dose) {
        json.put(name, dose.text());
        if (!dose.exactText().equals(dose.text())) {
            json.put(name + "Exact", dose.exactText());
        }
    }

    /** Reads what {@link #toJson()} wrote. */
    public static DrugTotal fromJson(JsonObject json) {
        return new DrugTotal(
                json.string("drug"),
                optionalDose(json, "before"),
                dose(json, "requested"),
                optionalDose(json, "after"),
                json.optionalString("change"));
    }

    private static Optional<DailyDose> optionalDose(JsonObject json, String name) {
        return json.get(name).map(present -> dose(json, name));
    }

    private static DailyDose dose(JsonObject json, String name) {
        return DailyDose.parse(json.optionalString(name + "Exact").orElseGet(() -> json.string(name)));
    }
}
