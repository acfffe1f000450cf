// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.cisterna.quantity.Ratio;

/**
 * What leaves the tip and when: a content moved by a course.
 *
 * @param content of the path, then of the reservoir
 * @param course of the rate
 */
record TipFlow(TipContent content, Course course) {

    private static final Ratio DAY = Ratio.of(WeekPlan.MILLIS_PER_DAY);

    /**
     * A stretch in which the tip gives the same.
     *
     * @param from milliseconds since the request
     * @param to milliseconds since the request
     * @param rate nanolitres in 24 h
     * @param mix what leaves the tip
     */
    record Piece(Ratio from, Ratio to, Ratio rate, Mix mix) {

        boolean isLike(Piece other) {
            return rate.equals(other.rate) && mix.equals(other.mix);
        }
    }

    /** Everything from the request to the horizon, by plug flow. */
    List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (WeekPlan.Leg leg : course.legs()) {
            if (leg.from().signum() < 0) {
                continue;
            }
            Ratio from = leg.from();
            Ratio passed = course.volumeAt(from);
            for (Ratio boundary : content.boundaries()) {
                Ratio toGo = boundary.minus(passed);
                if (leg.rate().signum() > 0 && toGo.signum() > 0) {
                    Ratio cut = leg.from()
                            .plus(boundary.minus(course.volumeAt(leg.from()))
                                    .times(WeekPlan.MILLIS_PER_DAY)
                                    .dividedBy(leg.rate()));
                    if (cut.compareTo(leg.to()) < 0) {
                        add(pieces, new Piece(from, cut, leg.rate(), content.after(passed)));
                        from = cut;
                        passed = boundary;
                    }
                }
            }
            add(pieces, new Piece(from, leg.to(), leg.rate(), content.after(passed)));
        }
        return pieces;
    }

    /** Whether all that lies in the path has left the tip within the horizon. */
    boolean isWhole() {
        return content.boundaries().stream()
                .allMatch(each -> course.timeOf(each).isPresent());
    }

    private static void add(List<Piece> pieces, Piece piece) {
        int last = pieces.size() - 1;
        if (last >= 0 && pieces.get(last).isLike(piece)) {
            Piece before = pieces.get(last);
            pieces.set(last, new Piece(before.from(), piece.to(), piece.rate(), piece.mix()));
        } else {
            pieces.add(piece);
        }
    }

    /** Nanograms between two times by plug flow. */
    Ratio nominal(String drug, Ratio from, Ratio to) {
        return content.nominal(drug, course.volumeAt(to)).minus(content.nominal(drug, course.volumeAt(from)));
    }

    /** Nanograms between two times, by plug flow or by laminar flow, whichever is more. */
    Ratio bound(String drug, Ratio from, Ratio to) {
        return content.bound(drug, course.volumeAt(from), course.volumeAt(to));
    }

    /** The most that leaves the tip in 24 h by plug flow (F16). The most lies at an edge of the window where something changes. */
    Ratio most24h(String drug) {
        return most(drug, DAY, course.legs().get(0).from());
    }

    /** The most that leaves the tip by plug flow in a time of any length that begins at a time or later. */
    Ratio most(String drug, Ratio window, Ratio begin) {
        return edges(drug, window, begin).stream()
                .map(from -> nominal(drug, from, from.plus(window)))
                .reduce(Ratio.ZERO, Extreme::more);
    }

    /** The same for the more of plug and laminar flow, where the window begins or ends at a change or at a first arrival. */
    Ratio most24hBound(String drug) {
        return edges(drug, DAY, course.legs().get(0).from()).stream()
                .map(from -> bound(drug, from, from.plus(DAY)))
                .reduce(Ratio.ZERO, Extreme::more);
    }

    private TreeSet<Ratio> edges(String drug, Ratio window, Ratio first) {
        TreeSet<Ratio> changes = new TreeSet<>();
        course.legs().forEach(each -> changes.add(each.from()));
        content.boundaries().stream()
                .map(course::timeOf)
                .flatMap(Optional::stream)
                .forEach(changes::add);
        content.earliestRise(drug).flatMap(course::timeOf).ifPresent(changes::add);
        TreeSet<Ratio> edges = new TreeSet<>();
        Ratio last = course.end().minus(window);
        for (Ratio each : changes) {
            edges.add(each);
            edges.add(each.minus(window));
        }
        edges.add(first);
        edges.add(last);
        edges.removeIf(each -> each.compareTo(first) < 0 || each.compareTo(last) > 0);
        return edges;
    }
}
