// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Solution;

/** What is still in reservoir and path of other solutions. A volume does not matter here: rinsed is diluted, never gone. */
final class Leftovers {

    private Leftovers() {}

    /**
     * A drug that is there and not in the new solution.
     *
     * @param drug the drug
     * @param inReservoir whether the residual holds it
     * @param inPath whether a piece of the path holds it
     */
    record Leftover(DrugCase drug, boolean inReservoir, boolean inPath) {

        /** Where it is, in words. */
        String place() {
            return inReservoir && inPath ? "the residual and the path" : inReservoir ? "the residual" : "the path";
        }
    }

    /** Each such drug once, those of the residual first. */
    static List<Leftover> of(DosingRequest request) {
        Set<String> residual = residual(request);
        Set<String> path = path(request);
        Set<String> all = new LinkedHashSet<>(residual);
        all.addAll(path);
        List<Leftover> left = new ArrayList<>();
        for (String drug : all) {
            if (request.solution().concentrationOf(drug).isEmpty()) {
                left.add(new Leftover(drug(request, drug), residual.contains(drug), path.contains(drug)));
            }
        }
        return left;
    }

    /** What the residual under a fill holds; without a fill the reservoir holds the new solution unmixed. */
    private static Set<String> residual(DosingRequest request) {
        return request.circumstances()
                .content()
                .flatMap(Content::fill)
                .filter(fill -> fill.residual().nanolitres() > 0)
                .map(fill -> drugs(List.of(fill.residualSolution())))
                .orElse(Set.of());
    }

    /** What was said of the path, even where its volume is unknown or wrong; else what runs. */
    private static Set<String> path(DosingRequest request) {
        List<Content.Plug> said =
                request.circumstances().content().map(Content::path).orElse(List.of());
        return drugs(
                said.isEmpty()
                        ? request.running().map(Running::solution).stream().toList()
                        : said.stream()
                                .flatMap(each -> each.solution().stream())
                                .toList());
    }

    private static Set<String> drugs(List<Solution> solutions) {
        Set<String> drugs = new LinkedHashSet<>();
        for (Solution solution : solutions) {
            Mix.of(solution).nanograms().keySet().forEach(drugs::add);
        }
        return drugs;
    }

    private static DrugCase drug(DosingRequest request, String drug) {
        return new DrugCase(
                drug,
                request.drug(drug),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                request.lastDose(drug));
    }
}
