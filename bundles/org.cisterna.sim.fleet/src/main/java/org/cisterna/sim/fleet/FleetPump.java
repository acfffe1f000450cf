// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.quantity.Ratio;
import org.cisterna.sim.Solution;
import org.jspecify.annotations.Nullable;

/**
 * One pump and what happens to it: the workload here, the physics in the class of its family. It goes from one moment at which something changes or
 * somebody does something to the next. At the same moment the physics comes first, then a visit, then the patient, then a reading. Not thread-safe.
 */
abstract class FleetPump {

    static final long NEVER = Long.MAX_VALUE;
    static final long DAY = Day.MILLIS;
    static final long SECOND = 1_000;

    private static final long HOUR = DAY / Workload.READINGS_A_DAY;
    private static final long QUARTER = DAY / Workload.ASKS_A_DAY;
    private static final int QUARTER_SECONDS = (int) (QUARTER / SECOND);
    private static final int DAY_SECONDS = (int) (DAY / SECOND);
    static final long PICOLITRES_PER_NANOLITRE = 1_000;

    private static final long PICOLITRES_PER_MILLILITRE = 1_000_000_000L;
    private static final int MOST_WINDOWS = 4_000;
    private static final long MIX = 0x517CC1B727220A95L;

    private static final long ASKS = 1L << 40;
    private static final long WINDOWS = 2L << 40;
    private static final long FAULTS = 3L << 40;
    private static final long REFILLS = 4L << 40;
    private static final long CLOCKS = 5L << 40;

    final Tank tank;
    final Setting setting;
    private final FleetFamily family;
    Therapy therapy;

    /** The time up to which it has lived. */
    long at;
    /** When the physics changes next by itself. */
    long change = NEVER;

    /** The alarms that stand. */
    int alarms;

    private final long key;
    private long digest;
    private final short therapies;
    private boolean strong;
    private boolean late;
    private @Nullable FleetFault faultNow;
    private int asks;
    private int refills;
    private int window;
    private long nextReading;
    private long nextAsk;
    private long nextRefill;
    private long nextFault;
    private long nextComplete = NEVER;
    private long nextVisit;
    private long act;

    /** What all pumps of a fleet share. */
    record Setting(long start, Workload workload, Therapies therapies) {}

    /** A pump that is full at the start of the fleet. */
    FleetPump(Setting setting, Build build, Build.Drawn drawn) {
        this.setting = setting;
        this.family = build.family();
        this.key = drawn.key();
        this.therapies = (short) drawn.therapies();
        this.therapy = setting.therapies().of(build.family(), therapies).usual();
        this.tank = new Tank(
                therapy.reservoir() * PICOLITRES_PER_NANOLITRE, build.residual(), build.tubing(), drawn.catheter());
        this.at = setting.start();
        nextReading = at + 1 + Chance.below(Chance.at(key, 0), (int) HOUR);
        int untilRefill = Chance.below(Chance.at(key, 1), (Workload.DAYS_BETWEEN_REFILLS - 1) * DAY_SECONDS);
        nextRefill = at + DAY + untilRefill * SECOND;
        nextAsk = askOf(0);
        seekFault();
        nextVisit = Math.min(nextRefill, nextFault);
        act = Math.min(nextReading, Math.min(nextAsk, nextVisit));
    }

    final FleetFamily family() {
        return family;
    }

    /** Lives up to a time that is not behind the next change. */
    abstract void drive(long until);

    /** Everything that is due now; says when something changes next. */
    abstract void due(Tally tally);

    /** Makes the strokes that are due, so that the account can be read. */
    abstract void settle();

    /** What the pump counts to be left in its reservoir, in nL; after {@link #settle}. */
    abstract long calculated();

    /** Whether the patient gets a bolus, which begins then. */
    abstract boolean ask();

    /** A programme is sent; a family whose pumps stand meanwhile waits for its second step. One that takes no programme does nothing. */
    abstract void program(Tally tally, boolean filled);

    /** The second step. */
    abstract void complete(Tally tally);

    /** As new, running. */
    abstract void implant();

    /** A fault of the pump itself begins; all strokes until now have been made. */
    abstract void begin(FleetFault fault, int extent, Tally tally);

    /** A fault of the pump itself ends; whether a programme has to be sent for it. All strokes until now have been made. */
    abstract boolean end(FleetFault fault, Tally tally);

