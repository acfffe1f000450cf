// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;

/** Drivers that say something wrong of a call that failed, or do not end it. */
final class OutcomeMutants {

    private OutcomeMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSession(
                        "15.05",
                        "a commit that was not answered is said to be refused",
                        (s, c) -> new Presumes(s, Presumes.As.REFUSED)),
                Mutant.ofSession(
                        "20.02",
                        "whatever failed is said to have had no effect",
                        (s, c) -> new Presumes(s, Presumes.As.REFUSED)),
                Mutant.ofSession(
                        "20.01",
                        "an index is out of bounds when an answer is short",
                        (s, c) -> new Presumes(s, Presumes.As.BUG)),
                Mutant.ofSession(
                        "15.04", "an answer that does not come is waited for far too long", (s, c) -> new Waits(s, c)),
                Mutant.ofSession("17.04", "the deadline is not looked at", (s, c) -> new Waits(s, c)),
                Mutant.ofSession(
                        "17.05",
                        "what was interrupted is said to be refused",
                        (s, c) -> new InterruptedMeansRefused(s, c)),
                Mutant.ofSession(
                        "17.06", "an interruption of the thread is caught and forgotten", (s, c) -> new Forgets(s)));
    }

    private static final class Presumes extends OtherSession {
        private final As as;
        private Optional<ReadBack> presumed = Optional.empty();

        /** What a failure is taken for. */
        enum As {
            /** Done. */
            DONE,
            /** Refused. */
            REFUSED,
            /** An exception that no driver may let out. */
            BUG
        }

        Presumes(PumpSession inner, As as) {
            super(inner);
            this.as = as;
        }

        @Override
        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            try {
                return inner().commit(staged, command, deadline);
            } catch (LinkException e) {
                presumed = Optional.of(new ReadBack(
                        staged.expected(),
                        staged.programme(),
                        Optional.of(staged.solution()),
                        MotorState.RUNNING,
                        staged.parts()));
                return switch (as) {
                    case DONE ->
                        Answer.done(new CommandEffect(command, CommandEffect.Effect.APPLIED, staged.expected()));
                    case REFUSED -> Answer.refused(Violation.of("NOT_ANSWERED", "the pump did not answer"));
                    case BUG -> throw new ArrayIndexOutOfBoundsException("index 12 of a short answer");
                };
            }
        }

        @Override
        public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
            return as == As.DONE && presumed.isPresent() ? presumed.get() : inner().readBack(deadline);
        }
    }

    private static final class Waits extends OtherSession {
        private final SessionContext context;

        Waits(PumpSession inner, SessionContext context) {
            super(inner);
            this.context = context;
        }

        private void linger(Instant from) throws InterruptedException {
            context.house().sleepUntil(from.plusSeconds(600));
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            try {
                return inner().stage(plan, command, deadline);
            } catch (LinkException e) {
                linger(deadline);
                throw e;
            }
        }

        @Override
        public Answer<CommandEffect> stop(CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            try {
                return inner().stop(command, deadline);
            } catch (LinkException e) {
                linger(deadline);
                throw e;
            }
        }
    }

    private static final class InterruptedMeansRefused extends OtherSession {
        private final SessionContext context;

        InterruptedMeansRefused(PumpSession inner, SessionContext context) {
            super(inner);
            this.context = context;
        }

        @Override
        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            try {
                return inner().commit(staged, command, deadline);
            } catch (LinkException e) {
                if (context.interrupted()) {
                    return Answer.refused(Violation.of("CANCELLED", "the call was cancelled"));
                }
                throw e;
            }
        }
    }

    private static final class Forgets extends OtherSession {
        Forgets(PumpSession inner) {
            super(inner);
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline) throws LinkException {
            try {
                return inner().stage(plan, command, deadline);
            } catch (InterruptedException | LinkException e) {
                Thread.interrupted();
                throw new LinkException(LinkException.Reason.CUT, "the link broke", e);
            }
        }
    }
}
