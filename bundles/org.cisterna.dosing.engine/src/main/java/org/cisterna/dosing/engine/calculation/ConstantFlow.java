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

    private ConstantFlow() {}

    static void work(ConstantFlowRequest request, Sheet sheet) {
        GroundsCheck check = new GroundsCheck(request.grounds(), request.indication(), sheet);
        check.drugs(List.of(request.drug()));
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
}
