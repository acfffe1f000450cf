// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Withdrawal;
import org.cisterna.dosing.calculation.TaperRequest;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Ratio;

/** A planned fall in steps, with what is seen when the drug is missed. */
final class Taper {

    private static final int MOST_STEPS = 60;
    private static final Duration SHORTEST_INTERVAL = Duration.ofDays(1);
    private static final Ratio CONFIRMED_FALL = Ratio.of(20);

    private Taper() {}

    static void work(TaperRequest request, Sheet sheet) {
        new GroundsCheck(request.grounds(), "", sheet).drugs(List.of(request.drug()));
        if (request.to().compareTo(request.from()) >= 0) {
            sheet.block(
                    "NO_FALL",
                    "to",
                    request.to().text(),
                    request.from().text(),
                    "the dose to be reached is not below the one that runs; a rise is a titration",
                    Authority.NONE);
            return;
        }
        if (request.stopBelow().compareTo(request.to()) < 0) {
            sheet.block(
                    "TAPER_NEVER_ENDS",
                    "stopBelow",
                    request.stopBelow().text(),
                    request.to().text(),
                    "the last step goes from here to the end, so it is not below the end",
                    Authority.NONE);
            return;
        }
        Ratio dose = request.from().exact();
        Ratio end = request.to().exact();
        Instant at = request.start();
        Ratio deepest = Ratio.ZERO;
        for (int steps = 0; dose.compareTo(end) > 0; steps++) {
            if (steps == MOST_STEPS) {
                sheet.block(
                        "PLAN_TOO_LONG",
                        "stepPercent",
                        request.stepPercent() + " %",
                        MOST_STEPS + " steps",
                        "it would take more steps than are planned at once; end at a higher dose first",
                        Authority.ENGINE);
                return;
            }
            Ratio next = dose.compareTo(request.stopBelow().exact()) <= 0
                    ? end
                    : dose.times(100 - request.stepPercent()).dividedBy(100);
            next = next.compareTo(end) < 0 ? end : next;
            Ratio fall = Ratio.ONE.minus(next.dividedBy(dose)).times(100);
            deepest = fall.compareTo(deepest) > 0 ? fall : deepest;
            sheet.put("step", at.toString(), Measure.DOSE, next);
            dose = next;
            at = at.plus(request.interval());
        }
        if (request.interval().compareTo(SHORTEST_INTERVAL) < 0 && !isHarmless(request)) {
            sheet.twoPersons(
                    "TAPER_INTERVAL",
                    "interval",
                    Durations.text(request.interval()),
                    Durations.text(SHORTEST_INTERVAL),
                    "what a step does shows within a day at the earliest; two steps closer than that are one fall, which"
                            + " nobody holds against anything. Leave more time, or confirm it",
                    Authority.ENGINE);
        }
        judge(request, deepest, sheet);
    }

    private static boolean isHarmless(TaperRequest request) {
        return request.grounds()
                .drug(request.drug())
                .map(Drug::withdrawal)
                .filter(each -> each.priority() == Withdrawal.Priority.NONE)
                .isPresent();
    }

    private static void judge(TaperRequest request, Ratio deepest, Sheet sheet) {
        Optional<Withdrawal> profile = request.grounds().drug(request.drug()).map(Drug::withdrawal);
        String seen = profile.map(each -> "when it is missed: " + each.text() + " (" + each.onset() + ")")
                .orElse("what is seen when it is missed is not known here");
        String shown = Measure.PERCENT.text(deepest);
        sheet.put("deepestFall", Measure.PERCENT, deepest);
        profile.ifPresent(each -> sheet.say(
                "withdrawalPriority", Optional.empty(), each.priority().name()));
        if (deepest.compareTo(CONFIRMED_FALL) > 0 && !isHarmless(request)) {
            sheet.confirm(
                    "STEP_DECREASE",
                    request.drug(),
                    shown,
                    "20 %",
                    "one step falls by more; " + seen + ". Keep a supply by another route ready",
                    Authority.ENGINE);
        } else {
            sheet.pass("STEP_DECREASE", request.drug(), shown, "20 %", seen, Authority.ENGINE);
        }
    }
}
