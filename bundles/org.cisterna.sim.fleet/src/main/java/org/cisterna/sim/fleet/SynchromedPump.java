// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.sim.Battery.Cell;
import org.cisterna.sim.DaySchedule;

/** A pump of the SynchroMed II class as far as its fluid, its counts and its alarms go; what it does when stands on the page of its protocol. */
final class SynchromedPump extends ElectronicPump {

    private static final long STROKE = 10;
    private static final long PER_STROKE = STROKE * DaySchedule.DAY;
    private static final long LOW = 2_000_000;
    private static final long STALL_NOTICE = 1_200_000;

    /** A day of standing by takes as much as so many strokes. */
    private static final long STANDING = 237_500;

    private static final Build BUILD = new Build(FleetFamily.SYNCHROMED, 1_400_000_000, 140_000_000);
    private static final Power POWER =
            new Power(STROKE, new Cell(2_430 * STANDING, 1, STANDING, 90 * DAY, 9 * DAY, 2_557 * DAY), 2_400_000);
    private static final long GIVES = 20_000_000;
    private static final long UPDATE = 5_000;

    private enum Motor {
        RUNNING,
        STALLED,
        UPDATING,
        STOPPED,
        EMPTY;

        boolean driven() {
            return this == RUNNING || this == STALLED;
        }
    }

    private Motor motor = Motor.RUNNING;
    private boolean stalled;
    private boolean filled;
    /** Device time at which the patient's bolus ends. */
    private long burstEnd = NEVER;

    private long noticeDue = NEVER;
    private long timer;

    SynchromedPump(Setting setting, Build.Drawn drawn) {
        super(setting, BUILD, POWER, drawn);
        aim();
        retime();
        plan();
    }

    // --- time -------------------------------------------------------------------------------------------------------

    @Override
    void drive(long until) {
        long shows = clockAt(until);
        if (motor.driven()) {
            long amount = amountBy(shows);
            owed += amount;
            left -= amount;
        }
        at = until;
        clock = shows;
    }

    private long amountUntil(long until) {
        return amountBy(clockAt(until));
    }

    private long amountBy(long deviceTime) {
        return burstEnd == NEVER ? (deviceTime - clock) * rate : given(deviceTime) - given(clock);
    }

    /** Of a bolus, up to a device time. */
    private long given(long deviceTime) {
        long elapsed = Math.min(deviceTime, burstEnd) - burstEnd + therapy.bolusMillis();
        return therapy.bolusRate() * elapsed + therapy.bolusRest() * elapsed / therapy.bolusMillis();
    }

    @Override
    void settle() {
        if (owed == 0) {
            return;
        }
        long sum = carried + owed;
        long strokes = sum / PER_STROKE;
        carried = sum - strokes * PER_STROKE;
        owed = 0;
        battery.made(strokes);
        if (!stalled) {
            tank.push(strokes * STROKE * (1_000 + offPerMille));
        }
        if (motor == Motor.RUNNING) {
            calculated = (int) Math.max(0, calculated - strokes * STROKE);
        }
    }

    @Override
    void due(Tally tally) {
        if (motor.driven()) {
            if (burstEnd == NEVER) {
                if (stepEnd <= at) {
                    nextStep();
                }
            } else if (burstEnd <= clock) {
                endBurst();
            }
        }
        if (timer <= at) {
            timers(tally);
        }
        if (left <= 0 && motor == Motor.RUNNING) {
            reservoir(tally);
        }
        if (battery.look() <= at) {
            settle();
            look(tally);
            retime();
        }
        plan();
    }

    /** When something changes next by itself. */
    private void plan() {
        change = timer;
        if (motor.driven()) {
            change = Math.min(change, burstEnd == NEVER ? stepEnd : reached(burstEnd));
            if (motor == Motor.RUNNING && amountUntil(change) >= left) {
                change = burstEnd == NEVER
                        ? Math.min(change, reached(clock + Math.max(1, (left + rate - 1) / rate)))
                        : Search.earliest(at, change, time -> amountUntil(time) >= left);
            }
        }
        if (battery.look() < change) {
            change = battery.earliest(at, change, this::strokesBy);
        }
    }

    private long strokesBy(long time) {
        return motor.driven() ? (carried + owed + amountUntil(time)) / PER_STROKE : 0;
    }

    private void endBurst() {
        if (burstEnd != NEVER) {
            burstEnd = NEVER;
            seekStep();
        }
    }

    // --- alarms -----------------------------------------------------------------------------------------------------

