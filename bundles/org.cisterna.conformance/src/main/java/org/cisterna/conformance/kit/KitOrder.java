// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.List;
import org.cisterna.conformance.RuleId;

/**
 * What a run is to do.
 *
 * @param profile how much
 * @param seed of everything that is left to chance
 * @param rules which rules; empty for all. The others are {@code SKIPPED}, and such a run never finds anything conformant
 */
public record KitOrder(Profile profile, long seed, List<RuleId> rules) {

    public KitOrder {
        rules = rules.stream().distinct().sorted().toList();
    }

    /** All rules. */
    public static KitOrder all(Profile profile, long seed) {
        return new KitOrder(profile, seed, List.of());
    }
}
