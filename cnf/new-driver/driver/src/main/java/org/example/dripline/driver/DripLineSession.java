// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import org.cisterna.pump.spi.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.jspecify.annotations.Nullable;

/** An open session. After a call that did not end with an answer it is finished: nobody knows what the next answer would belong to. */
final class DripLineSession implements PumpSession {

    private static final Duration LEAVING = Duration.ofSeconds(1);

    private final Lines lines;
    private final CallContext context;
    private final SealedLines sealed;
    private final PumpIdentity identity;
    private volatile @Nullable Call running;
    /** What the pump said it holds staged; the line sends its token alone, so a commit of anything else is refused here. */
    private volatile @Nullable Staged lastStaged;
    private volatile boolean finished;
    private volatile boolean closed;

    DripLineSession(Lines lines, CallContext context, SealedLines sealed, PumpIdentity identity) {
        this.lines = lines;
        this.context = context;
        this.sealed = sealed;
        this.identity = identity;
    }

    /** What is made of a proven answer. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(Words words) throws MalformedException;
    }

    @Override
    public PumpIdentity identity() {
        return identity;
    }

    @Override
    public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
        return answered(ask(deadline, words -> Answer.done(Readings.snapshot(identity, words)), "READ"), "READ");
    }

    /** Encoded as it would be sent, and decoded again: what the host compares is what the pump would hold. */
    @Override
    public Answer<Preview> preview(Plan plan) {
        return new PlanFit(identity).check(plan).map(fitting -> {
            try {
                return new Preview(
                        Forms.programme(Forms.text(fitting.programme())),
                        solution(Forms.text(fitting.solution())),
                        List.of());
            } catch (MalformedException e) {
                throw new IllegalStateException("a plan that fits the pump can be read back", e);
            }
        });
    }

    @Override
    public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        Answer<Plan> fits = new PlanFit(identity).check(plan);
        if (!(fits instanceof Answer.Done<Plan>)) {
            return Answer.refused(fits.violations());
        }
        Answer<Staged> answer = ask(
                deadline,
                words -> Answer.done(new Staged(
                        words.exactly(5).word(1),
                        new Revision(words.number(2, 0, Long.MAX_VALUE)),
                        Forms.programme(words.word(3)),
                        solution(words.word(4)))),
                "STAGE",
                command.hex(),
                Long.toString(plan.expected().number()),
                Forms.text(plan.programme()),
                Forms.text(plan.solution()));
        lastStaged = answer instanceof Answer.Done<Staged> done ? done.value() : null;
        return answer;
    }

    private static Solution solution(String text) throws MalformedException {
        return Forms.solution(text).orElseThrow(() -> new MalformedException("no solution where one was sent"));
    }

    @Override
    public Answer<Discarded> discard(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return ask(
                deadline,
                words -> Answer.done(
                        switch (words.exactly(2).word(1)) {
                            case "TAKEN_AWAY" -> Discarded.TAKEN_AWAY;
                            case "NOTHING_STAGED" -> Discarded.NOTHING_STAGED;
                            case "BEGUN" -> Discarded.BEGUN;
                            default -> throw new MalformedException("what became of it is a word nobody knows");
                        }),
                "DISCARD",
                command.hex());
    }

    @Override
    public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        Staged held = lastStaged;
        if (held != null && !held.equals(staged)) {
            return Answer.refused(Violation.of(
                    "NOT_STAGED", "this is not what the pump holds staged; nothing was sent. Stage it again and compare"));
        }
        return ask(
                deadline,
                words -> Answer.done(Readings.effect(command, words)),
                "COMMIT",
                staged.token(),
                command.hex());
    }

    @Override
    public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
        return answered(ask(deadline, words -> Answer.done(Readings.readBack(words)), "STORED"), "STORED");
    }

    @Override
    public Answer<EventPage> events(long from, int most, Instant deadline) {
        return Answer.refused(Violation.of("UNSUPPORTED", "pumps of this family keep no log that can be read"));
    }

    @Override
    public Answer<CommandEffect> stop(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return ask(deadline, words -> Answer.done(Readings.effect(command, words)), "STOP", command.hex());
    }

    @Override
    public void interrupt() {
        Call call = running;
        if (call != null) {
            call.interrupt();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (lines.isOpen() && !finished) {
                sealed.leave(Call.last(context, context.house().now().plus(LEAVING)));
            }
            lines.close();
        }
    }

    private <T> Answer<T> ask(Instant deadline, Reading<Answer<T>> reading, String... request)
            throws LinkException, InterruptedException {
        if (closed || finished) {
            throw new LinkException(Reason.CUT, "this session is over; open a new one");
        }
        Call call = Call.until(context, deadline);
        running = call;
        finished = true;
        try {
            Words words = sealed.ask(call, request);
            Answer<T> answer = words.word(0).equals("OK") ? reading.of(words) : Answer.refused(refusal(words));
            finished = false;
            return answer;
        } catch (MalformedException e) {
            throw SealedLines.misread(request[0], e);
        } finally {
            running = null;
        }
    }

    /** A reading is never refused by a right device. */
    private static <T> T answered(Answer<T> answer, String request) throws LinkException {
        if (answer instanceof Answer.Done<T> done) {
            return done.value();
        }
        throw new LinkException(
                Reason.REFUSED,
                "the pump refused " + request + ": "
                        + answer.violations().get(0).message());
    }

    private static Violation refusal(Words words) throws MalformedException {
        return switch (words.word(1)) {
            case "STALE" ->
                Violation.of("STALE_REVISION", "the pump has changed since it was read; read it again and draft anew");
            case "RANGE" ->
                Violation.of("OUT_OF_RANGE", "the pump does not take this programme; it is beyond what it declares");
            case "NOTHING" -> Violation.of("NOT_STAGED", "the pump has nothing staged under this name; stage it again");
            default -> Violation.of("PUMP_REFUSED", "the pump refused for a reason that this driver does not know");
        };
    }
}