    /** How much may be commanded until the reservoir is low, or empty. */
    private void aim() {
        long volume = calculated > LOW ? calculated - LOW : calculated;
        left = (volume + STROKE - 1) / STROKE * PER_STROKE - carried;
    }

    private void reservoir(Tally tally) {
        settle();
        if (calculated <= LOW) {
            beginAlarm(FleetAlarm.LOW_RESERVOIR, tally);
        }
        if (calculated == 0) {
            beginAlarm(FleetAlarm.EMPTY_RESERVOIR, tally);
            endBurst();
            turn(Motor.EMPTY, tally);
        }
        aim();
    }

    private void timers(Tally tally) {
        if (noticeDue <= at && stalled) {
            beginAlarm(FleetAlarm.MOTOR_STALL, tally);
            settle();
            endBurst();
            turn(Motor.STALLED, tally);
        } else if (noticeDue <= at) {
            endAlarm(FleetAlarm.MOTOR_STALL, tally);
            turn(Motor.RUNNING, tally);
        }
        soundStanding(tally);
        if (at >= battery.end() && !stands(FleetAlarm.EOS)) {
            beginAlarm(FleetAlarm.EOS, tally);
            endBurst();
            endAlarm(FleetAlarm.MOTOR_STALL, tally);
            turn(Motor.STOPPED, tally);
        }
        retime();
    }

    private void retime() {
        timer = Math.min(noticeDue, standsTooLong);
        if (!stands(FleetAlarm.EOS)) {
            timer = Math.min(timer, battery.end());
        }
    }

    /** Changes what the motor does, and the timers that hang on it. */
    private void turn(Motor to, Tally tally) {
        settle();
        delivers(motor == Motor.RUNNING, to == Motor.RUNNING, tally);
        motor = to;
        if (to.driven()) {
            seekStep();
            aim();
        }
        noticeStall();
    }

    private void noticeStall() {
        boolean unnoticed = stalled ? motor == Motor.RUNNING : motor == Motor.STALLED;
        noticeDue = unnoticed ? Math.min(noticeDue, at + STALL_NOTICE) : NEVER;
        retime();
    }

    // --- what people do, and what goes wrong ------------------------------------------------------------------------

    @Override
    boolean ask() {
        if (motor != Motor.RUNNING || burstEnd != NEVER || lastGrant() + therapy.lockoutMillis() > clock) {
            return false;
        }
        if (hadMost()) {
            return false;
        }
        grant();
        burstEnd = clock + therapy.bolusMillis();
        plan();
        return true;
    }

    @Override
    void program(Tally tally, boolean withFill) {
        filled = withFill;
        endBurst();
        turn(Motor.UPDATING, tally);
        completeIn(UPDATE);
    }

    @Override
    void complete(Tally tally) {
        if (filled) {
            calculated = (int) therapy.reservoir();
        }
        endAlarm(FleetAlarm.POWER_ON_RESET, tally);
        endAlarm(FleetAlarm.MOTOR_STALL, tally);
        if (calculated > LOW) {
            endAlarm(FleetAlarm.LOW_RESERVOIR, tally);
        }
        if (calculated > 0) {
            endAlarm(FleetAlarm.EMPTY_RESERVOIR, tally);
        }
        turn(Motor.RUNNING, tally);
    }

    @Override
    void renew() {
        motor = Motor.RUNNING;
        stalled = false;
        burstEnd = NEVER;
        noticeDue = NEVER;
        aim();
        retime();
    }

    @Override
    void begin(FleetFault fault, int extent, Tally tally) {
        switch (fault) {
            case ROTOR_STANDS, FIELD -> stalls(true);
            case INACCURATE -> offPerMille = (short) extent;
            case POWER_LOSS -> {
                beginAlarm(FleetAlarm.POWER_ON_RESET, tally);
                endBurst();
                turn(Motor.STOPPED, tally);
            }
            default -> throw new IllegalArgumentException("a pump of this family has no " + fault);
        }
    }

    @Override
    boolean end(FleetFault fault, Tally tally) {
        if (fault == FleetFault.ROTOR_STANDS || fault == FleetFault.FIELD) {
            stalls(false);
        } else if (fault == FleetFault.INACCURATE) {
            offPerMille = 0;
        }
        return fault == FleetFault.POWER_LOSS;
    }

    private void stalls(boolean now) {
        stalled = now;
        noticeStall();
    }

    @Override
    void pathChanged() {
        // the rotor turns and counts, whatever becomes of what it moves
    }

    @Override
    long gives() {
        return GIVES;
    }
}
