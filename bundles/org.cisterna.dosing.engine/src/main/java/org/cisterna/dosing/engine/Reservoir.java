// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Capabilities;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * What is in the reservoir, on the label and in truth, and which of the two the rates are computed from.
 *
 * @param labelled as on the syringe
 * @param effective with what was left below it (F4); the same without a residual
 * @param programmed the one of the two that rates are computed from
 */
public record Reservoir(Mix labelled, Mix effective, Mix programmed) {

    static Reservoir of(DosingRequest request) {
        Mix labelled = Mix.of(request.solution());
        Mix effective = request.circumstances()
                .content()
                .flatMap(Content::fill)
                .map(fill -> mixed(fill, labelled))
                .orElse(labelled);
        boolean byEffective = request.order()
                .beside()
                .basis()
                .filter(basis -> basis == Additions.Basis.EFFECTIVE)
                .isPresent();
        return new Reservoir(labelled, effective, byEffective ? effective : labelled);
    }

    /** What a fill makes with the residual, after its rinses (F4). */
    static Mix mixed(Content.Fill fill, Mix labelled) {
        Mix residual = Mix.of(fill.residualSolution());
        for (int i = 0; i < fill.rinses(); i++) {
            residual = residual.with(
                    fill.residual().exact(),
                    labelled,
                    fill.rinseVolume().orElseThrow().exact());
        }
        return residual.with(fill.residual().exact(), labelled, fill.volume().exact());
    }

    /** What a fill may be: the capacity, less what of the residual lies above the volume that nobody can draw off. */
    public static Ratio room(Capabilities pump, Volume residual) {
        Ratio above = residual.exact().minus(pump.residualVolume().exact());
        return pump.reservoirCapacity().exact().minus(Extreme.more(above, Ratio.ZERO));
    }

    /** Whether the residual changes the solution of the label. */
    boolean isDiluted() {
        return !effective.equals(labelled);
    }

    /** What the path holds; empty while neither the request nor what runs says it, or while what is said does not fit the path. */
    static Optional<PathQueue> path(DosingRequest request, CatheterPath path) {
        List<Content.Plug> said =
                request.circumstances().content().map(Content::path).orElse(List.of());
        if (said.isEmpty()) {
            return request.running()
                    .map(Running::solution)
                    .map(solution -> PathQueue.of(path.nanolitres(), Mix.of(solution)));
        }
        if (!fits(said, path)) {
            return Optional.empty();
        }
        Ratio rest = path.nanolitres().minus(sum(said));
        List<PathQueue.Plug> plugs = new ArrayList<>();
        for (Content.Plug each : said) {
            plugs.add(new PathQueue.Plug(
                    each.volume().map(volume -> volume.exact()).orElse(rest),
                    each.solution().map(Mix::of).orElse(Mix.NO_DRUG)));
        }
        return Optional.of(new PathQueue(plugs));
    }

    /** Whether plugs fill a path: all of it, with one as its rest or, without one, to the nanolitre. */
    static boolean fits(List<Content.Plug> plugs, CatheterPath path) {
        Ratio rest = path.nanolitres().minus(sum(plugs));
        boolean open = plugs.stream().anyMatch(each -> each.volume().isEmpty());
        return open ? rest.signum() > 0 : rest.signum() == 0;
    }

    private static Ratio sum(List<Content.Plug> plugs) {
        return plugs.stream()
                .flatMap(each -> each.volume().stream())
                .map(each -> each.exact())
                .reduce(Ratio.ZERO, Ratio::plus);
    }
}
