// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;

/**
 * A homogeneous fluid: how much of each drug is in a millilitre of it. Immutable.
 *
 * <p>Exact ratios, because the mixture of a residual with a fresh fill rarely comes to whole nanograms.
 *
 * @param drugs exact nanograms per millilitre by the drug's name, each more than zero; empty for drug-free fluid
 */
public record Solution(SortedMap<String, Ratio> drugs) {

    /** Fluid without any drug: saline, or what fills a fresh catheter. */
    public static final Solution DRUG_FREE = new Solution(Collections.emptySortedMap());

    private static final long PICOLITRES_PER_MILLILITRE = 1_000_000_000L;

    /** Copies, and checks that every concentration is more than zero. */
    public Solution {
        drugs.forEach((drug, concentration) -> {
            if (drug.isBlank() || concentration.signum() <= 0) {
                throw new IllegalArgumentException(
                        "a drug in a solution has a name and a concentration above zero, got '" + drug + "' with "
                                + concentration + " ng/mL");
            }
        });
        drugs = Collections.unmodifiableSortedMap(new TreeMap<>(drugs));
    }

    /** A solution as a label states it; concentrations of zero are left out. */
    public static Solution of(Map<String, Concentration> label) {
        TreeMap<String, Ratio> drugs = new TreeMap<>();
        label.forEach((drug, concentration) -> {
            if (concentration.nanogramsPerMillilitre() > 0) {
                drugs.put(drug, Ratio.of(concentration.nanogramsPerMillilitre()));
            }
        });
        return new Solution(drugs);
    }

    /** One drug in one concentration. */
    public static Solution of(String drug, Concentration concentration) {
        return of(Map.of(drug, concentration));
    }

    /** What two volumes make when they are mixed well. Not both may be zero. */
    public static Solution mix(long picolitresOfOne, Solution one, long picolitresOfOther, Solution other) {
        if (one.equals(other)) {
            return one;
        }
        long whole = Math.addExact(picolitresOfOne, picolitresOfOther);
        TreeMap<String, Ratio> mixed = new TreeMap<>();
        one.drugs.forEach((drug, c) -> add(mixed, drug, c.times(Ratio.of(picolitresOfOne, whole))));
        other.drugs.forEach((drug, c) -> add(mixed, drug, c.times(Ratio.of(picolitresOfOther, whole))));
        return new Solution(mixed);
    }

    /** Exact nanograms per millilitre; zero when the drug is not in it. */
    public Ratio concentration(String drug) {
        Ratio concentration = drugs.get(drug);
        return concentration == null ? Ratio.ZERO : concentration;
    }

    /** Exact nanograms of each drug in a volume, added to a running sum per drug. */
    void addMassTo(SortedMap<String, Ratio> nanograms, long picolitres) {
        if (picolitres > 0) {
            Ratio millilitres = Ratio.of(picolitres, PICOLITRES_PER_MILLILITRE);
            drugs.forEach((drug, c) -> nanograms.merge(drug, c.times(millilitres), Ratio::plus));
        }
    }

    /** As JSON: the drug's name to an exact fraction in ng/mL, for example {@code {"baclofen":"2000000"}}. */
    public JsonObject json() {
        return ratios(drugs);
    }

    /** Back from {@link #json()}. */
    public static Solution fromJson(JsonObject json) {
        return new Solution(ratios(json));
    }

    static JsonObject ratios(SortedMap<String, Ratio> values) {
        JsonObject.Builder json = Json.object();
        values.forEach((name, value) -> json.put(name, value.toString()));
        return json.build();
    }

    static SortedMap<String, Ratio> ratios(JsonObject json) {
        TreeMap<String, Ratio> values = new TreeMap<>();
        for (String name : json.names()) {
            String text = json.string(name);
            int slash = text.indexOf('/');
            values.put(
                    name,
                    slash < 0
                            ? new Ratio(new BigInteger(text), BigInteger.ONE)
                            : new Ratio(
                                    new BigInteger(text.substring(0, slash)),
                                    new BigInteger(text.substring(slash + 1))));
        }
        return values;
    }

    private static void add(SortedMap<String, Ratio> mixed, String drug, Ratio share) {
        if (share.signum() > 0) {
            mixed.merge(drug, share, Ratio::plus);
        }
    }
}