    /** Something is wrong with the path, or no more. */
    abstract void pathChanged();

    /** By how much a blocked path swells under this family's drive, in pL. */
    abstract long gives();

    /** Whether its sensor has to be calibrated by whoever refills it. */
    boolean wantsCalibration() {
        return false;
    }

    /** Sets its sensor to what is in the reservoir. */
    void calibrate(Tally tally) {
        throw new IllegalStateException("a pump of this family has no sensor");
    }

    /** When something happens next. */
    final long next() {
        return Math.min(change, act);
    }

    /** Lives up to a time. */
    final void run(long until, Tally tally) {
        while (Math.min(change, act) <= until) {
            step(tally);
        }
        if (at < until) {
            drive(until);
        }
    }

    /** Does what is next; everything at one moment by itself. */
    final void step(Tally tally) {
        tally.events++;
        if (change <= act) {
            drive(change);
            due(tally);
        } else {
            drive(act);
            perform(tally);
        }
    }

    private void perform(Tally tally) {
        if (act == nextVisit) {
            visit(tally);
            due(tally);
            nextVisit = Math.min(nextComplete, Math.min(nextRefill, nextFault));
        } else if (act == nextAsk) {
            nextAsk = askOf(++asks);
            boolean granted = ask();
            tally.act(this, granted ? FleetAct.BOLUS_GRANTED : FleetAct.BOLUS_REFUSED);
        } else {
            settle();
            mix(tank.atTip());
            mix(calculated());
            nextReading += HOUR;
            tally.act(this, FleetAct.READ);
        }
        act = Math.min(nextReading, Math.min(nextAsk, nextVisit));
    }

    private void visit(Tally tally) {
        if (act == nextComplete) {
            nextComplete = NEVER;
            complete(tally);
            tally.act(this, FleetAct.COMPLETE);
        } else if (act == nextRefill) {
            refill(tally);
        } else {
            fault(tally);
        }
    }

    private long askOf(int number) {
        if (!family.hasController()) {
            return NEVER;
        }
        int second = Chance.below(Chance.at(key, ASKS + number), QUARTER_SECONDS);
        return setting.start() + number * QUARTER + second * SECOND;
    }

    private void refill(Tally tally) {
        nextRefill += Workload.DAYS_BETWEEN_REFILLS * DAY;
        long chance = Chance.at(key, REFILLS + refills++);
        if (stands(FleetAlarm.ERI)) {
            if (late || Chance.below(chance, Workload.LATE_ONE_IN) > 0) {
                replace(tally);
                return;
            }
            late = true;
        }
        boolean other = Chance.below(Chance.mixed(chance), setting.workload().strongerOneIn()) == 0;
        if (other) {
            Therapies.Pair pair = setting.therapies().of(family(), therapies);
            strong = !strong;
            therapy = strong ? pair.strong() : pair.usual();
        }
        boolean doubtful = wantsCalibration();
        settle();
        tank.refill(therapy.reservoir() * PICOLITRES_PER_NANOLITRE, strength());
        program(tally, true);
        tally.act(this, other ? FleetAct.REFILL_OTHER : FleetAct.REFILL);
        if (doubtful) {
            calibrate(tally);
            tally.act(this, FleetAct.CALIBRATION);
        }
    }

    private Ratio strength() {
        return strong ? Therapies.STRONG : Ratio.ONE;
    }

    /** Exact mass that left the tip, per drug. */
    final SortedMap<String, Ratio> deliveredNanograms() {
        return nanograms(tank.delivered());
    }

    /** Exact mass that went into the tissue, per drug. */
    final SortedMap<String, Ratio> lostNanograms() {
        return nanograms(tank.lostMass());
    }

    private SortedMap<String, Ratio> nanograms(Ratio picolitres) {
        SortedMap<String, Ratio> nanograms = new TreeMap<>();
        if (picolitres.signum() > 0) {
            Ratio millilitres = picolitres.dividedBy(PICOLITRES_PER_MILLILITRE);
            Solution label = setting.therapies().of(family(), therapies).usual().label();
            label.drugs().forEach((drug, concentration) -> nanograms.put(drug, concentration.times(millilitres)));
        }
        return nanograms;
    }

