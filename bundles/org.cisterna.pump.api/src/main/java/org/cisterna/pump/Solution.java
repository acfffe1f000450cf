// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;

/**
 * What a reservoir is declared to hold: one or more drugs with their concentrations. The first is the primary drug; doses are ordered for
 * it, and the others follow.
 *
 * @param ingredients 1 to 5 drugs, each once, the primary first
 */
public record Solution(List<Ingredient> ingredients) {

    /** More drugs than this in one reservoir are not supported. */
    public static final int MAX_INGREDIENTS = 5;

    private static final Pattern DRUG = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /**
     * One drug of a solution.
     *
     * @param drug identity in the drug library, lower case, for example {@code baclofen}
     * @param concentration above zero
     */
    public record Ingredient(String drug, Concentration concentration) {
        public Ingredient {
            named(drug);
            aboveZero(drug, concentration);
        }

        private static String named(String drug) {
            if (!DRUG.matcher(drug).matches()) {
                throw new IllegalArgumentException("a drug is named in lower case letters, digits and hyphens");
            }
            return drug;
        }

        private static Concentration aboveZero(String drug, Concentration concentration) {
            if (concentration.nanogramsPerMillilitre() == 0) {
                throw new IllegalArgumentException("a concentration is above zero: " + drug);
            }
            return concentration;
        }

        /** Each member by itself, so that a refusal names the one that is wrong. */
        private static Ingredient fromJson(JsonObject json) {
            String drug = json.value("drug", Ingredient::named);
            return new Ingredient(
                    drug,
                    json.value(
                            "concentration",
                            text -> aboveZero(drug, Concentration.parse(text).orElseThrow())));
        }
    }

    public Solution {
        ingredients = List.copyOf(ingredients);
        Set<String> names = new HashSet<>();
        for (Ingredient each : ingredients) {
            if (!names.add(each.drug())) {
                throw new IllegalArgumentException("a drug stands twice in the solution: " + each.drug());
            }
        }
        if (ingredients.isEmpty() || ingredients.size() > MAX_INGREDIENTS) {
            throw new IllegalArgumentException("a solution has 1 to " + MAX_INGREDIENTS + " drugs");
        }
    }

    /** A solution of one drug. */
    public static Solution of(String drug, Concentration concentration) {
        return new Solution(List.of(new Ingredient(drug, concentration)));
    }

    /** The drug that doses are ordered for. */
    public Ingredient primary() {
        return ingredients.get(0);
    }

    /** The concentration of a drug, when the solution has it. */
    public Optional<Concentration> concentrationOf(String drug) {
        return ingredients.stream()
                .filter(each -> each.drug().equals(drug))
                .map(Ingredient::concentration)
                .findFirst();
    }

    /** For people: {@code baclofen 2000 mcg/mL + morphine …}. */
    public String text() {
        return ingredients.stream()
                .map(each -> each.drug() + " " + each.concentration().text())
                .collect(Collectors.joining(" + "));
    }

    /** As JSON: a list of drug and concentration. */
    public JsonArray toJson() {
        return Json.array(ingredients.stream()
                .map(each -> Json.object()
                        .put("drug", each.drug())
                        .put("concentration", each.concentration().text())
                        .build())
                .toList());
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Solution fromJson(JsonArray json) {
        return new Solution(json.objects().stream().map(Ingredient::fromJson).toList());
    }
}
