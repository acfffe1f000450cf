// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.calculation.ConstantFlowRequest;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.quantity.Ratio;

/** A pump of fixed flow (F11): its flow as the last refill measured it, and the concentration that gives the dose at that flow. */
final class ConstantFlow {

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long NANOLITRES_PER_MILLILITRE = 1_000_000;

    /** Of such pumps, known from memory: our own threshold while nobody enters the pump's. */
    private static final int CLASS_PER_MILLE = 150;

    /** Twice or half the factory's rate: beyond what temperature, pressure or age do to a capillary; own policy. */
    private static final Ratio FAR = Ratio.of(2);

    private ConstantFlow() {}

    static void work(ConstantFlowRequest request, Sheet sheet) {
        GroundsCheck check = new GroundsCheck(request.grounds(), request.indication(), sheet);
        check.drugs(List.of(request.drug()));
        if (request.filled().compareTo(request.capacity()) > 0) {
            sheet.block(
                    "OVERFILL",
                    "filled",
                    request.filled().text(),
                    request.capacity().text(),
                    "more is said to have been filled than the reservoir holds: an overfilled reservoir presses drug"
                            + " into the patient, or a volume is wrong; find out which before filling",
                    Authority.PUMP);
        }
        if (request.returned().compareTo(request.capacity()) > 0) {
            sheet.block(
                    "VOLUME_IMPOSSIBLE",
                    "returned",
                    request.returned().text(),
                    request.capacity().text(),
                    "more came back than the reservoir holds; find out what was withdrawn before filling",
                    Authority.PUMP);
            return;
        }
        Ratio delivered = request.filled().exact().minus(request.returned().exact());
        if (delivered.signum() <= 0) {
            sheet.block(
                    "VOLUME_IMPOSSIBLE",
                    "returned",
                    request.returned().text(),
                    request.filled().text(),
                    "no flow can be computed when as much or more came back as was filled: the pump gave nothing, or"
                            + " a volume is wrong; find out which before filling",
                    Authority.NONE);
            return;
        }
        Ratio measured =
                delivered.times(MILLIS_PER_DAY).dividedBy(request.elapsed().toMillis());
        Ratio nominal = request.nominalRate().exact();
        Ratio dose = request.daily().exact();
        sheet.put("measuredRate", Measure.RATE, measured);
        sheet.change(
                "measuredChange",
                Optional.empty(),
                Measure.PERCENT,
                measured.dividedBy(nominal).minus(Ratio.ONE).times(100));
        flow(request, measured, sheet);
        sheet.put("doseByNominal", Measure.DOSE, dose.times(measured).dividedBy(nominal));
        Ratio concentration = dose.times(NANOLITRES_PER_MILLILITRE).dividedBy(measured);
        sheet.put("concentration", Measure.CONCENTRATION, concentration);
        sheet.put(
                "runTime",
                Measure.DAYS,
                request.capacity().exact().times(MILLIS_PER_DAY).dividedBy(measured));
        Ratio mass = concentration.times(request.prepare().exact()).dividedBy(NANOLITRES_PER_MILLILITRE);
        Ratio stock =
                mass.times(NANOLITRES_PER_MILLILITRE).dividedBy(request.stock().exact());
        Ratio diluent = request.prepare().exact().minus(stock);
        sheet.put("mass", Measure.MASS, mass);
        sheet.put("stockVolume", Measure.VOLUME, stock);
        sheet.put("diluent", Measure.VOLUME, diluent);
        if (diluent.signum() < 0) {
            sheet.block(
                    "COMPOUNDING_INFEASIBLE",
                    "diluent",
                    Measure.VOLUME.text(diluent),
                    request.stock().text(),
                    "the stock solution is weaker than the concentration needed; take a stronger one",
                    Authority.NONE);
        } else {
            sheet.pass("COMPOUNDING_FEASIBLE", "diluent", Measure.VOLUME.text(diluent), "the volumes fit");
        }
        if (request.prepare().exact().compareTo(request.capacity().exact()) < 0) {
            sheet.confirm(
                    "PREPARED_BELOW_CAPACITY",
                    "prepare",
                    request.prepare().text(),
                    "less is prepared than the reservoir holds; the run time shown is that of a full reservoir");
        }
        check.concentration(request.drug(), concentration);
        check.dailyDose(request.drug(), dose);
    }

    /** Measured against the factory's rate, within what the pump declares of itself, or the class of such pumps when nobody entered that. */
    private static void flow(ConstantFlowRequest request, Ratio measured, Sheet sheet) {
        Ratio nominal = request.nominalRate().exact();
        Ratio change = measured.dividedBy(nominal).minus(Ratio.ONE).times(100);
        Ratio allowed = Ratio.of(request.accuracyPerMille().orElse(CLASS_PER_MILLE), 10);
        String shown = Measure.PERCENT.signed(change);
        String bound = "plus or minus " + Measure.PERCENT.text(allowed);
        Authority by = request.accuracyPerMille().isPresent() ? Authority.PUMP : Authority.ENGINE;
        String both = "measured " + Measure.RATE.text(measured) + ", the factory's rate is "
                + request.nominalRate().text();
        Ratio times = measured.dividedBy(nominal);
        if (times.compareTo(FAR) >= 0 || times.times(FAR).compareTo(Ratio.ONE) <= 0) {
            sheet.twoPersons(
                    "FLOW_ACCURACY",
                    "measuredRate",
                    shown,
                    bound,
                    both
                            + ": no pump of this kind drifts that far. Hours entered as days, a decimal place of a volume or the rate of"
                            + " another pump are suspected: compare each with the record; a concentration made for a flow that is not"
                            + " there is wrong by as much",
                    by);
        } else if (change.abs().compareTo(allowed) > 0) {
            sheet.confirm(
                    "FLOW_ACCURACY",
                    "measuredRate",
                    shown,
                    bound,
                    both
                            + ": beyond the accuracy of the pump. Withdraw again, compare the volumes and the dates with the"
                            + " record, look at catheter and pump; a concentration made for this flow is right only if it stays",
                    by);
        } else {
            sheet.pass("FLOW_ACCURACY", "measuredRate", shown, bound, both, by);
        }
    }
}
