// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.sim.Battery.Cell;
import org.cisterna.sim.DaySchedule;

/** A pump of the MedStream class as far as its fluid, its counts, its sensor and its alarms go; what it does when stands on the page of its protocol. */
final class MedstreamPump extends ElectronicPump {

    /** What passes while the valve stands open once, in nL. */
    static final long PULSE = 800;

    private static final long PER_PULSE = PULSE * DaySchedule.DAY;
    private static final int UNTIL_NOTICED = 3;
    private static final long LOW = 3_000_000;
    private static final long LOW_ENDS_ABOVE = 3_500_000;

    /** A day of standing by takes as much as 10,000 pulses. */
    private static final Power POWER =
            new Power(PULSE, new Cell(99L * 30 * 10_000, 1, 10_000, 90 * DAY, 9 * DAY, NEVER), 5_000);

    private static final Build BUILD = new Build(FleetFamily.MEDSTREAM, 700_000_000, 60_000_000);

    private enum Delivery {
        RUNNING,
        VALVE_STANDS,
        HALTED,
        EMPTY,
        SPENT;

        boolean worked() {
            return this == RUNNING || this == VALVE_STANDS;
        }
    }

    private final LevelSensor sensor;
    private Delivery delivery = Delivery.RUNNING;
    private boolean stuck;
    private boolean moved;
    private byte notMoved;
    private long timer;
    private long nextMeasurement;

    MedstreamPump(Setting setting, Build.Drawn drawn) {
        super(setting, BUILD, POWER, drawn);
        sensor = new LevelSensor((int) therapy.reservoir());
        sensor.calibrate(at, tank);
        lookAgain();
        aim();
        retime();
        plan();
    }

    // --- time -------------------------------------------------------------------------------------------------------

    @Override
    void drive(long until) {
        long shows = clockAt(until);
        if (delivery.worked()) {
            long amount = (shows - clock) * rate;
            owed += amount;
            left -= amount;
        }
        at = until;
        clock = shows;
    }

    @Override
    void settle() {
        if (owed == 0) {
            return;
        }
        long sum = carried + owed;
        long pulses = sum / PER_PULSE;
        carried = sum - pulses * PER_PULSE;
        owed = 0;
        if (pulses > 0) {
            make(pulses);
        }
    }

    private void make(long pulses) {
        battery.made(pulses);
        if (stuck) {
            notMoved = (byte) Math.min(UNTIL_NOTICED, notMoved + pulses);
        } else {
            tank.push(pulses * PULSE * (PICOLITRES_PER_NANOLITRE + offPerMille));
            notMoved = 0;
            moved = true;
        }
        if (delivery == Delivery.RUNNING || !stuck) {
            calculated = (int) Math.max(0, calculated - pulses * PULSE);
        }
    }

