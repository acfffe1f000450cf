// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Duration;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Volume;

/**
 * A bridge: the old solution is given out of the path at its own rate before the new programme begins.
 *
 * @param old the solution that is bridged
 * @param rate on the pump's grid
 * @param duration on the pump's grid, rounded by the sign of the change
 * @param exactly how long it would take without a grid
 * @param volume that the bridge gives
 * @param drugs what it gives of each
 * @param during doses while it lasts
 * @param after doses afterwards, with what is truly in the reservoir
 * @param afterLabelled doses afterwards, were the reservoir what the label of the syringe says
 * @param without doses that would be given without it
 * @param withoutFor for how long
 */
public record BridgePlan(
        Solution old,
        FlowRate rate,
        Duration duration,
        Duration exactly,
        Volume volume,
        List<BridgedDrug> drugs,
        List<DrugDose> during,
        List<DrugDose> after,
        List<DrugDose> afterLabelled,
        List<DrugDose> without,
        Duration withoutFor) {

    /**
     * What a bridge gives of a drug.
     *
     * @param drug id of the drug
     * @param mass that leaves the tip by plug flow
     * @param bound that leaves it at most, when new drug arrives as early as laminar flow allows
     * @param shownAsNew what a programmer that is already told of the new concentration shows in error for {@code mass}
     */
    public record BridgedDrug(String drug, Mass mass, Mass bound, Mass shownAsNew) {}

    public BridgePlan {
        drugs = List.copyOf(drugs);
        during = List.copyOf(during);
        after = List.copyOf(after);
        afterLabelled = List.copyOf(afterLabelled);
        without = List.copyOf(without);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("old", old.toJson())
                .put("rate", rate.text())
                .put("duration", Durations.text(duration))
                .put("exactly", Durations.text(exactly))
                .put("volume", volume.text())
                .put(
                        "drugs",
                        Json.array(drugs.stream()
                                .map(each -> Json.object()
                                        .put("drug", each.drug())
                                        .put("mass", each.mass().text())
                                        .put("bound", each.bound().text())
                                        .put("shownAsNew", each.shownAsNew().text())
                                        .build())
                                .toList()))
                .put("during", DrugDose.toJson(during))
                .put("after", DrugDose.toJson(after))
                .put("afterLabelled", DrugDose.toJson(afterLabelled))
                .put("without", DrugDose.toJson(without))
                .put("withoutFor", Durations.text(withoutFor))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static BridgePlan fromJson(JsonObject json) {
        return new BridgePlan(
                Solution.fromJson(json.array("old")),
                FlowRate.parse(json.string("rate")).orElseThrow(),
                Durations.parse(json.string("duration")).orElseThrow(),
                Durations.parse(json.string("exactly")).orElseThrow(),
                Volume.parse(json.string("volume")).orElseThrow(),
                json.array("drugs").objects().stream()
                        .map(each -> new BridgedDrug(
                                each.string("drug"), mass(each, "mass"), mass(each, "bound"), mass(each, "shownAsNew")))
                        .toList(),
                DrugDose.fromJson(json, "during"),
                DrugDose.fromJson(json, "after"),
                DrugDose.fromJson(json, "afterLabelled"),
                DrugDose.fromJson(json, "without"),
                Durations.parse(json.string("withoutFor")).orElseThrow());
    }

    private static Mass mass(JsonObject json, String name) {
        return Mass.parse(json.string(name)).orElseThrow();
    }
}
