// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;

/**
 * A drug and the dose of it that somebody gets or would get.
 *
 * @param drug id of the drug
 * @param dose as mass in 24 h, exact
 */
public record DrugDose(String drug, DailyDose dose) {

    static JsonArray toJson(List<DrugDose> doses) {
        return Json.array(doses.stream().map(DrugDose::toJson).toList());
    }

    private JsonObject toJson() {
        JsonObject.Builder json = Json.object().put("drug", drug).put("dose", dose.text());
        if (!dose.exactText().equals(dose.text())) {
            json.put("doseExact", dose.exactText());
        }
        return json.build();
    }

    static List<DrugDose> fromJson(JsonObject json, String name) {
        return json.array(name).objects().stream()
                .map(each -> new DrugDose(
                        each.string("drug"),
                        DailyDose.parse(each.optionalString("doseExact").orElseGet(() -> each.string("dose")))))
                .toList();
    }
}
