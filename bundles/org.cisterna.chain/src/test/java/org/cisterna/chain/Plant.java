// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.PathQueue;
import org.cisterna.sim.Plug;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.Solution;
import org.cisterna.sim.StrokeMotor;

/**
 * A pump made of the simulator's physics, filled as a request says and driven by what a proposal gives a pump to run: the reservoir with its
 * residual and rinses, the motor with its strokes, the path. It knows volumes and times; what that is at the tip is for the physics to find out.
 */
final class Plant {

    /** One stroke of the motor, in nanolitres: what the account may lag behind. */
    static final long STROKE = 10;

    private static final long DAY = DaySchedule.DAY;
    private static final long PICOLITRES = 1_000;
    private static final Volume LAKE = new Volume(100_000_000_000L);

    /** A stretch that comes before the day or lies over it. */
    private record Over(long from, long to, long nanolitres, long millis, boolean pauses) {}

    private final PumpBody body;
    private final StrokeMotor motor = new StrokeMotor(STROKE, 0);
    private final Map<Integer, DaySchedule> week = new TreeMap<>();
    private final List<Over> overs = new ArrayList<>();
    private final long zero;
    private long now;
    private long stopsAt = Long.MAX_VALUE;
    private long primed;

    Plant(DosingRequest request, Proposal proposal) {
        zero = request.pumpTime().toEpochMilli();
        body = body(request, proposal);
        for (int day = 0; day < 7; day++) {
            week.put(day, schedule(programme(proposal, day)));
        }
        program(request, proposal.outlook().parts());
    }

    // --- what is in it --------------------------------------------------------------------------------------------

    private static PumpBody body(DosingRequest request, Proposal proposal) {
        Optional<Content> content = request.circumstances().content();
        Solution label = solution(request.solution());
        List<Plug> path = path(request, label, proposal);
        Optional<Content.Fill> fill = content.flatMap(Content::fill);
        if (fill.isEmpty()) {
            return new PumpBody(LAKE, new Volume(0), new Plug(LAKE.nanolitres() * PICOLITRES, label), path);
        }
        Content.Fill syringe = fill.get();
        Plug residual = new Plug(syringe.residual().nanolitres() * PICOLITRES, solution(syringe.residualSolution()));
        PumpBody body = new PumpBody(LAKE, syringe.residual(), residual, List.of());
        for (int i = 0; i < syringe.rinses(); i++) {
            body.fill(syringe.rinseVolume().orElseThrow(), label);
            body.withdraw(LAKE);
        }
        body.fill(syringe.volume(), label);
        Plug filled = body.truth(Instant.EPOCH, false).reservoir();
        return primedBeforeItIsConnected(request, proposal)
                ? new PumpBody(LAKE, syringe.residual(), filled, primed(request, proposal, path, filled.solution()))
                : new PumpBody(LAKE, syringe.residual(), filled, path);
    }

    private static List<Plug> path(DosingRequest request, Solution label, Proposal proposal) {
        long left = pathPicolitres(request);
        List<Content.Plug> said =
                request.circumstances().content().map(Content::path).orElse(List.of());
        List<Plug> plugs = new ArrayList<>();
        if (said.isEmpty()) {
            plugs.add(new Plug(
                    left, solution(request.running().map(Running::solution).orElseThrow())));
        }
        long measured = said.stream()
                .flatMap(each -> each.volume().stream())
                .mapToLong(each -> each.nanolitres() * PICOLITRES)
                .sum();
        for (Content.Plug each : said) {
            long volume =
                    each.volume().map(any -> any.nanolitres() * PICOLITRES).orElse(left - measured);
            plugs.add(new Plug(volume, each.solution().map(Plant::solution).orElse(Solution.DRUG_FREE)));
        }
        boolean unmixed =
                request.circumstances().content().flatMap(Content::fill).isEmpty();
        return unmixed && primedBeforeItIsConnected(request, proposal)
                ? primed(request, proposal, plugs, label)
                : plugs;
    }

    private static boolean primedBeforeItIsConnected(DosingRequest request, Proposal proposal) {
        return request.circumstances()
                        .content()
                        .filter(each -> !each.connected())
                        .isPresent()
                && prime(proposal.outlook().parts()).isPresent();
    }

