// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import org.cisterna.sim.Battery;
import org.cisterna.sim.firmware.SpreadBolus;
import org.cisterna.sim.medstream.Code.Alarm;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.sim.medstream.Code.Event;
import org.cisterna.sim.medstream.Code.Phase;
import org.cisterna.sim.medstream.Code.Reason;
import org.cisterna.sim.medstream.Code.Stage;
import org.cisterna.sim.medstream.PartStages.Part;

/**
 * What time does to a pump. Goes from one moment at which something changes to the next and makes the pulses between them, so that the
 * result does not depend on how often it is asked for. The sensor measures at whole hours since implantation.
 */
final class Course {

    private static final long NEVER = Long.MAX_VALUE;

    private Course() {}

    /** Lives up to a time; one that is past changes nothing. */
    static void advance(PumpState s, long pumpTime) {
        s.movedAgain = false;
        due(s);
        while (s.at() < pumpTime) {
            long change = Math.min(pumpTime, Math.max(s.at() + 1, nextChange(s)));
            long next = Math.min(change, s.battery().nextChange(s.at(), change, time -> Pulses.until(s, time)));
            s.movedAgain = false;
            Pulses.make(s, next);
            s.livedTo(next);
            if (sinceMeasuring(s) == 0) {
                s.measure();
            }
            due(s);
        }
    }

    private static long sinceMeasuring(PumpState s) {
        return (s.at() - s.implanted()) % Limits.MEASURED_EVERY_MILLIS;
    }

    private static long nextChange(PumpState s) {
        long next = s.at() - sinceMeasuring(s) + Limits.MEASURED_EVERY_MILLIS;
        if (s.delivery == Delivery.RUNNING) {
            if (s.phase == Phase.PRIME) {
                next = Math.min(next, Pulses.timeOf(s, Pulses.primeOrdered(s) - s.primed));
            } else if (s.phase == Phase.BRIDGE) {
                next = Math.min(next, s.time().reached(s.bridgeEnd()));
            }
            next = Math.min(
                    next, s.time().reached(s.bolus().map(SpreadBolus::end).orElse(NEVER)));
            if (!s.opens()) {
                next = Math.min(next, Pulses.timeOf(s, Limits.PULSES_UNTIL_NOTICED - s.notMoved));
            }
            if (s.sensor.shown() <= Limits.SENSOR_BLIND) {
                next = Math.min(next, Pulses.timeOf(s, (s.calculated + Limits.PULSE - 1) / Limits.PULSE));
            }
        } else if (s.delivery == Delivery.VALVE_STANDS && s.opens()) {
            next = Math.min(next, Pulses.timeOf(s, 1));
        }
        if (s.worked()) {
            next = Math.min(next, s.metering().nextChange(s.at()));
        }
        if (s.notDeliveringSince >= 0 && !s.alarm(Alarm.NOT_DELIVERING_48H)) {
            next = Math.min(next, notDeliveringAlarm(s));
        }
        return next;
    }

    private static long notDeliveringAlarm(PumpState s) {
        return s.time().reached(s.device(s.notDeliveringSince) + Limits.NOT_DELIVERING_ALARM_MILLIS);
    }

    /** Everything that is due at this moment, in a fixed order. */
    private static void due(PumpState s) {
        if (s.delivery == Delivery.RUNNING) {
            phases(s);
            if (s.bolus().filter(b -> s.device() >= b.end()).isPresent()) {
                s.endBolus();
            }
        }
        if (s.delivery == Delivery.RUNNING && s.notMoved >= Limits.PULSES_UNTIL_NOTICED) {
            Therapy.interrupt(s, Delivery.VALVE_STANDS, Reason.VALVE);
            s.beginAlarm(Alarm.VALVE_STANDS);
        } else if (s.delivery == Delivery.VALVE_STANDS && s.movedAgain) {
            Therapy.resume(s);
        }
        if (s.worked() && s.foundEmpty()) {
            s.beginAlarm(Alarm.EMPTY_RESERVOIR);
            s.endAlarm(Alarm.VALVE_STANDS);
            Therapy.interrupt(s, Delivery.EMPTY, Reason.RESERVOIR);
        }
        if (s.notDeliveringSince >= 0 && s.at() >= notDeliveringAlarm(s)) {
            s.beginAlarm(Alarm.NOT_DELIVERING_48H);
        }
        Battery.State battery = s.battery().state(s.at());
        if (battery != Battery.State.GOOD) {
            s.beginAlarm(Alarm.ERI);
        }
        if (battery == Battery.State.EOS) {
            s.beginAlarm(Alarm.EOS);
            if (s.delivery != Delivery.SPENT) {
                s.endAlarm(Alarm.VALVE_STANDS);
                Therapy.interrupt(s, Delivery.SPENT, Reason.BATTERY);
            }
        }
    }

    private static void phases(PumpState s) {
        if (s.phase == Phase.PRIME && s.primed >= Pulses.primeOrdered(s)) {
            s.event(Event.PRIME_ENDED, s.primed * Limits.PULSE);
            s.parts.set(Part.PRIME, Stage.DONE);
            boolean bridge = s.running().orElseThrow().bridge().isPresent();
            s.enter(bridge ? Phase.BRIDGE : Phase.DAY);
            if (bridge) {
                s.parts.set(Part.BRIDGE, Stage.RUNNING);
            }
        }
        if (s.phase == Phase.BRIDGE && s.device() >= s.bridgeEnd()) {
            s.event(Event.BRIDGE_ENDED);
            s.parts.set(Part.BRIDGE, Stage.DONE);
            s.enter(Phase.DAY);
        }
    }
}
