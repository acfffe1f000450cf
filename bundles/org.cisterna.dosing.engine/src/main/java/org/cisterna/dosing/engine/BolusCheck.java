// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Functions;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;

/** Boluses by order, single and periodic: whether the pump can give them (F17), what it does afterwards, and what a day of them amounts to. */
final class BolusCheck implements Check {

    @Override
    public String name() {
        return "boluses";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        Additions beside = subject.request().order().beside();
        Optional<Functions.Bolus> function =
                subject.request().capabilities().functions().flatMap(Functions::bolus);
        beside.bolus().ifPresent(ordered -> {
            if (function.isEmpty()) {
                missing("order.bolus", "bolus", found);
            }
            Shot shot = subject.physical().boluses().single().orElseThrow();
            if (fits(
                    subject, shot, "order.bolus", function.map(Functions.Bolus::highestRate), added(function), found)) {
                single(subject, shot, function.map(Functions.Bolus::after).orElse(Functions.After.UNKNOWN), found);
            }
        });
        beside.periodicBolus().ifPresent(ordered -> {
            if (function.isEmpty()) {
                missing("order.periodicBolus", "periodic bolus", found);
            }
            Shot shot = subject.physical().boluses().periodic().orElseThrow();
            if (fits(
                    subject,
                    shot,
                    "order.periodicBolus",
                    function.map(Functions.Bolus::highestRate),
                    added(function),
                    found)) {
                periodic(subject, shot, found);
            }
        });
        together(subject, function, found);
        return found.list();
    }

    /** The single bolus and the first periodic one begin at once: what runs at one time must be within the pump's highest rate. */
    private static void together(Case subject, Optional<Functions.Bolus> function, Findings found) {
        Optional<Shot> single = subject.physical().boluses().single().filter(Shot::isGiven);
        Optional<Shot> periodic = subject.physical().boluses().periodic().filter(Shot::isGiven);
        if (single.isEmpty() || periodic.isEmpty()) {
            return;
        }
        Ratio basal = added(function)
                ? subject.physical().plan().map(WeekPlan::highest).orElse(Ratio.ZERO)
                : Ratio.ZERO;
        FlowRate limit = function.map(Functions.Bolus::highestRate)
                .orElse(subject.request().capabilities().rate().max());
        Ratio sum = single.get().rate().plus(periodic.get().rate()).plus(basal);
        if (sum.exceeds(limit)) {
            found.against(
                    Verdict.BLOCK,
                    "BOLUS_RATE",
                    "order.bolus, order.periodicBolus",
                    Shown.rate(sum),
                    limit.text(),
                    "the single bolus and the first periodic one begin together: "
                            + Shown.rate(single.get().rate()) + " and "
                            + Shown.rate(periodic.get().rate())
                            + (added(function) ? " on top of the day's highest rate, " + Shown.rate(basal) + "," : "")
                            + " are " + Shown.rate(sum) + ", and this pump gives " + limit.text()
                            + "; give them in more time, or one after the other",
                    Authority.PUMP);
        }
    }

    private static boolean added(Optional<Functions.Bolus> function) {
        return function.map(each -> each.basal() != Functions.Basal.REPLACED).orElse(true);
    }

    /** A function that the pump does not declare. */
    static void missing(String subject, String function, Findings found) {
        found.against(
                Verdict.BLOCK,
                "FUNCTION_MISSING",
                subject,
                function,
                "declared functions",
                "this pump declares no " + function + ", so it cannot run one; leave it out of the order",
                Authority.PUMP);
    }

