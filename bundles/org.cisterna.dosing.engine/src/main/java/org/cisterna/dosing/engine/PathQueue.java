// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.quantity.Ratio;

/**
 * What lies between the reservoir's valve and the tip, as plugs, first in first out (F5). Exact, immutable; it moves when something is pushed
 * in at the valve, and by nothing else.
 *
 * @param plugs from the valve to the tip, each above zero
 */
public record PathQueue(List<Plug> plugs) {

    private static final long NANOLITRES_PER_MILLILITRE = 1_000_000;

    /**
     * A piece of the path.
     *
     * @param nanolitres of it
     * @param mix what it holds
     */
    public record Plug(Ratio nanolitres, Mix mix) {

        /** Nanograms of a drug in it. */
        public Ratio nanograms(String drug) {
            return nanolitres.times(mix.of(drug)).dividedBy(NANOLITRES_PER_MILLILITRE);
        }
    }

    /**
     * What a push does.
     *
     * @param after the path afterwards
     * @param out what left the tip, in the order in which it left
     */
    public record Pushed(PathQueue after, List<Plug> out) {

        /** Nanograms of a drug that left the tip. */
        public Ratio nanograms(String drug) {
            return sum(out, drug);
        }
    }

    public PathQueue {
        List<Plug> joined = new ArrayList<>();
        for (Plug each : plugs) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).mix().equals(each.mix())) {
                joined.set(last, new Plug(joined.get(last).nanolitres().plus(each.nanolitres()), each.mix()));
            } else if (each.nanolitres().signum() > 0) {
                joined.add(each);
            }
        }
        plugs = List.copyOf(joined);
    }

    /** A path that holds one fluid. */
    public static PathQueue of(Ratio nanolitres, Mix mix) {
        return new PathQueue(List.of(new Plug(nanolitres, mix)));
    }

    /** The volume of the path in nanolitres. */
    public Ratio nanolitres() {
        return plugs.stream().map(Plug::nanolitres).reduce(Ratio.ZERO, Ratio::plus);
    }

    /** Nanograms of a drug in the path. */
    public Ratio nanograms(String drug) {
        return sum(plugs, drug);
    }

    private static Ratio sum(List<Plug> plugs, String drug) {
        return plugs.stream().map(each -> each.nanograms(drug)).reduce(Ratio.ZERO, Ratio::plus);
    }

    /** What is at the tip. */
    Mix atTip() {
        return plugs.isEmpty() ? Mix.NO_DRUG : plugs.get(plugs.size() - 1).mix();
    }

    /** Nanolitres without drug between the tip and the first drug. */
    public Ratio withoutDrugAtTip() {
        return atTip().isWithoutDrug() && !plugs.isEmpty()
                ? plugs.get(plugs.size() - 1).nanolitres()
                : Ratio.ZERO;
    }

    /** Pushes a volume in at the valve; the same volume leaves at the tip. */
    public Pushed push(Ratio nanolitres, Mix entering) {
        List<Plug> all = new ArrayList<>();
        all.add(new Plug(nanolitres, entering));
        all.addAll(plugs);
        List<Plug> out = new ArrayList<>();
        Ratio left = nanolitres;
        while (left.signum() > 0) {
            Plug last = all.remove(all.size() - 1);
            if (last.nanolitres().compareTo(left) <= 0) {
                out.add(last);
                left = left.minus(last.nanolitres());
            } else {
                out.add(new Plug(left, last.mix()));
                all.add(new Plug(last.nanolitres().minus(left), last.mix()));
                left = Ratio.ZERO;
            }
        }
        return new Pushed(new PathQueue(all), List.copyOf(out));
    }

    /** The same path with the volume next to the tip aspirated, and fluid without drug in its place (F14). */
    public PathQueue aspirated(Ratio nanolitres) {
        Ratio taken = Extreme.less(nanolitres, nanolitres());
        List<Plug> kept = new ArrayList<>();
        Ratio room = nanolitres().minus(taken);
        for (Plug each : plugs) {
            Ratio part = Extreme.less(each.nanolitres(), room);
            kept.add(new Plug(part, each.mix()));
            room = room.minus(part);
        }
        kept.add(new Plug(taken, Mix.NO_DRUG));
        return new PathQueue(kept);
    }
}
