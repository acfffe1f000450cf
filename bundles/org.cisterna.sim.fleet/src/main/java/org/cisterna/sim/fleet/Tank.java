// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.quantity.Ratio;
import org.jspecify.annotations.Nullable;

/**
 * Reservoir, path and the account of what left the tip. Volumes are picolitres. All that is ever in one pump of the fleet has the same drugs in
 * the same proportion, so a fluid is its strength: an exact multiple of the pump's usual label. Nearly always reservoir and path hold the same and nothing is wrong
 * with the way; then a push is three additions. Mass is worked out where it changes: a volume is kept until another strength comes to the tip. Not thread-safe.
 */
final class Tank {

    private final int residual;
    private final int tubing;
    private final int catheter;

    private long content;
    private Ratio strength = Ratio.ONE;

    /** What is in the path while it is not all as in the reservoir; of the whole path, tubing first. */
    private @Nullable Plugs inTubing;

    private @Nullable Plugs inCatheter;
    private @Nullable Way way;

    private long pushed;
    private long supplied;
    private long withdrawn;

    /** What has left the tip since another strength came there, and the mass of all before. */
    private Ratio tip = Ratio.ONE;

    private long leftOfTip;
    private Ratio leftBefore = Ratio.ZERO;

    /** A pump as implanted: the usual label everywhere. */
    Tank(long usable, int residual, int tubing, int catheter) {
        this.residual = residual;
        this.tubing = tubing;
        this.catheter = catheter;
        this.content = usable + residual;
        this.supplied = inside();
    }

    /** Moves as much as is wanted through the path, or all that is left to move, or all that the path takes. */
    void push(long wanted) {
        long drawn = Math.min(wanted, content - residual);
        Way wrong = way;
        if (wrong != null) {
            drawn = Math.min(drawn, wrong.takes());
        }
        content -= drawn;
        pushed += drawn;
        if (wrong == null && inTubing == null) {
            leftOfTip += drawn;
        } else if (drawn > 0) {
            pushThrough(drawn);
        }
    }

    private void pushThrough(long volume) {
        Plugs first = inTubing;
        if (first == null) {
            fromTubing(volume, strength);
        } else {
            first.enter(volume, strength);
            first.leave(volume, this::fromTubing);
            forgetPlugs();
        }
    }

    /** At the connector: some may be lost, the rest goes into the catheter. */
    private void fromTubing(long volume, Ratio of) {
        Way wrong = way;
        long on = wrong == null ? volume : wrong.onward(volume, of);
        Plugs second = inCatheter;
        if (second != null) {
            second.enter(on, of);
        }
        if (wrong != null && wrong.isBlocked()) {
            wrong.swell(on);
        } else if (second != null) {
            second.leave(on, this::atTip);
        } else {
            atTip(on, of);
        }
    }

    private void atTip(long volume, Ratio of) {
        if (!tip.equals(of)) {
            closeTip();
            tip = of;
        }
        leftOfTip += volume;
    }

    private void closeTip() {
        leftBefore = leftBefore.plus(tip.times(leftOfTip));
        leftOfTip = 0;
    }

    /** When reservoir and path hold the same again, nobody need know where in it what is. */
    private void forgetPlugs() {
        Plugs first = inTubing;
        Plugs second = inCatheter;
        if (first != null && second != null && first.areAll(strength) && second.areAll(strength)) {
            inTubing = null;
            inCatheter = null;
            atTip(0, strength);
        }
    }

    /** Empties it by syringe as far as that goes, and fills it, unless the needle is astray; the residual mixes with what is filled in. */
    void refill(long volume, Ratio label) {
        withdrawn += content - residual;
        supplied += volume;
        content = residual;
        Way wrong = way;
        if (wrong != null && wrong.isAstray()) {
            wrong.lose(volume, label);
            return;
        }
        content += volume;
        if (!strength.equals(label)) {
            if (inTubing == null) {
                inTubing = new Plugs(tubing, strength);
                inCatheter = new Plugs(catheter + swollen(), strength);
            }
            strength = strength.times(residual).plus(label.times(volume)).dividedBy(content);
            forgetPlugs();
        }
    }

    /** Another pump and catheter in its place, as implanted; the account goes on. */
    void replace(long usable, Ratio label) {
        withdrawn += inside();
        Way wrong = way;
        if (wrong != null) {
            wrong.replace();
        }
        content = usable + residual;
        strength = label;
        inTubing = null;
        inCatheter = null;
        atTip(0, label);
        supplied += inside();
    }

    // --- what goes wrong --------------------------------------------------------------------------------------------

    /** The way, for something to go wrong with it. */
    Way way() {
        Way wrong = way;
        if (wrong == null) {
            wrong = new Way();
            way = wrong;
        }
        return wrong;
    }

    /** The tip is free again: what the path was swollen by leaves at once. */
    void unblock() {
        long released = way().unblock();
        Plugs second = inCatheter;
        if (second != null) {
            second.leave(released, this::atTip);
            forgetPlugs();
        } else {
            atTip(released, strength);
        }
    }

    /** The volume of the catheter. */
    int catheter() {
        return catheter;
    }

    /** How much the path takes now. */
    long takes() {
        Way wrong = way;
        return wrong == null ? Long.MAX_VALUE : wrong.takes();
    }

    // --- the account ------------------------------------------------------------------------------------------------

    /** How much can still be moved. */
    long usable() {
        return content - residual;
    }

    /** Whether what is driven moves anything. */
    boolean canFlow() {
        return content > residual && takes() > 0;
    }

    /** All that was moved out of the reservoir. */
    long pushed() {
        return pushed;
    }

    /** All that left the tip. */
    long atTip() {
        Way wrong = way;
        return wrong == null ? pushed : pushed - wrong.missed();
    }

    /** All that went into the tissue. */
    long lost() {
        Way wrong = way;
        return wrong == null ? 0 : wrong.lost();
    }

    private long swollen() {
        Way wrong = way;
        return wrong == null ? 0 : wrong.swollen();
    }

    /** All that was filled in, with what was there at implantation. */
    long supplied() {
        return supplied;
    }

    /** All that was taken out, by syringe or with a pump that was replaced. */
    long withdrawn() {
        return withdrawn;
    }

    /** What is in reservoir and path. */
    long inside() {
        return content + tubing + catheter + swollen();
    }

    /** What left the tip, as exact picolitres of the usual label. */
    Ratio delivered() {
        return leftBefore.plus(tip.times(leftOfTip));
    }

    /** What went into the tissue, as exact picolitres of the usual label. */
    Ratio lostMass() {
        Way wrong = way;
        return wrong == null ? Ratio.ZERO : wrong.lostMass();
    }
}