    /** The pump pushes out of its own tubing into the air; the catheter lies beside it. */
    private static List<Plug> primed(DosingRequest request, Proposal proposal, List<Plug> path, Solution reservoir) {
        long tubing = request.capabilities().tubingVolume().nanolitres() * PICOLITRES;
        List<Plug> inPump = new ArrayList<>();
        List<Plug> inCatheter = new ArrayList<>();
        for (Plug each : path) {
            long here = Math.min(tubing, each.picolitres());
            inPump.add(new Plug(here, each.solution()));
            inCatheter.add(new Plug(each.picolitres() - here, each.solution()));
            tubing -= here;
        }
        PathQueue queue = new PathQueue(inPump);
        queue.push(new Plug(
                prime(proposal.outlook().parts()).orElseThrow().volume().nanolitres() * PICOLITRES, reservoir));
        List<Plug> joined = new ArrayList<>(queue.fromValveToTip());
        joined.addAll(inCatheter);
        return joined;
    }

    /** Exact, in picolitres: catheters here are cut in steps of 10 micrometres. */
    static long pathPicolitres(DosingRequest request) {
        CatheterSegment catheter = request.catheter().get(0);
        long length = catheter.supplied().orElseThrow().micrometres()
                - catheter.trimmed().orElseThrow().micrometres();
        return catheter.bore().nanolitresPerCentimetre() * length / 10
                + request.capabilities().tubingVolume().nanolitres() * PICOLITRES;
    }

    private static Solution solution(org.cisterna.pump.Solution label) {
        Map<String, Concentration> drugs = new TreeMap<>();
        label.ingredients().forEach(each -> drugs.put(each.drug(), each.concentration()));
        return Solution.of(drugs);
    }

    // --- what it runs ---------------------------------------------------------------------------------------------

    private static Programme programme(Proposal proposal, int day) {
        for (ProgrammePart part : proposal.outlook().parts()) {
            if (part instanceof ProgrammePart.Weekdays weekdays
                    && weekdays.days().stream().anyMatch(each -> each.getValue() == day + 1)) {
                return weekdays.programme();
            } else if (part instanceof ProgrammePart.MinimumRate minimum) {
                return new Programme.Continuous(minimum.rate());
            } else if (part instanceof ProgrammePart.Stop) {
                return new Programme.Stopped();
            }
        }
        return proposal.programme().orElseThrow();
    }

    private static DaySchedule schedule(Programme programme) {
        if (programme instanceof Programme.Flex flex) {
            return new DaySchedule(flex.steps().stream()
                    .map(each -> new DaySchedule.Step(
                            each.start().minute(), each.rate().nanolitresPerDay()))
                    .toList());
        }
        return DaySchedule.constant(
                programme instanceof Programme.Continuous even ? even.rate().nanolitresPerDay() : 0);
    }

    private static Optional<ProgrammePart.Prime> prime(List<ProgrammePart> parts) {
        return parts.stream()
                .filter(ProgrammePart.Prime.class::isInstance)
                .map(ProgrammePart.Prime.class::cast)
                .findFirst();
    }

    private void program(DosingRequest request, List<ProgrammePart> parts) {
        Functions.Bolus bolus =
                request.capabilities().functions().orElseThrow().bolus().orElseThrow();
        boolean pauses = bolus.basal() == Functions.Basal.REPLACED;
        boolean connected =
                request.circumstances().content().map(Content::connected).orElse(true);
        long at = 0;
        for (ProgrammePart part : parts) {
            if (part instanceof ProgrammePart.Prime prime && connected) {
                long millis = Ratio.of(prime.volume().nanolitres())
                        .times(DAY)
                        .dividedBy(prime.rate().exact())
                        .ceilToMultipleOf(1);
                overs.add(new Over(0, millis, prime.volume().nanolitres(), millis, true));
                at = millis;
                primed = millis;
            } else if (part instanceof ProgrammePart.Bridge bridge) {
                long end = at + bridge.duration().toMillis();
                overs.add(new Over(at, end, bridge.rate().nanolitresPerDay(), DAY, true));
                at = end;
            } else if (part instanceof ProgrammePart.SingleBolus single) {
                long millis = single.duration().toMillis();
                overs.add(new Over(at, at + millis, single.volume().nanolitres(), millis, pauses));
                stopsAt = bolus.after() == Functions.After.STOPS ? at + millis : Long.MAX_VALUE;
            } else if (part instanceof ProgrammePart.PeriodicBolus periodic) {
                long millis = periodic.duration().toMillis();
                for (int i = 0; i < 1_000; i++) {
                    long begin = at + i * periodic.interval().toMillis();
                    overs.add(new Over(begin, begin + millis, periodic.volume().nanolitres(), millis, pauses));
                }
            }
        }
    }

