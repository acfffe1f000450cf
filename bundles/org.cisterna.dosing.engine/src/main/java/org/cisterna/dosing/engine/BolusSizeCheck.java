// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Finding;
import org.cisterna.quantity.Ratio;

/**
 * Asks two persons for one bolus that is larger or faster than every bolus that runs now, because no limiter has a rule for one bolus: the mass
 * of a day says nothing of how much of it comes at once. A bolus like one that runs asks nothing.
 */
final class BolusSizeCheck implements Check {

    private static final Ratio HOUR = Ratio.of(WeekPlan.MILLIS_PER_DAY / 24);

    @Override
    public String name() {
        return "size of a bolus";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        Boluses boluses = subject.physical().boluses();
        judge(subject, "order.bolus", boluses.single(), found);
        judge(subject, "order.periodicBolus", boluses.periodic(), found);
        judge(subject, "order.patientBolus", boluses.patient(), found);
        return found.list();
    }

    /** Whether every bolus by order is like one that runs now. */
    static boolean areKnown(Case subject) {
        Boluses boluses = subject.physical().boluses();
        return isKnown(subject, boluses.single()) && isKnown(subject, boluses.periodic());
    }

    private static boolean isKnown(Case subject, Optional<Shot> bolus) {
        return bolus.filter(Shot::isGiven)
                .map(shot -> RanBefore.of(subject.request()).stream().anyMatch(each -> each.covers(subject, shot)))
                .orElse(true);
    }

    private static void judge(Case subject, String at, Optional<Shot> bolus, Findings found) {
        if (isKnown(subject, bolus)) {
            return;
        }
        Shot shot = bolus.orElseThrow();
        List<RanBefore> ran = RanBefore.of(subject.request());
        boolean jumps = false;
        for (DrugCase drug : subject.solutionDrugs()) {
            Ratio now = RanBefore.strongest(subject, shot, drug.id());
            Optional<Ratio> largest = ran.stream()
                    .map(each -> each.nanograms(drug.id()))
                    .filter(each -> each.signum() > 0)
                    .max(Comparator.naturalOrder());
            if (largest.isPresent()) {
                jumps |= UnitJumpCheck.bolusJumped(subject, drug, now, largest.get(), found);
            }
        }
        if (!jumps) {
            unruled(subject, at, shot, ran, found);
        }
    }

    private static void unruled(Case subject, String at, Shot shot, List<RanBefore> ran, Findings found) {
        String drug = subject.request().solution().primary().drug();
        String mass = Shown.mass(RanBefore.strongest(subject, shot, drug)).text();
        String before = ran.stream()
                .max(Comparator.comparing(each -> each.nanograms(drug)))
                .map(each -> "; the largest that runs now is "
                        + Shown.mass(each.nanograms(drug)).text() + " in " + Shown.time(Ratio.of(each.millis())))
                .orElse("; nobody says that such a bolus runs now");
        String hour = subject.physical()
                .flow()
                .filter(each -> !at.equals("order.patientBolus"))
                .map(each -> "; with it up to "
                        + Shown.mass(each.most(drug, HOUR, Ratio.ZERO)).text() + " leave the tip within 1 h")
                .orElse("");
        found.twoPersons(
                "NO_BOLUS_RULE",
                at,
                mass + " in " + Shown.time(Ratio.of(shot.millis())),
                Optional.empty(),
                "one bolus gives " + subject.nameOf(drug) + " " + mass + " in " + Shown.time(Ratio.of(shot.millis()))
                        + before + hour
                        + ", and no limiter knows a rule for one bolus; compare it with the order, and confirm the size of it",
                Authority.NONE);
    }
}
