// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Capabilities;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Ratio;

/**
 * What to do about a rate that the pump cannot give. Another concentration is offered only where the dose is believed, and where it would not
 * break a limit of the concentration: what is offered is done.
 */
final class WayOut {

    private static final long NANOLITRES_PER_MILLILITRE = 1_000_000;
    private static final Ratio LARGEST = Ratio.of(Quantity.MAX_BASE_UNITS);

    private WayOut() {}

    /** The end of the finding's message, with what joins it. */
    static String of(Case subject, Delivery delivery) {
        if (delivery.part().rate().baseUnits() == 0) {
            return "; to give nothing, stop the pump";
        }
        Capabilities pump = subject.request().capabilities();
        boolean tooFast = delivery.exact().exceeds(pump.rate().max());
        FlowRate lowest = new FlowRate(Rounding.LOWEST_RATE.of(
                pump.rate().min().exact(), pump.rateGrid().nanolitresPerDay()));
        String smallest = "at this concentration the smallest dose is "
                + new DailyDose(lowest.times(
                                subject.request().solution().primary().concentration()))
                        .text();
        Optional<String> doubted = doubted(subject);
        if (doubted.isPresent()) {
            return "; " + doubted.get() + (tooFast ? "" : "; " + smallest);
        }
        Ratio exact = fitting(delivery, tooFast ? pump.rate().max() : lowest);
        Rounding rounding = tooFast ? Rounding.LOWEST_FITTING_CONCENTRATION : Rounding.HIGHEST_FITTING_CONCENTRATION;
        Optional<Authority.Ruled> broken = broken(subject, exact);
        String offer;
        if (broken.isPresent()) {
            Limit limit = broken.get().limit();
            offer = "no concentration would fit that keeps within " + limit.value() + ", " + limit.reason();
        } else if (exact.compareTo(LARGEST) > 0 || rounding.of(exact, 1) == 0) {
            offer = "no concentration would fit";
        } else {
            offer = "a concentration of at " + (tooFast ? "least " : "most ")
                    + Shown.concentration(rounding.of(exact, 1)) + " would fit";
        }
        return "; " + offer + (tooFast ? "" : "; " + smallest);
    }

    /** Why the dose itself is to be looked at first. */
    private static Optional<String> doubted(Case subject) {
        if (subject.solutionDrugs().stream().anyMatch(drug -> UnitJumpCheck.isSuspected(subject, drug))) {
            return Optional.of("a mistaken unit is suspected, so compare unit and period with the order first");
        }
        return subject.solutionDrugs().stream()
                .filter(drug -> isAboveCeiling(subject, drug))
                .findFirst()
                .map(drug -> "the dose of " + drug.name() + " is above a ceiling, so no concentration would do");
    }

    private static boolean isAboveCeiling(Case subject, DrugCase drug) {
        return Authority.limits(
                        subject.request(), drug.id(), LimitKind.MAX_DAILY_DOSE, Comparator.comparing(Limit::doseRate))
                .stream()
                .map(Authority.Ruled::limit)
                .filter(limit -> limit.effect() == Verdict.BLOCK)
                .anyMatch(limit -> drug.highest()
                        .filter(dose -> dose.nanograms().exceeds(limit.doseRate()))
                        .isPresent());
    }

    /** The tightest limit that the solution would break if its primary drug had this concentration and the others followed. */
    private static Optional<Authority.Ruled> broken(Case subject, Ratio primary) {
        Ratio times = primary.dividedBy(
                subject.request().solution().primary().concentration().exact());
        return subject.solutionDrugs().stream()
                .flatMap(drug -> Authority.limits(
                                subject.request(),
                                drug.id(),
                                LimitKind.MAX_CONCENTRATION,
                                Comparator.comparing(Limit::concentration))
                        .stream()
                        .filter(each -> drug.concentration()
                                .orElseThrow()
                                .exact()
                                .times(times)
                                .exceeds(each.limit().concentration())))
                .findFirst();
    }

    private static Ratio fitting(Delivery delivery, FlowRate rate) {
        return delivery.part().rate().exact().times(NANOLITRES_PER_MILLILITRE).dividedBy(rate.exact());
    }
}
