// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.therapy.BreakGlass;

/**
 * What who signs a change of dose alone says, and what became of the review that is owed for it.
 *
 * @param reason why alone
 * @param alone the findings that ask two persons
 * @param released house time of the release, from which the review is owed
 * @param review by another clinician
 */
record Emergency(
        String reason, List<BreakGlass.Asking> alone, Optional<Instant> released, Optional<BreakGlass.Review> review) {

    Emergency {
        alone = List.copyOf(alone);
    }

    static Emergency of(String reason, List<BreakGlass.Asking> alone) {
        return new Emergency(reason, alone, Optional.empty(), Optional.empty());
    }

    Emergency released(Instant at) {
        return new Emergency(reason, alone, Optional.of(at), review);
    }

    Emergency reviewed(BreakGlass.Review by) {
        return new Emergency(reason, alone, released, Optional.of(by));
    }

    boolean owesReview() {
        return released.isPresent() && review.isEmpty();
    }

    /** As everybody who sees pumps may see it; empty before the release. */
    Optional<BreakGlass> of(Change change, Instant now) {
        return released.map(at -> {
            Instant due = at.plus(BreakGlass.TIME);
            return new BreakGlass(
                    change.id(),
                    change.draft().visit(),
                    change.pump(),
                    change.patient(),
                    change.author(),
                    reason,
                    alone,
                    at,
                    due,
                    review.isEmpty() && !now.isBefore(due),
                    change.state(),
                    review);
        });
    }
}
