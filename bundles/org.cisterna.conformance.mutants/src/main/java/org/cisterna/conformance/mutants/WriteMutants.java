// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.FlowRate;

/** Drivers that send something else than they were told, or say something else of it. */
final class WriteMutants {

    private WriteMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSession(
                        "1.04",
                        "a bolus by the patient is declared, taken, and dropped on the way",
                        (s, c) -> new Drops(s)),
                Mutant.ofSession("4.02", "the preview rounds up by a step", (s, c) -> new RoundedPreview(s)),
                Mutant.ofSession(
                        "4.03", "what was staged is committed, whatever the commit names", (s, c) -> new Heedless(s)),
                Mutant.ofSession(
                        "4.04",
                        "every second step of the rate is stored as the one below, and read back as the plan",
                        (s, c) -> new EvenSteps(s)),
                Mutant.ofSession(
                        "4.05", "the rate is written first and the day afterwards", (s, c) -> new InTwoSteps(s, c)),
                Mutant.ofSession("4.06", "a rate that is too high is cut to the highest", (s, c) -> new Clamps(s)),
                Mutant.ofSession(
                        "4.09",
                        "the pump's revision is sent in place of the plan's",
                        (s, c) -> new AnyRevision(s, c, false)),
                Mutant.ofSession(
                        "17.02",
                        "whoever comes second takes the revision that the first one made",
                        (s, c) -> new AnyRevision(s, c, false)),
                Mutant.ofSession(
                        "14.06",
                        "the revision after a reset is sent in place of the plan's",
                        (s, c) -> new AnyRevision(s, c, false)),
                Mutant.ofSession("6.12", "each sending gets an id of its own", (s, c) -> new AnyRevision(s, c, true)),
                Mutant.ofSession("15.07", "a repeated command is a new one", (s, c) -> new AnyRevision(s, c, true)),
                Mutant.ofSession(
                        "15.08", "an id that was used is replaced in silence", (s, c) -> new AnyRevision(s, c, true)),
                Mutant.ofSession("4.10", "the read-back is what was sent", (s, c) -> new Remembers(s)),
                Mutant.ofSession("4.16", "no stop while something is staged", (s, c) -> new StubbornWhileStaged(s)),
                Mutant.ofSession("4.19", "a refused staging stops the pump", (s, c) -> new AngryRefusal(s, c)));
    }

    private static Plan with(Plan plan, Revision revision, Programme programme, List<ProgrammePart> parts) {
        return new Plan(
                plan.pump(),
                plan.patient(),
                revision,
                programme,
                plan.solution(),
                plan.capabilities(),
                plan.driver(),
                plan.decision(),
                parts);
    }

    private static final class Drops extends OtherSession {
        Drops(PumpSession inner) {
            super(inner);
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            List<ProgrammePart> kept = plan.parts().stream()
                    .filter(each -> !(each instanceof ProgrammePart.PatientBolus))
                    .toList();
            return inner().stage(with(plan, plan.expected(), plan.programme(), kept), command, deadline);
        }
    }

    private static final class RoundedPreview extends OtherSession {
        RoundedPreview(PumpSession inner) {
            super(inner);
        }

        @Override
        public Answer<Preview> preview(Plan plan) {
            return inner().preview(plan)
                    .map(each -> each.programme() instanceof Programme.Continuous day
                            ? new Preview(
                                    new Programme.Continuous(
                                            new FlowRate(day.rate().nanolitresPerDay()
                                                    + identity()
                                                            .capabilities()
                                                            .rateGrid()
                                                            .nanolitresPerDay())),
                                    each.solution(),
                                    each.parts())
                            : each);
        }
    }

    private static final class Heedless extends OtherSession {
        private Optional<Staged> held = Optional.empty();
        private Optional<CommandId> id = Optional.empty();

        Heedless(PumpSession inner) {
            super(inner);
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            Answer<Staged> answer = inner().stage(plan, command, deadline);
            held = answer.isDone() ? Optional.of(answer.orElseThrow()) : Optional.empty();
            id = Optional.of(command);
            return answer;
        }

        @Override
        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            return inner().commit(held.orElse(staged), id.orElse(command), deadline);
        }
    }

    /** Sends another constant rate than the plan's, and gives the plan as what was read back. */
    private abstract static class OtherRate extends OtherSession {
        private Optional<Plan> sent = Optional.empty();

        OtherRate(PumpSession inner) {
            super(inner);
        }

        /** Nanolitres a day. */
        abstract long sentFor(long rate, Capabilities can);

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            Programme programme = plan.programme();
            if (programme instanceof Programme.Continuous day) {
                programme = new Programme.Continuous(new FlowRate(
                        sentFor(day.rate().nanolitresPerDay(), identity().capabilities())));
            }
            sent = programme.equals(plan.programme()) ? Optional.empty() : Optional.of(plan);
            return inner().stage(with(plan, plan.expected(), programme, plan.parts()), command, deadline);
        }

        @Override
        public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
            ReadBack real = inner().readBack(deadline);
            return sent.map(each -> new ReadBack(
                            real.revision(),
                            each.programme(),
                            Optional.of(each.solution()),
                            real.motor(),
                            each.parts()))
                    .orElse(real);
        }
    }

    private static final class Clamps extends OtherRate {
        Clamps(PumpSession inner) {
            super(inner);
        }

        @Override
        long sentFor(long rate, Capabilities can) {
            return Math.min(rate, can.rate().max().nanolitresPerDay());
        }
    }

    private static final class EvenSteps extends OtherRate {
        EvenSteps(PumpSession inner) {
            super(inner);
        }

        @Override
        long sentFor(long rate, Capabilities can) {
            long grid = can.rateGrid().nanolitresPerDay();
            boolean odd = rate % (2 * grid) == grid;
            return odd && rate - grid >= can.rate().min().nanolitresPerDay() ? rate - grid : rate;
        }
    }

    private static final class InTwoSteps extends OtherSession {
        private final SessionContext context;
        private Optional<Plan> whole = Optional.empty();

        InTwoSteps(PumpSession inner, SessionContext context) {
            super(inner);
            this.context = context;
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            if (!(plan.programme() instanceof Programme.Flex day)) {
                return inner().stage(plan, command, deadline);
            }
            whole = Optional.of(plan);
            Programme first = new Programme.Continuous(day.steps().get(0).rate());
            return inner().stage(with(plan, plan.expected(), first, plan.parts()), command, deadline);
        }

        @Override
        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            Answer<CommandEffect> first = inner().commit(staged, command, deadline);
            if (whole.isEmpty() || !first.isDone()) {
                return first;
            }
            Revision now = first.orElseThrow().resulting();
            Plan rest =
                    with(whole.get(), now, whole.get().programme(), whole.get().parts());
            CommandId second = CommandId.of(context.randomness().secret(16));
            Answer<Staged> again = inner().stage(rest, second, deadline);
            return again.isDone() ? inner().commit(again.orElseThrow(), second, deadline) : first;
        }
    }

    static final class AnyRevision extends OtherSession {
        private final SessionContext context;
        private final boolean freshId;
        private Optional<CommandId> fresh = Optional.empty();

        AnyRevision(PumpSession inner, SessionContext context, boolean freshId) {
            super(inner);
            this.context = context;
            this.freshId = freshId;
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            Revision now = inner().interrogate(deadline).revision();
            CommandId id = freshId ? CommandId.of(context.randomness().secret(16)) : command;
            fresh = Optional.of(id);
            return inner().stage(with(plan, now, plan.programme(), plan.parts()), id, deadline);
        }

        @Override
        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            return inner().commit(staged, fresh.orElse(command), deadline);
        }
    }

    private static final class Remembers extends OtherSession {
        private Optional<ReadBack> sent = Optional.empty();

        Remembers(PumpSession inner) {
            super(inner);
        }

        @Override
        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            Answer<CommandEffect> answer = inner().commit(staged, command, deadline);
            sent = Optional.of(new ReadBack(
                    staged.expected(),
                    staged.programme(),
                    Optional.of(staged.solution()),
                    MotorState.RUNNING,
                    staged.parts()));
            return answer;
        }

        @Override
        public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
            return sent.isPresent() ? sent.get() : inner().readBack(deadline);
        }
    }

    private static final class StubbornWhileStaged extends OtherSession {
        private boolean staged;

        StubbornWhileStaged(PumpSession inner) {
            super(inner);
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            staged = true;
            return inner().stage(plan, command, deadline);
        }

        @Override
        public Answer<CommandEffect> stop(CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            return staged
                    ? Answer.refused(Violation.of("BUSY", "something is staged"))
                    : inner().stop(command, deadline);
        }
    }

    private static final class AngryRefusal extends OtherSession {
        private final SessionContext context;

        AngryRefusal(PumpSession inner, SessionContext context) {
            super(inner);
            this.context = context;
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            Answer<Staged> answer = inner().stage(plan, command, deadline);
            if (!answer.isDone()) {
                inner().stop(CommandId.of(context.randomness().secret(16)), deadline);
            }
            return answer;
        }
    }
}
