// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** Pumps that do something else than they say. */
final class PumpMutants {

    private static final long BOLUS = 4_000_000;

    private PumpMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofRig("3.03", "each conversation stops the drive for a second", OtherRig.each(Disturbed::new)),
                Mutant.ofRig("6.03", "every wish of the patient is granted", OtherRig.each(Generous::new)),
                Mutant.ofRig(
                        "6.09", "a wish is granted while the pump stands", OtherRig.each(GrantsWhileStanding::new)),
                Mutant.ofRig("11.02", "setting the clock opens the lockout", OtherRig.each(OpensByClock::new)),
                Mutant.ofRig("14.01", "a restart forgets the lockout", OtherRig.each(ForgetsAtRestart::new)),
                Mutant.ofRig("9.06", "each conversation begins a new stroke", OtherRig.each(NewStrokes::new)),
                Mutant.ofRig(
                        "14.02",
                        "a pump whose memory is damaged gives 1 mL a day",
                        OtherRig.each(rig -> new DefaultDose(rig, RigAct.MEMORY_CORRUPTION))),
                Mutant.ofRig(
                        "14.04", "of several restarts only the last is logged", OtherRig.each(QuietRestarts::new)));
    }

    /** Loses a little flow with each link. */
    private static final class Disturbed extends OtherRig {
        private long lost;

        Disturbed(Rig inner) {
            super(inner);
        }

        @Override
        public Link connect() throws LinkException {
            lost += 1_700;
            return inner().connect();
        }

        @Override
        public Optional<FlowTruth> flow() {
            return flowWith(-lost);
        }
    }

    /** Gives more with each link. */
    private static final class NewStrokes extends OtherRig {
        private long more;

        NewStrokes(Rig inner) {
            super(inner);
        }

        @Override
        public Link connect() throws LinkException {
            more += 500_000;
            return inner().connect();
        }

        @Override
        public Optional<FlowTruth> flow() {
            return flowWith(more);
        }
    }

    /** Grants what the pump refuses. */
    static class Generous extends OtherRig {
        private long more;

        Generous(Rig inner) {
            super(inner);
        }

        boolean wouldGrant() {
            return true;
        }

        @Override
        public boolean act(RigAct act, long value) throws IOException {
            boolean granted = inner().act(act, value);
            if (act == RigAct.PATIENT_ASKS && !granted && wouldGrant()) {
                more += BOLUS;
                return true;
            }
            return granted;
        }

        @Override
        public Optional<FlowTruth> flow() {
            return flowWith(more);
        }
    }

    /** Grants while nothing flows. */
    private static final class GrantsWhileStanding extends Generous {
        GrantsWhileStanding(Rig inner) {
            super(inner);
        }

        @Override
        boolean wouldGrant() {
            return inner().flow().filter(each -> !each.flowing()).isPresent();
        }
    }

    /** Grants once the clock was set. */
    private static final class OpensByClock extends Generous {
        private boolean set;

        OpensByClock(Rig inner) {
            super(inner);
        }

        @Override
        public boolean act(RigAct act, long value) throws IOException {
            set |= act == RigAct.CLOCK_OFFSET;
            return super.act(act, value);
        }

        @Override
        boolean wouldGrant() {
            return set;
        }
    }

    /** Grants after a restart. */
    private static final class ForgetsAtRestart extends Generous {
        private boolean restarted;

        ForgetsAtRestart(Rig inner) {
            super(inner);
        }

        @Override
        public boolean act(RigAct act, long value) throws IOException {
            restarted |= act == RigAct.RESTART;
            return super.act(act, value);
        }

        @Override
        boolean wouldGrant() {
            return restarted;
        }
    }

    /** Gives a dose that nobody ordered once its memory is damaged. */
    static final class DefaultDose extends OtherRig {
        private final RigAct after;
        private Optional<Instant> since = Optional.empty();

        DefaultDose(Rig inner, RigAct after) {
            super(inner);
            this.after = after;
        }

        @Override
        public boolean act(RigAct act, long value) throws IOException {
            if (act == after) {
                since = inner().flow().map(FlowTruth::at);
            }
            return inner().act(act, value);
        }

        @Override
        public Optional<FlowTruth> flow() {
            long minutes = since.map(each -> Duration.between(
                                    each, inner().flow().orElseThrow().at())
                            .toMinutes())
                    .orElse(0L);
            return flowWith(minutes * 1_000_000_000L / 1_440);
        }
    }

    /** Keeps every restart but one to itself. */
    private static final class QuietRestarts extends OtherRig {
        private boolean done;

        QuietRestarts(Rig inner) {
            super(inner);
        }

        @Override
        public boolean act(RigAct act, long value) throws IOException {
            if (act == RigAct.RESTART && done) {
                return true;
            }
            done |= act == RigAct.RESTART;
            return inner().act(act, value);
        }
    }
}
