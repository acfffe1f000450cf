// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.cisterna.dosing.calculation.RefillPlanRequest;
import org.cisterna.dosing.calculation.RefillPlanRequest.Basis;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.dosing.engine.Reservoir;
import org.cisterna.dosing.engine.Rounding;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * What residual and fill make together (F4), with rinses, and the dose with either concentration: by the label of the syringe, or by what is
 * in the reservoir. The choice is never made in silence.
 */
final class RefillPlan {

    private static final Ratio NOTICEABLE = Ratio.of(5, 100);
    private static final long NANOLITRES_PER_MILLILITRE = 1_000_000;

    private final RefillPlanRequest request;
    private final Sheet sheet;

    RefillPlan(RefillPlanRequest request, Sheet sheet) {
        this.request = request;
        this.sheet = sheet;
    }

    void work() {
        capacity();
        Set<String> drugs = new LinkedHashSet<>();
        request.solution().ingredients().forEach(each -> drugs.add(each.drug()));
        request.residualSolution().ingredients().forEach(each -> drugs.add(each.drug()));
        for (String drug : drugs) {
            dilution(drug);
        }
        doses();
        Optional<GroundsCheck> check = GroundsCheck.of(request.grounds(), request.indication(), drugs, sheet);
        check.ifPresent(this::limits);
    }

    /** The most that a day gives of each drug, as chosen, or by either while nobody has chosen; of the primary no less than what is wanted. */
    private void limits(GroundsCheck check) {
        Solution.Ingredient primary = request.solution().primary();
        Ratio byLabel = FlowRate.of(request.daily(), primary.concentration());
        Ratio byEffective =
                request.daily().exact().times(NANOLITRES_PER_MILLILITRE).dividedBy(effective(primary.drug()));
        Ratio most = byLabel.compareTo(byEffective) > 0 ? byLabel : byEffective;
        Ratio rate = request.programmeWith()
                .map(each -> each == Basis.LABEL ? byLabel : byEffective)
                .orElse(most);
        for (Solution.Ingredient each : request.solution().ingredients()) {
            Ratio dose = dose(rate, effective(each.drug()));
            Ratio wanted = request.daily().exact();
            boolean isLess = each.drug().equals(primary.drug()) && dose.compareTo(wanted) < 0;
            check.dailyDose(each.drug(), isLess ? wanted : dose);
        }
    }

    private void capacity() {
        Ratio room = Reservoir.room(request.capabilities(), request.residual());
        sheet.put("room", Measure.VOLUME, room);
        if (request.fill().exact().compareTo(room) > 0) {
            sheet.block(
                    "FILL_ABOVE_CAPACITY",
                    "fill",
                    request.fill().text(),
                    Measure.VOLUME.text(room),
                    "the reservoir has no room for it; an overfilled reservoir presses drug into the patient."
                            + " Withdraw what is in it first, or fill less",
                    Authority.PUMP);
        } else {
            sheet.pass(
                    "FILL", "fill", request.fill().text(), Measure.VOLUME.text(room), "there is room", Authority.PUMP);
        }
        request.rinses()
                .filter(each -> each.volume().exact().compareTo(room) > 0)
                .ifPresent(each -> sheet.block(
                        "OVERFILL",
                        "rinses.volume",
                        each.volume().text(),
                        Measure.VOLUME.text(room),
                        "the reservoir has no room for one such rinse, so it would dilute less than is computed here; rinse"
                                + " with less, more often",
                        Authority.PUMP));
    }

