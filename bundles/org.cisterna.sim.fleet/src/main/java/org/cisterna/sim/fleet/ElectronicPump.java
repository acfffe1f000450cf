// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/**
 * What the families with electronics have in common: a clock of their own that drifts, a day of steps that goes by it, a drive that makes strokes of one size
 * and carries the rest, a count of what should be left, a battery, and what the patient was granted. Not thread-safe.
 */
abstract class ElectronicPump extends FleetPump {

    private static final long MILLION = 1_000_000;
    private static final long NOT_DELIVERING_ALARM = 2 * DAY;

    final FleetBattery battery;

    /** Device time at {@link #at}: what has passed by this pump's own reckoning, and what its clock shows. */
    long clock;
    /** By how many millionths it runs faster than pump time. */
    private int faster;

    /** The rate of the day's step that runs, in nL/day, and the pump time at which that ends. */
    int rate;

    long stepEnd;
    private byte step;

    /** Rate-milliseconds commanded since strokes were made last, those carried from before, and those until something is noticed. */
    long owed;

    long carried;
    long left;

    /** What it counts to be left, in nL. */
    int calculated;

    /** How much it is off, per mille. */
    short offPerMille;

    /** When it will have stood for 48 h; for ever when it does not stand, or has said so. */
    long standsTooLong = NEVER;

    private final int[] granted;

    ElectronicPump(Setting setting, Build build, Power power, Build.Drawn drawn) {
        super(setting, build, drawn);
        battery = new FleetBattery(power, therapy.day().volume() / power.stroke(), at, drawn.age());
        granted = PatientWindow.empty(therapy.most());
        start();
    }

    /** As new: full, at the beginning of its programme, its clock right when it was implanted. */
    private void start() {
        faster = clockDrift();
        clock = clockAt(at);
        calculated = (int) therapy.reservoir();
        owed = 0;
        carried = 0;
        offPerMille = 0;
        standsTooLong = NEVER;
        seekStep();
    }

    @Override
    final void implant() {
        battery.implant(at);
        PatientWindow.forget(granted);
        start();
        renew();
    }

    /** What a family has beside that, as new. */
    abstract void renew();

    // --- its clock --------------------------------------------------------------------------------------------------

    /** Device time at a pump time. */
    final long clockAt(long time) {
        return time + Math.floorDiv((time - battery.implanted()) * faster, MILLION);
    }

    /** The earliest pump time at which its clock shows so much. */
    final long reached(long deviceTime) {
        if (faster == 0 || deviceTime == NEVER) {
            return deviceTime;
        }
        long passed = (deviceTime - battery.implanted()) * MILLION;
        long speed = MILLION + faster;
        return battery.implanted() + (passed + speed - 1) / speed;
    }

    final int drift() {
        return faster;
    }

    // --- its day ----------------------------------------------------------------------------------------------------

    /** Looks for the day's step of now. */
    final void seekStep() {
        long midnight = clock - Math.floorMod(clock, DAY);
        step = (byte) therapy.day().stepAt(clock - midnight);
        rate = therapy.day().rate(step);
        stepEnd = reached(midnight + therapy.day().end(step));
    }

    /** Goes on to the step behind the one that has just ended. A clock that runs fast can show a millisecond more than the step's end: it belongs to the next. */
    final void nextStep() {
        Day day = therapy.day();
        int before = rate;
        int ended = step + 1 < day.steps() ? day.end(step) : 0;
        step = (byte) (ended == 0 ? 0 : step + 1);
        rate = day.rate(step);
        long inDay = Math.floorMod(clock, DAY);
        stepEnd = reached(clock - inDay + day.end(step));
        long missed = (inDay - ended) * (rate - before);
        owed += missed;
        left -= missed;
    }

    // --- the patient ------------------------------------------------------------------------------------------------

    /** Whether the patient has had the most of 24 h. */
    final boolean hadMost() {
        return deviceTime(PatientWindow.oldest(granted)) > clock - DAY;
    }

    /** Device time of the last grant; long ago when there was none. */
    final long lastGrant() {
        return deviceTime(PatientWindow.newest(granted));
    }

    final void grant() {
        PatientWindow.grant(granted, (at - setting.start()) / SECOND);
    }

    private long deviceTime(int second) {
        return clockAt(setting.start() + second * SECOND);
    }

    // --- standing, and the end --------------------------------------------------------------------------------------

    /** From now on it delivers, or does not; it did or did not before. */
    final void delivers(boolean did, boolean does, Tally tally) {
        if (does) {
            standsTooLong = NEVER;
            endAlarm(FleetAlarm.STOPPED_PUMP_48H, tally);
        } else if (did) {
            standsTooLong = reached(clock + NOT_DELIVERING_ALARM);
        }
    }

    /** Says that it has stood for 48 h, if so. */
    final void soundStanding(Tally tally) {
        if (standsTooLong <= at) {
            standsTooLong = NEVER;
            beginAlarm(FleetAlarm.STOPPED_PUMP_48H, tally);
        }
    }

    /** Looks at the battery; all strokes until now have been made. */
    final void look(Tally tally) {
        if (battery.asksNow(at)) {
            beginAlarm(FleetAlarm.ERI, tally);
        }
    }

    @Override
    final long calculated() {
        return calculated;
    }
}
