// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.RuleId;

/**
 * What a run is to do.
 *
 * @param profile how much
 * @param seed of everything that is left to chance
 * @param rules which rules; empty for all. The others are {@code SKIPPED}, and such a run never finds anything conformant
 * @param within empty for virtual time; else the run takes real time, this much at most, and what does not fit into it is {@code INCONCLUSIVE}
 */
public record KitOrder(Profile profile, long seed, List<RuleId> rules, Optional<Duration> within) {

    /** In virtual time. */
    public KitOrder(Profile profile, long seed, List<RuleId> rules) {
        this(profile, seed, rules, Optional.empty());
    }

    public KitOrder {
        rules = rules.stream().distinct().sorted().toList();
        if (within.filter(each -> each.isNegative() || each.isZero()).isPresent()) {
            throw new IllegalArgumentException("a run takes some time: above 0, not " + within.get());
        }
    }

    /** All rules. */
    public static KitOrder all(Profile profile, long seed) {
        return new KitOrder(profile, seed, List.of());
    }
}
