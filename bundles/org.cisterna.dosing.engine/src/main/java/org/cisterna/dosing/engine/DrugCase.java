// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.LastDose;
import org.cisterna.quantity.Concentration;

/**
 * One drug of a case, of the new solution or of the history.
 *
 * @param id of the drug
 * @param data what the library knows of it
 * @param concentration in the new solution; empty for a drug that is in it no more
 * @param before what runs now
 * @param requested what the order asks for, or what follows from it; empty while the order makes no day
 * @param achieved what the achievable programme gives; empty without one
 * @param lightest the least of any 24 h of a week whose days differ; empty for any other order
 * @param last the last therapeutic dose
 */
record DrugCase(
        String id,
        Optional<Drug> data,
        Optional<Concentration> concentration,
        Optional<DailyDose> before,
        Optional<DailyDose> requested,
        Optional<DailyDose> achieved,
        Optional<DailyDose> lightest,
        Optional<LastDose> last) {

    /** The more of requested and achieved; what an upper limit is held against. */
    Optional<DailyDose> highest() {
        return requested.map(wanted -> Extreme.more(wanted, achieved));
    }

    /** The less of requested and achieved, and of the lightest 24 h of a week; what a fall is held against. */
    Optional<DailyDose> lowest() {
        return leastOfDay().map(day -> Extreme.less(day, lightest));
    }

    /** Where the lowest is, in words; nothing where every day is the same. */
    String whenLowest() {
        return lowest().equals(leastOfDay()) ? "" : " in the lightest 24 h of the week";
    }

    private Optional<DailyDose> leastOfDay() {
        return requested.map(wanted -> Extreme.less(wanted, achieved));
    }

    /** The last therapeutic dose, when it was above zero and can be compared with. */
    Optional<DailyDose> comparable() {
        return last.map(dose -> DailyDose.of(dose.rate()))
                .filter(dose -> dose.nanograms().signum() > 0);
    }

    /** The name for people. */
    String name() {
        return data.map(Drug::displayName).orElse(id);
    }
}