    /**
     * When boluses begin for a patient who presses from the end of a prime on: the controller holds its lockout and its count, with a clock that
     * is exact. What it declares as unknown it does in the way that gives more.
     *
     * @param waits milliseconds to the next press, answered or not
     * @param until milliseconds after the request
     */
    List<Long> answered(DosingRequest request, ProgrammePart.PatientBolus bolus, LongSupplier waits, long until) {
        Functions.PatientBolus function = controller(request);
        long apart = bolus.lockout().toMillis()
                + (function.lockout() == Functions.LockoutFrom.END
                        ? bolus.duration().toMillis()
                        : 0);
        boolean rolling = function.counted() == Functions.CountedOver.ROLLING;
        List<Long> given = new ArrayList<>();
        for (long at = primed; at < until; at += waits.getAsLong()) {
            long press = at;
            boolean free = given.isEmpty() || press >= given.get(given.size() - 1) + apart;
            long counted = given.stream()
                    .filter(each -> rolling ? each > press - DAY : (zero + each) / DAY == (zero + press) / DAY)
                    .count();
            if (free && counted < bolus.most()) {
                given.add(press);
            }
        }
        return given;
    }

    /** Gives boluses of the patient at these milliseconds after the request. */
    Plant pressed(DosingRequest request, ProgrammePart.PatientBolus bolus, List<Long> begins) {
        long millis = bolus.duration().toMillis();
        boolean pauses = controller(request).basal() == Functions.Basal.REPLACED;
        begins.forEach(
                from -> overs.add(new Over(from, from + millis, bolus.volume().nanolitres(), millis, pauses)));
        return this;
    }

    private static Functions.PatientBolus controller(DosingRequest request) {
        return request.capabilities().functions().orElseThrow().patientBolus().orElseThrow();
    }

    // --- what it does ---------------------------------------------------------------------------------------------

    /** Lives up to some milliseconds after the request. */
    void advance(long millis) {
        while (now < millis) {
            long next = Math.min(millis, nextChange());
            if (now < stopsAt) {
                drive(next);
            }
            now = next;
        }
    }

    /** The next midnight, begin or end of a stretch. */
    private long nextChange() {
        long clock = zero + now;
        long next = now + DAY - Math.floorMod(clock, DAY);
        for (Over each : overs) {
            next = each.from() > now ? Math.min(next, each.from()) : next;
            next = each.to() > now ? Math.min(next, each.to()) : next;
        }
        return next;
    }

    private void drive(long until) {
        boolean paused = false;
        for (Over each : overs) {
            if (each.from() <= now && now < each.to()) {
                paused |= each.pauses();
                turn(volume(each, until) - volume(each, now));
            }
        }
        if (!paused) {
            int day = Instant.ofEpochMilli(zero + now)
                            .atZone(ZoneOffset.UTC)
                            .getDayOfWeek()
                            .getValue()
                    - 1;
            DaySchedule schedule = week.get(day);
            if (schedule != null) {
                turn(schedule.between(zero + now, zero + until));
            }
        }
    }

    /** Rate-milliseconds of a stretch up to a time. */
    private static long volume(Over over, long until) {
        return Ratio.of(over.nanolitres())
                .times(DAY)
                .times(Ratio.of(until - over.from(), over.millis()))
                .floorToMultipleOf(1);
    }

    private void turn(long rateMillis) {
        body.push(motor.turn(rateMillis) * STROKE * PICOLITRES);
    }

    /** Nanograms of a drug that left the tip since the request. */
    Ratio atTip(String drug) {
        return body.truth(Instant.EPOCH, true).delivered(drug);
    }

    boolean isDry() {
        return body.isDry();
    }
}
