// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Capabilities;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Ratio;

/** Whether the pump can give the rate of every step (F17), before and after rounding, and which concentration would let it. */
final class RateCheck implements Check {

    private static final long NANOLITRES_PER_MILLILITRE = 1_000_000;
    private static final Ratio LARGEST = Ratio.of(Quantity.MAX_BASE_UNITS);

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public List<Finding> examine(Case subject) {
        if (subject.day().isEmpty()) {
            return List.of();
        }
        Capabilities pump = subject.request().capabilities();
        Concentration concentration = subject.request().solution().primary().concentration();
        Findings found = new Findings();
        for (int i = 0; i < subject.deliveries().size(); i++) {
            Delivery delivery = subject.deliveries().get(i);
            if (delivery.onGrid().isEmpty()) {
                found.against(
                        Verdict.BLOCK,
                        "RATE_RANGE",
                        subject.day().get().subject(i),
                        Shown.rate(delivery.exact()),
                        pump.rate().toString(),
                        delivery.part().rate().text() + " at " + concentration.text() + " needs "
                                + Shown.rate(delivery.exact()) + "; this pump gives " + pump.rate()
                                + " in steps of " + pump.rateGrid().text()
                                + wayOut(delivery, pump, concentration),
                        Authority.PUMP);
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
        return subject.deliveries().stream().map(Delivery::onGrid).flatMap(Optional::stream);
    }

    private static String wayOut(Delivery delivery, Capabilities pump, Concentration concentration) {
        DoseRate dose = delivery.part().rate();
        if (dose.baseUnits() == 0) {
            return "; to give nothing, stop the pump";
        }
        if (delivery.exact().exceeds(pump.rate().max())) {
            Ratio needed = fitting(dose, pump.rate().max());
            return "; a concentration of at least " + text(needed, Rounding.LOWEST_FITTING_CONCENTRATION)
                    + " would fit";
        }
        Ratio needed = fitting(dose, pump.rate().min());
        return "; a concentration of at most " + text(needed, Rounding.HIGHEST_FITTING_CONCENTRATION)
                + " would fit, and at this one the smallest dose is "
                + new DailyDose(pump.rate().min().times(concentration)).text();
    }

    private static Ratio fitting(DoseRate dose, FlowRate rate) {
        return dose.exact().times(NANOLITRES_PER_MILLILITRE).dividedBy(rate.exact());
    }

    private static String text(Ratio nanogramsPerMillilitre, Rounding rounding) {
        return nanogramsPerMillilitre.compareTo(LARGEST) > 0
                ? nanogramsPerMillilitre.dividedBy(1000).decimal(0) + " mcg/mL"
                : Shown.concentration(rounding.of(nanogramsPerMillilitre, 1));
    }
}
