// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.quantity.Ratio;

/**
 * What has left the tip after a volume has been pushed into the path, from a queue and with a reservoir that stays the same: by plug flow,
 * and by laminar flow without diffusion (F5b).
 *
 * <p>A front at a distance {@code x} from the tip brings, by plug flow, nothing before {@code x} has passed; by laminar flow its fastest thread
 * is there after {@code x/2}, and after a volume {@code v} with {@code θ = v/x ≥ ½} the volume from behind the front that has left is
 * {@code x·(θ + 1/(4θ) − 1)}. Both are linear in the step of the concentration at the front, so that any queue is the sum of its fronts.
 * Neither is what happens: drug cannot arrive earlier than by the one, and lies between the two. Checks take the more of them.
 */
final class TipContent {

    private static final long NANOLITRES_PER_MILLILITRE = 1_000_000;

    private record Front(Ratio distance, Mix behind, Mix ahead) {}

    private final Mix tip;
    private final List<Front> fronts = new ArrayList<>();
    private final List<Ratio> boundaries = new ArrayList<>();

    TipContent(PathQueue path, Mix reservoir) {
        tip = path.plugs().isEmpty() ? reservoir : path.atTip();
        Ratio distance = Ratio.ZERO;
        Mix ahead = tip;
        for (int i = path.plugs().size() - 1; i >= 0; i--) {
            distance = distance.plus(path.plugs().get(i).nanolitres());
            Mix behind = i > 0 ? path.plugs().get(i - 1).mix() : reservoir;
            if (!behind.equals(ahead)) {
                fronts.add(new Front(distance, behind, ahead));
                boundaries.add(distance);
            }
            ahead = behind;
        }
    }

    /** Volumes at which the content of the tip changes by plug flow, in their order. */
    List<Ratio> boundaries() {
        return List.copyOf(boundaries);
    }

    /** What leaves the tip, by plug flow, right after a volume has passed. */
    Mix after(Ratio nanolitres) {
        Mix now = tip;
        for (Front each : fronts) {
            if (each.distance().compareTo(nanolitres) <= 0) {
                now = each.behind();
            }
        }
        return now;
    }

    /** Nanograms that have left the tip by plug flow; below zero for what left before, at what is at the tip. */
    Ratio nominal(String drug, Ratio nanolitres) {
        Ratio sum = tip.of(drug).times(nanolitres);
        for (Front each : fronts) {
            Ratio past = Extreme.more(nanolitres.minus(each.distance()), Ratio.ZERO);
            sum = sum.plus(step(each, drug).times(past));
        }
        return sum.dividedBy(NANOLITRES_PER_MILLILITRE);
    }

    /** The same by laminar flow without diffusion. */
    Ratio laminar(String drug, Ratio nanolitres) {
        Ratio sum = tip.of(drug).times(nanolitres);
        for (Front each : fronts) {
            sum = sum.plus(step(each, drug).times(passed(nanolitres, each.distance())));
        }
        return sum.dividedBy(NANOLITRES_PER_MILLILITRE);
    }

    /** The more of the two between two volumes. */
    Ratio bound(String drug, Ratio from, Ratio to) {
        Ratio nominal = nominal(drug, to).minus(nominal(drug, from));
        Ratio laminar = laminar(drug, to).minus(laminar(drug, from));
        return Extreme.more(laminar, nominal);
    }

    /** After which volume more of a drug may leave the tip than now, at the earliest; empty when it never does. */
    Optional<Ratio> earliestRise(String drug) {
        return fronts.stream()
                .filter(each -> step(each, drug).signum() > 0)
                .map(each -> each.distance().dividedBy(2))
                .min(Ratio::compareTo);
    }

    private static Ratio step(Front front, String drug) {
        return front.behind().of(drug).minus(front.ahead().of(drug));
    }

    /** Volume from behind a front that has left the tip: x·(θ + 1/(4θ) − 1), which is v + x²/(4v) − x. */
    private static Ratio passed(Ratio volume, Ratio distance) {
        if (volume.times(2).compareTo(distance) <= 0) {
            return Ratio.ZERO;
        }
        return volume.plus(distance.times(distance).dividedBy(volume.times(4))).minus(distance);
    }
}
