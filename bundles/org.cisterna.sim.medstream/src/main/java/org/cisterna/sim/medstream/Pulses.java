// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.sim.medstream.Code.Phase;
import org.cisterna.sim.medstream.PartStages.Part;

/** Which pulses are due when, and what they move. Within one call the phase stays the same; {@link Course} sees to that. */
final class Pulses {

    private static final long PER_PULSE = Limits.PULSE * DaySchedule.DAY;

    private Pulses() {}

    /** How many are due until a time. */
    static long due(PumpState s, long until) {
        if (inPrime(s)) {
            return Math.min((s.device(until) - s.phaseFrom) / Limits.PRIME_PULSE_MILLIS, primeOrdered(s)) - s.primed;
        }
        long pulses = ofRate(s, until);
        return s.bolus().map(b -> pulses + b.dueBy(s.device(until)) - b.given()).orElse(pulses);
    }

    private static boolean inPrime(PumpState s) {
        return s.delivery == Delivery.RUNNING && s.phase == Phase.PRIME;
    }

    private static long ofRate(PumpState s, long until) {
        long amount = amount(s, until);
        long first = s.valve.untilStroke(1);
        return amount < first ? 0 : 1 + (amount - first) / PER_PULSE;
    }

    private static long amount(PumpState s, long until) {
        return schedule(s).between(s.clock(), s.clock(until));
    }

    private static DaySchedule schedule(PumpState s) {
        if (s.delivery == Delivery.RUNNING && s.phase == Phase.BRIDGE) {
            return DaySchedule.constant(
                    s.running().flatMap(Programme::bridge).orElseThrow().rate());
        }
        return s.schedule().orElseThrow();
    }

    static long primeOrdered(PumpState s) {
        return s.running().orElseThrow().prime().orElse(0) / Limits.PULSE;
    }

    /** The earliest time at which a number of pulses from now is complete, as long as the phase lasts. */
    static long timeOf(PumpState s, long pulses) {
        if (pulses <= 0) {
            return s.at();
        }
        if (inPrime(s)) {
            return s.time().reached(s.phaseFrom + Math.multiplyExact(s.primed + pulses, Limits.PRIME_PULSE_MILLIS));
        }
        long latest = s.time().showing(schedule(s).timeOf(s.clock(), s.valve.untilStroke(pulses)));
        if (s.bolus().isEmpty()) {
            return latest;
        }
        long low = s.at();
        long high = latest;
        while (low + 1 < high) {
            long middle = low + (high - low) / 2;
            if (due(s, middle) >= pulses) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** How often the valve is worked until a time, whether anything moves or not. */
    static long until(PumpState s, long time) {
        return s.worked() ? due(s, time) : 0;
    }

    /** Makes those that are due until a time: firmware counts, the valve opens, fluid moves. */
    static void make(PumpState s, long until) {
        if (!s.worked()) {
            s.battery().live(until, 0);
            return;
        }
        long pulses = due(s, until);
        s.battery().live(until, pulses);
        boolean counted = s.delivery == Delivery.RUNNING;
        if (inPrime(s)) {
            s.primed += (int) pulses;
            s.parts.given(Part.PRIME, pulses);
        } else {
            s.valve.turn(amount(s, until));
            s.bolus().ifPresent(b -> {
                int given = b.dueBy(s.device(until));
                s.parts.given(Part.BOLUS, given - b.given());
                s.bolusWent(b.with(given));
            });
            if (counted && s.phase == Phase.BRIDGE) {
                s.parts.given(Part.BRIDGE, pulses);
            }
        }
        if (!s.opens()) {
            s.notMoved = (int) Math.min(Limits.PULSES_UNTIL_NOTICED, s.notMoved + pulses);
        } else if (pulses > 0) {
            long before = s.body().usablePicolitres();
            s.body().push(pulses * s.pulsePicolitres());
            s.sensor.passed(before - s.body().usablePicolitres());
            s.notMoved = 0;
            s.movedAgain = true;
        }
        long seen = counted || s.opens() ? pulses : 0;
        s.calculated = Math.max(0, s.calculated - seen * Limits.PULSE);
        s.pulses += seen;
    }
}
