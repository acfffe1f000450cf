// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.Instants;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.DoseRate;

/**
 * The last therapeutic dose of a drug: what a new one is compared with. Neither a stop nor a minimum rate makes a new last therapeutic
 * dose.
 *
 * @param drug id of the drug
 * @param rate mass in 24 h, down to the whole nanogram, so that a rise is never understated
 * @param since pump time from which it was given: the last change of dose
 */
public record LastDose(String drug, DoseRate rate, Instant since) {

    /** The last doses that a therapeutic programme leaves behind, one for each drug of the solution. */
    public static List<LastDose> of(Programme programme, Solution solution, Instant since) {
        List<LastDose> doses = new ArrayList<>();
        for (Solution.Ingredient each : solution.ingredients()) {
            long nanograms =
                    DailyDose.of(programme, each.concentration()).nanograms().floorToMultipleOf(1);
            doses.add(new LastDose(each.drug(), new DoseRate(nanograms), since));
        }
        return List.copyOf(doses);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("drug", drug)
                .put("rate", rate.text())
                .put("since", since.toString())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static LastDose fromJson(JsonObject json) {
        json.onlyNames("drug", "rate", "since");
        return new LastDose(
                json.string("drug"),
                json.value("rate", text -> DoseRate.parse(text).orElseThrow()),
                json.value("since", Instants::of));
    }
}
