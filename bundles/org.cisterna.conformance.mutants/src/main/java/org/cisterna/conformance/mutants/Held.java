// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.wire.LinkException;

/** Readings with other parts or alarms, and logs with other events. */
final class Held {

    private Held() {}

    static Snapshot parts(Snapshot each, List<HeldPart> parts) {
        return new Snapshot(
                each.identity(),
                each.revision(),
                each.programme(),
                each.solution(),
                each.motor(),
                each.motorSince(),
                each.reservoir(),
                each.delivered(),
                each.deviceClock(),
                each.battery(),
                each.alarms(),
                each.lastCommand(),
                parts,
                each.fillSensor());
    }

    /** Sessions whose readings hold other parts. */
    static OtherDriver.SessionChange parts(Function<Snapshot, List<HeldPart>> change) {
        return Readings.changed(each -> parts(each, change.apply(each)));
    }

    /** Sessions whose readings have other alarms. */
    static OtherDriver.SessionChange alarms(Function<Snapshot, List<Alarm>> change) {
        return Readings.changed(each -> Readings.alarms(each, change.apply(each)));
    }

    /** Sessions whose pages of events are other ones. */
    static OtherDriver.SessionChange pages(UnaryOperator<EventPage> change) {
        return (session, context) -> new OtherSession(session) {
            @Override
            public Answer<EventPage> events(long from, int most, Instant deadline)
                    throws LinkException, InterruptedException {
                return inner().events(from, most, deadline).map(change);
            }
        };
    }

    static EventPage events(EventPage page, Function<List<PumpEvent>, List<PumpEvent>> change) {
        return new EventPage(change.apply(page.events()), page.lost(), page.next(), page.more());
    }

    static PumpEvent named(PumpEvent each, String code) {
        return new PumpEvent(each.number(), each.at(), code, each.command(), each.detail());
    }
}
