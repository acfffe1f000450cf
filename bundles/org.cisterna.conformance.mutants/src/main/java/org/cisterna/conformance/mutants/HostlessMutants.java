// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** Pumps that stand because somebody who spoke to them has vanished. */
final class HostlessMutants {

    private HostlessMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofRig(
                        "2.08",
                        "a talk that broke off holds up delivery until the next talk",
                        OtherRig.each(TalksOn::new)),
                Mutant.ofRig(
                        "18.06",
                        "half an hour after its host vanished in a change the pump stands for two hours",
                        OtherRig.each(Watches::new)));
    }

    /** Only a goodbye, or the next talk, ends its mode for talking. */
    private static final class TalksOn extends ShapedRig {
        private boolean talking;

        TalksOn(Rig inner) {
            super(inner);
        }

        @Override
        public Link connect() throws LinkException {
            flow();
            talking = false;
            return new Talk(inner().connect()) {
                @Override
                public void close() {
                    flow();
                    talking = isLeftOpen();
                    super.close();
                }
            };
        }

        @Override
        boolean stands() {
            return talking;
        }

        @Override
        long beside(long came, Duration span) {
            return talking ? -came : 0;
        }
    }

    /** Waits for a sign of life of whoever began a change. */
    private static final class Watches extends ShapedRig {
        private static final Duration PATIENCE = Duration.ofMinutes(30);
        private static final Duration STANDS = Duration.ofHours(2);

        private Instant from = Instant.MAX;

        Watches(Rig inner) {
            super(inner);
        }

        @Override
        public Link connect() throws LinkException {
            return new Talk(inner().connect()) {
                @Override
                public void close() {
                    if (isChange() && isLeftOpen() && from.equals(Instant.MAX)) {
                        from = now().plus(PATIENCE);
                    }
                    super.close();
                }
            };
        }

        @Override
        boolean stands() {
            return !now().isBefore(from) && now().isBefore(from.plus(STANDS));
        }

        @Override
        long beside(long came, Duration span) {
            if (from.equals(Instant.MAX)) {
                return 0;
            }
            Instant begin = now().minus(span);
            Instant first = from.isAfter(begin) ? from : begin;
            Instant last = now().isBefore(from.plus(STANDS)) ? now() : from.plus(STANDS);
            long held = Math.max(0, Duration.between(first, last).toMillis());
            return -(came * held / Math.max(1, span.toMillis()));
        }
    }
}
