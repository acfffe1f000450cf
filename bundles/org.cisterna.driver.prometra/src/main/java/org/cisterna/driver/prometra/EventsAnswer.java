// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** A page of the pump's event ring; sections 9 and 11.7 of the protocol page. */
record EventsAnswer(long oldest, long next, List<Event> events) {

    static final int MOST = 30;

    /** An event in the pump's numbers. */
    record Event(long number, Instant at, int code, OptionalLong detail, Optional<Bytes> command) {}

    static EventsAnswer read(FieldCursor in) throws MalformedException {
        EventsAnswer answer = new EventsAnswer(in.number(0x4F), in.number(0x50), in.many(0x66, EventsAnswer::event));
        long before = 0;
        for (Event event : answer.events) {
            boolean inRing = event.number() >= answer.oldest && event.number() < answer.next;
            if (!inRing || (before > 0 && event.number() != before + 1)) {
                throw new MalformedException("event " + event.number() + " after event " + before);
            }
            before = event.number();
        }
        return answer;
    }

    private static Event event(FieldCursor in) throws MalformedException {
        return new Event(
                in.number(0x01),
                in.clock(0x02),
                in.count(0x03),
                in.optionalNumber(0x04),
                in.comes(0x05) ? Optional.of(in.bytes(0x05, CommandRecord.ID)) : Optional.empty());
    }

    /** The page for whoever asked from a number on. */
    EventPage page(long from) {
        List<PumpEvent> known = events.stream().map(EventsAnswer::known).toList();
        long readOn = events.isEmpty() ? next : events.get(events.size() - 1).number() + 1;
        return new EventPage(known, Math.max(0, oldest - Math.max(from, 1)), readOn, readOn < next);
    }

    private static PumpEvent known(Event event) {
        String detail =
                event.detail().isPresent() ? Long.toString(event.detail().getAsLong()) : "";
        return new PumpEvent(
                event.number(),
                event.at(),
                name(event.code()),
                event.command().map(id -> CommandId.of(id.toArray())),
                detail.isEmpty() ? "" : label(event.code()) + detail);
    }

    private static String label(int code) {
        return switch (code) {
            case 2, 3 -> "boots ";
            case 16, 17, 19 -> "role ";
            case 18, 20 -> "failures ";
            case 35 -> "nL ";
            case 40, 42, 43, 44, 45 -> "strokes ";
            case 46 -> "reason ";
            case 48, 49 -> "alarm ";
            default -> "";
        };
    }

    private static String name(int code) {
        return switch (code) {
            case 1 -> "MANUFACTURED";
            case 2 -> "RESTARTED";
            case 3 -> "POWER_ON_RESET";
            case 16 -> "PAIRED";
            case 17 -> "PAIRING_REPLACED";
            case 18 -> "PAIRING_FAILED";
            case 19 -> "UNPAIRED";
            case 20 -> "AUTHENTICATION_FAILED";
            case 32 -> "PROGRAMME_APPLIED";
            case 33 -> "PROGRAMME_FAILED";
            case 34 -> "STOPPED";
            case 35 -> "RESERVOIR_SET";
            case 40 -> "PRIME_ENDED";
            case 41 -> "BRIDGE_ENDED";
            case 42 -> "BOLUS_BEGAN";
            case 43 -> "BOLUS_ENDED";
            case 44 -> "PATIENT_BOLUS_BEGAN";
            case 45 -> "PATIENT_BOLUS_ENDED";
            case 46 -> "PATIENT_BOLUS_DENIED";
            case 48 -> "ALARM_BEGAN";
            case 49 -> "ALARM_ENDED";
            case 50 -> "MEMORY_FAULT";
            default -> "UNKNOWN_EVENT_" + code;
        };
    }
}
