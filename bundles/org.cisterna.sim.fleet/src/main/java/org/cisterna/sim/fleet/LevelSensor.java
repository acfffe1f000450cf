// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/**
 * The fill-level sensor of a pump of the MedStream class: what is really in the reservoir, and a drift that grows with the days and with what passed the valve.
 * Picolitres inside, nanolitres outside; times are pump time. Not thread-safe.
 */
final class LevelSensor {

    /** How often it measures, from its implantation on, in milliseconds. */
    static final long EVERY = 3_600_000;

    private static final long PICOLITRES = FleetPump.PICOLITRES_PER_NANOLITRE;
    private static final long DRIFT_A_DAY = 1_000;
    private static final long DRIFT_PER_MILLE = 5;
    private static final long WHOLE = 1_000;
    private static final long HOURS = 24;
    private static final int LARGE = 20_000_000;

    /** So little may be what it has drifted by. */
    static final int BLIND = 500_000;

    private final int usable;
    private int shown;
    private int driftsMore;
    private long zero;
    private long driftFrom;
    private long passedFrom;

    /** The sensor of a reservoir that takes so much, in nL. */
    LevelSensor(int usable) {
        this.usable = usable;
    }

    /** Another pump's: sound, and calibrated. */
    void renew(long now, Tank tank) {
        driftsMore = 0;
        calibrate(now, tank);
    }

    /** Sets it so that it shows what is in, and measures. */
    void calibrate(long now, Tank tank) {
        driftFrom = now;
        passedFrom = tank.pushed();
        long whole = tank.usable() / PICOLITRES * PICOLITRES;
        zero = whole - tank.usable();
        measure(now, tank);
    }

    /** Drifts by so many nL a day more from now on; what it has drifted by now stays. */
    void drift(long now, Tank tank, int nanolitresADay) {
        zero += drifted(now, tank);
        driftFrom = now;
        passedFrom = tank.pushed();
        driftsMore = nanolitresADay;
    }

    private long drifted(long now, Tank tank) {
        long time = now - driftFrom;
        long aDay = (DRIFT_A_DAY + driftsMore) * PICOLITRES;
        long byTime = aDay * (time / FleetPump.DAY) + Math.floorDiv(aDay * (time % FleetPump.DAY), FleetPump.DAY);
        return byTime + (tank.pushed() - passedFrom) * DRIFT_PER_MILLE / WHOLE;
    }

    void measure(long now, Tank tank) {
        long raw = Math.floorDiv(tank.usable() + zero + drifted(now, tank), PICOLITRES);
        shown = (int) Math.max(0, Math.min(usable, raw));
    }

    /** What it showed last, in nL. */
    int shown() {
        return shown;
    }

    /** Whether nothing is left: it shows nothing, or so little that the count, which is used up, decides. */
    boolean findsEmpty(int calculated) {
        return shown == 0 || (calculated == 0 && shown <= BLIND);
    }

    /** Whether the firmware finds it too far from what it calculated. */
    boolean isSuspect(int calculated) {
        return untilSuspect(calculated) < 0;
    }

    /** How much further it may be from what the firmware calculated, in nL; below 0 when it is too far. */
    long untilSuspect(int calculated) {
        long tolerance = usable > LARGE ? 2_000_000 : 1_000_000;
        return tolerance - Math.abs(shown - calculated);
    }

    /** More than it can come to show otherwise in an hour, or than a count can, at a rate of at most so many nL a day. */
    long mostInAnHour(int rate) {
        return (2L * rate + DRIFT_A_DAY + Math.abs(driftsMore)) / HOURS + 1;
    }
}