    private void dilution(String drug) {
        Ratio effective = effective(drug);
        Ratio label = label(drug);
        sheet.put("effectiveConcentration", drug, Measure.CONCENTRATION, effective);
        if (label.signum() == 0) {
            sheet.confirm(
                    "RESIDUAL_DRUG",
                    drug,
                    Measure.CONCENTRATION.text(effective),
                    "a drug of the old solution stays in the reservoir with the residual; rinse, or confirm");
            return;
        }
        Ratio change = effective.dividedBy(label).minus(Ratio.ONE);
        String shown = Measure.PERCENT.signed(change.times(100));
        sheet.change("effectiveChange", Optional.of(drug), Measure.PERCENT, change.times(100));
        boolean noticeable = change.abs().compareTo(NOTICEABLE) > 0;
        if (noticeable && request.programmeWith().equals(Optional.of(Basis.LABEL))) {
            sheet.confirm(
                    "RESIDUAL_DILUTION",
                    drug,
                    shown,
                    "5 %",
                    "programmed by the label the dose of " + drug + " is off by this for the whole fill, because "
                            + request.residual().text()
                            + " of the old solution stay; programme with what is in the reservoir, or rinse",
                    Authority.ENGINE);
        } else {
            sheet.pass(
                    "RESIDUAL_DILUTION",
                    drug,
                    shown,
                    "5 %",
                    "what residual and fill make together, against the label",
                    Authority.ENGINE);
        }
    }

    private void doses() {
        Solution.Ingredient primary = request.solution().primary();
        Ratio byLabel = FlowRate.of(request.daily(), primary.concentration());
        Ratio effective = effective(primary.drug());
        Ratio byEffective =
                request.daily().exact().times(NANOLITRES_PER_MILLILITRE).dividedBy(effective);
        sheet.put("rateByLabel", Measure.RATE, byLabel);
        sheet.put("rateByEffective", Measure.RATE, byEffective);
        for (Solution.Ingredient each : request.solution().ingredients()) {
            Ratio inReservoir = effective(each.drug());
            sheet.put("doseByLabel", each.drug(), Measure.DOSE, dose(byLabel, inReservoir));
            sheet.put("doseByEffective", each.drug(), Measure.DOSE, dose(byEffective, inReservoir));
        }
        if (request.programmeWith().isEmpty()) {
            sheet.confirm(
                    "CONCENTRATION_CHOICE",
                    "programmeWith",
                    "not chosen",
                    "choose whether the programme is made with the label's concentration or with what is in the"
                            + " reservoir; the dose with either stands in the results");
            return;
        }
        Ratio chosen = request.programmeWith().get() == Basis.LABEL ? byLabel : byEffective;
        long grid = request.capabilities().rateGrid().nanolitresPerDay();
        Ratio onGrid = Ratio.of(Rounding.RATE.of(chosen, grid));
        sheet.put("rate", Measure.RATE, onGrid);
        sheet.put("dose", primary.drug(), Measure.DOSE, dose(onGrid, effective));
        if (onGrid.isBelow(request.capabilities().rate().min())
                || onGrid.exceeds(request.capabilities().rate().max())) {
            sheet.block(
                    "RATE_RANGE",
                    "rate",
                    Measure.RATE.text(onGrid),
                    request.capabilities().rate().toString(),
                    "the pump cannot give this rate; fill another concentration",
                    Authority.PUMP);
        }
    }

    private static Ratio dose(Ratio nanolitresPerDay, Ratio concentration) {
        return nanolitresPerDay.times(concentration).dividedBy(NANOLITRES_PER_MILLILITRE);
    }

    private Ratio label(String drug) {
        return exact(request.solution().concentrationOf(drug));
    }

    private static Ratio exact(Optional<Concentration> concentration) {
        return concentration.map(Quantity::exact).orElse(Ratio.ZERO);
    }

    /** The concentration after every rinse and the fill, in nanograms a millilitre. */
    private Ratio effective(String drug) {
        Ratio concentration = exact(request.residualSolution().concentrationOf(drug));
        if (request.rinses().isPresent()) {
            RefillPlanRequest.Rinse rinse = request.rinses().get();
            for (int i = 0; i < rinse.count(); i++) {
                concentration = mixed(concentration, rinse.volume(), label(drug));
            }
        }
        return mixed(concentration, request.fill(), label(drug));
    }

    private Ratio mixed(Ratio old, Volume volume, Ratio concentration) {
        Ratio residual = request.residual().exact();
        return residual.times(old).plus(volume.exact().times(concentration)).dividedBy(residual.plus(volume.exact()));
    }
}
