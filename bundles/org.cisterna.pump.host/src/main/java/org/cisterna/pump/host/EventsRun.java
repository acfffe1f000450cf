// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Receipt;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.EventEntries.ClockDifference;
import org.cisterna.pump.EventEntries.PageRead;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.FlutteringAlarm;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.pump.host.EvidenceDesk.Kept;

/** Reads one page of a pump's own event log and enters that, with the page and the raw frames as evidence. The log stays in the pump. */
final class EventsRun {

    private static final int MOST = 200;
    private static final int MAX_TEXT = 200;

    private EventsRun() {}

    static Answer<EventPage> run(Parts parts, PumpId pump, long from, Caller caller, Turn turn) {
        FrameRecorder frames = new FrameRecorder();
        Answer<HostSession> opened = parts.sessions().open(pump, false, turn, frames);
        if (!(opened instanceof Answer.Done<HostSession> session)) {
            return Answer.refused(opened.violations());
        }
        Called<Answer<EventPage>> called = session.value().events(from, MOST);
        session.value().close();
        return Sessions.answered(called, turn)
                .then(page -> checked(page, from))
                .then(page -> entered(parts, pump, from, page, frames, caller));
    }

    /** A page that no entry names is not given: it is still in the pump, to be read when it can be entered. */
    private static Answer<EventPage> entered(
            Parts parts, PumpId pump, long from, EventPage page, FrameRecorder frames, Caller caller) {
        Kept file = parts.evidence().keep("the events were", page.toJson().canonicalBytes());
        Kept raw = parts.evidence().keep(frames);
        List<String> notes = new ArrayList<>(file.notes());
        notes.addAll(raw.notes());
        FlutteringAlarm.in(page.events()).forEach(each -> notes.add(each.text()));
        PageRead body = new PageRead(
                from,
                page.lost(),
                page.next(),
                page.more(),
                page.events().size(),
                parts.feed().fold().reading(pump).map(ClockDifference::of),
                file.digest(),
                notes);
        Entry.Builder entry = Actors.entry(PageRead.TYPE, PageRead.VERSION, caller, pump, body.toJson());
        file.digest().ifPresent(entry::evidence);
        raw.digest().ifPresent(entry::evidence);
        Called<List<Receipt>> appended = parts.desk()
                .append(List.of(entry.build()), parts.world().settings().ledger());
        return appended instanceof Called.Value<List<Receipt>>
                ? Answer.done(page)
                : Answer.refused(Violation.of(
                        "LEDGER_UNAVAILABLE",
                        "the events were read and could not be entered ("
                                + ((Called.Failed<List<Receipt>>) appended).words()
                                + "); they are still in the pump, so read them again when the ledger is back"));
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