    /** Whether a bolus is something, and within the highest rate of the pump, the day's share included where that goes on. */
    static boolean fits(Case subject, Shot shot, String at, Optional<FlowRate> highest, boolean added, Findings found) {
        if (!shot.isGiven()) {
            found.against(
                    Verdict.BLOCK,
                    "BOLUS_RATE",
                    at + ".dose",
                    shot.dose().text(),
                    "one step of the pump's volume",
                    shot.dose().text() + " is " + Shown.volume(shot.exact())
                            + ", less than the pump's smallest volume; order more, or a weaker solution",
                    Authority.PUMP);
            return false;
        }
        Ratio basal = added ? subject.physical().plan().map(WeekPlan::highest).orElse(Ratio.ZERO) : Ratio.ZERO;
        FlowRate limit = highest.orElse(subject.request().capabilities().rate().max());
        Ratio rate = shot.rate().plus(basal);
        Ratio room = limit.exact().minus(basal);
        if (rate.exceeds(limit)) {
            found.against(
                    Verdict.BLOCK,
                    "BOLUS_RATE",
                    at,
                    Shown.rate(rate),
                    limit.text(),
                    shot.dose().text() + " in " + Shown.time(Ratio.of(shot.millis()))
                            + (added ? " on top of the day's highest rate" : "") + " is " + Shown.rate(rate)
                            + (room.signum() > 0
                                    ? "; give it in no less than "
                                            + Shown.time(Ratio.of(shot.nanolitres())
                                                    .times(WeekPlan.MILLIS_PER_DAY)
                                                    .dividedBy(room))
                                    : "; the day alone leaves no room for it"),
                    Authority.PUMP);
            return false;
        }
        found.against(
                Verdict.PASS, "BOLUS_RATE", at, Shown.rate(rate), limit.text(), "the pump can give it", Authority.PUMP);
        return true;
    }

    private static void single(Case subject, Shot shot, Functions.After after, Findings found) {
        String value = mass(subject, shot) + " in " + Shown.time(Ratio.of(shot.millis()));
        String message = "ordered " + shot.dose().text() + ", the pump gives " + mass(subject, shot) + " in "
                + Shown.time(Ratio.of(shot.millis())) + "; what leaves the tip is what the path holds there";
        if (after == Functions.After.RETURNS) {
            found.against(
                    Verdict.PASS,
                    "BOLUS",
                    "order.bolus",
                    value,
                    "what the pump does afterwards",
                    message + "; afterwards the day goes on",
                    Authority.PUMP);
        } else {
            found.twoPersons(
                    "BOLUS",
                    "order.bolus",
                    value,
                    Optional.of("what the pump does afterwards"),
                    message
                            + (after == Functions.After.STOPS
                                    ? "; afterwards this pump stands still until it is programmed again"
                                    : "; nobody knows whether this pump then goes on or stands still"),
                    Authority.PUMP);
        }
    }

    private static void periodic(Case subject, Shot shot, Findings found) {
        long interval = subject.physical().boluses().intervalMillis();
        String every = Shown.time(Ratio.of(interval));
        if (interval < shot.millis()) {
            found.against(
                    Verdict.BLOCK,
                    "BOLUS_INTERVAL",
                    "order.periodicBolus.interval",
                    every,
                    "no shorter than the bolus, " + Shown.time(Ratio.of(shot.millis())),
                    "the next bolus would begin before the one before ends, after "
                            + Shown.time(Ratio.of(shot.millis())) + "; order a longer interval",
                    Authority.ARITHMETIC);
            return;
        }
        long times = Shot.inADay(interval);
        String drug = subject.request().solution().primary().drug();
        DailyDose daily = new DailyDose(
                shot.nanograms(subject.physical().reservoir().effective(), drug).times(times));
        found.add(
                Verdict.PASS,
                "BOLUS_INTERVAL",
                "order.periodicBolus",
                "every " + every + " = " + times + " boluses and " + daily.text(),
                "every " + every + " one of " + mass(subject, shot) + ": " + times + " boluses and " + daily.text()
                        + " of " + subject.nameOf(drug)
                        + " on top of the day, at most; compare the interval with the order");
    }

    static String mass(Case subject, Shot shot) {
        String drug = subject.request().solution().primary().drug();
        return Shown.mass(shot.nanograms(subject.physical().reservoir().effective(), drug))
                .text();
    }
}
