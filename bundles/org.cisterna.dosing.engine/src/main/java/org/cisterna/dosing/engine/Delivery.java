// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;

/**
 * A part of the ordered day as rates: the exact one, and the one on the pump's grid.
 *
 * @param part what was ordered
 * @param exact nanolitres a day that give it (F1)
 * @param onGrid the rate on the grid; empty when the pump cannot give any that is not more
 */
record Delivery(OrderedDay.Part part, Ratio exact, Optional<FlowRate> onGrid) {

    private static final long NANOLITRES_PER_MILLILITRE = 1_000_000;

    /** Every part of a day on a pump's grid (F0). */
    static List<Delivery> of(OrderedDay day, Ratio concentration, Capabilities pump) {
        List<Delivery> deliveries = new ArrayList<>();
        for (OrderedDay.Part part : day.parts()) {
            Ratio exact = part.rate().exact().times(NANOLITRES_PER_MILLILITRE).dividedBy(concentration);
            deliveries.add(new Delivery(part, exact, onGrid(exact, pump)));
        }
        return List.copyOf(deliveries);
    }

    private static Optional<FlowRate> onGrid(Ratio exact, Capabilities pump) {
        if (exact.exceeds(pump.rate().max()) || exact.isBelow(pump.rate().min())) {
            return Optional.empty();
        }
        FlowRate rounded = new FlowRate(Rounding.RATE.of(exact, pump.rateGrid().nanolitresPerDay()));
        return pump.rate().contains(rounded) ? Optional.of(rounded) : Optional.empty();
    }

    /** The programme of a day; empty when the pump cannot run it. */
    static Optional<Programme> programme(List<Delivery> deliveries, Capabilities pump) {
        List<Programme.Step> steps = new ArrayList<>();
        for (Delivery each : deliveries) {
            if (each.onGrid.isEmpty()) {
                return Optional.empty();
            }
            steps.add(new Programme.Step(each.part.start(), each.onGrid.get()));
        }
        if (!ScheduleCheck.fits(deliveries, pump)) {
            return Optional.empty();
        }
        return Optional.of(
                steps.size() == 1 ? new Programme.Continuous(steps.get(0).rate()) : new Programme.Flex(steps));
    }
}
