// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Ratio;

/**
 * What a fluid holds, exact: nanograms of each drug in a millilitre. Fluid without drug is empty.
 *
 * @param nanograms per millilitre, by drug, each above zero
 */
public record Mix(Map<String, Ratio> nanograms) {

    /** Fluid without drug. */
    public static final Mix NO_DRUG = new Mix(Map.of());

    private static final int SHOWN_DIGITS = 3;

    public Mix {
        Map<String, Ratio> held = new LinkedHashMap<>();
        nanograms.forEach((drug, each) -> {
            if (each.signum() > 0) {
                held.put(drug, each);
            }
        });
        nanograms = Collections.unmodifiableMap(held);
    }

    /** A solution as on its label. */
    public static Mix of(Solution solution) {
        Map<String, Ratio> nanograms = new LinkedHashMap<>();
        solution.ingredients()
                .forEach(each -> nanograms.put(each.drug(), each.concentration().exact()));
        return new Mix(nanograms);
    }

    /** What a volume of this and a volume of another make together (F4); volumes in one unit, not both zero. */
    public Mix with(Ratio volume, Mix other, Ratio otherVolume) {
        Map<String, Ratio> together = new LinkedHashMap<>();
        for (String drug : drugsOf(List.of(other, this))) {
            together.put(
                    drug,
                    of(drug).times(volume)
                            .plus(other.of(drug).times(otherVolume))
                            .dividedBy(volume.plus(otherVolume)));
        }
        return new Mix(together);
    }

    /** Every drug of some fluids, each once. */
    static List<String> drugsOf(List<Mix> mixes) {
        return mixes.stream()
                .flatMap(each -> each.nanograms().keySet().stream())
                .distinct()
                .toList();
    }

    /** Nanograms of a drug in a millilitre; zero when it has none. */
    public Ratio of(String drug) {
        return nanograms.getOrDefault(drug, Ratio.ZERO);
    }

    /** Whether no drug is in it. */
    public boolean isWithoutDrug() {
        return nanograms.isEmpty();
    }

    /** For people, rounded. */
    String text() {
        return isWithoutDrug()
                ? "fluid without drug"
                : nanograms.entrySet().stream()
                        .map(each -> each.getKey() + " "
                                + each.getValue().dividedBy(1000).decimal(SHOWN_DIGITS) + " mcg/mL")
                        .collect(Collectors.joining(" + "));
    }
}
