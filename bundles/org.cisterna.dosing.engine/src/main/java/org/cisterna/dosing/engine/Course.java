// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.cisterna.quantity.Ratio;

/**
 * The rate of delivery over time, from a day before the request to a horizon after it, and the volume that it makes. Time is in exact
 * milliseconds from the request on.
 */
final class Course {

    /**
     * A stretch in which the day's delivery is replaced, or comes with something on top.
     *
     * @param from milliseconds
     * @param to milliseconds
     * @param rate nanolitres in 24 h
     * @param replaces whether the day's delivery pauses
     */
    record Overlay(Ratio from, Ratio to, Ratio rate, boolean replaces) {}

    private final List<WeekPlan.Leg> legs;
    private final List<Ratio> volumes = new ArrayList<>();

    private Course(List<WeekPlan.Leg> legs) {
        this.legs = List.copyOf(legs);
        Ratio volume = Ratio.ZERO;
        for (WeekPlan.Leg each : legs) {
            volumes.add(volume);
            volume = volume.plus(each.nanolitres());
        }
        volumes.add(volume);
    }

    /** A course: what ran the day before, what runs from now on, and what lies over it. */
    static Course of(Instant now, WeekPlan before, WeekPlan plan, List<Overlay> overlays, long horizonMillis) {
        List<WeekPlan.Leg> legs = new ArrayList<>(before.legs(now, -WeekPlan.MILLIS_PER_DAY, 0));
        TreeSet<Ratio> cuts = new TreeSet<>();
        for (Overlay each : overlays) {
            cuts.add(each.from());
            cuts.add(each.to());
        }
        Sweep sweep = new Sweep(overlays);
        for (WeekPlan.Leg leg : plan.legs(now, 0, horizonMillis)) {
            Ratio from = leg.from();
            for (Ratio cut : cuts.subSet(leg.from(), false, leg.to(), false)) {
                legs.add(new WeekPlan.Leg(from, cut, sweep.rate(from, leg.rate())));
                from = cut;
            }
            legs.add(new WeekPlan.Leg(from, leg.to(), sweep.rate(from, leg.rate())));
        }
        return new Course(legs);
    }

    /** Goes over the overlays once, forwards in time. Those that lie over one another add, also where they replace the day's delivery. */
    private static final class Sweep {

        private final List<Overlay> waiting;
        private final List<Overlay> active = new ArrayList<>();
        private int next;

        Sweep(List<Overlay> overlays) {
            waiting = overlays.stream()
                    .sorted(Comparator.comparing(Overlay::from))
                    .toList();
        }

        /** The rate from a time on, later than the one asked for before. */
        Ratio rate(Ratio from, Ratio base) {
            active.removeIf(each -> each.to().compareTo(from) <= 0);
            while (next < waiting.size() && waiting.get(next).from().compareTo(from) <= 0) {
                Overlay begun = waiting.get(next++);
                if (begun.to().compareTo(from) > 0) {
                    active.add(begun);
                }
            }
            Ratio rate = active.stream().anyMatch(Overlay::replaces) ? Ratio.ZERO : base;
            for (Overlay each : active) {
                rate = rate.plus(each.rate());
            }
            return rate;
        }
    }

    /** Boluses one after the other from the request on, to a horizon, and no more than are computed one by one. */
    static List<Overlay> every(long millis, Ratio rate, long intervalMillis, boolean replaces, long horizonMillis) {
        List<Overlay> all = new ArrayList<>();
        for (long i = 0; i < Boluses.MOST && i * intervalMillis < horizonMillis; i++) {
            Ratio begin = Ratio.of(intervalMillis).times(i);
            all.add(new Overlay(begin, begin.plus(Ratio.of(millis)), rate, replaces));
        }
        return all;
    }

    List<WeekPlan.Leg> legs() {
        return legs;
    }

    Ratio end() {
        return legs.get(legs.size() - 1).to();
    }

    /** Nanolitres since the request; below zero before it. */
    Ratio volumeAt(Ratio millis) {
        return sinceBegin(millis).minus(sinceBegin(Ratio.ZERO));
    }

    private Ratio sinceBegin(Ratio millis) {
        int low = 0;
        int high = legs.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (legs.get(middle).to().compareTo(millis) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        WeekPlan.Leg leg = legs.get(low);
        return volumes.get(low).plus(leg.rate().times(millis.minus(leg.from())).dividedBy(WeekPlan.MILLIS_PER_DAY));
    }

    /** When a volume has passed since the request; empty when it has not by the horizon. */
    Optional<Ratio> timeOf(Ratio nanolitres) {
        Ratio wanted = nanolitres.plus(sinceBegin(Ratio.ZERO));
        for (int i = 0; i < legs.size(); i++) {
            WeekPlan.Leg leg = legs.get(i);
            if (leg.to().signum() > 0 && volumes.get(i + 1).compareTo(wanted) >= 0) {
                Ratio left = wanted.minus(volumes.get(i));
                return Optional.of(
                        leg.rate().signum() == 0
                                ? leg.from()
                                : leg.from()
                                        .plus(left.times(WeekPlan.MILLIS_PER_DAY)
                                                .dividedBy(leg.rate())));
            }
        }
        return Optional.empty();
    }
}
