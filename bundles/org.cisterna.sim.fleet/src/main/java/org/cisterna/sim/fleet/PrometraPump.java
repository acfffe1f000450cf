// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.sim.Battery.Cell;
import org.cisterna.sim.DaySchedule;

/** A pump of the Prometra II class as far as its fluid, its counts and its alarms go; what it does when stands on the page of its protocol. */
final class PrometraPump extends ElectronicPump {

    /** What the accumulator holds, in nL. */
    static final long STROKE = 2_000;

    private static final long PER_STROKE = STROKE * DaySchedule.DAY;
    private static final long REFILL_AT = 3_000_000;
    private static final long SURGE = 10_000_000L;
    private static final int UNTIL_NOTICED = 3;

    private static final Build BUILD = new Build(FleetFamily.PROMETRA, 500_000_000, 40_000_000);

    /** A day of standing by takes as much as 2,500 strokes. */
    private static final Power POWER =
            new Power(STROKE, new Cell(117 * 30 * 10_000, 4, 10_000, 90 * DAY, 9 * DAY, NEVER), 14_400);

    private enum Delivery {
        DELIVERING,
        NO_FLOW,
        HALTED,
        EMPTY,
        SPENT;

        boolean worked() {
            return this == DELIVERING || this == NO_FLOW;
        }
    }

    private Delivery delivery = Delivery.DELIVERING;
    private boolean valveClosed;
    private boolean inField;
    private boolean refilled;
    private byte notRefilled;
    /** Device time at which the patient's bolus ends, its strokes so far, and those of them since strokes were made last. */
    private long bolusEnd = NEVER;

    private int bolusMade;
    private int bolusOwed;

    private long timer;
    /** Device time at which the last bolus ended. */
    private long lastEnd = Long.MIN_VALUE / 2;

