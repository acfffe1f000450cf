// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.quantity.Ratio;
import org.jspecify.annotations.Nullable;

/**
 * Reservoir, path and the account of what left the tip. Volumes are picolitres. All that is ever in one pump of the fleet has the same drugs in
 * the same proportion, so a fluid is its strength: an exact multiple of the pump's usual label. The path is a queue of plugs; nearly always it is one,
 * and then a push is two additions. Mass is worked out where it changes: a volume is kept until another strength comes to the tip. Not thread-safe.
 */
final class Tank {

    private final long residual;
    private long content;
    private Ratio strength = Ratio.ONE;

    private Ratio tip = Ratio.ONE;
    private long tipVolume;
    private @Nullable Plug behind;
    /** Whether reservoir and path hold the same. */
    private boolean uniform = true;

    private long pushed;
    private long supplied;
    private long withdrawn;
    private long leftOfTip;
    private Ratio leftBefore = Ratio.ZERO;

    /** What is behind the plug at the tip, towards the valve. */
    private static final class Plug {
        private final Ratio strength;
        private long volume;
        private @Nullable Plug behind;

        Plug(Ratio strength, long volume) {
            this.strength = strength;
            this.volume = volume;
        }
    }

    /** A pump as implanted: the usual label everywhere. */
    Tank(long usable, long residual, long path) {
        this.residual = residual;
        this.content = usable + residual;
        this.tipVolume = path;
        this.supplied = content + path;
    }

    /** Moves as much as is wanted through the path, or all that is left to move. */
    void push(long wanted) {
        long drawn = Math.min(wanted, content - residual);
        content -= drawn;
        pushed += drawn;
        if (uniform) {
            leftOfTip += drawn;
        } else if (drawn > 0) {
            enter(drawn);
            leave(drawn);
            uniform = behind == null && tip.equals(strength);
        }
    }

    private void enter(long volume) {
        Plug last = behind;
        if (last == null) {
            if (strength.equals(tip)) {
                tipVolume += volume;
            } else {
                behind = new Plug(strength, volume);
            }
            return;
        }
        while (last.behind != null) {
            last = last.behind;
        }
        if (last.strength.equals(strength)) {
            last.volume += volume;
        } else {
            last.behind = new Plug(strength, volume);
        }
    }

    private void leave(long volume) {
        long surplus = volume;
        Plug next = behind;
        while (next != null && tipVolume <= surplus) {
            leftOfTip += tipVolume;
            surplus -= tipVolume;
            closeTip();
            tip = next.strength;
            tipVolume = next.volume;
            next = next.behind;
            behind = next;
        }
        leftOfTip += surplus;
        tipVolume -= surplus;
    }

    private void closeTip() {
        leftBefore = leftBefore.plus(tip.times(leftOfTip));
        leftOfTip = 0;
    }

    /** Empties it by syringe as far as that goes, and fills it; the residual mixes with what is filled in. */
    void refill(long volume, Ratio label) {
        withdrawn += content - residual;
        if (!strength.equals(label)) {
            strength = strength.times(residual).plus(label.times(volume)).dividedBy(residual + volume);
        }
        uniform = behind == null && tip.equals(strength);
        content = residual + volume;
        supplied += volume;
    }

    /** Another pump and catheter in its place, as implanted; the account goes on. */
    void replace(long usable, long path, Ratio label) {
        closeTip();
        withdrawn += inside();
        content = usable + residual;
        strength = label;
        tip = label;
        tipVolume = path;
        behind = null;
        uniform = true;
        supplied += content + path;
    }

    /** How much can still be moved. */
    long usable() {
        return content - residual;
    }

    /** All that was moved; the same volume left the tip. */
    long pushed() {
        return pushed;
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
        long inside = content + tipVolume;
        for (Plug plug = behind; plug != null; plug = plug.behind) {
            inside += plug.volume;
        }
        return inside;
    }

    /** What left the tip, as exact picolitres of the usual label. */
    Ratio delivered() {
        return leftBefore.plus(tip.times(leftOfTip));
    }
}
