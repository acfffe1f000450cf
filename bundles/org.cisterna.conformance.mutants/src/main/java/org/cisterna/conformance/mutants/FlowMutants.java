// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** Pumps whose flow is uneven, or is disturbed by whoever speaks to them. */
final class FlowMutants {

    private static final long GROUP = 100_000;

    private FlowMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSession(
                        "8.06", "a calculated volume is declared measured", Readings.changed(ReadingMutants::measured)),
                Mutant.ofSession(
                        "8.07", "the alarm comes with the second reading, whatever is left", Held.alarms(each -> {
                            List<Alarm> alarms = new ArrayList<>(each.alarms());
                            if (alarms.stream().noneMatch(alarm -> alarm.code().equals("LOW_RESERVOIR"))) {
                                alarms.add(new Alarm("LOW_RESERVOIR", false, each.deviceClock()));
                            }
                            return alarms;
                        })),
                Mutant.ofRig("9.03", "a spurt after each stop", OtherRig.each(Spurts::new)),
                Mutant.ofRig("9.04", "strokes are collected", OtherRig.each(Collects::new)),
                Mutant.ofRig(
                        "16.07",
                        "each page of the log pauses the drive",
                        OtherRig.each(rig -> new Touchy(rig, -90_000))),
                Mutant.ofRig(
                        "10.11",
                        "after a loss of power it gives 1 mL a day, alarmed or not",
                        OtherRig.each(rig -> new PumpMutants.DefaultDose(rig, RigAct.POWER_ON_RESET))));
    }

    /** Gives at once what was not given for a while. */
    private static final class Spurts extends ShapedRig {
        private boolean stood;

        Spurts(Rig inner) {
            super(inner);
        }

        @Override
        long beside(long came, Duration span) {
            if (came == 0) {
                stood |= span.toMinutes() > 30;
                return 0;
            }
            long spurt = stood ? 60_000_000 : 0;
            stood = false;
            return spurt;
        }
    }

    /** Lets strokes out one by one, and then three together. */
    private static final class Collects extends OtherRig {
        Collects(Rig inner) {
            super(inner);
        }

        @Override
        public Optional<FlowTruth> flow() {
            long pushed = inner().flow().orElseThrow().pushedPicolitres();
            long group = pushed / GROUP;
            long out = group % 4 < 2 ? group : group - group % 4 + 1;
            return flowWith(out * GROUP - pushed);
        }
    }

    /** Every message changes what flows. */
    private static final class Touchy extends OtherRig {
        private final long each;
        private long more;

        Touchy(Rig inner, long each) {
            super(inner);
            this.each = each;
        }

        @Override
        public Link connect() throws LinkException {
            return new OtherLink(inner().connect()) {
                @Override
                public void write(byte[] bytes, Instant deadline) throws LinkException {
                    more += Touchy.this.each;
                    inner().write(bytes, deadline);
                }
            };
        }

        @Override
        public Optional<FlowTruth> flow() {
            return flowWith(more);
        }
    }
}
