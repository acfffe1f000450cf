// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.wire.LinkException;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one session, one after the other. After the first that ended without an answer the session is finished: nobody knows to what the next
 * answer would belong, so nothing more is sent but a goodbye.
 *
 * <p>Calls and {@link #end} by one thread at a time; {@link #interrupt} by any thread.
 */
public final class SessionCalls {

    private final CallContext context;
    private volatile @Nullable Call running;
    private volatile Optional<String> finished = Optional.empty();
    private volatile boolean closed;

    /** Of a session that is open. */
    public SessionCalls(CallContext context) {
        this.context = context;
    }

    /**
     * What one call does.
     *
     * @param <T> what it finds out
     */
    @FunctionalInterface
    public interface Work<T> {

        /**
         * Does it.
         *
         * @throws LinkException when there was no answer
         * @throws InterruptedException when the host wants the thread back
         */
        T run(Call call) throws LinkException, InterruptedException;
    }

    /**
     * One call of the host.
     *
     * @param deadline the moment by which it has ended
     * @throws LinkException when it ended without an answer, which finishes the session; or when the session is finished or closed already
     * @throws InterruptedException when the host wants the thread back, which finishes it too
     */
    public <T> T during(Instant deadline, Work<T> work) throws LinkException, InterruptedException {
        if (closed || finished.isPresent()) {
            throw new LinkException(
                    LinkException.Reason.CUT,
                    "this session is " + (closed ? "closed" : "finished: " + finished.orElse("")));
        }
        Call call = Call.until(context, deadline);
        running = call;
        Optional<String> end = Optional.of("a call in it ended without an answer");
        try {
            T result = work.run(call);
            end = Optional.empty();
            return result;
        } catch (LinkException e) {
            end = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        } finally {
            running = null;
            finished = end;
        }
    }

    /** Makes a running call end soon; no effect when none runs. Any thread; never blocks. */
    public void interrupt() {
        Call call = running;
        if (call != null) {
            call.interrupt();
        }
    }

    /**
     * Ends the session and closes its link; a second time does nothing. The goodbye is said while the link is open.
     *
     * @param goodbye says it, and is told how long to wait for an answer: not at all when the session is finished or the host wants it back
     */
    public void end(MessageLink<?> link, Consumer<Duration> goodbye) {
        if (closed) {
            return;
        }
        closed = true;
        if (link.isOpen()) {
            boolean hurry = finished.isPresent() || context.interrupted();
            goodbye.accept(hurry ? Duration.ZERO : SealedDialogue.GOODBYE);
        }
        link.close();
    }
}
