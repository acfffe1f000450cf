// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import org.cisterna.sim.Battery;

/**
 * What time does to a pump. Goes from one moment at which something changes to the next and makes the strokes between them, so that the
 * result does not depend on how often it is asked for.
 */
final class Course {

    private static final long NEVER = Long.MAX_VALUE;

    private Course() {}

    /** Lives up to a time; one that is past changes nothing. */
    static void advance(PumpState s, long pumpTime) {
        s.refilledAgain = false;
        due(s);
        while (s.at() < pumpTime) {
            long change = Math.min(pumpTime, Math.max(s.at() + 1, nextChange(s)));
            long next = Math.min(change, s.battery().nextChange(s.at(), change, time -> Strokes.until(s, time)));
            s.refilledAgain = false;
            Strokes.make(s, next);
            s.livedTo(next);
            due(s);
        }
    }

    private static long nextChange(PumpState s) {
        long next = NEVER;
        if (s.delivery == Code.DELIVERING) {
            if (s.phase == Code.PRIME) {
                next = Math.min(next, Strokes.timeOf(s, Strokes.primeOrdered(s) - s.primed));
            } else if (s.phase == Code.BRIDGE) {
                next = Math.min(next, s.time().reached(s.bridgeEnd()));
            }
            next = Math.min(
                    next, s.time().reached(s.bolus().map(RunningBolus::end).orElse(NEVER)));
            if (s.calculated > Limits.REFILL_AT) {
                next = Math.min(next, timeOfVolume(s, s.calculated - Limits.REFILL_AT));
            }
            next = Math.min(next, timeOfVolume(s, s.calculated));
            long refills = s.strokesThatRefill();
            if (refills < Integer.MAX_VALUE) {
                long missed = refills > 0 ? 0 : s.notRefilled;
                next = Math.min(next, Strokes.timeOf(s, refills + Limits.STROKES_UNTIL_NOTICED - missed));
            }
        } else if (s.delivery == Code.NO_FLOW && s.strokesThatRefill() > 0) {
            next = Math.min(next, Strokes.timeOf(s, 1));
        }
        if (s.worked()) {
            next = Math.min(next, s.metering().nextChange(s.at()));
        }
        if (s.notDeliveringSince >= 0 && !s.alarm(Code.ALARM_NOT_DELIVERING)) {
            next = Math.min(next, notDeliveringAlarm(s));
        }
        return next;
    }

    private static long notDeliveringAlarm(PumpState s) {
        return s.time().reached(s.device(s.notDeliveringSince) + Limits.NOT_DELIVERING_ALARM_MILLIS);
    }

    private static long timeOfVolume(PumpState s, long nanolitres) {
        return Strokes.timeOf(s, (nanolitres + Limits.STROKE - 1) / Limits.STROKE);
    }

    /** Everything that is due at this moment, in a fixed order. */
    private static void due(PumpState s) {
        if (s.delivery == Code.DELIVERING) {
            phases(s);
            if (s.bolus().filter(b -> s.device() >= b.end()).isPresent()) {
                s.endBolus();
            }
        }
        if (s.delivery == Code.DELIVERING && s.notRefilled >= Limits.STROKES_UNTIL_NOTICED) {
            Therapy.interrupt(s, Code.NO_FLOW, Code.DOES_NOT_REFILL);
            s.beginAlarm(Code.ALARM_VALVE);
        } else if (s.delivery == Code.NO_FLOW && s.refilledAgain) {
            Therapy.resume(s);
        }
        if (s.calculated <= Limits.REFILL_AT) {
            s.beginAlarm(Code.ALARM_REFILL);
        }
        if (s.calculated == 0 && s.worked()) {
            s.beginAlarm(Code.ALARM_EMPTY);
            Therapy.interrupt(s, Code.EMPTY, Code.RESERVOIR_EMPTY);
        }
        if (s.notDeliveringSince >= 0 && s.at() >= notDeliveringAlarm(s)) {
            s.beginAlarm(Code.ALARM_NOT_DELIVERING);
        }
        Battery.State battery = s.battery().state(s.at());
        if (battery != Battery.State.GOOD) {
            s.beginAlarm(Code.ALARM_ERI);
        }
        if (battery == Battery.State.EOS) {
            s.beginAlarm(Code.ALARM_EOS);
            if (s.delivery != Code.SPENT) {
                Therapy.interrupt(s, Code.SPENT, Code.BATTERY);
            }
        }
    }

    private static void phases(PumpState s) {
        if (s.phase == Code.PRIME && s.primed >= Strokes.primeOrdered(s)) {
            s.event(Code.EVENT_PRIME_ENDED, s.primed);
            s.parts.set(PartStages.PRIME, PartStages.DONE);
            boolean bridge = s.running().orElseThrow().bridge().isPresent();
            s.enter(bridge ? Code.BRIDGE : Code.DAY);
            if (bridge) {
                s.parts.set(PartStages.BRIDGE, PartStages.RUNNING);
            }
        }
        if (s.phase == Code.BRIDGE && s.device() >= s.bridgeEnd()) {
            s.event(Code.EVENT_BRIDGE_ENDED);
            s.parts.set(PartStages.BRIDGE, PartStages.DONE);
            s.enter(Code.DAY);
        }
    }
}
