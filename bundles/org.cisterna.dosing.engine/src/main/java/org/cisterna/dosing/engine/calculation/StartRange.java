// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Ratio;

/** Ranges of first doses, each with its source. A dose below one is not remarked on: starting low is the advice of all of them. */
enum StartRange {
    MORPHINE_NAIVE("morphine", "the label, patient not used to opioids", 200_000, 1_000_000, Published.MORPHINE_LABEL),
    MORPHINE_TOLERANT(
            "morphine", "the label, patient used to opioids", 1_000_000, 10_000_000, Published.MORPHINE_LABEL),
    MORPHINE_CONSENSUS("morphine", "the consensus of 2017", 100_000, 500_000, Published.PACC_2017),
    ZICONOTIDE_LABEL("ziconotide", "the US label", 0, 2_400, Published.ZIC_LABEL),
    ZICONOTIDE_CONSENSUS("ziconotide", "the consensus", 500, 1_200, Published.ZIC_CONSENSUS),
    HYDROMORPHONE("hydromorphone", "the consensus of 2017", 10_000, 150_000, Published.PACC_2017),
    FENTANYL("fentanyl", "the consensus of 2017", 25_000, 75_000, Published.PACC_2017),
    BUPIVACAINE("bupivacaine", "the consensus of 2017", 10_000, 4_000_000, Published.PACC_2017),
    CLONIDINE("clonidine", "the consensus of 2017", 20_000, 100_000, Published.PACC_2017);

    private final String drug;
    private final String words;
    private final long leastNanograms;
    private final long mostNanograms;
    private final Published source;

    StartRange(String drug, String words, long least, long most, Published source) {
        this.drug = drug;
        this.words = words;
        this.leastNanograms = least;
        this.mostNanograms = most;
        this.source = source;
    }

    /** The ranges of a drug; that of people used to opioids only for one who is said to be. */
    static List<StartRange> of(String drug, Optional<Boolean> opioidTolerant) {
        boolean tolerant = opioidTolerant.orElse(false);
        return Arrays.stream(values())
                .filter(each -> each.drug.equals(drug))
                .filter(each -> each != MORPHINE_TOLERANT || tolerant)
                .filter(each -> each != MORPHINE_NAIVE || !tolerant)
                .toList();
    }

    /** Whether there are ranges of this drug at all. */
    static boolean isKnown(String drug) {
        return Arrays.stream(values()).anyMatch(each -> each.drug.equals(drug));
    }

    String words() {
        return words;
    }

    Ratio most() {
        return Ratio.of(mostNanograms);
    }

    Published source() {
        return source;
    }

    String text() {
        return new DoseRate(leastNanograms).text() + " to " + new DoseRate(mostNanograms).text();
    }
}
