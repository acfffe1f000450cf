// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.calculation.TrialRequest;
import org.cisterna.dosing.calculation.TrialRequest.Effect;
import org.cisterna.dosing.calculation.TrialRequest.Kind;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Ratio;

/** Whether a trial met its criterion: relief of pain in percent, or the effect of the screening doses of baclofen, one after the other. */
final class Trial {

    private static final int RELIEF_PERCENT = 50;
    private static final Duration SINGLE_SHOT_OBSERVATION = Duration.ofHours(6);
    private static final Duration SCREENING_OBSERVATION = Duration.ofHours(4);
    private static final Duration BETWEEN_SCREENINGS = Duration.ofHours(24);
    private static final List<Mass> SCREENING = ScreeningStep.ALL;

    private Trial() {}

    static void work(TrialRequest request, Sheet sheet) {
        GroundsCheck.ofAnyIndication(request.grounds(), List.of(request.drug()), sheet);
        boolean ordered = true;
        for (int i = 0; i < request.earlier().size(); i++) {
            if (i > 0
                    && request.earlier()
                            .get(i)
                            .at()
                            .isBefore(request.earlier().get(i - 1).at())) {
                ordered = false;
            }
            if (!request.earlier().get(i).at().isBefore(request.at())) {
                ordered = false;
            }
        }
        if (!ordered) {
            sheet.block(
                    "TIME_IMPOSSIBLE",
                    "earlier",
                    request.at().toString(),
                    "earlier doses stand in the order of time, each before this one; correct the times");
            return;
        }
        if (request.effect() == Effect.PAIN || !request.drug().equals("baclofen")) {
            TrialDose.examine(request, sheet);
        }
        if (request.effect() == Effect.PAIN) {
            pain(request, sheet);
        } else if (request.drug().equals("baclofen")) {
            screening(request, sheet);
        } else {
            sheet.confirm(
                    "NO_TRIAL_RULE",
                    request.drug(),
                    request.dose().text(),
                    "no criterion is known for spasticity with this drug; a physician judges the effect");
        }
    }

    private static void pain(TrialRequest request, Sheet sheet) {
        if (request.kind() == Kind.SINGLE_SHOT) {
            observed(request, SINGLE_SHOT_OBSERVATION, Published.OBSERVATION, sheet);
        }
        if (request.before().isEmpty()
                || request.after().isEmpty()
                || request.before().get() == 0) {
            sheet.block(
                    "SCORES_MISSING",
                    request.before().isEmpty() ? "before" : "after",
                    request.before().map(each -> "before " + each).orElse("missing"),
                    "relief cannot be computed without a score above zero before and a score afterwards; enter both");
            return;
        }
        Ratio relief = Ratio.of(
                        request.before().get() - request.after().get(),
                        request.before().get())
                .times(100);
        int criterion = request.reliefPercent().orElse(RELIEF_PERCENT);
        sheet.put("relief", Measure.PERCENT, relief);
        if (criterion < RELIEF_PERCENT) {
            sheet.confirm(
                    "TRIAL_CRITERION",
                    "reliefPercent",
                    criterion + " %",
                    RELIEF_PERCENT + " %",
                    "a criterion of one's own asks for more than " + RELIEF_PERCENT
                            + " %, never for less; say why less is enough here",
                    Authority.ENGINE);
        }
        String shown = Measure.PERCENT.text(relief);
        if (relief.compareTo(Ratio.of(criterion)) >= 0) {
            sheet.pass("TRIAL_CRITERION", "relief", shown, criterion + " %", "the criterion is met", Authority.ENGINE);
        } else {
            sheet.confirm(
                    "TRIAL_CRITERION",
                    "relief",
                    shown,
                    criterion + " %",
                    "the relief is below the criterion; a pump on the strength of this trial needs a reason",
                    Authority.ENGINE);
        }
    }

    private static void observed(TrialRequest request, Duration least, Published source, Sheet sheet) {
        String shown = Durations.text(request.observed());
        String bound = Durations.text(least);
        if (request.observed().compareTo(least) < 0) {
            sheet.confirm(
                    "OBSERVATION",
                    "observed",
                    shown,
                    bound,
                    "the patient was observed for less; stay, or say why not",
                    source.authority());
        } else {
            sheet.pass("OBSERVATION", "observed", shown, bound, "observed long enough", source.authority());
        }
    }

