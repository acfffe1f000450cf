// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.Withdrawal;
import org.cisterna.quantity.Ratio;

/** Names the withdrawal profile when a dose falls far in one step; a drug that leaves the solution falls to nothing. */
final class DecreaseCheck implements Check {

    /** For drugs whose withdrawal is of high priority. An institution may set less for them, and any share for others. */
    private static final Ratio FAR = Ratio.of(20, 100);

    private static final String FAR_TEXT = "20 %";

    /** A fall that counts as one more step of a taper, where the dose before it was hardly given. */
    private static final Ratio STEP = Ratio.of(5, 100);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Comparator<Limit> SMALLEST_STEP = Comparator.comparing(Limit::share);

    @Override
    public String name() {
        return "decrease";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        for (DrugCase drug : subject.drugs()) {
            Optional<DailyDose> last = given(drug);
            if (last.isPresent() && drug.lowest().isPresent()) {
                judge(subject, drug, last.get(), drug.lowest().get(), found);
            }
        }
        return found.list();
    }

    /** What a fall is measured from: the last therapeutic dose, or, of a drug that no history names, what the pump gives now. */
    private static Optional<DailyDose> given(DrugCase drug) {
        return drug.comparable()
                .or(() -> drug.before().filter(dose -> dose.nanograms().signum() > 0));
    }

    private static void judge(Case subject, DrugCase drug, DailyDose last, DailyDose now, Findings found) {
        if (now.compareTo(last) >= 0) {
            return;
        }
        Optional<Withdrawal> profile = drug.data().map(data -> data.withdrawal());
        Ratio share = Ratio.ONE.minus(now.nanograms().dividedBy(last.nanograms()));
        String change = Shown.change(last.nanograms(), now.nanograms());
        String message = drug.name() + " falls from " + last.text() + " to " + now.text()
                + drug.whenLowest() + ", " + change
                + (drug.comparable().isPresent() ? "" : "; no history names it, and this is what the pump gives now")
                + profile.map(DecreaseCheck::words).orElse("; its withdrawal profile is not known");
        boolean held = true;
        boolean high =
                profile.map(each -> each.priority() == Withdrawal.Priority.HIGH).orElse(true);
        if (high && share.compareTo(FAR) > 0) {
            held = false;
            found.against(
                    Verdict.CONFIRM,
                    "STEP_DECREASE",
                    drug.id(),
                    change,
                    FAR_TEXT,
                    message + "; confirm",
                    Authority.ENGINE);
        } else if (high && share.compareTo(STEP) > 0) {
            held = !soon(subject, drug, message, found);
        }
        for (Authority.Ruled each :
                Authority.limits(subject.request(), drug.id(), LimitKind.MAX_DECREASE, SMALLEST_STEP)) {
            if (share.compareTo(each.limit().share()) > 0) {
                held = false;
                found.broken(
                        each,
                        "STEP_DECREASE",
                        drug.id(),
                        change,
                        message + " (" + each.limit().reason() + ")");
            }
        }
        if (held) {
            found.add(Verdict.PASS, "STEP_DECREASE", drug.id(), change, message);
        }
    }

    /** Falls ordered one after the other are one fall: nobody has seen yet what the dose before did. Whether it was asked about. */
    private static boolean soon(Case subject, DrugCase drug, String message, Findings found) {
        if (drug.comparable().isEmpty()) {
            return false; // since when it has been given so nobody knows
        }
        Duration since = Duration.between(
                drug.last().orElseThrow().since(), subject.request().pumpTime());
        if (since.isNegative() || since.compareTo(DAY) >= 0) {
            return false;
        }
        found.against(
                Verdict.CONFIRM,
                "FALL_SOON",
                drug.id(),
                Shown.hours(since),
                "24 h",
                message + "; the dose before was set " + Shown.hours(since)
                        + " ago, and steps within a day add up to one fall; wait, or confirm",
                Authority.ENGINE);
        return true;
    }

    private static String words(Withdrawal profile) {
        return profile.priority() == Withdrawal.Priority.NONE
                ? ""
                : "; withdrawal, " + profile.onset() + ": " + profile.text();
    }
}
