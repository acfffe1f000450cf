// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;

/** Reads one page of a pump's own event log. The log stays in the pump; nothing is entered. */
final class EventsRun {

    private static final int MOST = 200;
    private static final int MAX_TEXT = 200;

    private EventsRun() {}

    static Answer<EventPage> run(Parts parts, PumpId pump, long from, Turn turn) {
        Answer<HostSession> opened = parts.sessions().open(pump, false, turn, new FrameRecorder());
        if (!(opened instanceof Answer.Done<HostSession> session)) {
            return Answer.refused(opened.violations());
        }
        Called<Answer<EventPage>> called = session.value().events(from, MOST);
        session.value().close();
        return Sessions.answered(called, turn).then(page -> checked(page, from));
    }

    /** A page must be what was asked for, and fit to be shown. */
    private static Answer<EventPage> checked(EventPage page, long from) {
        List<PumpEvent> events = page.events();
        boolean ofThis =
                page.next() >= from && events.size() <= MOST && events.stream().allMatch(each -> each.number() >= from);
        if (!ofThis) {
            return Answer.refused(Violation.of(
                    "DEVICE_FLOODS", "the driver gave another page of events than was asked for; it is not used"));
        }
        return events.stream()
                .filter(each -> !ForeignWords.isPlain(each.code(), MAX_TEXT)
                        || !(each.detail().isEmpty() || ForeignWords.isPlain(each.detail(), MAX_TEXT)))
                .findFirst()
                .<Answer<EventPage>>map(each -> Answer.refused(Violation.of(
                        "DEVICE_TEXT",
                        "event " + each.number(),
                        ForeignWords.of(each.code() + " " + each.detail()),
                        "the pump gave a text that is too long or not printable; the page is not used")))
                .orElseGet(() -> Answer.done(page));
    }
}
