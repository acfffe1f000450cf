// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Functions;
import org.cisterna.quantity.Ratio;

/** Whether a prime pushes drug into the patient (F5): by plug flow it must not, and by laminar flow a little may. */
final class PrimeCheck implements Check {

    @Override
    public String name() {
        return "prime";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Optional<Additions.Prime> ordered = subject.request().order().beside().prime();
        if (ordered.isEmpty()) {
            return List.of();
        }
        Findings found = new Findings();
        if (subject.request()
                .capabilities()
                .functions()
                .flatMap(Functions::prime)
                .isEmpty()) {
            BolusCheck.missing("order.prime", "prime", found);
        }
        if (subject.physical().prime().isEmpty()) {
            found.add(
                    Verdict.BLOCK,
                    "PRIME",
                    "order.prime",
                    ordered.get().part().name(),
                    "what the path holds is not known, or nothing of the volume is on the pump's grid, so what would leave"
                            + " the tip cannot be computed; enter the path in content.path");
            return found.list();
        }
        judge(subject, ordered.get(), subject.physical().prime().get(), found);
        return found.list();
    }

    private static void judge(Case subject, Additions.Prime ordered, PrimeDecision prime, Findings found) {
        String value = Shown.volume(Ratio.of(prime.nanolitres())) + " in " + Shown.time(prime.millis());
        if (!prime.connected()) {
            if (ordered.part() == Additions.PrimePart.TUBING) {
                found.add(
                        Verdict.PASS,
                        "PRIME",
                        "order.prime",
                        value,
                        "the pump is not connected to the catheter, so nothing leaves the tip");
            } else {
                found.add(
                        Verdict.BLOCK,
                        "PRIME",
                        "order.prime",
                        value,
                        "the pump is not connected, so no more than its tubing can be primed; prime TUBING, or connect it");
            }
            return;
        }
        List<String> pushed = prime.drugs().stream()
                .filter(drug -> prime.atTip(drug).signum() > 0)
                .toList();
        if (!pushed.isEmpty()) {
            found.add(
                    Verdict.BLOCK,
                    "PRIME",
                    "order.prime",
                    value,
                    "it would push " + masses(subject, prime, pushed, false)
                            + " out of the tip at once" + excess(prime)
                            + "; prime no more than holds no drug, prime before the pump is connected, or aspirate the"
                            + " catheter first");
            return;
        }
        found.twoPersons(
                "PRIME",
                "order.prime",
                value,
                Optional.empty(),
                "by plug flow no drug leaves the tip; at most " + masses(subject, prime, prime.drugs(), true)
                        + " do, from " + Shown.time(prime.earliest()) + " on" + rest(subject, prime)
                        + "; confirm, and keep the patient under observation",
                Authority.ENGINE);
    }

    private static String masses(Case subject, PrimeDecision prime, List<String> drugs, boolean bound) {
        return drugs.stream()
                .map(drug -> subject.nameOf(drug) + " "
                        + Shown.mass(bound ? prime.bound(drug) : prime.atTip(drug))
                                .text())
                .collect(Collectors.joining(", "));
    }

    private static String excess(PrimeDecision prime) {
        Ratio more = Ratio.of(prime.nanolitres()).minus(prime.part());
        return more.signum() > 0 ? "; it is " + Shown.volume(more) + " more than what it is to fill" : "";
    }

    private static String rest(Case subject, PrimeDecision prime) {
        Ratio less = prime.part().minus(Ratio.of(prime.nanolitres()));
        if (less.signum() <= 0) {
            return "";
        }
        String follows = subject.physical()
                .plan()
                .map(plan -> plan.weekly().dividedBy(WeekPlan.DAYS_PER_WEEK))
                .filter(daily -> daily.signum() > 0)
                .map(daily -> ", which follows in "
                        + Shown.time(less.times(WeekPlan.MILLIS_PER_DAY).dividedBy(daily)))
                .orElse("");
        return "; the pump's grid leaves " + Shown.volume(less) + " of it" + follows;
    }
}
