// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.conformance.rig.Rig;

/** A pump whose flow is another one, from one look at it to the next. */
abstract class ShapedRig extends OtherRig {

    private Optional<FlowTruth> last = Optional.empty();
    private long more;

    ShapedRig(Rig inner) {
        super(inner);
    }

    /**
     * What flows beside.
     *
     * @param came since the last look, in picolitres
     * @param span since the last look, above zero
     */
    abstract long beside(long came, Duration span);

    /** Whether nothing flows now although the pump thinks so. */
    boolean stands() {
        return false;
    }

    /** Pump time up to which the flow is known. */
    final Instant now() {
        return inner().flow().orElseThrow().at();
    }

    /** Adds something at once. */
    final void add(long picolitres) {
        more += picolitres;
    }

    /** Nanolitres a minute. */
    static long slope(long came, Duration span) {
        return came * 60 / Math.max(1, span.toMillis());
    }

    @Override
    public final Optional<FlowTruth> flow() {
        FlowTruth now = inner().flow().orElseThrow();
        FlowTruth before = last.orElse(now);
        Duration span = Duration.between(before.at(), now.at());
        if (!span.isZero()) {
            more += beside(now.pushedPicolitres() - before.pushedPicolitres(), span);
        }
        last = Optional.of(now);
        return flowWith(more)
                .map(each -> new FlowTruth(
                        each.at(), each.pushedPicolitres(), each.usablePicolitres(), each.flowing() && !stands()));
    }
}
