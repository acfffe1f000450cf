// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DayPattern;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Order;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.Ratio;

/**
 * One of the ordered days, and what the pump can run of it.
 *
 * @param weekdays on which it runs
 * @param day as ordered
 * @param deliveries its parts as rates
 * @param programme on the pump's grid; empty when the pump cannot run it
 */
record DayCase(List<DayOfWeek> weekdays, OrderedDay day, List<Delivery> deliveries, Optional<Programme> programme) {

    /** Every day of an order, the one of most mass first; none when one of them makes no day, or all together no week. */
    static List<DayCase> of(DosingRequest request, Ratio concentration) {
        Order order = request.order().dayAlone();
        if (!(order instanceof Order.Week week)) {
            return OrderedDay.of(order)
                    .map(day -> List.of(of(List.of(DayOfWeek.values()), day, concentration, request.capabilities())))
                    .orElse(List.of());
        }
        if (!WeekCheck.faultsOf(week).isEmpty()) {
            return List.of();
        }
        List<DayCase> days = new ArrayList<>();
        for (int i = 0; i < week.patterns().size(); i++) {
            DayPattern pattern = week.patterns().get(i);
            Optional<OrderedDay> day = OrderedDay.of(pattern.steps(), "order.patterns[" + i + "]");
            if (day.isEmpty()) {
                return List.of();
            }
            days.add(of(pattern.days(), day.get(), concentration, request.capabilities()));
        }
        days.sort((one, other) -> other.day().nanograms().compareTo(one.day().nanograms()));
        return List.copyOf(days);
    }

    private static DayCase of(List<DayOfWeek> weekdays, OrderedDay day, Ratio concentration, Capabilities pump) {
        List<Delivery> deliveries = Delivery.of(day, concentration, pump);
        return new DayCase(weekdays, day, deliveries, Delivery.programme(deliveries, pump));
    }

    /** The part of a week that it is; only where it can be run. */
    Optional<ProgrammePart.Weekdays> part() {
        return programme.map(each -> new ProgrammePart.Weekdays(weekdays, each));
    }
}
