// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.cisterna.sim.fleet.FleetAct;
import org.cisterna.sim.fleet.FleetAlarm;
import org.cisterna.sim.fleet.FleetFamily;
import org.cisterna.sim.fleet.FleetOrder;
import org.cisterna.sim.fleet.FleetResult;

/** What came of a fleet, for people. */
final class SimulateText {

    /** Stands in every answer, for people and for programs. */
    static final String NOTICE =
            "Cisterna: a simulated fleet. Not a medical device; nothing about real pumps follows from it.";

    private static final long NANOLITRES_PER_MILLILITRE = 1_000_000;
    private static final long THOUSAND = 1_000;
    private static final long DAYS_IN_A_YEAR = 365;

    private final PrintStream out;

    SimulateText(PrintStream out) {
        this.out = out;
    }

    void print(FleetResult result) {
        FleetOrder order = result.order();
        out.println(NOTICE);
        out.println("fleet      " + number(order.pumps()) + " pumps for " + number(order.days()) + " days from "
                + order.start() + ", seed " + order.seed() + ": " + families(result));
        out.println("workload   " + order.workload().text());
        out.println("delivered  " + number(result.deliveredNanolitres() / NANOLITRES_PER_MILLILITRE) + " mL: "
                + drugs(result));
        out.println("lost       " + number(result.lostNanolitres() / NANOLITRES_PER_MILLILITRE)
                + " mL into the tissue, by leaks, disconnections and needles that missed the port");
        long granted = result.acts(FleetAct.BOLUS_GRANTED);
        out.println("boluses    " + number(granted) + " of " + number(granted + result.acts(FleetAct.BOLUS_REFUSED))
                + " that patients asked for");
        out.println("visits     " + number(result.acts(FleetAct.REFILL)) + " refills, "
                + number(result.acts(FleetAct.REFILL_OTHER)) + " with another concentration, "
                + number(result.acts(FleetAct.REPLACEMENT)) + " replacements");
        out.println("faults     " + faults(result));
        out.println("alarms     in 1,000 pump-years, and in all:");
        for (FleetFamily family : FleetFamily.values()) {
            for (FleetAlarm alarm : FleetAlarm.values()) {
                alarm(result, family, alarm);
            }
        }
        out.println("events     " + number(result.events()));
    }

    private void alarm(FleetResult result, FleetFamily family, FleetAlarm alarm) {
        long count = result.alarms().getOrDefault(family, Map.of()).getOrDefault(alarm, 0L);
        long days = result.pumps().getOrDefault(family, 0L) * result.order().days();
        if (count > 0) {
            out.println(String.format(
                    Locale.ROOT,
                    "           %-11s %-17s %12s %12s",
                    family.text(),
                    alarm,
                    number(count * THOUSAND * DAYS_IN_A_YEAR / days),
                    number(count)));
        }
    }

    private static String families(FleetResult result) {
        StringBuilder text = new StringBuilder();
        result.pumps().forEach((family, count) -> text.append(text.length() == 0 ? "" : ", ")
                .append(number(count))
                .append(' ')
                .append(family.text()));
        return text.toString();
    }

    private static String drugs(FleetResult result) {
        StringBuilder text = new StringBuilder();
        result.deliveredMicrograms().forEach((drug, micrograms) -> text.append(text.length() == 0 ? "" : ", ")
                .append(number(micrograms / THOUSAND))
                .append(" mg of ")
                .append(drug));
        return text.toString();
    }

    private static String faults(FleetResult result) {
        StringBuilder text = new StringBuilder();
        result.faults().forEach((fault, count) -> {
            if (count > 0) {
                text.append(text.length() == 0 ? "" : ", ")
                        .append(number(count))
                        .append(' ')
                        .append(fault);
            }
        });
        return text.length() == 0 ? "none" : text.toString();
    }

    /** With commas. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
