// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import org.cisterna.quantity.Volume;

/**
 * A reservoir whose content is always mixed well. Below the usable volume lies a residual that neither the motor nor a syringe can take out,
 * and that mixes with the next fill. Not thread-safe.
 */
public final class Reservoir {

    /** Picolitres in a nanolitre. */
    public static final long PICOLITRES_PER_NANOLITRE = 1_000;

    private final long usable;
    private final long residual;
    private long content;
    private Solution solution;

    /**
     * A reservoir with something in it.
     *
     * @param usable how much can be filled in and taken out
     * @param residual what stays, on top of the usable volume
     * @param content what is in it, residual included
     */
    public Reservoir(Volume usable, Volume residual, Plug content) {
        this.usable = Math.multiplyExact(usable.nanolitres(), PICOLITRES_PER_NANOLITRE);
        this.residual = Math.multiplyExact(residual.nanolitres(), PICOLITRES_PER_NANOLITRE);
        if (content.picolitres() > Math.addExact(this.usable, this.residual)) {
            throw new IllegalArgumentException("a reservoir of " + usable + " and a residual of " + residual
                    + " does not hold " + content.picolitres() + " pL");
        }
        this.content = content.picolitres();
        this.solution = content.solution();
    }

    /** How much can still be taken out. */
    public long usablePicolitres() {
        return Math.max(0, content - residual);
    }

    /** All that is in it, residual included. */
    public Plug content() {
        return new Plug(content, solution);
    }

    /** Takes out as much as is wanted, or all that can be had. */
    public Plug draw(long picolitres) {
        long drawn = Math.min(picolitres, usablePicolitres());
        content -= drawn;
        return new Plug(drawn, solution);
    }

    /**
     * Fills in.
     *
     * @throws IllegalArgumentException in words, when it does not fit; nothing is changed then
     */
    public void fill(Plug fresh) {
        requireRoomFor(fresh);
        if (fresh.picolitres() > 0) {
            solution = Solution.mix(content, solution, fresh.picolitres(), fresh.solution());
            content += fresh.picolitres();
        }
    }

    void requireRoomFor(Plug fresh) {
        long room = usable + residual - content;
        if (fresh.picolitres() > room) {
            throw new IllegalArgumentException("the reservoir has room for " + room / PICOLITRES_PER_NANOLITRE
                    + " nL, not for " + fresh.picolitres() / PICOLITRES_PER_NANOLITRE + " nL; withdraw first");
        }
    }
}
