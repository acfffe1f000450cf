// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.quantity.Ratio;

/**
 * What is or was wrong with the way of the fluid: a leak at the connector, the catheter off it, its tip blocked, a needle that misses the port; and the
 * account of what was lost. A pump to which none of it ever happened has none. Volumes are picolitres. Not thread-safe.
 */
final class Way {

    private static final int WHOLE = 1_000;

    private int leak;
    private boolean off;
    private boolean blocked;
    private boolean astray;
    private long gives;
    private long swollen;
    private long kept;
    private int rest;

    private long onTheWay;
    private long lost;
    private long lostSince;
    private Ratio strength = Ratio.ONE;
    private Ratio lostBefore = Ratio.ZERO;

    /** Per mille of what leaves the tubing is lost at the connector; 0 for none. */
    void leak(int perMille) {
        leak = perMille;
    }

    /** The catheter is off the connector, or on it. */
    void off(boolean now) {
        off = now;
    }

    /** The tip is blocked; so much the path swells before it takes nothing more. */
    void block(long picolitres) {
        blocked = true;
        gives = picolitres;
    }

    /** The tip is free; what the path was swollen by. */
    long unblock() {
        long released = swollen;
        blocked = false;
        swollen = 0;
        return released;
    }

    /** Whoever fills misses the port, or hits it. */
    void astray(boolean now) {
        astray = now;
    }

    boolean isAstray() {
        return astray;
    }

    boolean isBlocked() {
        return blocked;
    }

    /** How much the path takes now. */
    long takes() {
        return blocked && share() == 0 ? Math.max(0, gives - swollen) : Long.MAX_VALUE;
    }

    /** Of so much that leaves the tubing in one strength, how much goes on; the rest is lost. */
    long onward(long volume, Ratio of) {
        int share = share();
        if (share == 0) {
            return volume;
        }
        // carried in thousandths, so that it does not matter into how many pieces a volume is cut
        long thousandths = rest + volume * share;
        long gone = thousandths / WHOLE;
        rest = (int) (thousandths % WHOLE);
        onTheWay += gone;
        lose(gone, of);
        return volume - gone;
    }

    private int share() {
        return off || (blocked && leak > 0) ? WHOLE : leak;
    }

    void lose(long volume, Ratio of) {
        if (volume == 0) {
            return;
        }
        if (!strength.equals(of)) {
            lostBefore = lostMass();
            lostSince = 0;
            strength = of;
        }
        lostSince += volume;
        lost += volume;
    }

    void swell(long volume) {
        swollen += volume;
    }

    long swollen() {
        return swollen;
    }

    /** All that went into the tissue. */
    long lost() {
        return lost;
    }

    /** All that was moved and did not come to the tip: lost at the connector, held back by a blockage, gone with a catheter that was replaced. */
    long missed() {
        return onTheWay + swollen + kept;
    }

    /** What was lost, as exact picolitres of the usual label. */
    Ratio lostMass() {
        return lostBefore.plus(strength.times(lostSince));
    }

    /** Another pump and catheter, to which nothing has happened yet; the account goes on. */
    void replace() {
        kept += swollen;
        swollen = 0;
        leak = 0;
        off = false;
        blocked = false;
        astray = false;
        rest = 0;
    }
}
