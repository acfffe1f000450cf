// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Supply;
import org.cisterna.dosing.SupplyDates;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/** When the reservoir is low and when it is to be refilled (F9). An unknown stability is asked for and never makes a date later. */
final class SupplyCheck implements Check {

    private static final int PER_MILLE = 1000;
    private static final long MOST_WEEKS = 5_200;

    @Override
    public String name() {
        return "supply";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Optional<Supply> supply = subject.request().circumstances().supply();
        if (supply.isEmpty()) {
            return List.of();
        }
        Findings found = new Findings();
        Supply held = supply.get();
        Volume capacity = subject.request().capabilities().reservoirCapacity();
        if (held.volume().compareTo(capacity) > 0) {
            found.against(
                    Verdict.BLOCK,
                    "OVERFILL",
                    "supply.volume",
                    held.volume().text(),
                    capacity.text(),
                    "the reservoir does not hold that much; correct the volume, or draw off what is too much",
                    Authority.PUMP);
        }
        times(held, subject.request().pumpTime(), found);
        filled(subject.request(), held, found);
        if (stabilityEnd(held).isEmpty()) {
            found.add(
                    Verdict.BLOCK,
                    "STABILITY_UNKNOWN",
                    "supply.beyondUse",
                    "missing",
                    "how long the solution keeps is not known, and without it the refill would be set too late; enter"
                            + " supply.beyondUse from the pharmacy, or supply.compounded and supply.stability");
        }
        dates(subject).ifPresent(dates -> judge(subject, dates, found));
        return found.list();
    }

    /** Whether the dates of the solution can be true. */
    private static void times(Supply held, Instant now, Findings found) {
        held.compounded()
                .filter(made -> made.isAfter(now))
                .ifPresent(made -> found.against(
                        Verdict.BLOCK,
                        "TIME_IMPOSSIBLE",
                        "supply.compounded",
                        made.toString(),
                        "not after " + now,
                        "the solution would have been made after now, " + now
                                + "; compare the date with the compounding record, and the pump's clock",
                        Authority.RECORD));
        held.compounded()
                .filter(made ->
                        held.beyondUse().filter(end -> !end.isAfter(made)).isPresent())
                .ifPresent(made -> found.against(
                        Verdict.BLOCK,
                        "BEYOND_USE_PAST",
                        "supply.beyondUse",
                        held.beyondUse().orElseThrow().toString(),
                        "after " + made,
                        "it would be beyond its use before it was made; compare the two dates with the compounding record",
                        Authority.RECORD));
    }

    /** What a fill left in the reservoir, and whether it still keeps. */
    private static void filled(DosingRequest request, Supply held, Findings found) {
        Optional<Content.Fill> fill = request.circumstances().content().flatMap(Content::fill);
        if (fill.isEmpty()) {
            return;
        }
        Ratio above = fill.get()
                .residual()
                .exact()
                .minus(request.capabilities().residualVolume().exact());
        Ratio there = fill.get().volume().exact().plus(Extreme.more(above, Ratio.ZERO));
        if (held.volume().exact().compareTo(there) > 0) {
            found.against(
                    Verdict.BLOCK,
                    "SUPPLY_DIFFERS",
                    "supply.volume",
                    held.volume().text(),
                    Shown.volume(there),
                    "the fill leaves no more than " + Shown.volume(there)
                            + " that can be given, and by more of it every date would be too late; correct supply.volume or"
                            + " content.fill",
                    Authority.ARITHMETIC);
        }
        stabilityEnd(held)
                .filter(end -> !end.isAfter(request.pumpTime()))
                .ifPresent(end -> found.twoPersons(
                        "FILL_EXPIRED",
                        "supply",
                        end.toString(),
                        Optional.of("after " + request.pumpTime()),
                        "what is filled is beyond its use; do not fill it, and where it is in already draw it off and fill"
                                + " another, or confirm with the compounding record",
                        Authority.RECORD));
    }

    private static void judge(Case subject, SupplyDates dates, Findings found) {
        Instant now = subject.request().pumpTime();
        Instant first = dates.refillByWorst().orElse(dates.lowWorst());
        String message = "low on " + dates.low()
                + dates.lowWithBoluses()
                        .map(each -> ", " + each + " with every patient bolus")
                        .orElse("")
                + ", " + dates.lowWorst() + " at the pump's worst accuracy"
                + dates.stabilityEnd().map(each -> "; keeps until " + each).orElse("")
                + dates.orderBy().map(each -> "; order by " + each).orElse("");
        if (first.isBefore(now)) {
            found.against(
                    Verdict.CONFIRM,
                    "REFILL_BY",
                    "supply",
                    first.toString(),
                    "not before " + now,
                    "the refill is already due: refill now, or correct the dates; " + message,
                    Authority.ARITHMETIC);
        } else {
            found.add(Verdict.PASS, "REFILL_BY", "supply", first.toString(), message);
            dates.orderBy()
                    .filter(by -> by.isBefore(now))
                    .ifPresent(by -> found.against(
                            Verdict.CONFIRM,
                            "ORDER_BY",
                            "supply.orderLead",
                            by.toString(),
                            "not before " + now,
                            "the solution should have been ordered by then to be there at the refill; order it now, and refill by "
                                    + first,
                            Authority.ARITHMETIC));
        }
    }

