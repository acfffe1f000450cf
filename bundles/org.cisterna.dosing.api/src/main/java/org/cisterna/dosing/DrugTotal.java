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
 * @param worstDay the most that the pump gives in 24 h with the single bolus and with every bolus that the patient can ask for, the most
 *     concentrated fluid of path and reservoir taken for each of them; empty where neither was ordered, and where there is no programme
 * @param worstChange from before to the worst day, as {@code change}
 */
public record DrugTotal(
        String drug,
        Optional<DailyDose> before,
        DailyDose requested,
        Optional<DailyDose> after,
        Optional<String> change,
        Optional<DailyDose> worstDay,
        Optional<String> worstChange) {

    /** A total of an order without a single bolus and without boluses of the patient. */
    public DrugTotal(
            String drug,
            Optional<DailyDose> before,
            DailyDose requested,
            Optional<DailyDose> after,
            Optional<String> change) {
        this(drug, before, requested, after, change, Optional.empty(), Optional.empty());
    }

    /** As JSON: each dose as people read it, and exactly where that does not show all of it. */
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object().put("drug", drug);
        before.ifPresent(dose -> put(json, "before", dose));
        put(json, "requested", requested);
        after.ifPresent(dose -> put(json, "after", dose));
        worstDay.ifPresent(dose -> put(json, "worstDay", dose));
        return json.putOptional("change", change)
                .putOptional("worstChange", worstChange)
                .build();
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
                json.optionalString("change"),
                optionalDose(json, "worstDay"),
                json.optionalString("worstChange"));
    }

    private static Optional<DailyDose> optionalDose(JsonObject json, String name) {
        return json.get(name).map(present -> dose(json, name));
    }

    private static DailyDose dose(JsonObject json, String name) {
        return DailyDose.parse(json.optionalString(name + "Exact").orElseGet(() -> json.string(name)));
    }
}
