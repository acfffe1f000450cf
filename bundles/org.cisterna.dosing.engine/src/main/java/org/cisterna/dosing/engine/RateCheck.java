// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Capabilities;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;

/** Whether the pump can give the rate of every step (F17), before and after rounding, and which concentration would let it. */
final class RateCheck implements Check {

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public List<Finding> examine(Case subject) {
        if (subject.days().isEmpty()) {
            return List.of();
        }
        Capabilities pump = subject.request().capabilities();
        Concentration concentration = subject.request().solution().primary().concentration();
        Findings found = new Findings();
        for (DayCase day : subject.days()) {
            for (int i = 0; i < day.deliveries().size(); i++) {
                Delivery delivery = day.deliveries().get(i);
                if (delivery.onGrid().isEmpty()) {
                    found.against(
                            Verdict.BLOCK,
                            "RATE_RANGE",
                            day.day().subject(i),
                            Shown.rate(delivery.exact()),
                            pump.rate().toString(),
                            delivery.part().rate().text() + " at " + concentration.text() + " needs "
                                    + Shown.rate(delivery.exact()) + "; this pump gives " + pump.rate()
                                    + " in steps of " + pump.rateGrid().text()
                                    + WayOut.of(subject, delivery),
                            Authority.PUMP);
                }
            }
        }
        if (found.isEmpty()) {
            FlowRate lowest = rates(subject).min(FlowRate::compareTo).orElseThrow();
            FlowRate highest = rates(subject).max(FlowRate::compareTo).orElseThrow();
            found.against(
                    Verdict.PASS,
                    "RATE_RANGE",
                    "order",
                    lowest.equals(highest) ? lowest.text() : lowest.text() + " to " + highest.text(),
                    pump.rate().toString(),
                    "the pump can give every rate of the day",
                    Authority.PUMP);
        }
        return found.list();
    }

    private static Stream<FlowRate> rates(Case subject) {
        return subject.days().stream()
                .flatMap(each -> each.deliveries().stream())
                .map(Delivery::onGrid)
                .flatMap(Optional::stream);
    }
}
