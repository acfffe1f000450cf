// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Duration;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Volume;

/**
 * A prime, and what it pushes out of the tip.
 *
 * @param volume on the pump's grid
 * @param duration that it takes
 * @param firstDrugAtTip after how long drug may leave the tip at the earliest; the whole duration when none does before
 * @param drugs what it does with each
 */
public record PrimePlan(Volume volume, Duration duration, Duration firstDrugAtTip, List<PrimedDrug> drugs) {

    /**
     * What a prime does with a drug.
     *
     * @param drug id of the drug
     * @param intoPath mass that enters the path
     * @param atTip mass that leaves the tip by plug flow: the last of what was in the path
     * @param bound mass that leaves it at most, when drug arrives as early as laminar flow allows
     */
    public record PrimedDrug(String drug, Mass intoPath, Mass atTip, Mass bound) {}

    public PrimePlan {
        drugs = List.copyOf(drugs);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("volume", volume.text())
                .put("duration", Durations.text(duration))
                .put("firstDrugAtTip", Durations.text(firstDrugAtTip))
                .put(
                        "drugs",
                        Json.array(drugs.stream()
                                .map(each -> Json.object()
                                        .put("drug", each.drug())
                                        .put("intoPath", each.intoPath().text())
                                        .put("atTip", each.atTip().text())
                                        .put("atTipBound", each.bound().text())
                                        .build())
                                .toList()))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static PrimePlan fromJson(JsonObject json) {
        return new PrimePlan(
                Volume.parse(json.string("volume")).orElseThrow(),
                Durations.parse(json.string("duration")).orElseThrow(),
                Durations.parse(json.string("firstDrugAtTip")).orElseThrow(),
                json.array("drugs").objects().stream()
                        .map(each -> new PrimedDrug(
                                each.string("drug"),
                                mass(each, "intoPath"),
                                mass(each, "atTip"),
                                mass(each, "atTipBound")))
                        .toList());
    }

    private static Mass mass(JsonObject json, String name) {
        return Mass.parse(json.string(name)).orElseThrow();
    }
}
