// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import org.cisterna.dosing.Finding;

/**
 * Holds the worst 24 h with the single bolus and with the boluses of the patient against the rules for a rise, suspects a mistaken unit in it,
 * and holds it against the limits of the daily dose where a single bolus goes with the day. Boluses of the patient that run now and get no
 * harsher are left out of the rise; a bolus by order never is. It adds to what is said of the day, and says nothing where nothing is broken.
 */
final class BolusStepCheck implements Check {

    static final String WHEN = " on the worst day with boluses";

    @Override
    public String name() {
        return "step with boluses";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        boolean byOrder =
                subject.physical().boluses().single().filter(Shot::isGiven).isPresent();
        for (DrugCase drug : subject.drugs()) {
            BolusDay.judged(subject, drug.id())
                    .ifPresent(worst -> RiseRules.judge(
                            subject,
                            drug.id(),
                            worst,
                            drug.highest(),
                            WHEN,
                            "order fewer or smaller boluses, or confirm that the patient had such boluses before",
                            found));
            BolusDay.of(subject, drug.id())
                    .filter(worst -> byOrder)
                    .ifPresent(worst -> Ceilings.broken(
                            subject,
                            drug.id(),
                            worst,
                            "DAILY_DOSE",
                            worst.text(),
                            drug.name() + " " + worst.text() + WHEN,
                            found));
        }
        return found.list();
    }
}
