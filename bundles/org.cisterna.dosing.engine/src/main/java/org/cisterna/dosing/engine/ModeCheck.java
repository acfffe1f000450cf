// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.Withdrawal;
import org.cisterna.pump.Functions;
import org.cisterna.quantity.FlowRate;

/** Orders without therapy, a stop and a minimum rate, and a day on which the hospital's clock changes. */
final class ModeCheck implements Check {

    @Override
    public String name() {
        return "mode";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        Order order = subject.request().order().dayAlone();
        Optional<FlowRate> minimum =
                subject.request().capabilities().functions().flatMap(Functions::minimumRate);
        if (order instanceof Order.MinimumRate && minimum.isEmpty()) {
            BolusCheck.missing("order.mode", "minimum rate", found);
        }
        if (!Case.isTherapy(subject.request())) {
            withdrawal(subject, order, minimum, found);
        }
        Optional<Instant> change = subject.request().circumstances().clockChange();
        change.ifPresent(at -> found.add(
                Verdict.PASS,
                "CLOCK_CHANGE",
                "clockChange",
                at.toString(),
                "the hospital's clocks change then and the pump's does not: from that moment on its schedule runs an hour"
                        + " earlier or later by the clock on the wall; tell the patient"));
        return found.list();
    }

    private static void withdrawal(Case subject, Order order, Optional<FlowRate> minimum, Findings found) {
        boolean stop = order instanceof Order.Stop;
        for (DrugCase drug : subject.drugs()) {
            Optional<DailyDose> dose = MinimumDose.of(subject, drug);
            if (dose.isPresent()) {
                dose(drug, dose.get(), minimum.map(FlowRate::text).orElse("no such rate"), found);
                continue;
            }
            String profile = drug.data()
                    .map(data -> data.withdrawal())
                    .map(ModeCheck::words)
                    .orElse("its withdrawal profile is not known");
            found.add(
                    Verdict.CONFIRM,
                    stop ? "THERAPY_STOP" : "THERAPY_MINIMUM",
                    drug.id(),
                    stop ? "no delivery" : minimum.map(FlowRate::text).orElse("no such rate"),
                    drug.name() + " is given no more: " + profile
                            + (stop
                                    ? minimum.map(rate -> "; this pump has a minimum rate of " + rate.text()
                                                    + ", which keeps it moving")
                                            .orElse("")
                                    : "")
                            + "; name who ordered it and when it is to start again");
        }
    }

    /** A minimum rate that gives a dose all the same. */
    private static void dose(DrugCase drug, DailyDose dose, String rate, Findings found) {
        found.add(
                Verdict.CONFIRM,
                "THERAPY_MINIMUM",
                drug.id(),
                rate,
                drug.name() + " is still given: at the minimum rate, with what reservoir and path hold, it is "
                        + dose.text()
                        + drug.comparable()
                                .map(last -> " where the last therapeutic dose was " + last.text())
                                .orElse(" where it was never given")
                        + "; order it as a dose if it is meant as one, or a stop; name who ordered it and when it is to"
                        + " change");
    }

    private static String words(Withdrawal profile) {
        return profile.priority() == Withdrawal.Priority.NONE
                ? profile.text()
                : "withdrawal, " + profile.onset() + ": " + profile.text();
    }
}
