// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.Arrays;
import java.util.Optional;
import org.cisterna.dosing.calculation.TrialRequest;
import org.cisterna.dosing.calculation.TrialRequest.Kind;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Ratio;

/** The most of one injection in a trial, by drug, each with its source. Doses of other kinds of trial are known from weak memory only. */
enum TrialDose {
    BACLOFEN("baclofen", 100_000, Published.ITB_SCREENING),
    MORPHINE("morphine", 500_000, Published.PACC_TRIAL_2017),
    HYDROMORPHONE("hydromorphone", 100_000, Published.PACC_TRIAL_2017),
    FENTANYL("fentanyl", 75_000, Published.PACC_TRIAL_2017),
    BUPIVACAINE("bupivacaine", 2_500_000, Published.PACC_TRIAL_2017),
    ZICONOTIDE("ziconotide", 5_000, Published.PACC_TRIAL_2017);

    private static final long JUMP = 10;

    private final String drug;
    private final long mostNanograms;
    private final Published source;

    TrialDose(String drug, long mostNanograms, Published source) {
        this.drug = drug;
        this.mostNanograms = mostNanograms;
        this.source = source;
    }

    /** Holds what one injection gave, or is to give, against the most that is known of such a trial. */
    static void examine(TrialRequest request, Sheet sheet) {
        if (request.kind() != Kind.SINGLE_SHOT) {
            return;
        }
        Optional<TrialDose> known = Arrays.stream(values())
                .filter(each -> each.drug.equals(request.drug()))
                .findFirst();
        if (known.isEmpty()) {
            sheet.confirm(
                    "NO_TRIAL_DOSE_RULE",
                    request.drug(),
                    request.dose().text(),
                    "nothing is known to hold one injection of it against; compare number and unit with the order");
            return;
        }
        known.get().judge(request, sheet);
    }

    private void judge(TrialRequest request, Sheet sheet) {
        Mass dose = request.dose();
        Mass most = new Mass(mostNanograms);
        if (dose.compareTo(most) <= 0) {
            sheet.pass(
                    "TRIAL_DOSE",
                    drug,
                    dose.text(),
                    most.text(),
                    "no more than is known of one injection",
                    source.authority());
            return;
        }
        Ratio times = dose.exact().dividedBy(most.exact());
        sheet.twoPersons(
                "TRIAL_DOSE",
                drug,
                dose.text(),
                most.text(),
                "more than is known of one injection in a trial"
                        + (times.compareTo(Ratio.of(JUMP)) >= 0
                                ? ", and ten times or more: a decimal place, or 1000 = micrograms in a milligram; compare unit and"
                                        + " number with the order"
                                : "; give less, or confirm with a reason"),
                source.authority());
    }
}
