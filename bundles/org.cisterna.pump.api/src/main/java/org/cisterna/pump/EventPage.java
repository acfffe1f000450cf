// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * Events of a pump's own log, in their order. Reading on at {@link #next()} gives each later event once.
 *
 * @param events without a gap between them; may be none
 * @param lost how many events before the first one that is still there were overwritten since the number that was asked for; 0 for none
 * @param next where to read on
 * @param more whether more is there already
 */
public record EventPage(List<PumpEvent> events, long lost, long next, boolean more) {
    public EventPage {
        events = List.copyOf(events);
        if (lost < 0 || next < 0) {
            throw new IllegalArgumentException("numbers of events are 0 or more");
        }
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).number() != events.get(i - 1).number() + 1) {
                throw new IllegalArgumentException("event " + events.get(i).number() + " follows event "
                        + events.get(i - 1).number());
            }
        }
        if (!events.isEmpty() && events.get(events.size() - 1).number() >= next) {
            throw new IllegalArgumentException("a page is read on behind its last event");
        }
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("events", Json.array(events.stream().map(PumpEvent::toJson).toList()))
                .put("lost", lost)
                .put("next", next)
                .put("more", more)
                .build();
    }

    /** Reads what {@link #toJson} wrote. */
    public static EventPage fromJson(JsonObject json) {
        json.onlyNames("events", "lost", "next", "more");
        return new EventPage(
                json.array("events").objects().stream().map(PumpEvent::fromJson).toList(),
                json.number("lost"),
                json.number("next"),
                json.flag("more"));
    }
}
