// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;

/** Reads a pump's log page by page. One that always has more, and one that gives more than was asked for, does not fill the kit's memory. */
final class EventLog {

    /** A log that is read this often and still has more does not end. */
    private static final int MOST_PAGES = 5_000;

    private EventLog() {}

    /**
     * Reads on from an event.
     *
     * @param deadline of each call
     * @param most events of one page
     * @param each told every page
     * @return where to read on
     */
    static long read(PumpSession session, Supplier<Instant> deadline, long from, int most, Consumer<EventPage> each)
            throws LinkException, InterruptedException {
        long next = from;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            EventPage page = session.events(next, most, deadline.get()).orElseThrow();
            if (page.events().size() > most) {
                throw new CallOverrun("a page of at most " + most + " events holds "
                        + page.events().size());
            }
            each.accept(page);
            next = page.next();
            if (!page.more()) {
                return next;
            }
        }
        throw new CallOverrun("the log has more after " + MOST_PAGES + " pages, the last one up to event " + next);
    }
}
