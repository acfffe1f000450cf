// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;

/**
 * Limits that a request brings, with the limits of the institution added that it does not bring. Every limit of every limiter is held, so an
 * added one can only tighten. The one kind whose presence takes a question away, {@link LimitKind#MAX_INTERRUPTION}, is added only beside
 * another of its kind, where the shorter holds. A limiter that the request lacks is added even where it says nothing of its drugs. The library is not added: its limits and its drug data are of one version.
 *
 * @param limits the limits of the request as they are then; empty when nothing was added
 * @param spoke the limiters whose limits were added
 */
record Folding(Optional<Json> limits, List<LimitSet> spoke) {

    private static final Folding NOTHING = new Folding(Optional.empty(), List.of());

    static Folding of(Json brought, List<LimitSet> limiters) {
        List<LimitSet> sets = new ArrayList<>();
        try {
            ((JsonArray) brought).objects().forEach(each -> sets.add(LimitSet.fromJson(each)));
        } catch (RuntimeException unreadable) {
            // what cannot be read is refused, with its field, where the request is read
            return NOTHING;
        }
        List<Limit> known =
                sets.stream().flatMap(each -> each.limits().stream()).toList();
        List<LimitSet> spoke = new ArrayList<>();
        for (LimitSet limiter : limiters) {
            List<Limit> added = limiter.limits().stream()
                    .filter(each -> !known.contains(each) && tightens(each, known))
                    .toList();
            boolean isThere = sets.stream().anyMatch(each -> each.name().equals(limiter.name()));
            if (!limiter.name().equals(LimitProvider.LIBRARY) && (!isThere || !added.isEmpty())) {
                add(limiter, added, sets);
                spoke.add(limiter);
            }
        }
        return spoke.isEmpty()
                ? NOTHING
                : new Folding(
                        Optional.of(
                                Json.array(sets.stream().map(LimitSet::toJson).toList())),
                        List.copyOf(spoke));
    }

    private static boolean tightens(Limit limit, List<Limit> known) {
        return limit.kind() != LimitKind.MAX_INTERRUPTION
                || known.stream()
                        .anyMatch(each -> each.kind() == limit.kind()
                                && each.drug().equals(limit.drug())
                                && each.indication().equals(limit.indication()));
    }

    /** Into the set of the same name, since one limiter speaks once; its version then names both. */
    private static void add(LimitSet limiter, List<Limit> added, List<LimitSet> sets) {
        for (int i = 0; i < sets.size(); i++) {
            LimitSet each = sets.get(i);
            if (each.name().equals(limiter.name())) {
                List<Limit> all = new ArrayList<>(each.limits());
                all.addAll(added);
                String version = each.version().equals(limiter.version())
                        ? each.version()
                        : each.version() + " and " + limiter.version();
                sets.set(i, new LimitSet(each.name(), version, all));
                return;
            }
        }
        sets.add(new LimitSet(limiter.name(), limiter.version(), added));
    }
}
