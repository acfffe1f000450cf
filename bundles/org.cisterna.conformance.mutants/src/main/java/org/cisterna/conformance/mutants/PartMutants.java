// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Answer;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** Pumps and drivers that are wrong about boluses, primes and bridges. */
final class PartMutants {

    private static final long FAST = 300;
    private static final long VERY_FAST = 5_000;
    private static final long A_BOLUS = 40_000_000;

    private PartMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofRig("6.01", "one command serves order and wish", OtherRig.each(PumpMutants.Generous::new)),
                Mutant.ofSession("6.02", "a bolus that is too fast is taken as it is", (s, c) -> new Heedless(s)),
                Mutant.ofRig("6.05", "day and bolus are not added up", OtherRig.each(rig -> new ShapedRig(rig) {
                    @Override
                    long beside(long came, Duration span) {
                        return slope(came, span) > VERY_FAST ? came : 0;
                    }
                })),
                Mutant.ofRig("6.06", "a wish begins the running bolus anew", OtherRig.each(Anew::new)),
                Mutant.ofRig("6.08", "a second bolus adds the rest of the first", OtherRig.each(Rests::new)),
                Mutant.ofSession(
                        "6.10",
                        "an interrupted bolus is booked as a whole one",
                        Held.parts(each -> each.parts().stream()
                                .map(held -> held.stage() == HeldPart.Stage.ENDED_EARLY
                                                && held.part() instanceof ProgrammePart.SingleBolus bolus
                                        ? new HeldPart(bolus, held.stage(), Optional.of(bolus.volume()))
                                        : held)
                                .toList())),
                Mutant.ofDriver("6.11", "the driver goes by the lockout that it remembers", driver -> {
                    AtomicReference<Optional<HeldPart>> first = new AtomicReference<>(Optional.empty());
                    return new OtherDriver(driver).sessions(Held.parts(each -> {
                        List<HeldPart> parts = new ArrayList<>();
                        for (HeldPart held : each.parts()) {
                            boolean patients = held.part() instanceof ProgrammePart.PatientBolus;
                            if (patients
                                    && Optional.ofNullable(first.get())
                                            .flatMap(any -> any)
                                            .isEmpty()) {
                                first.set(Optional.of(held));
                            }
                            parts.add(
                                    patients
                                            ? Optional.ofNullable(first.get())
                                                    .flatMap(any -> any)
                                                    .orElse(held)
                                            : held);
                        }
                        return parts;
                    }));
                }),
                Mutant.ofRig("7.05", "a restart ends what was under way", OtherRig.each(Forgets::new)),
                Mutant.ofSession(
                        "7.06", "how much was given is told at the end alone", Held.parts(each -> each.parts().stream()
                                .map(held -> held.stage() == HeldPart.Stage.RUNNING
                                        ? new HeldPart(held.part(), held.stage(), Optional.empty())
                                        : held)
                                .toList())),
                Mutant.ofSession(
                        "7.07",
                        "after a stop the part is gone",
                        Held.parts(each -> each.motor() == MotorState.STOPPED ? List.of() : each.parts())));
    }

    /** Refuses no bolus in a preview. */
    private static final class Heedless extends OtherSession {
        Heedless(PumpSession inner) {
            super(inner);
        }

        @Override
        public Answer<Preview> preview(Plan plan) {
            return Answer.done(Preview.of(plan));
        }
    }

    /** Gives a bolus once more whenever the patient asks. */
    private static final class Anew extends ShapedRig {
        Anew(Rig inner) {
            super(inner);
        }

        @Override
        public boolean act(RigAct act, long value) throws IOException {
            if (act == RigAct.PATIENT_ASKS) {
                add(A_BOLUS);
            }
            return inner().act(act, value);
        }

        @Override
        long beside(long came, Duration span) {
            return 0;
        }
    }

    /** Whoever speaks to it during a bolus gets its rest on top. */
    private static final class Rests extends ShapedRig {
        private boolean fast;
        private boolean done;

        Rests(Rig inner) {
            super(inner);
        }

        @Override
        public Link connect() throws LinkException {
            if (fast && !done) {
                done = true;
                add(A_BOLUS);
            }
            return inner().connect();
        }

        @Override
        long beside(long came, Duration span) {
            fast |= slope(came, span) > FAST;
            return 0;
        }
    }

    /** Loses the rest of a part at a restart. */
    private static final class Forgets extends ShapedRig {
        Forgets(Rig inner) {
            super(inner);
        }

        @Override
        public boolean act(RigAct act, long value) throws IOException {
            if (act == RigAct.RESTART) {
                add(-2 * A_BOLUS);
            }
            return inner().act(act, value);
        }

        @Override
        long beside(long came, Duration span) {
            return 0;
        }
    }
}
