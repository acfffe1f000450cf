// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Circumstances.Rise;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;

/**
 * How many rises a drug has within 7 days, this one among them, whether its day rises or its worst day with boluses. The 7 days end now and begin just after the same time a week ago. A history
 * that nobody knows is not taken for none.
 */
final class StepCountCheck implements Check {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Comparator<Limit> FEWEST = Comparator.comparing(Limit::times);

    @Override
    public String name() {
        return "number of steps";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        for (DrugCase drug : subject.solutionDrugs()) {
            if (rises(drug.highest(), drug.comparable())
                    || rises(BolusDay.judged(subject, drug.id()), drug.comparable())) {
                Authority.limits(subject.request(), drug.id(), LimitKind.MAX_INCREASES_PER_WEEK, FEWEST)
                        .forEach(each -> judge(subject, drug, each, found));
            }
        }
        return found.list();
    }

    private static boolean rises(Optional<DailyDose> dose, Optional<DailyDose> last) {
        return dose.isPresent() && last.isPresent() && dose.get().compareTo(last.get()) > 0;
    }

    private static void judge(Case subject, DrugCase drug, Authority.Ruled ruled, Findings found) {
        Optional<List<Rise>> history = subject.request().circumstances().rises();
        Limit limit = ruled.limit();
        if (history.isEmpty()) {
            found.broken(
                    ruled,
                    "STEP_COUNT",
                    drug.id(),
                    "not known",
                    "how often " + drug.name() + " was raised in the last 7 days is not known, and it may be raised "
                            + limit.value() + " at most (" + limit.reason()
                            + "); enter the rises of the last 7 days, or confirm");
            return;
        }
        Instant now = subject.request().pumpTime();
        long count = 1
                + history.get().stream()
                        .filter(each -> each.drug().equals(drug.id()))
                        .filter(each -> each.at().isAfter(now.minus(WEEK)))
                        .count();
        String value = count == 1 ? "1 time in 7 days" : count + " times in 7 days";
        if (count > limit.times()) {
            found.broken(
                    ruled,
                    "STEP_COUNT",
                    drug.id(),
                    value,
                    drug.name() + " would be raised " + value + ", more than " + limit.value() + " (" + limit.reason()
                            + "); wait until the first of them is 7 days old, or confirm");
        } else {
            found.against(
                    Verdict.PASS, "STEP_COUNT", drug.id(), value, limit.value(), limit.reason(), ruled.authority());
        }
    }
}
