// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Snapshot;
import org.cisterna.sim.Bytes;

/** What happened on one bench, in its order: each call with its end, each reading with the truth of the same moment. */
final class Trace {

    /**
     * A call into the driver.
     *
     * @param name which
     * @param began bench time
     * @param took how long
     * @param allowed how long it was allowed to take
     * @param end {@code done}, {@code refused}, {@code link}, {@code interrupted}, or the class of what was thrown
     * @param words what it came to
     */
    record Called(String name, Instant began, Duration took, Duration allowed, String end, String words) {}

    /**
     * A reading.
     *
     * @param at bench time
     * @param snapshot what the driver made of it
     * @param truth what was so, when the rig knows
     */
    record Reading(Instant at, Snapshot snapshot, Optional<FlowTruth> truth) {}

    /** What a story may be told of: enough for hours of talk, and little enough for many traces at once. */
    private static final int MOST_MOMENTS = 20_000;

    private static final long MOST_BYTES = 8 << 20;
    private static final int MOST_AFTER_CLOSE = 100;

    private final ArrayDeque<Moment> moments = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private final List<Called> calls = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<EventPage> pages = new ArrayList<>();
    private final List<String> afterClose = new ArrayList<>();

    /** Something that a story may tell. The earliest make room when there are too many, or when their messages are too long. */
    void moment(Moment moment) {
        moments.add(moment);
        bytes += length(moment);
        while (moments.size() > MOST_MOMENTS || (bytes > MOST_BYTES && moments.size() > 1)) {
            bytes -= length(moments.remove());
            dropped++;
        }
    }

    private static long length(Moment moment) {
        return moment.bytes().map(Bytes::length).orElse(0);
    }

    /** What a story may tell, in its order. */
    Moments moments() {
        return new Moments(dropped, List.copyOf(moments));
    }

    /** What a story may tell up to an instant. */
    Moments momentsUntil(Instant end) {
        return new Moments(
                dropped,
                moments.stream().filter(each -> !each.at().isAfter(end)).toList());
    }

    /** What a story may tell from a number of moments on that had been told by then, see {@link Moments#told()}. */
    Moments momentsFrom(long told) {
        return moments().from(told);
    }

    void called(Called call) {
        calls.add(call);
        String words = call.words().isEmpty() ? "" : ": " + call.words();
        moment(new Moment(
                call.began().plus(call.took()), "end", call.name() + " " + call.end() + words, Optional.empty()));
    }

    void read(Reading reading) {
        readings.add(reading);
    }

    void page(EventPage page) {
        pages.add(page);
    }

    void afterClose(String what) {
        if (afterClose.size() < MOST_AFTER_CLOSE) {
            afterClose.add(what);
        }
    }

    List<Called> calls() {
        return calls;
    }

    List<Reading> readings() {
        return readings;
    }

    List<EventPage> pages() {
        return pages;
    }

    /** What a driver did with what it was lent after the session was closed; the first hundred times. */
    List<String> afterClose() {
        return afterClose;
    }
}
