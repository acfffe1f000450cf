// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.quantity.Ratio;

/**
 * The worst 24 h with boluses: the heaviest of the week, periodic boluses included, with the single bolus and with every bolus that the patient
 * can ask for. For each of those two the most concentrated fluid that can be at the tip is taken, so it is a bound where the path holds
 * another solution than the reservoir.
 */
final class BolusDay {

    private BolusDay() {}

    /** Of one drug; empty where neither a single bolus nor boluses of the patient are given, or where there is no programme. */
    static Optional<DailyDose> of(Case subject, String drug) {
        Optional<Shot> single = subject.physical().boluses().single().filter(Shot::isGiven);
        Optional<PatientBolusCheck.WorstDay> patient = PatientBolusCheck.worstDay(subject);
        Optional<WeekPlan> plan = subject.physical().plan();
        if (plan.isEmpty() || (single.isEmpty() && patient.isEmpty())) {
            return Optional.empty();
        }
        Ratio asked = patient.map(worst -> asked(subject, worst)).orElse(Ratio.ZERO);
        Ratio day = patient.map(worst -> worst.nanolitres().minus(asked))
                .orElseGet(() -> plan.get().most24h())
                .plus(subject.physical().boluses().givenDaily());
        Ratio boluses =
                asked.plus(single.map(shot -> Ratio.of(shot.nanolitres())).orElse(Ratio.ZERO));
        return Optional.of(sum(subject, drug, day, boluses));
    }

    /** The worst 24 h of what runs now, with the boluses that the patient can ask for now; empty where none are known. */
    static Optional<DailyDose> before(Case subject, String drug) {
        return PatientBolusCheck.worstDayBefore(subject.request()).flatMap(worst -> subject.request()
                .running()
                .map(running -> new DailyDose(mass(
                        worst.nanolitres().plus(RanBefore.periodicDaily(running)),
                        Mix.of(running.solution()).of(drug)))));
    }

    /**
     * What of the worst 24 h is held against the last therapeutic dose: all of it, or all but the boluses of the patient where those are no harsher
     * than the ones that run now. A bolus by order is never excused by them. Empty where nothing is left beside the day.
     */
    static Optional<DailyDose> judged(Case subject, String drug) {
        if (!RanBefore.isExcused(subject)) {
            return of(subject, drug);
        }
        return subject.physical().boluses().single().filter(Shot::isGiven).flatMap(shot -> subject.physical()
                .plan()
                .map(plan -> sum(
                        subject,
                        drug,
                        plan.most24h().plus(subject.physical().boluses().givenDaily()),
                        Ratio.of(shot.nanolitres()))));
    }

    /** The more of a day and of the worst 24 h with boluses; what a limit of a start or of a year is held against. */
    static DailyDose orMore(Case subject, String drug, DailyDose day) {
        return Extreme.more(day, of(subject, drug));
    }

    /** Says that a dose is the one of the worst day, where it is. */
    static String whenMore(DailyDose dose, DailyDose day) {
        return dose.equals(day) ? "" : " on the worst day with boluses";
    }

    /** The worst day with the boluses that the patient can ask for alone. */
    static DailyDose ofPatient(Case subject, String drug, PatientBolusCheck.WorstDay worst) {
        Ratio asked = asked(subject, worst);
        return sum(subject, drug, worst.nanolitres().minus(asked), asked);
    }

    /** The most that the boluses of the patient can carry of a drug in 24 h. */
    static Ratio askedNanograms(Case subject, String drug, PatientBolusCheck.WorstDay worst) {
        return mass(asked(subject, worst), subject.physical().strongest(drug));
    }

    /** Nanolitres of the boluses that the patient can ask for in 24 h. */
    static Ratio asked(Case subject, PatientBolusCheck.WorstDay worst) {
        return Ratio.of(subject.physical().boluses().patient().orElseThrow().nanolitres())
                .times(worst.safe());
    }

    private static DailyDose sum(Case subject, String drug, Ratio day, Ratio boluses) {
        Ratio label = subject.physical().reservoir().effective().of(drug);
        return new DailyDose(
                mass(day, label).plus(mass(boluses, subject.physical().strongest(drug))));
    }

    private static Ratio mass(Ratio nanolitres, Ratio nanogramsPerMillilitre) {
        return nanolitres.times(nanogramsPerMillilitre).dividedBy(1_000_000);
    }
}
