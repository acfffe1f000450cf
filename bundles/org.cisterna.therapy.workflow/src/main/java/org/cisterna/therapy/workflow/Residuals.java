// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.CalculationEngine;
import org.cisterna.dosing.calculation.CalculationFunction;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.ManualAct;
import org.cisterna.pump.ManualFill;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualStep.Emptied;
import org.cisterna.pump.ManualStep.Explained;
import org.cisterna.pump.ManualStep.Filled;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.ManualWork.Counted;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.DoseChange.SignedBy;
import org.cisterna.therapy.ManualCase.Residual;
import org.cisterna.therapy.Signature.Meaning;

/**
 * What came out of a pump against what was expected. Where they differ by more than the pump's accuracy and the syringe explain, drug is in the patient, or
 * beside the pump, or was never there: nothing is filled until somebody gives a reason and two people sign for it. The pump itself goes on.
 */
final class Residuals {

    /** When nobody has answered by then, somebody is called. [design: an hour is what a clinic can wait with a needle drawn and a pump empty] */
    static final Duration CALLS_AFTER = Duration.ofHours(1);

    /** A syringe of 50 mL is divided in millilitres and read to half of one. [assumption; the dosing examples read it so, too] */
    private static final Volume READING = new Volume(500_000);

    private final Parts parts;

    Residuals(Parts parts) {
        this.parts = parts;
    }

    /**
     * What is to be settled before the fill.
     *
     * @param expected what was expected to come out
     * @param signed the signatures that cover the record as it stands
     * @return empty where nothing is; refused where nobody can say
     */
    Answer<Optional<Residual>> of(ManualPump known, Optional<Volume> expected, List<SignedBy> signed) {
        Optional<Counted<Emptied>> emptied = known.work()
                .filter(each -> each.act() == ManualAct.REFILL)
                .filter(each -> each.last(Filled.class).isEmpty())
                .flatMap(each -> each.last(Emptied.class));
        if (emptied.isEmpty() || expected.isEmpty()) {
            return Answer.done(Optional.empty());
        }
        ManualWork work = known.work().orElseThrow();
        JsonObject asked = asked(known, work, emptied.get().step().returned(), expected.get());
        return parts.surroundings().need(CalculationEngine.class).then(engine -> CalculationRequest.read(asked)
                .map(engine::calculate)
                .map(answer -> answer.findings(Verdict.CONFIRM))
                .map(findings -> findings.isEmpty()
                        ? Optional.empty()
                        : Optional.of(residual(work, emptied.get(), expected.get(), findings, signed))));
    }

    private static JsonObject asked(ManualPump known, ManualWork work, Volume returned, Volume expected) {
        long times = work.done().stream()
                .filter(each -> each.step() instanceof Emptied)
                .count();
        return Json.object()
                .put(CalculationRequest.FUNCTION, CalculationFunction.REFILL_CHECK.id())
                .put(
                        "filled",
                        known.fill().map(ManualFill::volume).orElseThrow().text())
                .put("expected", expected.text())
                .put("withdrawn", returned.text())
                .put("withdrawnAgain", times > 1)
                .put("readingTolerance", READING.text())
                .put("accuracyPerMille", known.identity().capabilities().accuracyPerMille())
                .build();
    }

    private Residual residual(
            ManualWork work, Counted<Emptied> emptied, Volume expected, List<Finding> findings, List<SignedBy> signed) {
        Instant call = emptied.at().plus(CALLS_AFTER);
        Optional<String> reason = reason(work);
        boolean two = ManualViews.of(signed, Meaning.PERFORMED).isPresent()
                && ManualViews.of(signed, Meaning.WITNESSED).isPresent();
        return new Residual(
                expected.text(),
                emptied.step().returned().text(),
                findings,
                emptied.at(),
                call,
                !parts.pump().now().isBefore(call),
                reason,
                reason.isPresent() && two);
    }

    /** The reason that was given after the last time that it was emptied. */
    private static Optional<String> reason(ManualWork work) {
        Optional<String> reason = Optional.empty();
        for (ManualWork.Done each : work.done()) {
            if (each.step() instanceof Emptied) {
                reason = Optional.empty();
            } else if (each.step() instanceof Explained explained) {
                reason = Optional.of(explained.reason());
            }
        }
        return reason;
    }
}
