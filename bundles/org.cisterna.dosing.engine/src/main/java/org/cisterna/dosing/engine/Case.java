// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.LastDose;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
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
 * @param days every ordered day, the one of {@code day} first
 * @param physical what is in reservoir and path, and what comes of the order there
 */
record Case(
        DosingRequest request,
        Optional<OrderedDay> day,
        List<Delivery> deliveries,
        Optional<Programme> programme,
        List<DrugCase> drugs,
        Optional<CatheterPath> path,
        List<DayCase> days,
        Physical physical) {

    static Case of(DosingRequest request) {
        Reservoir reservoir = Reservoir.of(request);
        Ratio concentration =
                reservoir.programmed().of(request.solution().primary().drug());
        Boluses boluses = Boluses.of(request, concentration);
        List<DayCase> days = DayCase.of(request, concentration);
        Optional<OrderedDay> day = days.stream().map(DayCase::day).findFirst();
        Optional<Programme> programme = programme(request, days);
        Optional<Ratio> ordered = ordered(request, day, boluses, programme, concentration);
        Optional<Ratio> given = programme
                .map(Programme::dailyNanolitres)
                .or(() -> isStop(request) ? Optional.of(Ratio.ZERO) : Optional.empty())
                .map(each -> each.plus(boluses.givenDaily()));
        Optional<Ratio> lightest = lightest(request, days).map(each -> each.plus(boluses.givenDaily()));
        List<DrugCase> drugs = new ArrayList<>();
        for (String drug : names(request)) {
            drugs.add(new DrugCase(
                    drug,
                    request.drug(drug),
                    request.solution().concentrationOf(drug),
                    before(request, drug),
                    ordered.map(each -> follows(each, reservoir.programmed(), drug, concentration)),
                    given.map(each -> BridgeDecision.dose(each, reservoir.effective(), drug)),
                    lightest.map(each -> BridgeDecision.dose(each, reservoir.effective(), drug)),
                    request.lastDose(drug)));
        }
        Optional<CatheterPath> path =
                CatheterPath.of(request.catheter(), request.capabilities().tubingVolume());
        return new Case(
                request,
                day,
                days.isEmpty() ? List.of() : days.get(0).deliveries(),
                programme,
                List.copyOf(drugs),
                path,
                days,
                Physical.of(request, reservoir, boluses, days, programme, path));
    }

    /** Nanolitres of the lightest 24 h of a week that the pump can run. */
    private static Optional<Ratio> lightest(DosingRequest request, List<DayCase> days) {
        boolean runs = request.order().dayAlone() instanceof Order.Week
                && !days.isEmpty()
                && days.stream().allMatch(each -> each.programme().isPresent());
        return runs
                ? Optional.of(WeekPlan.of(days.stream()
                                .flatMap(each -> each.part().stream())
                                .toList())
                        .least24h())
                : Optional.empty();
    }

    private static boolean isStop(DosingRequest request) {
        return request.order().dayAlone() instanceof Order.Stop;
    }

    /** What the pump can run: of a week its heaviest day, and nothing when one of its days cannot be run. */
    private static Optional<Programme> programme(DosingRequest request, List<DayCase> days) {
        if (request.order().dayAlone() instanceof Order.MinimumRate) {
            return request.capabilities()
                    .functions()
                    .flatMap(Functions::minimumRate)
                    .map(Programme.Continuous::new);
        }
        if (days.stream().anyMatch(each -> each.programme().isEmpty())) {
            return Optional.empty();
        }
        return days.stream().findFirst().flatMap(DayCase::programme);
    }

    /** Nanograms of the primary drug in 24 h as ordered, periodic boluses included. */
    private static Optional<Ratio> ordered(
            DosingRequest request,
            Optional<OrderedDay> day,
            Boluses boluses,
            Optional<Programme> programme,
            Ratio concentration) {
        if (isStop(request)) {
            return Optional.of(Ratio.ZERO);
        }
        if (request.order().dayAlone() instanceof Order.MinimumRate) {
            return programme.map(
                    each -> each.dailyNanolitres().times(concentration).dividedBy(1_000_000));
        }
        return day.map(each -> each.nanograms().plus(boluses.orderedDaily()));
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
                        .map(known -> BridgeDecision.dose(
                                running.programme().dailyNanolitres().plus(RanBefore.periodicDaily(running)),
                                Mix.of(running.solution()),
                                drug)));
    }

    /** The dose of the primary, or the one of a secondary that follows from it in the ratio of the concentrations (F2). */
    private static DailyDose follows(Ratio primaryNanograms, Mix mix, String drug, Ratio primary) {
        return new DailyDose(primaryNanograms.times(mix.of(drug)).dividedBy(primary));
    }

    /** Whether therapy is ordered: a stop and a minimum rate mean none. */
    static boolean isTherapy(DosingRequest request) {
        return !(request.order().dayAlone() instanceof Order.Stop)
                && !(request.order().dayAlone() instanceof Order.MinimumRate);
    }

    /** The name of a drug for people. */
    String nameOf(String drug) {
        return request.drug(drug).map(Drug::displayName).orElse(drug);
    }

    /** The drugs of the new solution. */
    List<DrugCase> solutionDrugs() {
        return drugs.stream().filter(each -> each.concentration().isPresent()).toList();
    }
}
