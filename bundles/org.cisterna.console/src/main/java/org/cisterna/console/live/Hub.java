// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;

/**
 * All streams. A few threads write to all of them, without waiting for any: {@value #WRITERS} for however many. Each has its share of the streams
 * and its own queue of events. Thread-safe.
 */
final class Hub {

    static final int WRITERS = 2;
    static final int MOST_STREAMS = 6_000;
    static final int MOST_A_SESSION = 16;
    static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** What to do with a stream when it is looked at, at each beat. */
    enum Standing {
        /** Its session is good. */
        GOOD,
        /** Its session is locked. */
        LOCKED,
        /** Its session is over. */
        OVER
    }

    private static final class Share {
        final Set<Stream> streams = ConcurrentHashMap.newKeySet();
        final Queue<Event> events = new ConcurrentLinkedQueue<>();
        final Signal work;

        Share(Signal work) {
            this.work = work;
        }
    }

    private final List<Share> shares = new ArrayList<>();
    /** The streams of each session, the oldest first. */
    private final Map<String, Deque<Stream>> perSession = new HashMap<>();

    private final List<Worker> workers = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private int count;
    private final TimeSource house;
    private final Supplier<Event> beat;
    private final Function<Stream, Standing> standing;

    /**
     * Starts its threads.
     *
     * @param beat makes the event that says that the stream is there
     * @param standing what a stream's session is worth now
     */
    Hub(Threads threads, TimeSource house, Supplier<Event> beat, Function<Stream, Standing> standing) {
        this.house = house;
        this.beat = beat;
        this.standing = standing;
        for (int i = 0; i < WRITERS; i++) {
            Share share = new Share(threads.newSignal());
            shares.add(share);
            workers.add(threads.start("console events " + i, () -> serve(share)));
        }
    }

    /**
     * Takes a stream in, unless there are too many altogether. Where one session has too many its oldest one ends: somebody who goes quickly from page to
     * page leaves streams behind that nobody notices to be dead before the next beat, and the page they look at now is the one that must be live.
     */
    boolean add(Stream stream) {
        Optional<Stream> oldest = Optional.empty();
        synchronized (perSession) {
            if (closed.get() || count >= MOST_STREAMS) {
                return false;
            }
            Deque<Stream> ofSession = perSession.computeIfAbsent(stream.who().credential(), any -> new ArrayDeque<>(2));
            if (ofSession.size() >= MOST_A_SESSION) {
                oldest = Optional.of(ofSession.getFirst());
            }
            ofSession.addLast(stream);
            count++;
        }
        shares.get(Math.floorMod(next.getAndIncrement(), WRITERS)).streams.add(stream);
        oldest.ifPresent(this::remove);
        return true;
    }

    private void forget(Stream stream) {
        synchronized (perSession) {
            count--;
            perSession.computeIfPresent(stream.who().credential(), (any, streams) -> {
                streams.remove(stream);
                return streams.isEmpty() ? null : streams;
            });
        }
    }

    /** Begins to write to a stream that was taken in. */
    void greet(Stream stream) {
        if (!stream.offer(beat.get(), house.now())) {
            remove(stream);
        }
    }

    /** Lets a stream go. */
    void remove(Stream stream) {
        stream.end();
        for (Share share : shares) {
            if (share.streams.remove(stream)) {
                forget(stream);
            }
        }
    }

    /** Tells everybody who may know. Returns at once. */
    void publish(Event event) {
        for (Share share : shares) {
            share.events.add(event);
            share.work.raise();
        }
    }

    /** The streams there are. */
    List<Stream> streams() {
        List<Stream> all = new ArrayList<>();
        shares.forEach(each -> all.addAll(each.streams));
        return all;
    }

    /** Ends all streams and the threads. */
    void close() throws InterruptedException {
        closed.set(true);
        shares.forEach(each -> each.work.raise());
        for (Worker worker : workers) {
            if (!worker.join(house.now().plus(GRACE))) {
                worker.interrupt();
            }
        }
        streams().forEach(this::remove);
    }

    private void serve(Share share) throws InterruptedException {
        Instant due = house.now().plus(BEAT);
        while (!closed.get()) {
            share.work.reset();
            for (Event event = share.events.poll(); event != null; event = share.events.poll()) {
                send(share, event);
            }
            if (!house.now().isBefore(due)) {
                due = house.now().plus(BEAT);
                look(share);
                send(share, beat.get());
            }
            if (!closed.get()) {
                house.await(share.work, due);
            }
        }
    }

    private void send(Share share, Event event) {
        Instant now = house.now();
        for (Stream stream : List.copyOf(share.streams)) {
            if (!stream.offer(event, now)) {
                remove(stream);
            }
        }
    }

    private void look(Share share) {
        Instant now = house.now();
        for (Stream stream : List.copyOf(share.streams)) {
            switch (standing.apply(stream)) {
                case GOOD -> {}
                case LOCKED -> stream.offer(Event.locked(), now);
                case OVER -> remove(stream);
            }
        }
    }
}