    PrometraPump(Setting setting, Build.Drawn drawn) {
        super(setting, BUILD, POWER, drawn);
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
            if (bolusEnd != NEVER) {
                int made = bolusDue(shows);
                bolusOwed += made - bolusMade;
                left -= (made - bolusMade) * PER_STROKE;
                bolusMade = made;
            }
        }
        at = until;
        clock = shows;
    }

    /** Strokes of the bolus that are due by a device time. */
    private int bolusDue(long deviceTime) {
        long elapsed = Math.min(deviceTime, bolusEnd) - bolusEnd + therapy.bolusMillis();
        return (int) (elapsed * (therapy.bolus() / STROKE) / therapy.bolusMillis());
    }

    @Override
    void settle() {
        if (owed == 0 && bolusOwed == 0) {
            return;
        }
        long sum = carried + owed;
        long strokes = sum / PER_STROKE;
        carried = sum - strokes * PER_STROKE;
        owed = 0;
        strokes += bolusOwed;
        bolusOwed = 0;
        if (strokes > 0) {
            make(strokes);
        }
    }

    private void make(long strokes) {
        long each = strokePicolitres();
        long now = Math.min(strokes, refills());
        if (now > 0) {
            tank.push(now * each);
            notRefilled = 0;
            refilled = true;
        }
        notRefilled = (byte) Math.min(UNTIL_NOTICED, notRefilled + strokes - now);
        battery.made(strokes);
        long seen = delivery == Delivery.DELIVERING ? strokes : now;
        calculated = (int) Math.max(0, calculated - seen * STROKE);
    }

    private long strokePicolitres() {
        return STROKE * (PICOLITRES_PER_NANOLITRE + offPerMille);
    }

    /** For how many strokes from now the accumulator refills. */
    private long refills() {
        if (valveClosed || inField || !tank.canFlow()) {
            return 0;
        }
        long each = strokePicolitres();
        return (tank.usable() + each - 1) / each;
    }

    @Override
    void due(Tally tally) {
        if (delivery.worked() && stepEnd <= at) {
            nextStep();
        }
        if (left <= 0) {
            settle();
        }
        if (bolusEnd <= clock) {
            endBolus();
        }
        if (left <= 0) {
            strokes(tally);
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
        change = timer;
        if (delivery.worked()) {
            change = Math.min(change, Math.min(stepEnd, reached(bolusEnd)));
            if (amountUntil(change) >= left) {
                change = Search.earliest(at, change, time -> amountUntil(time) >= left);
            }
        }
        if (battery.look() < change) {
            change = battery.earliest(at, change, this::strokesBy);
        }
    }

    private long strokesBy(long time) {
        return delivery.worked() ? (carried + owed + amountUntil(time)) / PER_STROKE + bolusOwed : 0;
    }

    private long amountUntil(long until) {
        long shows = clockAt(until);
        long amount = (shows - clock) * rate;
        return bolusEnd == NEVER ? amount : amount + (bolusDue(shows) - bolusMade) * PER_STROKE;
    }

    private void endBolus() {
        if (bolusEnd != NEVER) {
            bolusEnd = NEVER;
            lastEnd = clock;
        }
    }

    // --- alarms -----------------------------------------------------------------------------------------------------

    /** How much may be commanded until something is noticed: low, empty, no flow, or flow again. */
    private void aim() {
        left = NEVER;
        if (!delivery.worked()) {
            return;
        }
        long refills = refills();
        long strokes;
        if (delivery == Delivery.DELIVERING) {
            long volume = calculated > REFILL_AT ? calculated - REFILL_AT : calculated;
            long untilNoticed = refills + UNTIL_NOTICED - (refills > 0 ? 0 : notRefilled);
            strokes = Math.min((volume + STROKE - 1) / STROKE, untilNoticed);
        } else if (refills > 0) {
            strokes = 1;
        } else {
            return;
        }
        left = strokes * PER_STROKE - carried;
    }

    private void strokes(Tally tally) {
        if (delivery == Delivery.DELIVERING && notRefilled >= UNTIL_NOTICED) {
            interrupt(Delivery.NO_FLOW, tally);
            beginAlarm(FleetAlarm.FAV_CLOSED, tally);
        } else if (delivery == Delivery.NO_FLOW && refilled) {
            endAlarm(FleetAlarm.FAV_CLOSED, tally);
            deliver(Delivery.DELIVERING, tally);
        }
        refilled = false;
        if (calculated <= REFILL_AT) {
            beginAlarm(FleetAlarm.LOW_RESERVOIR, tally);
        }
        if (calculated == 0 && delivery.worked()) {
            beginAlarm(FleetAlarm.EMPTY_RESERVOIR, tally);
            interrupt(Delivery.EMPTY, tally);
        }
        aim();
    }

    private void timers(Tally tally) {
        soundStanding(tally);
        if (at >= battery.end()) {
            beginAlarm(FleetAlarm.EOS, tally);
            if (delivery != Delivery.SPENT) {
                interrupt(Delivery.SPENT, tally);
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

    private void interrupt(Delivery to, Tally tally) {
        settle();
        endBolus();
        deliver(to, tally);
    }

    /** Changes whether the pump delivers, and the timer that hangs on it. */
    private void deliver(Delivery to, Tally tally) {
        settle();
        delivers(delivery == Delivery.DELIVERING, to == Delivery.DELIVERING, tally);
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
        if (delivery != Delivery.DELIVERING || bolusEnd != NEVER || clock < lastEnd + therapy.lockoutMillis()) {
            return false;
        }
        if (hadMost()) {
            return false;
        }
        grant();
        bolusEnd = clock + therapy.bolusMillis();
        bolusMade = 0;
        plan();
        return true;
    }

    @Override
    void program(Tally tally, boolean filled) {
        settle();
        if (filled && inField) {
            surge();
        }
        endBolus();
        if (filled) {
            calculated = (int) therapy.reservoir();
        }
        endAlarm(FleetAlarm.POWER_ON_RESET, tally);
        if (calculated > REFILL_AT) {
            endAlarm(FleetAlarm.LOW_RESERVOIR, tally);
        }
        if (calculated > 0) {
            endAlarm(FleetAlarm.EMPTY_RESERVOIR, tally);
        }
        endAlarm(FleetAlarm.FAV_CLOSED, tally);
        notRefilled = 0;
        deliver(Delivery.DELIVERING, tally);
    }

    @Override
    void complete(Tally tally) {
        throw new IllegalStateException("a programme of this class is taken over in one step");
    }

    @Override
    void renew() {
        delivery = Delivery.DELIVERING;
        valveClosed = false;
        inField = false;
        notRefilled = 0;
        bolusEnd = NEVER;
        bolusOwed = 0;
        lastEnd = Long.MIN_VALUE / 2;
        aim();
        retime();
    }

    @Override
    void begin(FleetFault fault, int extent, Tally tally) {
        switch (fault) {
            case FLOW_VALVE -> valveClosed = true;
            case FIELD -> {
                inField = true;
                surge();
            }
            case INACCURATE -> offPerMille = (short) extent;
            case POWER_LOSS -> {
                beginAlarm(FleetAlarm.POWER_ON_RESET, tally);
                endAlarm(FleetAlarm.FAV_CLOSED, tally);
                interrupt(Delivery.HALTED, tally);
            }
            default -> throw new IllegalArgumentException("a pump of this family has no " + fault);
        }
        aim();
    }

    /** A strong field holds both valves open: what is in the reservoir rushes out until the flow valve closes. */
    private void surge() {
        if (!valveClosed) {
            valveClosed = tank.usable() >= SURGE;
            tank.push(SURGE);
        }
    }

    @Override
    boolean end(FleetFault fault, Tally tally) {
        if (fault == FleetFault.FLOW_VALVE || fault == FleetFault.FIELD) {
            inField = false;
            valveClosed = false;
        } else if (fault == FleetFault.INACCURATE) {
            offPerMille = 0;
        }
        aim();
        return fault == FleetFault.POWER_LOSS;
    }

    @Override
    void pathChanged() {
        aim();
    }

    /** The drive makes no pressure against which a blocked path could swell. */
    @Override
    long gives() {
        return 0;
    }
}
