// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;

/** A driver's session whose calls are timed and written down. */
final class WatchedSession implements PumpSession {

    private final PumpSession inner;
    private final Bench bench;
    private final LentContext context;

    WatchedSession(PumpSession inner, Bench bench, LentContext context) {
        this.inner = inner;
        this.bench = bench;
        this.context = context;
    }

    /** The driver's own session behind it. */
    PumpSession driversOwn() {
        return inner;
    }

    /** A call that can end in every way. */
    interface Work<T> {
        T run() throws LinkException, InterruptedException;
    }

    static <T> T timed(Bench bench, String name, Instant deadline, Work<T> work, Function<T, String> words)
            throws LinkException, InterruptedException {
        Instant began = bench.time().now();
        Duration allowed = Duration.between(began, deadline);
        bench.trace().moment(new Moment(began, "call", name + ", at most " + allowed, Optional.empty()));
        bench.time().bind(deadline);
        String end = "done";
        String said = "";
        try {
            T result = work.run();
            said = words.apply(result);
            if (result instanceof Answer.Refused<?>) {
                end = "refused";
            }
            return result;
        } catch (LinkException e) {
            end = "link";
            said = e.reason() + ": " + e.getMessage();
            throw e;
        } catch (InterruptedException e) {
            end = "interrupted";
            throw e;
        } catch (RuntimeException | Error e) {
            end = e.getClass().getName();
            said = String.valueOf(e.getMessage());
            throw e;
        } finally {
            bench.time().free();
            bench.trace()
                    .called(new Trace.Called(
                            name, began, Duration.between(began, bench.time().now()), allowed, end, said));
        }
    }

    static <T> String words(Answer<T> answer) {
        return answer.isDone() ? "" : answer.violations().toString();
    }

    @Override
    public PumpIdentity identity() {
        return inner.identity();
    }

    @Override
    public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
        Snapshot snapshot =
                timed(bench, "interrogate", deadline, () -> inner.interrogate(deadline), each -> each.motor()
                        .name());
        bench.trace()
                .read(new Trace.Reading(
                        bench.time().now(), snapshot, bench.rig().flow()));
        return snapshot;
    }

    @Override
    public Answer<Preview> preview(Plan plan) {
        return inner.preview(plan);
    }

    @Override
    public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        return timed(bench, "stage", deadline, () -> inner.stage(plan, command, deadline), WatchedSession::words);
    }

    @Override
    public Answer<Discarded> discard(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return timed(bench, "discard", deadline, () -> inner.discard(command, deadline), WatchedSession::words);
    }

    @Override
    public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        return timed(bench, "commit", deadline, () -> inner.commit(staged, command, deadline), WatchedSession::words);
    }

    @Override
    public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
        return timed(bench, "readBack", deadline, () -> inner.readBack(deadline), each -> each.motor()
                .name());
    }

    @Override
    public Answer<EventPage> events(long from, int most, Instant deadline) throws LinkException, InterruptedException {
        Answer<EventPage> answer =
                timed(bench, "events", deadline, () -> inner.events(from, most, deadline), WatchedSession::words);
        if (answer instanceof Answer.Done<EventPage> page) {
            bench.trace().page(page.value());
        }
        return answer;
    }

    @Override
    public Answer<CommandEffect> stop(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return timed(bench, "stop", deadline, () -> inner.stop(command, deadline), WatchedSession::words);
    }

    @Override
    public void interrupt() {
        inner.interrupt();
    }

    @Override
    public void close() {
        Instant deadline =
                bench.deadline(bench.driver().descriptor().conduct().bounds().close());
        try {
            timed(
                    bench,
                    "close",
                    deadline,
                    () -> {
                        inner.close();
                        return true;
                    },
                    any -> "");
        } catch (LinkException | InterruptedException impossible) {
            throw new IllegalStateException("a close throws neither", impossible);
        }
        context.end();
    }
}