    private static void screening(TrialRequest request, Sheet sheet) {
        observed(request, SCREENING_OBSERVATION, Published.ITB_SCREENING, sheet);
        Optional<TrialRequest.Dose> last = request.earlier().isEmpty()
                ? Optional.empty()
                : Optional.of(request.earlier().get(request.earlier().size() - 1));
        int index = (int) request.earlier().stream()
                .map(TrialRequest.Dose::dose)
                .filter(SCREENING::contains)
                .distinct()
                .count();
        Optional<TrialRequest.Dose> acted =
                request.earlier().stream().filter(TrialRequest.Dose::responded).findFirst();
        if (acted.isPresent()) {
            sheet.confirm(
                    "SCREENING_DONE",
                    "earlier",
                    acted.get().dose().text(),
                    "an earlier dose had its effect already; a further one only adds its risk");
        }
        Mass next = SCREENING.get(Math.min(index, SCREENING.size() - 1));
        String given = request.dose().text();
        if (request.dose().compareTo(next) > 0 || index >= SCREENING.size()) {
            sheet.twoPersons(
                    "SCREENING_STEP",
                    "dose",
                    given,
                    next.text(),
                    "screening goes from 50 to 75 to 100 mcg, each only after the one before had no effect",
                    Published.ITB_SCREENING.authority());
        } else {
            sheet.pass(
                    "SCREENING_STEP",
                    "dose",
                    given,
                    next.text(),
                    "no more than the next screening dose",
                    Published.ITB_SCREENING.authority());
        }
        for (int i = 1; i < request.earlier().size(); i++) {
            Duration between = Duration.between(
                    request.earlier().get(i - 1).at(), request.earlier().get(i).at());
            if (between.compareTo(BETWEEN_SCREENINGS) < 0) {
                interval("earlier", between, sheet);
            }
        }
        last.ifPresent(each -> interval("at", Duration.between(each.at(), request.at()), sheet));
        response(request, sheet);
    }

    private static void interval(String subject, Duration since, Sheet sheet) {
        String shown = Measure.HOURS.text(Ratio.of(since.toMillis()));
        String bound = Durations.text(BETWEEN_SCREENINGS);
        if (since.compareTo(BETWEEN_SCREENINGS) < 0) {
            sheet.twoPersons(
                    "SCREENING_INTERVAL",
                    subject,
                    shown,
                    bound,
                    "the dose before may still act; wait, or two persons give a reason",
                    Published.ITB_SCREENING.authority());
        } else {
            sheet.pass(
                    "SCREENING_INTERVAL",
                    subject,
                    shown,
                    bound,
                    "the dose before is a day old",
                    Published.ITB_SCREENING.authority());
        }
    }

    private static void response(TrialRequest request, Sheet sheet) {
        if (request.responded().isEmpty()) {
            sheet.block("RESPONSE_MISSING", "responded", "missing", "enter whether the dose had its effect");
        } else if (request.responded().get()) {
            sheet.pass("TRIAL_CRITERION", "responded", "yes", "the screening dose had its effect");
        } else if (request.dose().compareTo(SCREENING.get(SCREENING.size() - 1)) >= 0) {
            sheet.twoPersons(
                    "TRIAL_CRITERION",
                    "responded",
                    "no",
                    "100 mcg",
                    "who does not respond to 100 mcg is no candidate for a pump with baclofen",
                    Published.ITB_SCREENING.authority());
        } else {
            Mass next = SCREENING.stream()
                    .filter(each -> each.compareTo(request.dose()) > 0)
                    .findFirst()
                    .orElseThrow();
            sheet.say("nextScreeningDose", Optional.empty(), next.text());
            sheet.say(
                    "notBefore",
                    Optional.empty(),
                    request.at().plus(BETWEEN_SCREENINGS).toString());
            sheet.confirm(
                    "TRIAL_CRITERION",
                    "responded",
                    "no",
                    next.text(),
                    "no effect; the next screening dose no sooner than 24 h after this one",
                    Published.ITB_SCREENING.authority());
        }
    }
}
