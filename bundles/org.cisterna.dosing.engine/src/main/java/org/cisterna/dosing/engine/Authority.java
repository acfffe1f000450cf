// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.LimitSet;

/**
 * Who says a limit: name, source and version, as a finding carries them.
 *
 * @param limiter name of the limiter
 * @param source where it has the limit from
 * @param version of the limiter's data
 */
public record Authority(String limiter, Optional<String> source, Optional<String> version) {

    /** The engine's own policy, in {@code docs/dosing.md}. */
    public static final Authority ENGINE =
            new Authority("engine", Optional.of("policy of the dosing engine"), Optional.of(Rules.POLICY_VERSION));

    /** What the pump declares of itself. */
    public static final Authority PUMP = new Authority("pump", Optional.of("declared by the pump"), Optional.empty());

    /** Arithmetic, which has no other source. */
    public static final Authority ARITHMETIC =
            new Authority("engine", Optional.of("arithmetic"), Optional.of(Rules.POLICY_VERSION));

    /** What record, history and time in the request say of each other. */
    public static final Authority RECORD =
            new Authority("engine", Optional.of("the request"), Optional.of(Rules.POLICY_VERSION));

    /** What the ledger and the implant record say, or arithmetic alone. */
    public static final Authority NONE = new Authority("engine", Optional.empty(), Optional.empty());

    /**
     * A limit with the authority behind it.
     *
     * @param limit the limit
     * @param authority who says it
     */
    public record Ruled(Limit limit, Authority authority) {}

    /** Every limit of a kind for a drug, the tightest first. */
    static List<Ruled> limits(DosingRequest request, String drug, LimitKind kind, Comparator<Limit> tightestFirst) {
        return limits(request.limits(), request.indication(), drug, kind, tightestFirst);
    }

    /** Every limit of a kind for a drug under an indication, the tightest first. */
    public static List<Ruled> limits(
            List<LimitSet> sets, String indication, String drug, LimitKind kind, Comparator<Limit> tightestFirst) {
        return sets.stream()
                .flatMap(set -> set.limits().stream()
                        .filter(limit -> limit.kind() == kind && limit.concerns(drug, indication))
                        .map(limit -> new Ruled(limit, of(set, limit))))
                .sorted(Comparator.comparing(Ruled::limit, tightestFirst))
                .toList();
    }

    private static Authority of(LimitSet set, Limit limit) {
        String source = limit.trust().unverified() ? limit.source() + " (unverified)" : limit.source();
        return new Authority(set.name(), Optional.of(source), Optional.of(set.version()));
    }
}
