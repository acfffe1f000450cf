// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** A page of the pump's event ring; section 11.7 of the protocol page. */
record EventsAnswer(long oldest, long next, List<Event> events) {

    static final int MOST = 30;

    private static final int VALUES = 5;

    /** An event in the pump's words; the detail is empty when it has none. */
    record Event(long number, Instant at, String code, String detail, Optional<Bytes> command) {}

    static EventsAnswer read(FieldCursor in) throws MalformedException {
        EventsAnswer answer =
                new EventsAnswer(in.number("oldest"), in.number("next"), in.many("event", VALUES, EventsAnswer::event));
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

    private static Event event(FieldCursor.Group in) throws MalformedException {
        return new Event(in.number(), in.clock(), in.code(), in.word(), in.optionalBytes(CommandRecord.ID));
    }

    /** The page for whoever asked from a number on. */
    EventPage page(long from) {
        List<PumpEvent> known = events.stream().map(EventsAnswer::known).toList();
        long readOn = events.isEmpty() ? next : events.get(events.size() - 1).number() + 1;
        return new EventPage(known, Math.max(0, oldest - Math.max(from, 1)), readOn, readOn < next);
    }

    private static PumpEvent known(Event event) {
        return new PumpEvent(
                event.number(),
                event.at(),
                stall(event).orElseGet(() -> name(event.code())),
                event.command().map(id -> CommandId.of(id.toArray())),
                event.detail().isEmpty() ? "" : label(event.code()) + event.detail());
    }

    /** A valve that stands and one that opens again, in the words that the platform has for every drive. */
    private static Optional<String> stall(Event event) {
        if (!event.detail().equals("VALVE_STANDS")) {
            return Optional.empty();
        }
        return switch (event.code()) {
            case "ALARM_BEGAN" -> Optional.of("MOTOR_STALL");
            case "ALARM_ENDED" -> Optional.of("MOTOR_STALL_RECOVERY");
            default -> Optional.empty();
        };
    }

    private static String label(String code) {
        return switch (code) {
            case "RESTARTED", "POWER_ON_RESET" -> "boots ";
            case "PAIRED", "PAIRING_REPLACED", "FORGOTTEN" -> "role ";
            case "PAIRING_FAILED", "AUTHENTICATION_FAILED" -> "failures ";
            case "RESERVOIR_SET", "CALIBRATED", "PRIME_ENDED", "BOLUS_BEGAN", "BOLUS_ENDED" -> "nL ";
            case "ALARM_BEGAN", "ALARM_ENDED" -> "alarm ";
            default -> "";
        };
    }

    private static String name(String code) {
        return switch (code) {
            case "FORGOTTEN" -> "UNPAIRED";
            case "APPLIED" -> "PROGRAMME_APPLIED";
            case "FAILED" -> "PROGRAMME_FAILED";
            case "HALTED" -> "STOPPED";
            case "CALIBRATED" -> "SENSOR_CALIBRATED";
            case "MANUFACTURED",
                    "RESTARTED",
                    "POWER_ON_RESET",
                    "PAIRED",
                    "PAIRING_REPLACED",
                    "PAIRING_FAILED",
                    "AUTHENTICATION_FAILED",
                    "RESERVOIR_SET",
                    "PRIME_ENDED",
                    "BRIDGE_ENDED",
                    "BOLUS_BEGAN",
                    "BOLUS_ENDED",
                    "ALARM_BEGAN",
                    "ALARM_ENDED",
                    "MEMORY_FAULT" -> code;
            default -> "UNKNOWN_EVENT_" + code;
        };
    }
}
