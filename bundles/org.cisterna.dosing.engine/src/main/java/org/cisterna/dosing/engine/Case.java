// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.LastDose;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;

/**
 * A request, and what arithmetic makes of it; all that a check looks at.
 *
 * @param request the request
 * @param day the ordered day, when the order makes one
 * @param deliveries the day's parts as rates; empty without a day
 * @param programme what the pump can run of it
 * @param drugs of the solution, the primary first, then those of the history alone
 * @param path to the tip, when the catheter is known
 */
record Case(
        DosingRequest request,
        Optional<OrderedDay> day,
        List<Delivery> deliveries,
        Optional<Programme> programme,
        List<DrugCase> drugs,
        Optional<CatheterPath> path) {

    static Case of(DosingRequest request) {
        Solution solution = request.solution();
        Optional<OrderedDay> day = OrderedDay.of(request.order());
        List<Delivery> deliveries = day.map(
                        each -> Delivery.of(each, solution.primary().concentration(), request.capabilities()))
                .orElse(List.of());
        Optional<Programme> programme =
                deliveries.isEmpty() ? Optional.empty() : Delivery.programme(deliveries, request.capabilities());
        List<DrugCase> drugs = new ArrayList<>();
        for (String drug : names(request)) {
            Optional<Concentration> concentration = solution.concentrationOf(drug);
            drugs.add(new DrugCase(
                    drug,
                    request.drug(drug),
                    concentration,
                    before(request, drug),
                    day.map(each -> requested(each, solution, concentration)),
                    programme.map(each -> achieved(each, concentration)),
                    request.lastDose(drug)));
        }
        return new Case(
                request,
                day,
                deliveries,
                programme,
                List.copyOf(drugs),
                CatheterPath.of(request.catheter(), request.capabilities().tubingVolume()));
    }

    private static Set<String> names(DosingRequest request) {
        Set<String> names = new LinkedHashSet<>();
        request.solution().ingredients().forEach(each -> names.add(each.drug()));
        request.lastTherapeutic().stream().map(LastDose::drug).forEach(names::add);
        request.running().map(Running::solution).stream()
                .flatMap(each -> each.ingredients().stream())
                .forEach(each -> names.add(each.drug()));
        return names;
    }

    private static Optional<DailyDose> before(DosingRequest request, String drug) {
        return request.running()
                .filter(running -> !(running.programme() instanceof Programme.Stopped))
                .flatMap(running -> running.solution()
                        .concentrationOf(drug)
                        .map(concentration -> DailyDose.of(running.programme(), concentration)));
    }

    /** The dose of the primary, or the one of a secondary that follows from it in the ratio of the concentrations (F2). */
    private static DailyDose requested(OrderedDay day, Solution solution, Optional<Concentration> concentration) {
        Ratio primary = solution.primary().concentration().exact();
        return new DailyDose(concentration
                .map(each -> day.nanograms().times(each.exact()).dividedBy(primary))
                .orElse(Ratio.ZERO));
    }

    private static DailyDose achieved(Programme programme, Optional<Concentration> concentration) {
        return concentration.map(each -> DailyDose.of(programme, each)).orElse(new DailyDose(Ratio.ZERO));
    }

    /** The drugs of the new solution. */
    List<DrugCase> solutionDrugs() {
        return drugs.stream().filter(each -> each.concentration().isPresent()).toList();
    }

    /** Whether the pump gives no therapy now: it never ran, or stands still. */
    boolean isStandingStill() {
        return request.running()
                .map(running -> running.programme() instanceof Programme.Stopped)
                .orElse(true);
    }
}
