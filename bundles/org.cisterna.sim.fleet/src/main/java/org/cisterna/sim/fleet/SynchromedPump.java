// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.sim.Battery.Cell;
import org.cisterna.sim.DaySchedule;

/** A pump of the SynchroMed II class as far as its fluid, its counts and its alarms go; what it does when stands on the page of its protocol. */
final class SynchromedPump extends FleetPump {

    private static final long STROKE = 10;
    private static final long PER_STROKE = STROKE * DaySchedule.DAY;
    private static final long LOW = 2_000_000;
    private static final long STALL_NOTICE = 1_200_000;
    private static final long STOPPED_ALARM = 2 * DAY;

    /** A day of standing by takes as much as so many strokes. */
    private static final long STANDING = 237_500;

    private static final Build BUILD = new Build(
            FleetFamily.SYNCHROMED,
            1_400_000_000L,
            140_000_000L,
            STROKE,
            new Cell(2_430 * STANDING, 1, STANDING, 90 * DAY, 9 * DAY, 2_557 * DAY),
            2_400_000);
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
    private short offPerMille;
    private long burstEnd = NEVER;

    /** Rate-milliseconds commanded since strokes were made last, those carried from before, and those until an alarm of the reservoir. */
    private long owed;

    private long carried;
    private long left;
    private int calculated;

    private long notRunningSince = NEVER;
    private long noticeDue = NEVER;
    private long timer;
    private long lastAsked = Long.MIN_VALUE / 2;

    SynchromedPump(Setting setting, Build.Drawn drawn) {
        super(setting, BUILD, drawn);
        start();
        plan();
    }

    private void start() {
        calculated = (int) therapy.reservoir();
        seekStep();
        aim();
        retime();
    }

    @Override
    FleetFamily family() {
        return FleetFamily.SYNCHROMED;
    }

    // --- time -------------------------------------------------------------------------------------------------------

    @Override
    void drive(long until) {
        if (motor.driven()) {
            long amount = amountUntil(until);
            owed += amount;
            left -= amount;
        }
        at = until;
    }

    private long amountUntil(long until) {
        return burstEnd == NEVER ? (until - at) * rate : given(until) - given(at);
    }

    /** Of a bolus, up to a time within it. */
    private long given(long time) {
        long elapsed = time - burstEnd + therapy.bolusMillis();
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
            } else if (burstEnd <= at) {
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
            change = Math.min(change, burstEnd == NEVER ? stepEnd : burstEnd);
            if (motor == Motor.RUNNING && amountUntil(change) >= left) {
                change = burstEnd == NEVER
                        ? at + (left + rate - 1) / rate
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
        if (notRunningSince != NEVER && at >= notRunningSince + STOPPED_ALARM) {
            beginAlarm(FleetAlarm.STOPPED_PUMP_48H, tally);
        }
        if (at >= battery.end() && !stands(FleetAlarm.EOS)) {
            beginAlarm(FleetAlarm.EOS, tally);
            endBurst();
            endAlarm(FleetAlarm.MOTOR_STALL, tally);
            turn(Motor.STOPPED, tally);
        }
        retime();
    }

    private void retime() {
        timer = noticeDue;
        if (notRunningSince != NEVER && !stands(FleetAlarm.STOPPED_PUMP_48H)) {
            timer = Math.min(timer, notRunningSince + STOPPED_ALARM);
        }
        if (!stands(FleetAlarm.EOS)) {
            timer = Math.min(timer, battery.end());
        }
    }

    /** Changes what the motor does, and the timers that hang on it. */
    private void turn(Motor to, Tally tally) {
        settle();
        if (to == Motor.RUNNING) {
            notRunningSince = NEVER;
            endAlarm(FleetAlarm.STOPPED_PUMP_48H, tally);
        } else if (motor == Motor.RUNNING || notRunningSince == NEVER) {
            notRunningSince = at;
        }
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

    @Override
    long calculated() {
        return calculated;
    }

    // --- what people do, and what goes wrong ------------------------------------------------------------------------

    @Override
    boolean ask() {
        if (motor != Motor.RUNNING || burstEnd != NEVER || lastAsked + therapy.lockoutMillis() > at) {
            return false;
        }
        if (hadMost()) {
            return false;
        }
        grant();
        lastAsked = at;
        burstEnd = at + therapy.bolusMillis();
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
    void implant() {
        motor = Motor.RUNNING;
        stalled = false;
        offPerMille = 0;
        burstEnd = NEVER;
        carried = 0;
        notRunningSince = NEVER;
        noticeDue = NEVER;
        lastAsked = Long.MIN_VALUE / 2;
        battery.implant(at);
        start();
    }

    @Override
    void begin(FleetFault fault, int perMille, Tally tally) {
        switch (fault) {
            case ROTOR_STANDS -> {
                stalled = true;
                noticeStall();
            }
            case INACCURATE -> offPerMille = (short) perMille;
            case POWER_LOSS -> {
                beginAlarm(FleetAlarm.POWER_ON_RESET, tally);
                endBurst();
                turn(Motor.STOPPED, tally);
            }
            default -> throw new IllegalArgumentException("a pump of this family has no " + fault);
        }
    }

    @Override
    boolean end(FleetFault fault) {
        settle();
        if (fault == FleetFault.ROTOR_STANDS) {
            stalled = false;
            noticeStall();
        } else if (fault == FleetFault.INACCURATE) {
            offPerMille = 0;
        }
        return fault == FleetFault.POWER_LOSS;
    }
}