    private void replace(Tally tally) {
        settle();
        late = false;
        alarms = 0;
        nextComplete = NEVER;
        tank.replace(therapy.reservoir() * PICOLITRES_PER_NANOLITRE, strength());
        implant();
        tally.act(this, FleetAct.REPLACEMENT);
    }

    /** By how many millionths the clock of the pump that is there now runs faster than pump time. */
    final int clockDrift() {
        int most = Workload.MOST_DRIFT;
        return Chance.below(Chance.at(key, CLOCKS + refills), 2 * most + 1) - most;
    }

    private void fault(Tally tally) {
        FleetFault over = faultNow;
        settle();
        if (over != null) {
            boolean programmed = over.isOfThePath() ? mend(over) : end(over, tally);
            faultNow = null;
            if (programmed && !stands(FleetAlarm.EOS)) {
                program(tally, false);
                tally.act(this, FleetAct.REPAIR_PROGRAMMED);
            } else {
                tally.act(this, FleetAct.REPAIR);
            }
            seekFault();
            return;
        }
        long chance = Chance.at(key, FAULTS + window);
        FleetFault fault =
                family().faults().get(Chance.below(chance, family().faults().size()));
        faultNow = fault;
        long more = Chance.mixed(chance);
        nextFault = at + fault.lasts(more);
        int extent = fault.extent(Chance.mixed(more));
        if (fault.isOfThePath()) {
            spoil(fault, extent);
        } else {
            begin(fault, extent, tally);
        }
        tally.fault(this, fault, extent);
        tally.act(this, FleetAct.FAULT);
    }

    private void spoil(FleetFault fault, int extent) {
        switch (fault) {
            case LEAK -> tank.way().leak(extent);
            case DISCONNECTION -> tank.way().off(true);
            case OCCLUSION -> tank.way().block(gives());
            case POCKET_FILL -> tank.way().astray(true);
            default -> throw new IllegalArgumentException(fault + " is no fault of the path");
        }
        pathChanged();
    }

    private boolean mend(FleetFault fault) {
        switch (fault) {
            case LEAK -> tank.way().leak(0);
            case DISCONNECTION -> tank.way().off(false);
            case OCCLUSION -> tank.unblock();
            case POCKET_FILL -> tank.way().astray(false);
            default -> throw new IllegalArgumentException(fault + " is no fault of the path");
        }
        pathChanged();
        return false;
    }

    /** The next window in which something goes wrong, behind the one of now. */
    private void seekFault() {
        long windows = Workload.DAYS_OF_A_WINDOW * DAY;
        nextFault = NEVER;
        window = Math.max(window, (int) ((at - setting.start()) / windows)) + 1;
        for (int last = window + MOST_WINDOWS; window < last; window++) {
            long chance = Chance.at(key, WINDOWS + window);
            if (setting.workload().goesWrong(chance)) {
                int second = Chance.below(Chance.mixed(chance), Workload.DAYS_OF_A_WINDOW * DAY_SECONDS);
                nextFault = setting.start() + (window - 1) * windows + second * SECOND;
                if (nextFault > at) {
                    return;
                }
            }
        }
        nextFault = NEVER;
    }

    /** The second step of an update comes so much later, and nobody does anything else in between. */
    final void completeIn(long millis) {
        nextComplete = at + millis;
        nextReading = later(nextReading);
        nextAsk = later(nextAsk);
        nextRefill = later(nextRefill);
        nextFault = later(nextFault);
    }

    private long later(long time) {
        return time <= nextComplete ? nextComplete + 1 : time;
    }

    final boolean stands(FleetAlarm alarm) {
        return (alarms & alarm.bit()) != 0;
    }

    final void beginAlarm(FleetAlarm alarm, Tally tally) {
        if (!stands(alarm)) {
            alarms |= alarm.bit();
            mix(at ^ ((long) alarm.bit() << 48));
            tally.alarm(this, alarm, true);
        }
    }

    final void endAlarm(FleetAlarm alarm, Tally tally) {
        if (stands(alarm)) {
            alarms &= ~alarm.bit();
            mix(~(at ^ ((long) alarm.bit() << 48)));
            tally.alarm(this, alarm, false);
        }
    }

    private void mix(long value) {
        digest = (Long.rotateLeft(digest, 5) ^ value) * MIX;
    }

    /** Everything that was ever read of it or sounded, in its order. */
    final long digest() {
        return Chance.mixed(digest);
    }
}
