// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.Supply;
import org.cisterna.dosing.SupplyDates;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Ratio;

/**
 * Whether the solution is known to keep until the refill: the days from its compounding to the date by which it is to be changed, held against
 * the library's shortest keeping time of these drugs and of each part of them. It shortens no date and lengthens none; the pharmacy's own date stands beside it.
 */
final class KeepingCheck implements Check {

    private static final String FIRST_FILL = "first-fill";
    private static final Comparator<Keeping> SHORTEST = Comparator.comparing(Keeping::duration);

    @Override
    public String name() {
        return "keeping time";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        Optional<Supply> supply = subject.request().circumstances().supply();
        Optional<SupplyDates> dates = SupplyCheck.dates(subject);
        if (supply.isPresent() && dates.isPresent()) {
            known(subject.request(), supply.get())
                    .ifPresent(keeping -> judge(
                            subject.request(),
                            supply.get(),
                            dates.get().refillBy().orElse(dates.get().low()),
                            keeping,
                            found));
        }
        return found.list();
    }

    /** The shortest time for these drugs, and for each part of them; where nobody named the condition, of all conditions. */
    private static Optional<Keeping> known(DosingRequest request, Supply supply) {
        List<String> drugs = request.solution().ingredients().stream()
                .map(Solution.Ingredient::drug)
                .toList();
        return request.keepings().stream()
                .filter(each -> drugs.containsAll(each.drugs()))
                .filter(each -> each.condition().isEmpty()
                        || supply.condition().isEmpty()
                        || each.condition().equals(supply.condition())
                        || isFirstFill(request, each))
                .min(SHORTEST);
    }

    /** Whether a time is that of a first fill, and neither the history nor what runs knows its drugs: it holds whatever the supply is called. */
    private static boolean isFirstFill(DosingRequest request, Keeping keeping) {
        return keeping.condition().filter(FIRST_FILL::equals).isPresent()
                && keeping.drugs().stream().allMatch(drug -> isNew(request, drug));
    }

    private static boolean isNew(DosingRequest request, String drug) {
        return request.lastDose(drug).isEmpty()
                && request.running()
                        .filter(each -> !(each.programme() instanceof Programme.Stopped))
                        .filter(each -> each.solution().concentrationOf(drug).isPresent())
                        .isEmpty();
    }

    private static void judge(DosingRequest request, Supply supply, Instant refill, Keeping keeping, Findings found) {
        Authority by = new Authority(
                LimitProvider.LIBRARY, Optional.of(keeping.source()), Optional.of(request.libraryVersion()));
        String limit = Durations.text(keeping.duration());
        String what = part(request, keeping)
                + keeping.text()
                + (supply.condition().isEmpty() && keeping.condition().isPresent()
                        ? "; the shortest time, because supply.condition does not say which holds"
                        : "");
        if (supply.compounded().isEmpty()) {
            found.against(
                    Verdict.CONFIRM,
                    "KEEPING",
                    "supply.compounded",
                    "missing",
                    limit,
                    "the keeping time counts from the compounding, which nobody entered (" + what
                            + "); enter supply.compounded, or confirm the refill by " + refill
                            + " with the compounding record",
                    by);
            return;
        }
        Instant made = supply.compounded().get();
        Instant end = made.plus(keeping.duration());
        if (refill.isAfter(end)) {
            found.against(
                    Verdict.CONFIRM,
                    "KEEPING",
                    "supply",
                    days(made, refill),
                    limit,
                    "the refill by " + refill + " is " + days(made, refill)
                            + " after the compounding, and the solution is"
                            + " known to keep " + limit + ", until " + end + " (" + what
                            + "); refill by then, or confirm with the compounding record",
                    by);
        } else {
            found.against(Verdict.PASS, "KEEPING", "supply", days(made, refill), limit, what + "; until " + end, by);
        }
    }

    /** Names the part of a mixture that a time is of; a mixture keeps no longer than each of its parts. */
    private static String part(DosingRequest request, Keeping keeping) {
        return keeping.drugs().size() < request.solution().ingredients().size()
                ? "of " + String.join(" + ", keeping.drugs()) + " alone: "
                : "";
    }

    /** Days between two instants, never fewer than there are. */
    private static String days(Instant from, Instant to) {
        Ratio days = Ratio.of(
                Duration.between(from, to).toMillis(), Duration.ofDays(1).toMillis());
        return days.ceil().max(BigInteger.ZERO) + " day";
    }
}
