// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.OrderStep;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Capabilities;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.Durations;

/** Whether the steps of an order make exactly 24 h of pump time (F7), as many and where the pump can have them. */
final class ScheduleCheck implements Check {

    private static final Duration DAY = Duration.ofHours(24);

    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Order order = subject.request().order().dayAlone();
        if (order instanceof Order.Flex flex) {
            return day(flex.steps(), "order", subject.request().capabilities());
        }
        List<Finding> all = new ArrayList<>();
        if (order instanceof Order.Week week) {
            for (int i = 0; i < week.patterns().size(); i++) {
                all.addAll(grid(
                                week.patterns().get(i).steps(),
                                "order.patterns[" + i + "]",
                                subject.request().capabilities())
                        .list());
            }
        }
        return all;
    }

    private static List<Finding> day(List<OrderStep> steps, String at, Capabilities pump) {
        List<Finding> faults = faultsOf(steps, at);
        Findings found = grid(steps, at, pump);
        if (faults.isEmpty() && found.isEmpty()) {
            found.add(
                    Verdict.PASS,
                    "FLEX_DAY",
                    at + ".steps",
                    "24 h in " + steps.size() + " steps",
                    "the schedule runs on the pump's own clock, 24 h a day;"
                            + " a change of the hospital's clocks does not move it");
        }
        return Stream.concat(faults.stream(), found.list().stream()).toList();
    }

    /** What the pump's grid has against the steps of a day. */
    private static Findings grid(List<OrderStep> steps, String at, Capabilities pump) {
        Findings found = new Findings();
        if (steps.size() > pump.maxSteps()) {
            found.against(
                    Verdict.BLOCK,
                    "FLEX_STEPS",
                    at + ".steps",
                    steps.size() + " steps",
                    pump.maxSteps() + " steps",
                    "this pump changes its rate " + pump.maxSteps() + " times a day at most; join steps",
                    Authority.PUMP);
        }
        for (int i = 0; i < steps.size(); i++) {
            DayTime start = steps.get(i).start();
            if (!onGrid(start, pump)) {
                found.against(
                        Verdict.BLOCK,
                        "FLEX_GRID",
                        at + ".steps[" + i + "].start",
                        start.text(),
                        "every " + Durations.text(pump.stepGrid()),
                        "this pump begins a step every " + Durations.text(pump.stepGrid())
                                + " after midnight; choose such a time",
                        Authority.PUMP);
            }
        }
        return found;
    }

    static boolean fits(List<Delivery> deliveries, Capabilities pump) {
        return deliveries.size() <= pump.maxSteps()
                && deliveries.stream().allMatch(each -> onGrid(each.part().start(), pump));
    }

    private static boolean onGrid(DayTime start, Capabilities pump) {
        return start.minute() % pump.stepGrid().toMinutes() == 0;
    }

    /** Why steps make no whole day; empty when they do. */
    static List<Finding> faultsOf(List<OrderStep> steps, String at) {
        Findings found = new Findings();
        if (steps.isEmpty()) {
            return fault(found, at + ".steps", "no step", "one step at least", "a day has at least one step")
                    .list();
        }
        if (!steps.get(0).start().equals(DayTime.MIDNIGHT)) {
            fault(
                    found,
                    at + ".steps[0].start",
                    steps.get(0).start().text(),
                    DayTime.MIDNIGHT.text(),
                    "nothing is ordered from 00:00 to then; begin the first step at 00:00");
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).start().compareTo(steps.get(i - 1).start()) <= 0) {
                fault(
                        found,
                        at + ".steps[" + i + "].start",
                        steps.get(i).start().text(),
                        "after " + steps.get(i - 1).start().text(),
                        "the step before begins at " + steps.get(i - 1).start().text()
                                + "; order the steps by the time of the day, each time once");
            }
        }
        if (found.isEmpty()) {
            durations(steps, at, found);
        }
        return found.list();
    }

    private static void durations(List<OrderStep> steps, String at, Findings found) {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            sum = sum.plus(lasts(steps, i));
        }
        for (int i = 0; i < steps.size(); i++) {
            Duration room = Duration.ofMinutes(OrderedDay.minutes(steps, i));
            Duration lasts = lasts(steps, i);
            if (!lasts.equals(room)) {
                String what = lasts.compareTo(room) < 0 ? "a gap of " : "an overlap of ";
                fault(
                        found,
                        at + ".steps[" + i + "].duration",
                        Durations.text(lasts),
                        Durations.text(room),
                        "from " + steps.get(i).start().text() + " there are " + Durations.text(room)
                                + " to the next step or the end of the day: " + what
                                + Durations.text(lasts.minus(room).abs()) + "; the day as ordered has "
                                + Shown.hours(sum) + ", not " + Shown.hours(DAY)
                                + "; correct the duration, or where the next step begins");
            }
        }
    }

    private static Duration lasts(List<OrderStep> steps, int index) {
        return steps.get(index).duration().orElse(Duration.ofMinutes(OrderedDay.minutes(steps, index)));
    }

    private static Findings fault(Findings found, String subject, String value, String limit, String message) {
        return found.against(Verdict.BLOCK, "FLEX_DAY", subject, value, limit, message, Authority.ARITHMETIC);
    }
}
