// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.cisterna.therapy.Identified;
import org.jspecify.annotations.Nullable;

/**
 * One browser's stream. Nobody waits for it: what cannot be written now waits in a short queue, and a browser that does not read loses its stream.
 * Thread-safe.
 */
final class Stream {

    /** The most events that wait for a browser. */
    static final int MOST_WAITING = 64;

    /** How long an event may wait. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** Where bytes go: the container's output, which never blocks when it says that it is ready. */
    interface Sink {
        /** Whether a write would not block; when not, the container calls {@link Stream#writable} later. */
        boolean isReady();

        /** Writes. */
        void write(byte[] bytes) throws IOException;

        /** Sends what was written. */
        void flush() throws IOException;

        /** Ends the stream; more than once is harmless. */
        void close();
    }

    private final Identified who;
    private final Sink sink;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean unflushed;
    private boolean closed;
    private boolean begun;
    private @Nullable Instant waitingSince;

    Stream(Identified who, Sink sink) {
        this.who = who;
        this.sink = sink;
    }

    /** Whose it is. */
    Identified who() {
        return who;
    }

    /** Sends an event, now or as soon as the browser reads; not to one who may not see it. Says whether the stream goes on. */
    boolean offer(Event event, Instant now) {
        if (event.needs().isPresent() && !who.may(event.needs().get())) {
            return isOpen();
        }
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (!begun) {
                return true; // the page is fetched after the stream begins, so nothing is missed
            }
            Instant since = waitingSince;
            if (waiting.size() >= MOST_WAITING || (since != null && now.isAfter(since.plus(LONGEST_WAIT)))) {
                return !end();
            }
            waiting.add(event.bytes());
            drain();
            waitingSince = waiting.isEmpty() ? null : (since == null ? now : since);
            return !closed;
        }
    }

    /** True once: the first time that the container can take something. */
    synchronized boolean isFirst() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    /** The container can take more. */
    synchronized void writable() {
        if (!closed) {
            drain();
            if (waiting.isEmpty()) {
                waitingSince = null;
            }
        }
    }

    /** Whether it goes on. */
    synchronized boolean isOpen() {
        return !closed;
    }

    /** Ends it. */
    synchronized boolean end() {
        if (!closed) {
            closed = true;
            waiting.clear();
            sink.close();
        }
        return true;
    }

    private void drain() {
        try {
            while (sink.isReady()) {
                byte[] next = waiting.poll();
                if (next != null) {
                    sink.write(next);
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    sink.flush();
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException gone) {
            end(); // the browser went away; it asks again when it is back
        }
    }
}
