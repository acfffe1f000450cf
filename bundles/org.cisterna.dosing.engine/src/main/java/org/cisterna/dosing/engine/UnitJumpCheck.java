// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/**
 * Suspects a mistaken unit when the mass of 24 h is many times, or a small part of, the last therapeutic one, per drug. It looks at mass and
 * never at a rate: another concentration, or a restart, changes the rate and not the dose.
 */
final class UnitJumpCheck implements Check {

    private static final long JUMP = 10;
    private static final Comparator<Limit> SMALLEST = Comparator.comparing(Limit::times);

    private record Suspect(long times, String what) {}

    private static final List<Suspect> SUSPECTS = List.of(
            new Suspect(10, "10 = a decimal place"),
            new Suspect(24, "24 = hours in a day"),
            new Suspect(1000, "1000 = micrograms in a milligram"));

    /** Near means within a tenth. */
    private static final Ratio NEAR_BELOW = Ratio.of(9, 10);

    private static final Ratio NEAR_ABOVE = Ratio.of(11, 10);

    @Override
    public String name() {
        return "unit jump";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        if (!Case.isTherapy(subject.request())) {
            subject.solutionDrugs().forEach(drug -> drug.comparable().ifPresent(last -> MinimumDose.of(subject, drug)
                    .ifPresent(dose -> jumpedUp(subject, drug, dose, last, " by the minimum rate", found))));
            return found.list();
        }
        for (DrugCase drug : subject.solutionDrugs()) {
            if (drug.comparable().isPresent()
                    && drug.highest().isPresent()
                    && drug.lowest().isPresent()) {
                judge(subject, drug, drug.comparable().get(), found);
            }
        }
        return found.list();
    }

    /** Whether the dose of a drug is so far from the last therapeutic one that its unit is doubted. */
    static boolean isSuspected(Case subject, DrugCase drug) {
        Ratio jump = Ratio.of(
                tighter(subject, drug).map(each -> each.limit().times()).orElse(JUMP));
        return drug.comparable()
                .filter(last -> drug.highest()
                                .filter(dose -> dose.nanograms()
                                                .compareTo(last.nanograms().times(jump))
                                        >= 0)
                                .isPresent()
                        || drug.lowest()
                                .filter(dose -> dose.nanograms().times(jump).compareTo(last.nanograms()) <= 0)
                                .isPresent())
                .isPresent();
    }

    private static Optional<Authority.Ruled> tighter(Case subject, DrugCase drug) {
        return Authority.limits(subject.request(), drug.id(), LimitKind.UNIT_JUMP, SMALLEST).stream()
                .filter(each -> each.limit().times() < JUMP)
                .findFirst();
    }

    private static void judge(Case subject, DrugCase drug, DailyDose last, Findings found) {
        Optional<Authority.Ruled> tighter = tighter(subject, drug);
        Ratio jump = Ratio.of(tighter.map(each -> each.limit().times()).orElse(JUMP));
        Authority by = tighter.map(Authority.Ruled::authority).orElse(Authority.ENGINE);
        Ratio up = drug.highest().orElseThrow().nanograms().dividedBy(last.nanograms());
        Ratio down = drug.lowest().orElseThrow().nanograms().dividedBy(last.nanograms());
        String limit = limit(jump);
        if (up.compareTo(jump) >= 0) {
            jumped(drug, drug.highest().orElseThrow(), "", last, up, up, limit, by, found);
        } else if (down.times(jump).compareTo(Ratio.ONE) <= 0) {
            Ratio inverse = down.signum() == 0 ? Ratio.ZERO : Ratio.ONE.dividedBy(down);
            jumped(drug, drug.lowest().orElseThrow(), drug.whenLowest(), last, down, inverse, limit, by, found);
        } else {
            found.against(
                    Verdict.PASS, "UNIT_JUMP", drug.id(), Shown.share(up), limit, "no jump of a unit is suspected", by);
        }
    }

    /** Suspects a dose that is not the one of a day; says nothing where there is nothing to suspect. */
    static void jumpedUp(Case subject, DrugCase drug, DailyDose now, DailyDose last, String when, Findings found) {
        Optional<Authority.Ruled> tighter = tighter(subject, drug);
        Ratio jump = Ratio.of(tighter.map(each -> each.limit().times()).orElse(JUMP));
        Ratio up = now.nanograms().dividedBy(last.nanograms());
        if (up.compareTo(jump) >= 0) {
            Authority by = tighter.map(Authority.Ruled::authority).orElse(Authority.ENGINE);
            jumped(drug, now, when, last, up, up, limit(jump), by, found);
        }
    }

    /** Suspects one bolus beside the largest that runs now; whether it does. */
    static boolean bolusJumped(Case subject, DrugCase drug, Ratio now, Ratio largest, Findings found) {
        Optional<Authority.Ruled> tighter = tighter(subject, drug);
        Ratio jump = Ratio.of(tighter.map(each -> each.limit().times()).orElse(JUMP));
        Ratio up = now.dividedBy(largest);
        if (up.compareTo(jump) < 0) {
            return false;
        }
        found.twoPersons(
                "UNIT_JUMP",
                drug.id(),
                Shown.factor(up),
                Optional.of(limit(jump)),
                "one bolus of " + drug.name() + " " + Shown.mass(now).text() + " is " + Shown.factor(up)
                        + " the largest that runs now, " + Shown.mass(largest).text() + suspicion(up)
                        + "; compare its unit with the order, and confirm the size of it",
                tighter.map(Authority.Ruled::authority).orElse(Authority.ENGINE));
        return true;
    }

    private static String limit(Ratio jump) {
        return jump + " times, or " + jump + " times less";
    }

    private static void jumped(
            DrugCase drug,
            DailyDose now,
            String when,
            DailyDose last,
            Ratio quotient,
            Ratio nearWhat,
            String limit,
            Authority by,
            Findings found) {
        found.twoPersons(
                "UNIT_JUMP",
                drug.id(),
                Shown.factor(quotient),
                Optional.of(limit),
                drug.name() + " " + now.text() + when
                        + (quotient.signum() == 0
                                ? " is nothing after"
                                : " is " + Shown.factor(quotient) + (quotient.compareTo(Ratio.ONE) < 0 ? " than" : ""))
                        + " the last therapeutic " + last.text() + suspicion(nearWhat)
                        + "; compare unit and period with the order",
                by);
    }

    private static String suspicion(Ratio quotient) {
        return SUSPECTS.stream()
                .filter(each -> isNear(quotient, each.times()))
                .map(each -> "; " + each.what())
                .findFirst()
                .orElse("");
    }

    private static boolean isNear(Ratio quotient, long times) {
        return quotient.compareTo(NEAR_BELOW.times(times)) >= 0 && quotient.compareTo(NEAR_ABOVE.times(times)) <= 0;
    }
}
