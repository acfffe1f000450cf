// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.Optional;
import org.cisterna.dosing.engine.Authority;

/**
 * Where the numbers of the calculations come from that are no limit of the drug library. {@code docs/sources.md} has the same tags with
 * their addresses, and a test holds the two together.
 */
enum Published {
    ITB_2016("itb-2016", "best practices for intrathecal baclofen, 2016", false),
    ITB_2015("itb-2015", "best practices in intrathecal baclofen, 2015", false),
    ITB_LABEL("itb-label", "label doses of intrathecal baclofen, nurses' guide", false),
    ITB_SCREENING("itb-screening", "dosage of intrathecal baclofen, screening", false),
    ITB_MAINTENANCE("lioresal-label", "US label of intrathecal baclofen, quoted from memory", true),
    ZIC_LABEL("prialt-label", "US label of ziconotide", false),
    ZIC_SMPC("prialt-eu", "EU product information of ziconotide", false),
    ZIC_CONSENSUS("mcdowell-2016", "McDowell and Pope 2016, ziconotide", false),
    ZIC_CONTRAINDICATION("prialt-contraindication", "US label of ziconotide, contraindications", false),
    PACC_2017("pacc-2017", "consensus of 2017, quoted from memory", true),
    PACC_TRIAL_2017("pacc-trial-2017", "consensus of 2017 on trials, quoted from memory", true),
    MORPHINE_LABEL("infumorph-label", "US label of morphine for pumps", false),
    OBSERVATION("trial-observation", "consensus on observation after a single shot", false),
    RESIDUAL_LIMIT("refill-2017", "poster of 2017 on volumes withdrawn at refills", false),
    POCKET_FILL("maino-2017", "Maino 2017, sensor readings after refills", false),
    ASSAY("compounding-audit", "audit of 1729 compounded mixtures", false),
    CONVERSION_SURVEY("conversion-survey", "survey of specialists on conversion ratios", false),
    CONVERSION_ORAL("conversion-oral", "table of opioid equivalence, by mouth and into a vein", false),
    CONVERSION_CANCER("conversion-2021", "cancer centre of 275 patients, 2021", false),
    ERI("replacement-letter", "Health Canada letter on replacement indicators", false),
    REPLACE_BY("replace-by-recall", "recall Z-1338-2012", false),
    MRI_STALL("mri-synchromed", "maker's page on scans with a peristaltic pump", false),
    MRI_VALVE("mri-prometra", "instructions for a valve pump with flow activated valve", false),
    MRI_UNSAFE("mri-unsafe", "field safety notice of October 2019, EU", false);

    private final String tag;
    private final String words;
    private final boolean fromMemory;

    Published(String tag, String words, boolean fromMemory) {
        this.tag = tag;
        this.words = words;
        this.fromMemory = fromMemory;
    }

    String tag() {
        return tag;
    }

    Authority authority() {
        String source = words + " [" + tag + "]" + (fromMemory ? " (unverified)" : "");
        return new Authority("engine", Optional.of(source), Authority.ENGINE.version());
    }
}