    @Override
    void due(Tally tally) {
        if (delivery.worked() && stepEnd <= at) {
            nextStep();
        }
        boolean noticed = left <= 0;
        if (noticed) {
            settle();
        }
        if (nextMeasurement <= at) {
            settle();
            measure(tally);
        }
        if (noticed) {
            valve(tally);
        }
        if (delivery.worked() && sensor.findsEmpty(calculated)) {
            beginAlarm(FleetAlarm.EMPTY_RESERVOIR, tally);
            endAlarm(FleetAlarm.VALVE_STANDS, tally);
            deliver(Delivery.EMPTY, tally);
        }
        if (timer <= at) {
            timers(tally);
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
        change = Math.min(timer, nextMeasurement);
        if (delivery.worked()) {
            change = Math.min(change, stepEnd);
            if ((clockAt(change) - clock) * rate >= left) {
                change = Math.min(change, reached(clock + Math.max(1, (left + rate - 1) / rate)));
            }
        }
        if (battery.look() < change) {
            change = battery.earliest(at, change, this::pulsesBy);
        }
    }

    private long pulsesBy(long time) {
        return delivery.worked() ? (carried + owed + (clockAt(time) - clock) * rate) / PER_PULSE : 0;
    }

    // --- the sensor -------------------------------------------------------------------------------------------------

    /** Measures, and draws the conclusions; all pulses until now have been made. */
    private void measure(Tally tally) {
        sensor.measure(at, tank);
        conclude(tally);
    }

    private void conclude(Tally tally) {
        if (sensor.shown() <= LOW) {
            beginAlarm(FleetAlarm.LOW_RESERVOIR, tally);
        } else if (sensor.shown() > LOW_ENDS_ABOVE) {
            endAlarm(FleetAlarm.LOW_RESERVOIR, tally);
        }
        if (!sensor.findsEmpty(calculated)) {
            endAlarm(FleetAlarm.EMPTY_RESERVOIR, tally);
        }
        if (sensor.isSuspect(calculated)) {
            beginAlarm(FleetAlarm.FLS_MISCALIBRATED, tally);
        } else {
            endAlarm(FleetAlarm.FLS_MISCALIBRATED, tally);
        }
        nextMeasurement += LevelSensor.EVERY * Math.max(1, untilItMatters());
        aim();
    }

    /** For how many measurements nothing new can follow from one, however fast the pump runs. */
    private long untilItMatters() {
        if (sensor.shown() <= LOW_ENDS_ABOVE || stands(FleetAlarm.FLS_MISCALIBRATED)) {
            return 1;
        }
        long most = sensor.mostInAnHour(therapy.day().most());
        return Math.min(sensor.shown() - LOW_ENDS_ABOVE, sensor.untilSuspect(calculated)) / most;
    }

    /** The next measurement is the next that the device makes: every hour since it was implanted. */
    private void lookAgain() {
        nextMeasurement = at - (at - battery.implanted()) % LevelSensor.EVERY + LevelSensor.EVERY;
    }

    @Override
    boolean wantsCalibration() {
        return stands(FleetAlarm.FLS_MISCALIBRATED);
    }

    @Override
    void calibrate(Tally tally) {
        sensor.calibrate(at, tank);
        lookAgain();
        nextMeasurement -= LevelSensor.EVERY;
        conclude(tally);
    }

    // --- alarms -----------------------------------------------------------------------------------------------------

    /** How much may be commanded until something is noticed: a valve that stands or opens again, or a count that is used up. */
    private void aim() {
        left = NEVER;
        if (!delivery.worked()) {
            return;
        }
        long pulses = NEVER;
        if (delivery == Delivery.VALVE_STANDS) {
            pulses = stuck ? NEVER : 1;
        } else {
            if (stuck) {
                pulses = (long) UNTIL_NOTICED - notMoved;
            }
            if (sensor.shown() <= LevelSensor.BLIND && calculated > 0) {
                pulses = Math.min(pulses, (calculated + PULSE - 1) / PULSE);
            }
        }
        if (pulses != NEVER) {
            // what is owed but not made yet is behind the valve already
            left = pulses * PER_PULSE - carried - owed;
        }
    }

    private void valve(Tally tally) {
        if (delivery == Delivery.RUNNING && notMoved >= UNTIL_NOTICED) {
            deliver(Delivery.VALVE_STANDS, tally);
            beginAlarm(FleetAlarm.VALVE_STANDS, tally);
        } else if (delivery == Delivery.VALVE_STANDS && moved) {
            endAlarm(FleetAlarm.VALVE_STANDS, tally);
            deliver(Delivery.RUNNING, tally);
        }
        moved = false;
        aim();
    }

    private void timers(Tally tally) {
        soundStanding(tally);
        if (at >= battery.end()) {
            beginAlarm(FleetAlarm.EOS, tally);
            if (delivery != Delivery.SPENT) {
                endAlarm(FleetAlarm.VALVE_STANDS, tally);
                deliver(Delivery.SPENT, tally);
            }
        }
        retime();
    }

    private void retime() {
        timer = standsTooLong;
        if (!stands(FleetAlarm.EOS) || delivery != Delivery.SPENT) {
            timer = Math.min(timer, battery.end());
        }
    }

    /** Changes whether the pump delivers, and the timer that hangs on it. */
    private void deliver(Delivery to, Tally tally) {
        settle();
        delivers(delivery == Delivery.RUNNING, to == Delivery.RUNNING, tally);
        delivery = to;
        if (to.worked()) {
            seekStep();
        }
        aim();
        retime();
    }

    // --- what people do, and what goes wrong ------------------------------------------------------------------------

    @Override
    boolean ask() {
        throw new IllegalStateException("patients have no controller for a pump of this class");
    }

    @Override
    void program(Tally tally, boolean filled) {
        settle();
        if (filled) {
            calculated = (int) therapy.reservoir();
        }
        endAlarm(FleetAlarm.POWER_ON_RESET, tally);
        lookAgain();
        nextMeasurement -= LevelSensor.EVERY;
        measure(tally);
        endAlarm(FleetAlarm.VALVE_STANDS, tally);
        notMoved = 0;
        deliver(Delivery.RUNNING, tally);
    }

    @Override
    void complete(Tally tally) {
        throw new IllegalStateException("a programme of this class is taken over in one step");
    }

    @Override
    void renew() {
        delivery = Delivery.RUNNING;
        stuck = false;
        moved = false;
        notMoved = 0;
        sensor.renew(at, tank);
        lookAgain();
        aim();
        retime();
    }

    @Override
    void begin(FleetFault fault, int extent, Tally tally) {
        switch (fault) {
            case VALVE_STANDS, FIELD -> stuck = true;
            case INACCURATE -> offPerMille = (short) extent;
            case SENSOR_DRIFT -> sensor.drift(at, tank, extent);
            case POWER_LOSS -> {
                beginAlarm(FleetAlarm.POWER_ON_RESET, tally);
                endAlarm(FleetAlarm.VALVE_STANDS, tally);
                deliver(Delivery.HALTED, tally);
            }
            default -> throw new IllegalArgumentException("a pump of this family has no " + fault);
        }
        lookAgain();
        aim();
    }

    @Override
    boolean end(FleetFault fault, Tally tally) {
        boolean programmed = fault == FleetFault.POWER_LOSS;
        switch (fault) {
            case VALVE_STANDS, FIELD -> stuck = false;
            case INACCURATE -> offPerMille = 0;
            case SENSOR_DRIFT -> {
                sensor.drift(at, tank, 0);
                calibrate(tally);
                programmed = delivery == Delivery.EMPTY;
            }
            case POWER_LOSS -> {} // it was for a moment
            default -> throw new IllegalArgumentException("a pump of this family has no " + fault);
        }
        lookAgain();
        aim();
        return programmed;
    }

    @Override
    void pathChanged() {
        lookAgain();
    }

    /** A blocked path takes nothing: the gas behind the valve presses no harder than the path already holds. */
    @Override
    long gives() {
        return 0;
    }
}
