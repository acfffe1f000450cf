// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.Optional;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Verdict;

/** The keys of the institution's configuration, each with the kind of limit that it makes. */
enum InstitutionKey {
    CEILING_DAILY_DOSE("ceilingDailyDose", LimitKind.MAX_DAILY_DOSE, Verdict.BLOCK, false, "ceiling of the daily dose"),
    CEILING_CONCENTRATION(
            "ceilingConcentration", LimitKind.MAX_CONCENTRATION, Verdict.BLOCK, false, "ceiling of the concentration"),
    CONFIRM_DAILY_DOSE(
            "confirmDailyDose", LimitKind.MAX_DAILY_DOSE, Verdict.CONFIRM, false, "daily dose to be confirmed"),
    CONFIRM_CONCENTRATION(
            "confirmConcentration",
            LimitKind.MAX_CONCENTRATION,
            Verdict.CONFIRM,
            false,
            "concentration to be confirmed"),
    CONFIRM_INCREASE(
            "confirmIncrease", LimitKind.MAX_INCREASE, Verdict.CONFIRM, true, "rise to be confirmed by two persons"),
    CONFIRM_DECREASE("confirmDecrease", LimitKind.MAX_DECREASE, Verdict.CONFIRM, false, "fall to be confirmed"),
    CONFIRM_INCREASE_INTERVAL(
            "confirmIncreaseInterval",
            LimitKind.MIN_INCREASE_INTERVAL,
            Verdict.CONFIRM,
            true,
            "early rise to be confirmed by two persons"),
    CONFIRM_INCREASE_DOSE(
            "confirmIncreaseDose",
            LimitKind.MAX_INCREASE_DOSE,
            Verdict.CONFIRM,
            true,
            "rise as a dose to be confirmed by two persons"),
    CONFIRM_INCREASES_PER_WEEK(
            "confirmIncreasesPerWeek",
            LimitKind.MAX_INCREASES_PER_WEEK,
            Verdict.CONFIRM,
            true,
            "number of rises in 7 days to be confirmed by two persons"),
    CONFIRM_YEARLY_INCREASE(
            "confirmYearlyIncrease",
            LimitKind.MAX_YEARLY_INCREASE,
            Verdict.CONFIRM,
            false,
            "rise within a year to be confirmed"),
    CEILING_START_DOSE("ceilingStartDose", LimitKind.MAX_START_DOSE, Verdict.BLOCK, false, "ceiling of a start dose"),
    CONFIRM_START_DOSE(
            "confirmStartDose", LimitKind.MAX_START_DOSE, Verdict.CONFIRM, false, "start dose to be confirmed"),
    CONFIRM_START_OF_TRIAL(
            "confirmStartOfTrial",
            LimitKind.MAX_START_OF_TRIAL,
            Verdict.CONFIRM,
            true,
            "start against the trial to be confirmed by two persons"),
    CONFIRM_INTERRUPTION(
            "confirmInterruption", LimitKind.MAX_INTERRUPTION, Verdict.CONFIRM, false, "interruption to be confirmed"),
    CONFIRM_OFF_LABEL("confirmOffLabel", LimitKind.OFF_LABEL, Verdict.CONFIRM, false, "use to be acknowledged"),
    CONFIRM_MIXTURE(
            "confirmMixture", LimitKind.OFF_LABEL_MIXTURE, Verdict.CONFIRM, false, "mixture to be acknowledged"),
    NO_PATIENT_BOLUS(
            "noPatientBolus", LimitKind.NO_PATIENT_BOLUS, Verdict.BLOCK, false, "no boluses that the patient asks for"),
    CONFIRM_PATIENT_BOLUS(
            "confirmPatientBolus",
            LimitKind.NO_PATIENT_BOLUS,
            Verdict.CONFIRM,
            true,
            "boluses that the patient asks for to be confirmed by two persons"),
    CONTRAINDICATION("contraindication", LimitKind.CONTRAINDICATION, Verdict.BLOCK, false, "contraindication"),
    CONFIRM_UNIT_JUMP(
            "confirmUnitJump", LimitKind.UNIT_JUMP, Verdict.CONFIRM, true, "jump to be confirmed by two persons");

    private final String text;
    private final LimitKind kind;
    private final Verdict effect;
    private final boolean twoPersons;
    private final String reason;

    InstitutionKey(String text, LimitKind kind, Verdict effect, boolean twoPersons, String reason) {
        this.text = text;
        this.kind = kind;
        this.effect = effect;
        this.twoPersons = twoPersons;
        this.reason = reason;
    }

    /** The key as it is written. */
    String text() {
        return text;
    }

    /**
     * The limit of one entry.
     *
     * @throws IllegalArgumentException when the value is none of this kind, in words
     */
    Limit limit(String drug, Optional<String> indication, String value, String institution) {
        return new Limit(
                drug,
                indication,
                kind,
                value,
                effect,
                twoPersons,
                reason + " of " + institution,
                institution,
                Trust.INSTITUTION);
    }
}
