// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.firmware.DueStrokes;

/** Which strokes are due when, and what they move. Within one call the phase stays the same; {@link Course} sees to that. */
final class Strokes {

    private Strokes() {}

    private static DueStrokes due(PumpState s) {
        return s.delivery == Code.DELIVERING && s.phase == Code.PRIME
                ? DueStrokes.ofPrime(s, s.phaseFrom, Limits.PRIME_STROKE_MILLIS, primeOrdered(s), s.primed)
                : DueStrokes.ofDay(s, s.motor, schedule(s), s.bolus().map(RunningBolus::strokes));
    }

    private static DaySchedule schedule(PumpState s) {
        if (s.delivery == Code.DELIVERING && s.phase == Code.BRIDGE) {
            int rate = s.running().flatMap(Programme::bridge).orElseThrow().rate();
            return DaySchedule.constant(rate * Limits.STROKE);
        }
        return s.schedule().orElseThrow();
    }

    static int primeOrdered(PumpState s) {
        return s.running().orElseThrow().prime().orElse(0);
    }

    /** The earliest time at which a number of strokes from now is complete, as long as the phase lasts. */
    static long timeOf(PumpState s, long strokes) {
        return due(s).timeOf(strokes);
    }

    /** How many the valves are worked for until a time, whether anything moves or not. */
    static long until(PumpState s, long time) {
        return s.worked() ? due(s).until(time) : 0;
    }

    /** Makes those that are due until a time: firmware counts, valves work, fluid moves. */
    static void make(PumpState s, long until) {
        if (!s.worked()) {
            s.battery().live(until, 0);
            return;
        }
        long strokes = due(s).until(until);
        s.battery().live(until, strokes);
        boolean counted = s.delivery == Code.DELIVERING;
        if (counted && s.phase == Code.PRIME) {
            s.primed += (int) strokes;
            s.parts.made(PartStages.PRIME, strokes);
        } else {
            s.motor.turn(schedule(s).between(s.clock(), s.clock(until)));
            s.bolus().ifPresent(b -> bolus(s, b, b.strokes().dueBy(s.device(until))));
            if (counted && s.phase == Code.BRIDGE) {
                s.parts.made(PartStages.BRIDGE, strokes);
            }
        }
        long refilled = Math.min(strokes, s.strokesThatRefill());
        if (refilled > 0) {
            s.body().push(refilled * s.strokePicolitres());
            s.notRefilled = 0;
            s.refilledAgain = true;
        }
        s.notRefilled = (int) Math.min(Limits.STROKES_UNTIL_NOTICED, s.notRefilled + strokes - refilled);
        long seen = counted ? strokes : refilled;
        s.calculated = Math.max(0, s.calculated - seen * Limits.STROKE);
        s.strokes += seen;
    }

    private static void bolus(PumpState s, RunningBolus bolus, int made) {
        if (bolus.kind() == Code.BY_ORDER_BOLUS) {
            s.parts.made(PartStages.BOLUS, made - bolus.strokes().made());
        }
        s.bolusWent(bolus.with(made));
    }
}
