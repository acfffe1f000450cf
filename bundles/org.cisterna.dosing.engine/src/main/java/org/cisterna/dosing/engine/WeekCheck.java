// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.DayOfWeek;
import java.util.List;
import java.util.stream.Stream;
import org.cisterna.dosing.DayPattern;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Functions;

/** Whether the days of a week make exactly one week, each of them a whole day, and as many different ones as the pump can have. */
final class WeekCheck implements Check {

    @Override
    public String name() {
        return "week";
    }

    @Override
    public List<Finding> examine(Case subject) {
        if (!(subject.request().order().dayAlone() instanceof Order.Week week)) {
            return List.of();
        }
        Findings found = new Findings();
        int most = subject.request()
                .capabilities()
                .functions()
                .map(Functions::dayPatterns)
                .orElse(1);
        if (week.patterns().size() > most) {
            found.against(
                    Verdict.BLOCK,
                    "WEEK_PATTERNS",
                    "order.patterns",
                    week.patterns().size() + " different days",
                    most + " different days",
                    "this pump has " + most + " different days in a week at most; order as many",
                    Authority.PUMP);
        }
        List<Finding> faults = faultsOf(week);
        if (found.isEmpty() && faults.isEmpty()) {
            found.add(
                    Verdict.PASS,
                    "WEEK_DAYS",
                    "order.patterns",
                    "7 days in " + week.patterns().size() + " patterns",
                    "the week runs on the pump's own calendar; the totals are those of its heaviest day");
        }
        return Stream.concat(faults.stream(), found.list().stream()).toList();
    }

    static List<Finding> faultsOf(Order.Week week) {
        Findings found = new Findings();
        for (DayOfWeek day : DayOfWeek.values()) {
            long times = week.patterns().stream()
                    .flatMap(each -> each.days().stream())
                    .filter(each -> each == day)
                    .count();
            if (times != 1) {
                found.add(
                        Verdict.BLOCK,
                        "WEEK_DAYS",
                        "order.patterns",
                        day + " stands " + times + " times",
                        times == 0
                                ? "nothing is ordered for " + day + "; name each weekday once"
                                : "there is more than one day for " + day + "; name each weekday once");
            }
        }
        Stream.Builder<Finding> all = Stream.builder();
        found.list().forEach(all);
        for (int i = 0; i < week.patterns().size(); i++) {
            DayPattern pattern = week.patterns().get(i);
            String at = "order.patterns[" + i + "]";
            ScheduleCheck.faultsOf(pattern.steps(), at).forEach(all);
        }
        return all.build().toList();
    }
}
