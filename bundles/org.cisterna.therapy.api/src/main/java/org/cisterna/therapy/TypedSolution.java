// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;

/**
 * A solution as somebody typed it, not looked at yet.
 *
 * @param ingredients the primary drug first
 */
public record TypedSolution(List<Ingredient> ingredients) {

    /**
     * A drug and how much of it.
     *
     * @param drug its identity in the drug library, for example {@code baclofen}
     * @param concentration with its unit, for example {@code 2000 mcg/mL}
     */
    public record Ingredient(String drug, String concentration) {}

    /** Copies the list. */
    public TypedSolution {
        ingredients = List.copyOf(ingredients);
    }

    /** As JSON: a list of drug and concentration. */
    public JsonArray toJson() {
        return Json.array(ingredients.stream()
                .map(each -> Json.object()
                        .put("drug", each.drug())
                        .put("concentration", each.concentration())
                        .build())
                .toList());
    }

    /**
     * Reads the form of {@link #toJson()}.
     *
     * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
     */
    public static TypedSolution fromJson(JsonArray json) {
        return new TypedSolution(json.objects().stream()
                .map(each -> each.onlyNames("drug", "concentration"))
                .map(each -> new Ingredient(each.string("drug"), each.string("concentration")))
                .toList());
    }
}
