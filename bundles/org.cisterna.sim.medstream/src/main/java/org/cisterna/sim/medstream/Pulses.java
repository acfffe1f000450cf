// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.firmware.DueStrokes;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.sim.medstream.Code.Phase;
import org.cisterna.sim.medstream.PartStages.Part;

/** Which pulses are due when, and what they move. Within one call the phase stays the same; {@link Course} sees to that. */
final class Pulses {

    private Pulses() {}

    private static DueStrokes due(PumpState s) {
        return inPrime(s)
                ? DueStrokes.ofPrime(s, s.phaseFrom, Limits.PRIME_PULSE_MILLIS, primeOrdered(s), s.primed)
                : DueStrokes.ofDay(s, s.valve, schedule(s), s.bolus());
    }

    private static boolean inPrime(PumpState s) {
        return s.delivery == Delivery.RUNNING && s.phase == Phase.PRIME;
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
        return due(s).timeOf(pulses);
    }

    /** How often the valve is worked until a time, whether anything moves or not. */
    static long until(PumpState s, long time) {
        return s.worked() ? due(s).until(time) : 0;
    }

    /** Makes those that are due until a time: firmware counts, the valve opens, fluid moves. */
    static void make(PumpState s, long until) {
        if (!s.worked()) {
            s.battery().live(until, 0);
            return;
        }
        long pulses = due(s).until(until);
        s.battery().live(until, pulses);
        boolean counted = s.delivery == Delivery.RUNNING;
        if (inPrime(s)) {
            s.primed += (int) pulses;
            s.parts.given(Part.PRIME, pulses);
        } else {
            s.valve.turn(schedule(s).between(s.clock(), s.clock(until)));
            s.bolus().ifPresent(b -> {
                int given = b.dueBy(s.device(until));
                s.parts.given(Part.BOLUS, given - b.made());
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
