// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.Optional;
import org.cisterna.sim.Battery;
import org.cisterna.sim.DaySchedule;
import org.jspecify.annotations.Nullable;

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
        while (s.at() < pumpTime) {
            long change = Math.min(pumpTime, nextChange(s));
            long next = Math.min(change, s.battery().nextChange(s.at(), change, time -> strokesUntil(s, time)));
            drive(s, next);
            s.livedTo(next);
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
        if (s.driven()) {
            next = Math.min(next, s.time().reached(s.regimen.nextChange(s.motorState == Code.RUNNING)));
            next = Math.min(next, s.metering().nextChange(s.at()));
        }
        next = Math.min(next, s.rotor.turnsAgain());
        next = Math.min(next, s.stallDue > s.at() ? s.stallDue : NEVER);
        next = Math.min(next, s.recoveryDue > s.at() ? s.recoveryDue : NEVER);
        if (s.notRunningSince >= 0 && !s.alarm(Code.ALARM_STOPPED)) {
            next = Math.min(next, stoppedFor(s, Limits.STOPPED_ALARM_MILLIS));
        }
        if (s.notRunningSince >= 0 && !s.tubeSet) {
            next = Math.min(next, stoppedFor(s, Limits.TUBE_SET_MILLIS));
        }
        return Math.max(next, s.at() + 1);
    }

    /** When the motor will not have run for so much device time. */
    private static long stoppedFor(PumpState s, long millis) {
        return s.time().reached(s.device(s.notRunningSince) + millis);
    }

    /** When the strokes for a calculated volume are complete. */
    private static long timeOfStrokes(PumpState s, long nanolitres) {
        long strokes = (nanolitres + Limits.STROKE - 1) / Limits.STROKE;
        long amount = s.motor.untilStroke(strokes);
        if (s.regimen.burst().isPresent()) {
            return s.time().reached(s.regimen.burst().get().timeOf(s.device(), amount));
        }
        DaySchedule schedule = s.schedule().orElseThrow();
        return s.time().showing(schedule.timeOf(s.clock(), amount));
    }

    /** Rate-milliseconds that the motor is driven until a time. */
    private static long amount(PumpState s, long until) {
        return s.regimen
                .burst()
                .map(burst -> burst.between(s.device(), s.device(until)))
                .orElseGet(() -> s.schedule().orElseThrow().between(s.clock(), s.clock(until)));
    }

    private static long strokesUntil(PumpState s, long until) {
        return s.driven() ? s.motor.strokesIn(amount(s, until)) : 0;
    }

    private static void drive(PumpState s, long until) {
        if (!s.driven()) {
            s.battery().live(until, 0);
            return;
        }
        long strokes = s.motor.turn(amount(s, until));
        s.battery().live(until, strokes);
        if (!s.rotor.stands()) {
            s.body()
                    .push(Math.multiplyExact(
                            strokes, Limits.STROKE * s.metering().perMille(s.at())));
        }
        if (s.motorState == Code.RUNNING) {
            s.calculated = Math.max(0, s.calculated - strokes * Limits.STROKE);
            s.lifetime += strokes * Limits.STROKE;
        }
    }

    /** Everything that is due at this moment, in a fixed order. */
    private static void due(PumpState s) {
        parts(s);
        if (s.pending != null && s.at() >= s.pending.deadline()) {
            Therapy.giveUp(s, Code.ABANDONED_BOUND);
        }
        if (s.rotor.recovers(s.at())) {
            s.setStallTimers();
        }
        if (s.notices(s.stallDue)) {
            s.event(Code.EVENT_STALLED, 0, 0);
            s.beginAlarm(Code.ALARM_STALL);
            if (s.regimen.burst().filter(burst -> Part.isBolus(burst.kind())).isPresent()) {
                endedEarly(s, s.regimen.cut(s.device()), s.at());
            }
            s.setMotor(Code.STALLED, Code.DOES_NOT_TURN);
        }
        if (s.notices(s.recoveryDue)) {
            s.event(Code.EVENT_RECOVERED, 0, 0);
            s.endAlarm(Code.ALARM_STALL);
            s.setMotor(Code.RUNNING, Code.REASON_NONE);
            begin(s); // what became due while it stood: else it would wait for whatever happens next
        }
        if (s.calculated <= Limits.LOW_RESERVOIR) {
            s.beginAlarm(Code.ALARM_LOW);
        }
        if (s.calculated == 0 && s.motorState == Code.RUNNING) {
            s.beginAlarm(Code.ALARM_EMPTY);
            endedEarly(s, s.regimen.cut(s.device()), s.at());
            s.regimen.end();
            s.setMotor(Code.EMPTY, Code.RESERVOIR_EMPTY);
        }
        if (s.notRunningSince >= 0 && s.at() >= stoppedFor(s, Limits.STOPPED_ALARM_MILLIS)) {
            s.beginAlarm(Code.ALARM_STOPPED);
        }
        if (s.notRunningSince >= 0 && !s.tubeSet && s.at() >= stoppedFor(s, Limits.TUBE_SET_MILLIS)) {
            s.tubeSet = true;
            s.event(Code.EVENT_TUBE_SET, 0, 0);
        }
        Battery.State battery = s.battery().state(s.at());
        if (battery != Battery.State.GOOD) {
            s.beginAlarm(Code.ALARM_ERI);
        }
        if (battery == Battery.State.EOS && !s.alarm(Code.ALARM_EOS)) {
            s.beginAlarm(Code.ALARM_EOS);
            Therapy.endOfService(s);
        }
    }

    /** What is over ends, and what is due begins; nothing begins while the motor does not run. */
    private static void parts(PumpState s) {
        if (!s.driven()) {
            return;
        }
        Regimen.Held over = s.regimen.over(s.device());
        if (over != null) {
            s.event(Code.EVENT_PART_DONE, over.part.kind(), s.regimen.delivered(over, s.device()));
        }
        begin(s);
    }

    /** Begins the part that is due. */
    static void begin(PumpState s) {
        if (s.motorState != Code.RUNNING) {
            return;
        }
        Regimen.Held begun = s.regimen.next(s.device());
        if (begun != null) {
            s.event(Code.EVENT_PART_BEGAN, begun.part.kind(), begun.part.volume());
        }
    }

    /** The patient asks; whatever is decided is an event. */
    static boolean patientAsks(PumpState s) {
        Therapy.leaveTelemetry(s);
        Optional<Regimen.Denial> denied = s.regimen.ask(s.device(), s.motorState == Code.RUNNING);
        denied.ifPresentOrElse(
                why -> s.event(
                        Code.EVENT_PATIENT_DENIED,
                        why.code,
                        why == Regimen.Denial.LOCKOUT ? s.regimen.lockoutLeft(s.device()) : 0),
                () -> s.event(
                        Code.EVENT_PART_BEGAN,
                        Part.PATIENT,
                        s.regimen.held(Part.PATIENT).orElseThrow().part.volume()));
        return denied.isEmpty();
    }

    /** Says that a part ended early, if one did. */
    static void endedEarly(PumpState s, Regimen.@Nullable Held held, long at) {
        if (held != null) {
            s.event(Code.EVENT_PART_ENDED_EARLY, held.part.kind(), s.regimen.delivered(held, s.device(at)));
        }
    }
}
