// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.AccessPortRequest;
import org.cisterna.dosing.calculation.Calculated;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.cisterna.dosing.calculation.CompoundingRequest;
import org.cisterna.dosing.calculation.ConstantFlowRequest;
import org.cisterna.dosing.calculation.ContentCheckRequest;
import org.cisterna.dosing.calculation.ConversionRequest;
import org.cisterna.dosing.calculation.MriCheckRequest;
import org.cisterna.dosing.calculation.PocketFillRequest;
import org.cisterna.dosing.calculation.RefillCheckRequest;
import org.cisterna.dosing.calculation.RefillPlanRequest;
import org.cisterna.dosing.calculation.ReplacementRequest;
import org.cisterna.dosing.calculation.RunTimeRequest;
import org.cisterna.dosing.calculation.StartDoseRequest;
import org.cisterna.dosing.calculation.TaperRequest;
import org.cisterna.dosing.calculation.TitrationRequest;
import org.cisterna.dosing.calculation.TrialRequest;
import org.cisterna.dosing.engine.Authority;

/** Hands each request to its calculation and puts the findings in order, the most limiting first. */
final class Calculations {

    private static final String NAME =
            "org.cisterna.dosing.engine, policy " + Authority.ENGINE.version().orElseThrow();

    private static final Comparator<Finding> MOST_LIMITING_FIRST = Comparator.comparing(Finding::verdict)
            .thenComparing(Finding::twoPersons)
            .reversed();

    Calculated calculate(CalculationRequest request) {
        Sheet sheet = new Sheet();
        try {
            work(request, sheet);
        } catch (RuntimeException broken) {
            sheet.block(
                    "CHECK_FAILED",
                    request.function().id(),
                    broken.getClass().getSimpleName(),
                    "the calculation could not be made (" + broken.getMessage()
                            + "), so it is refused; report it with this request");
        }
        List<Finding> findings = new ArrayList<>(sheet.findings().list());
        findings.sort(MOST_LIMITING_FIRST);
        return new Calculated(
                request.function(),
                findings.stream().map(Finding::verdict).reduce(Verdict.PASS, Verdict::worse),
                findings,
                sheet.results(),
                request.digest(),
                NAME);
    }

    private static void work(CalculationRequest request, Sheet sheet) {
        switch (request.function()) {
            case COMPOUNDING -> new Compounding((CompoundingRequest) request, sheet).work();
            case REFILL_PLAN -> new RefillPlan((RefillPlanRequest) request, sheet).work();
            case REFILL_CHECK -> RefillCheck.work((RefillCheckRequest) request, sheet);
            case POCKET_FILL -> PocketFill.work((PocketFillRequest) request, sheet);
            case CONTENT_CHECK -> ContentCheck.work((ContentCheckRequest) request, sheet);
            case ACCESS_PORT -> AccessPort.work((AccessPortRequest) request, sheet);
            case CONSTANT_FLOW -> ConstantFlow.work((ConstantFlowRequest) request, sheet);
            case TRIAL -> Trial.work((TrialRequest) request, sheet);
            case START_DOSE -> new StartDose((StartDoseRequest) request, sheet).work();
            case TITRATION -> new Titration((TitrationRequest) request, sheet).work();
            case TAPER -> Taper.work((TaperRequest) request, sheet);
            case CONVERSION -> Conversion.work((ConversionRequest) request, sheet);
            case MRI_CHECK -> new MriCheck((MriCheckRequest) request, sheet).work();
            case REPLACEMENT -> Replacement.work((ReplacementRequest) request, sheet);
            case RUN_TIME -> RunTime.work((RunTimeRequest) request, sheet);
        }
    }
}
