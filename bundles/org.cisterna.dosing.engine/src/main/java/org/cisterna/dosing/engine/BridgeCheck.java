// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DrugDose;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/** What a bridge does (F6): its rounding by what going wrong would do, and the doses while it lasts. */
final class BridgeCheck {

    private BridgeCheck() {}

    static void judge(Case subject, BridgeDecision bridge, Findings found) {
        String value = bridge.rate().text() + " for " + Shown.time(Ratio.of(bridge.millis()));
        String message = "the path holds " + Shown.volume(bridge.nanolitres()) + " of "
                + bridge.old().text() + "; at "
                + bridge.rate().text() + " it is through in " + Shown.time(bridge.exact()) + rounding(subject, bridge)
                + "; without it the patient would get "
                + BridgeDecision.doses(bridge.nextDaily(), bridge.old()).stream()
                        .map(each ->
                                subject.nameOf(each.drug()) + " " + each.dose().text())
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("nothing")
                + " for "
                + Shown.time(bridge.nanolitres().times(WeekPlan.MILLIS_PER_DAY).dividedBy(bridge.nextDaily()));
        if (bridge.hasBothSigns() && !bridge.isExact()) {
            found.twoPersons(
                    "BRIDGE",
                    "solution",
                    value,
                    Optional.of("the wanted dose"),
                    message + "; both ways exceed a wanted dose, " + Shown.factor(bridge.tooLong())
                            + " when too long and "
                            + Shown.factor(bridge.tooShort())
                            + " when too short; the smaller is proposed. Confirm it, or change the concentrations in two"
                            + " steps",
                    Authority.ENGINE);
        } else {
            found.add(Verdict.PASS, "BRIDGE", "solution", value, message);
        }
        for (DrugDose each : BridgeDecision.doses(bridge.rate().exact(), bridge.old())) {
            dose(subject, each.drug(), each.dose(), " during the bridge", found);
            RiseRules.judge(
                    subject,
                    each.drug(),
                    each.dose(),
                    TipStepCheck.judgedOfDay(subject, each.drug()),
                    " during the bridge",
                    "name a lower dose during the bridge, or confirm it",
                    found);
        }
        if (!bridge.isExact()) {
            for (String drug : bridge.offMix().nanograms().keySet()) {
                dose(subject, drug, bridge.offDose(drug), " while the rounding of the bridge shows", found);
            }
        }
    }

    private static void dose(Case subject, String drug, DailyDose dose, String when, Findings found) {
        Ceilings.broken(
                subject,
                drug,
                dose,
                "BRIDGE_DOSE",
                dose.text(),
                subject.nameOf(drug) + " " + dose.text() + when,
                found);
    }

    private static String rounding(Case subject, BridgeDecision bridge) {
        if (bridge.isExact()) {
            return ", which is on the pump's grid";
        }
        return ", rounded " + (bridge.isTooLong() ? "up" : "down") + " to "
                + Shown.time(Ratio.of(bridge.millis())) + ": " + Shown.volume(bridge.off())
                + (bridge.isTooLong() ? " of the new solution still leaves" : " of the old solution then leaves")
                + " the tip, "
                + bridge.offMix().nanograms().keySet().stream()
                        .map(drug -> subject.nameOf(drug) + " "
                                + bridge.offDose(drug).text())
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("no drug")
                + " for " + Shown.time(bridge.offMillis());
    }
}
