// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * What is physically in reservoir and path, and what the order makes of it at the tip.
 *
 * @param reservoir its content
 * @param boluses of the order on the pump's grid
 * @param queue of the path; empty while nobody says what it holds
 * @param plan of the week; empty when the pump cannot run the order
 * @param prime of the order
 * @param bridging what a change of content needs
 * @param flow what leaves the tip; empty where nothing goes with the day and reservoir and path hold what runs
 */
record Physical(
        Reservoir reservoir,
        Boluses boluses,
        Optional<PathQueue> queue,
        Optional<WeekPlan> plan,
        Optional<PrimeDecision> prime,
        Bridging bridging,
        Optional<TipFlow> flow) {

    private static final long SHORTEST = 3 * WeekPlan.MILLIS_PER_DAY;
    private static final long LONGEST = 40 * WeekPlan.MILLIS_PER_DAY;

    static Physical of(
            DosingRequest request,
            Reservoir reservoir,
            Boluses boluses,
            List<DayCase> days,
            Optional<Programme> programme,
            Optional<CatheterPath> path) {
        Optional<WeekPlan> plan = plan(request, days, programme);
        Optional<PathQueue> queue = path.flatMap(each -> Reservoir.path(request, each));
        Optional<PrimeDecision> prime =
                path.flatMap(way -> queue.flatMap(each -> PrimeDecision.of(request, reservoir, way, each)));
        Optional<PathQueue> primed = prime.map(PrimeDecision::after).or(() -> queue);
        Bridging bridging = primed.filter(each -> Case.isTherapy(request))
                .map(each -> Bridging.of(request, reservoir, each, plan))
                .orElse(Bridging.NOT_NEEDED);
        boolean concerns = bridging.isNeeded()
                || request.circumstances().content().isPresent()
                || movesTheTip(request.order().beside())
                || request.order().dayAlone() instanceof Order.Week
                || (request.order().dayAlone() instanceof Order.MinimumRate
                        && queue.filter(each -> holdsOther(each, reservoir)).isPresent());
        Optional<TipFlow> flow = concerns && queue.isPresent() && plan.isPresent()
                ? Optional.of(flow(request, reservoir, boluses, queue.get(), plan.get(), prime, bridging))
                : Optional.empty();
        return new Physical(reservoir, boluses, queue, plan, prime, bridging, flow);
    }

    private static boolean holdsOther(PathQueue path, Reservoir reservoir) {
        return path.plugs().stream().anyMatch(each -> !each.mix().equals(reservoir.effective()));
    }

    /** Whether something is given beside the day; what the patient may ask for is held against the limits as a worst day. */
    private static boolean movesTheTip(Additions beside) {
        return beside.bridge().isPresent()
                || beside.prime().isPresent()
                || beside.bolus().isPresent()
                || beside.periodicBolus().isPresent();
    }

    private static Optional<WeekPlan> plan(DosingRequest request, List<DayCase> days, Optional<Programme> programme) {
        if (programme.isEmpty()) {
            return request.order().dayAlone() instanceof Order.Stop
                    ? Optional.of(WeekPlan.of(new Programme.Stopped()))
                    : Optional.empty();
        }
        if (request.order().dayAlone() instanceof Order.Week) {
            return Optional.of(WeekPlan.of(
                    days.stream().flatMap(each -> each.part().stream()).toList()));
        }
        return programme.map(WeekPlan::of);
    }

    /** Every fluid that can be at the tip once the order runs: what is in the path then, and in the reservoir. */
    private List<Mix> fluids() {
        List<Mix> fluids = new ArrayList<>(List.of(reservoir.effective()));
        prime.filter(each -> !each.connected())
                .map(PrimeDecision::after)
                .or(() -> queue)
                .ifPresent(path -> path.plugs().forEach(each -> fluids.add(each.mix())));
        return fluids;
    }

    /** Every drug that can be at the tip. */
    List<String> drugs() {
        return Mix.drugsOf(fluids());
    }

    /** Nanograms of a drug in a millilitre of the most concentrated fluid that can be at the tip. */
    Ratio strongest(String drug) {
        return fluids().stream()
                .map(each -> each.of(drug))
                .max(Ratio::compareTo)
                .orElse(Ratio.ZERO);
    }

    /** The parts of the programme beside its day, in the order in which they run. */
    List<ProgrammePart> parts(DosingRequest request, List<DayCase> days) {
        List<ProgrammePart> parts = new ArrayList<>();
        prime.ifPresent(each -> parts.add(new ProgrammePart.Prime(
                new Volume(each.nanolitres()), new FlowRate(each.rate().toLongExact()))));
        bridging.decision()
                .ifPresent(each -> parts.add(new ProgrammePart.Bridge(each.rate(), Duration.ofMillis(each.millis()))));
        boluses.single()
                .filter(Shot::isGiven)
                .ifPresent(each -> parts.add(new ProgrammePart.SingleBolus(each.volume(), each.duration())));
        boluses.periodic()
                .filter(Shot::isGiven)
                .ifPresent(each -> parts.add(new ProgrammePart.PeriodicBolus(
                        each.volume(), each.duration(), Duration.ofMillis(boluses.intervalMillis()))));
        boluses.patient()
                .filter(Shot::isGiven)
                .ifPresent(each -> parts.add(new ProgrammePart.PatientBolus(
                        each.volume(),
                        each.duration(),
                        Duration.ofMillis(boluses.lockoutMillis()),
                        request.order()
                                .beside()
                                .patientBolus()
                                .flatMap(Additions.PatientBolus::most)
                                .orElse(Programme.MINUTES_PER_DAY))));
        Order order = request.order().dayAlone();
        if (order instanceof Order.Week) {
            days.forEach(each -> each.part().ifPresent(parts::add));
        } else if (order instanceof Order.Stop) {
            parts.add(new ProgrammePart.Stop());
        } else if (order instanceof Order.MinimumRate) {
            request.capabilities()
                    .functions()
                    .flatMap(Functions::minimumRate)
                    .ifPresent(rate -> parts.add(new ProgrammePart.MinimumRate(rate)));
        }
        return List.copyOf(parts);
    }

    private static TipFlow flow(
            DosingRequest request,
            Reservoir reservoir,
            Boluses boluses,
            PathQueue queue,
            WeekPlan plan,
            Optional<PrimeDecision> prime,
            Bridging bridging) {
        boolean atTip = prime.map(PrimeDecision::connected).orElse(true);
        List<Course.Overlay> overlays = new ArrayList<>();
        Ratio at = Ratio.ZERO;
        if (prime.isPresent() && atTip) {
            Ratio end = prime.get().millis();
            overlays.add(new Course.Overlay(at, end, prime.get().rate(), true));
            at = end;
        }
        if (bridging.decision().isPresent()) {
            BridgeDecision bridge = bridging.decision().get();
            Ratio end = at.plus(Ratio.of(bridge.millis()));
            overlays.add(new Course.Overlay(at, end, bridge.rate().exact(), true));
            at = end;
        }
        long horizon = horizon(at, queue, plan);
        boluses(request, boluses, at, horizon, overlays);
        PathQueue begins = atTip ? queue : prime.orElseThrow().after();
        WeekPlan before = request.running()
                .map(Running::programme)
                .map(WeekPlan::of)
                .orElseGet(() -> WeekPlan.of(new Programme.Stopped()));
        return new TipFlow(
                new TipContent(begins, reservoir.effective()),
                Course.of(request.pumpTime(), before, plan, overlays, horizon));
    }

    /** Long enough for the path to pass and two days to follow, or a week where its days differ; within bounds. */
    private static long horizon(Ratio begun, PathQueue queue, WeekPlan plan) {
        Ratio daily = plan.weekly().dividedBy(WeekPlan.DAYS_PER_WEEK);
        Ratio days = daily.signum() == 0 ? Ratio.ZERO : queue.nanolitres().dividedBy(daily);
        Ratio millis =
                begun.plus(days.plus(Ratio.of(WeekPlan.DAYS_PER_WEEK + 2)).times(WeekPlan.MILLIS_PER_DAY));
        if (millis.compareTo(Ratio.of(LONGEST)) > 0) {
            return LONGEST;
        }
        return Math.max(SHORTEST, millis.ceilToMultipleOf(WeekPlan.MILLIS_PER_MINUTE));
    }

    private static void boluses(
            DosingRequest request, Boluses boluses, Ratio from, long horizon, List<Course.Overlay> overlays) {
        boolean replaces = !Boluses.isAdded(request);
        boluses.single().filter(Shot::isGiven).ifPresent(shot -> {
            Ratio end = from.plus(Ratio.of(shot.millis()));
            overlays.add(new Course.Overlay(from, end, shot.rate(), replaces));
            boolean stops = request.capabilities()
                    .functions()
                    .flatMap(Functions::bolus)
                    .filter(each -> each.after() == Functions.After.STOPS)
                    .isPresent();
            if (stops) {
                overlays.add(new Course.Overlay(end, Ratio.of(horizon), Ratio.ZERO, true));
            }
        });
        boluses.periodic().filter(Shot::isGiven).ifPresent(shot -> {
            for (long i = 0; i < Boluses.MOST; i++) {
                Ratio begin = from.plus(Ratio.of(boluses.intervalMillis()).times(i));
                if (begin.compareTo(Ratio.of(horizon)) >= 0) {
                    return;
                }
                overlays.add(new Course.Overlay(begin, begin.plus(Ratio.of(shot.millis())), shot.rate(), replaces));
            }
        });
    }
}
