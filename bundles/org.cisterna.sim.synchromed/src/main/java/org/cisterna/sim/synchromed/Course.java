// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import org.cisterna.sim.DaySchedule;

/**
 * What time does to a pump. Goes from one moment at which something changes to the next and integrates exactly between them, so that the
 * result does not depend on how often it is asked for.
 */
final class Course {

    private static final long NEVER = Long.MAX_VALUE;

    private Course() {}

    /** Lives up to a time; one that is past changes nothing. */
    static void advance(PumpState s, long pumpTime) {
        due(s);
        while (s.at < pumpTime) {
            long next = Math.min(pumpTime, nextChange(s));
            drive(s, next);
            s.at = next;
            due(s);
        }
    }

    private static long nextChange(PumpState s) {
        long next = NEVER;
        if (s.pending != null) {
            next = Math.min(next, s.pending.deadline());
        }
        if (s.motorState == Code.RUNNING) {
            if (s.calculated > Limits.LOW_RESERVOIR) {
                next = Math.min(next, timeOfStrokes(s, s.calculated - Limits.LOW_RESERVOIR));
            }
            next = Math.min(next, timeOfStrokes(s, s.calculated));
        }
        next = Math.min(next, s.stallDue > s.at ? s.stallDue : NEVER);
        next = Math.min(next, s.recoveryDue > s.at ? s.recoveryDue : NEVER);
        if (s.notRunningSince >= 0 && !s.alarm(Code.ALARM_STOPPED)) {
            next = Math.min(next, s.notRunningSince + Limits.STOPPED_ALARM_MILLIS);
        }
        if (!s.alarm(Code.ALARM_ERI)) {
            next = Math.min(next, eri(s));
        } else if (!s.alarm(Code.ALARM_EOS)) {
            next = Math.min(next, eri(s) + Limits.EOS_AFTER_ERI_MILLIS);
        }
        return Math.max(next, s.at + 1);
    }

    /** When the strokes for a calculated volume are complete. */
    private static long timeOfStrokes(PumpState s, long nanolitres) {
        long strokes = (nanolitres + Limits.STROKE - 1) / Limits.STROKE;
        DaySchedule schedule = s.schedule().orElseThrow();
        long clock = schedule.timeOf(s.clock(), s.motor.untilStroke(strokes));
        return clock == NEVER ? NEVER : clock - s.clockOffset;
    }

    private static void drive(PumpState s, long until) {
        if (!s.driven()) {
            return;
        }
        DaySchedule schedule = s.schedule().orElseThrow();
        long strokes = s.motor.turn(schedule.between(s.clock(), s.clock(until)));
        if (!s.stalled) {
            s.body.push(Math.multiplyExact(strokes, Limits.STROKE * (1_000 + s.accuracyOffset)));
        }
        if (s.motorState == Code.RUNNING) {
            s.calculated = Math.max(0, s.calculated - strokes * Limits.STROKE);
            s.lifetime += strokes * Limits.STROKE;
        }
    }

    /** Everything that is due at this moment, in a fixed order. */
    private static void due(PumpState s) {
        if (s.pending != null && s.at >= s.pending.deadline()) {
            Therapy.giveUp(s, Code.ABANDONED_BOUND);
        }
        if (s.stallDue >= 0 && s.at >= s.stallDue) {
            s.event(Code.EVENT_STALLED, 0, 0);
            s.beginAlarm(Code.ALARM_STALL);
            s.setMotor(Code.STALLED, Code.DOES_NOT_TURN);
        }
        if (s.recoveryDue >= 0 && s.at >= s.recoveryDue) {
            s.event(Code.EVENT_RECOVERED, 0, 0);
            s.endAlarm(Code.ALARM_STALL);
            s.setMotor(Code.RUNNING, Code.REASON_NONE);
        }
        if (s.calculated <= Limits.LOW_RESERVOIR) {
            s.beginAlarm(Code.ALARM_LOW);
        }
        if (s.calculated == 0 && s.motorState == Code.RUNNING) {
            s.beginAlarm(Code.ALARM_EMPTY);
            s.setMotor(Code.EMPTY, Code.RESERVOIR_EMPTY);
        }
        if (s.notRunningSince >= 0 && s.at >= s.notRunningSince + Limits.STOPPED_ALARM_MILLIS) {
            s.beginAlarm(Code.ALARM_STOPPED);
        }
        if (s.at >= eri(s)) {
            s.beginAlarm(Code.ALARM_ERI);
        }
        if (s.at >= eri(s) + Limits.EOS_AFTER_ERI_MILLIS) {
            s.beginAlarm(Code.ALARM_EOS);
        }
    }

    static long eri(PumpState s) {
        return s.implanted + Limits.ERI_AFTER_MILLIS;
    }
}
