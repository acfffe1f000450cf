// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Snapshot;

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

    private final List<Moment> moments = new ArrayList<>();
    private final List<Called> calls = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<EventPage> pages = new ArrayList<>();
    private final List<String> afterClose = new ArrayList<>();

    /** Something that a story may tell. */
    void moment(Moment moment) {
        moments.add(moment);
    }

    /** All that a story may tell, in its order. */
    List<Moment> moments() {
        return moments;
    }

    /** What a story may tell up to an instant. */
    List<Moment> momentsUntil(Instant end) {
        return moments.stream().filter(each -> !each.at().isAfter(end)).toList();
    }

    void called(Called call) {
        calls.add(call);
        String words = call.words().isEmpty() ? "" : ": " + call.words();
        moments.add(new Moment(
                call.began().plus(call.took()), "end", call.name() + " " + call.end() + words, Optional.empty()));
    }

    void read(Reading reading) {
        readings.add(reading);
    }

    void page(EventPage page) {
        pages.add(page);
    }

    void afterClose(String what) {
        afterClose.add(what);
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

    /** What a driver did with what it was lent after the session was closed. */
    List<String> afterClose() {
        return afterClose;
    }
}