    /** The dates; empty without a supply, or while nothing runs. */
    static Optional<SupplyDates> dates(Case subject) {
        Optional<Supply> supply = subject.request().circumstances().supply();
        Optional<WeekPlan> plan =
                subject.physical().plan().filter(each -> each.weekly().signum() > 0);
        if (supply.isEmpty() || plan.isEmpty()) {
            return Optional.empty();
        }
        Supply held = supply.get();
        Ratio periodic = subject.physical().boluses().givenDaily();
        Optional<Ratio> patient = PatientBolusCheck.worstDay(subject)
                .map(worst -> worst.nanolitres().minus(plan.get().most24h()))
                .filter(extra -> extra.signum() > 0);
        Ratio worst =
                Ratio.of((long) PER_MILLE + subject.request().capabilities().accuracyPerMille(), PER_MILLE);
        Ratio all = periodic.plus(patient.orElse(Ratio.ZERO));
        AtOnce first = AtOnce.of(subject.physical());
        AtOnce asked = patient.map(first::withDaily).orElse(first);
        Instant low = low(subject, held, plan.get(), first, periodic, Ratio.ONE);
        Optional<Instant> withBoluses = patient.map(each -> low(subject, held, plan.get(), asked, all, Ratio.ONE));
        Instant lowWorst = low(subject, held, plan.get(), asked, all, worst);
        Optional<Instant> stability = stabilityEnd(held);
        Optional<Instant> refillBy = stability.map(end -> before(held, withBoluses.orElse(low), end));
        Optional<Instant> refillByWorst = stability.map(end -> before(held, lowWorst, end));
        return Optional.of(new SupplyDates(
                low,
                withBoluses,
                lowWorst,
                stability,
                refillBy,
                refillByWorst,
                held.orderLead().flatMap(lead -> refillByWorst.map(each -> each.minus(lead)))));
    }

    private static Instant before(Supply supply, Instant low, Instant stability) {
        return Stream.of(Optional.of(low), Optional.of(stability), supply.refillLimit(), supply.endOfService())
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElseThrow()
                .minus(supply.lead());
    }

    /** When the solution no longer keeps: from compounding on, or the pharmacy's date if that is earlier. */
    private static Optional<Instant> stabilityEnd(Supply supply) {
        Optional<Instant> computed =
                supply.compounded().flatMap(made -> supply.stability().map(made::plus));
        return Stream.of(computed, supply.beyondUse()).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** When the volume has come down to the pump's low one, over the schedule (F9). */
    private static Instant low(Case subject, Supply supply, WeekPlan plan, AtOnce first, Ratio daily, Ratio factor) {
        Instant now = subject.request().pumpTime();
        Ratio left = supply.volume()
                .exact()
                .minus(subject.request().capabilities().lowReservoir().exact())
                .minus(first.nanolitres().times(factor));
        if (left.signum() <= 0) {
            return now.truncatedTo(ChronoUnit.SECONDS);
        }
        Ratio weekly = plan.weekly().plus(daily.times(WeekPlan.DAYS_PER_WEEK)).times(factor);
        long weeks = left.dividedBy(weekly)
                .floor()
                .min(BigInteger.valueOf(MOST_WEEKS))
                .longValueExact();
        Ratio toGo = left.minus(weekly.times(weeks));
        long from = first.millis() + weeks * WeekPlan.DAYS_PER_WEEK * WeekPlan.MILLIS_PER_DAY;
        for (WeekPlan.Leg leg : plan.legs(now, from, from + WeekPlan.DAYS_PER_WEEK * WeekPlan.MILLIS_PER_DAY)) {
            Ratio rate = leg.rate().plus(daily).times(factor);
            Ratio volume = rate.times(leg.to().minus(leg.from())).dividedBy(WeekPlan.MILLIS_PER_DAY);
            if (volume.compareTo(toGo) >= 0) {
                return at(
                        now, leg.from().plus(toGo.times(WeekPlan.MILLIS_PER_DAY).dividedBy(rate)));
            }
            toGo = toGo.minus(volume);
        }
        return at(now, Ratio.of(from + WeekPlan.DAYS_PER_WEEK * WeekPlan.MILLIS_PER_DAY));
    }

    /**
     * What leaves the reservoir before the day begins: a prime and a bridge, and the single bolus that comes on top of it.
     *
     * @param nanolitres that leave it
     * @param millis that prime and bridge last
     */
    private record AtOnce(Ratio nanolitres, long millis) {

        static AtOnce of(Physical physical) {
            Ratio primed =
                    physical.prime().map(each -> Ratio.of(each.nanolitres())).orElse(Ratio.ZERO);
            Ratio primes = physical.prime().map(PrimeDecision::millis).orElse(Ratio.ZERO);
            Optional<BridgeDecision> bridge = physical.bridging().decision();
            Ratio bolus = physical.boluses()
                    .single()
                    .filter(Shot::isGiven)
                    .map(each -> Ratio.of(each.nanolitres()))
                    .orElse(Ratio.ZERO);
            return new AtOnce(
                    primed.plus(bridge.map(BridgeDecision::given).orElse(Ratio.ZERO))
                            .plus(bolus),
                    primes.floor().longValueExact()
                            + bridge.map(BridgeDecision::millis).orElse(0L));
        }

        /** With what comes every day already meanwhile. */
        AtOnce withDaily(Ratio daily) {
            return new AtOnce(nanolitres.plus(daily.times(millis).dividedBy(WeekPlan.MILLIS_PER_DAY)), millis);
        }
    }

    private static Instant at(Instant now, Ratio millis) {
        return now.plus(
                Duration.ofMillis(Rounding.DATE.of(millis, Duration.ofSeconds(1).toMillis())));
    }
}
