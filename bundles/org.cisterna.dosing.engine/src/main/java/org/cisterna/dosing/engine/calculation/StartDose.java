// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.calculation.StartDoseRequest;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Ratio;

/**
 * A first dose: for baclofen what follows from the screening, for the others a range that a proposed dose is held against. No number is
 * proposed for a drug whose start is a matter of judgement.
 */
final class StartDose {

    private static final String BACLOFEN = "baclofen";
    private static final String ZICONOTIDE = "ziconotide";
    private static final Duration LONG_EFFECT = Duration.ofHours(8);

    private final StartDoseRequest request;
    private final Sheet sheet;
    private final GroundsCheck check;

    StartDose(StartDoseRequest request, Sheet sheet) {
        this.request = request;
        this.sheet = sheet;
        this.check = new GroundsCheck(request.grounds(), request.indication(), sheet);
    }

    void work() {
        check.drugs(List.of(request.drug()));
        if (request.drug().equals(ZICONOTIDE)) {
            psychosis();
        }
        if (request.drug().equals(BACLOFEN)) {
            baclofen();
        } else {
            ranges();
        }
        request.proposed().ifPresent(dose -> held(dose.exact()));
    }

    /** A first dose, proposed or computed, against every limit there is of a start and of a day. */
    private void held(Ratio dose) {
        check.start(request.drug(), dose, request.trialDose().map(Mass::exact));
        check.dailyDose(request.drug(), dose);
    }

    private void psychosis() {
        if (request.historyOfPsychosis().isEmpty()) {
            sheet.block(
                    "HISTORY_MISSING",
                    "historyOfPsychosis",
                    "missing",
                    "the label forbids this drug after a psychosis; enter whether there ever was one");
        } else if (request.historyOfPsychosis().get()) {
            sheet.block(
                    "CONTRAINDICATION",
                    request.drug(),
                    "history of psychosis",
                    "none",
                    "the label forbids this drug after a psychosis",
                    Published.ZIC_CONTRAINDICATION.authority());
        }
    }

    private void baclofen() {
        if (request.screeningDose().isEmpty() || request.screeningEffect().isEmpty()) {
            sheet.confirm(
                    "NO_START_RULE",
                    request.drug(),
                    "no screening",
                    "without an effective screening dose and the time its effect lasted no start can be computed;"
                            + " a physician gives the reason for the dose");
            return;
        }
        Mass screening = request.screeningDose().get();
        ScreeningStep.examine(request.drug(), screening, sheet);
        boolean lasting = request.screeningEffect().get().compareTo(LONG_EFFECT) > 0;
        Ratio start = screening.exact().times(lasting ? 1 : 2);
        sheet.put("start", Measure.DOSE, start);
        String rule = lasting
                ? "the screening dose itself, because its effect lasted longer than " + Durations.text(LONG_EFFECT)
                : "twice the screening dose";
        String bound = Measure.DOSE.text(start);
        if (request.proposed().isPresent() && request.proposed().get().exact().compareTo(start) > 0) {
            sheet.twoPersons(
                    "START_DOSE",
                    request.drug(),
                    request.proposed().get().text(),
                    bound,
                    "above the start that follows from the screening: " + rule,
                    Published.ITB_2016.authority());
        } else {
            sheet.pass(
                    "START_DOSE",
                    request.drug(),
                    request.proposed().map(DoseRate::text).orElse(bound),
                    bound,
                    rule + "; no rise in the first 24 h",
                    Published.ITB_2016.authority());
        }
        if (request.proposed().isEmpty()) {
            held(start);
        }
    }

    private void ranges() {
        List<StartRange> ranges = StartRange.of(request.drug(), request.opioidTolerant());
        for (StartRange each : ranges) {
            sheet.say("startRange", Optional.of(each.words()), each.text());
        }
        if (request.proposed().isEmpty()) {
            sheet.confirm(
                    "NO_DOSE_PROPOSED",
                    request.drug(),
                    "none",
                    "no start dose is computed for " + request.grounds().name(request.drug())
                            + "; propose one and have it held against the ranges shown");
            return;
        }
        Ratio proposed = request.proposed().get().exact();
        String shown = request.proposed().get().text();
        if (ranges.isEmpty()) {
            sheet.confirm(
                    "NO_START_RULE",
                    request.drug(),
                    shown,
                    "no range of start doses is known for " + request.grounds().name(request.drug())
                            + "; a physician gives the reason for the dose");
        }
        for (StartRange each : ranges) {
            if (proposed.compareTo(each.most()) > 0) {
                sheet.twoPersons(
                        "START_DOSE",
                        request.drug(),
                        shown,
                        each.text(),
                        "above the start doses of " + each.words(),
                        each.source().authority());
            } else {
                sheet.pass(
                        "START_DOSE",
                        request.drug(),
                        shown,
                        each.text(),
                        "not above the start doses of " + each.words(),
                        each.source().authority());
            }
        }
    }
}
