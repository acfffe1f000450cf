// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** The pump's event ring in the platform's words, sections 9 and 11.7 of the protocol page. */
final class Logbook {

    private static final Map<Integer, String> CODES = Map.ofEntries(
            Map.entry(1, "MANUFACTURED"),
            Map.entry(2, "RESTARTED"),
            Map.entry(3, "POWER_ON_RESET"),
            Map.entry(4, "LOW_BATTERY_RESET"),
            Map.entry(16, "PAIRED"),
            Map.entry(17, "PAIRING_REPLACED"),
            Map.entry(18, "PAIRING_FAILED"),
            Map.entry(19, "UNPAIRED"),
            Map.entry(20, "AUTHENTICATION_FAILED"),
            Map.entry(32, "UPDATE_BEGUN"),
            Map.entry(33, "PROGRAMME_APPLIED"),
            Map.entry(34, "UPDATE_ABANDONED"),
            Map.entry(35, "UPDATE_DISCARDED"),
            Map.entry(36, "STOPPED"),
            Map.entry(37, "UPDATE_OVERTAKEN"),
            Map.entry(38, "RESERVOIR_SET"),
            Map.entry(39, "PART_BEGAN"),
            Map.entry(40, "PART_DONE"),
            Map.entry(41, "PART_ENDED_EARLY"),
            Map.entry(42, "PATIENT_BOLUS_DENIED"),
            Map.entry(48, "ALARM_BEGAN"),
            Map.entry(49, "ALARM_ENDED"),
            Map.entry(50, "MOTOR_STALLED"),
            Map.entry(51, "MOTOR_RECOVERED"),
            Map.entry(52, "MEMORY_FAULT"),
            Map.entry(53, "MEMORY_DATA_FAULT"),
            Map.entry(54, "TUBE_SET"));
    private static final int FIRST_COMMAND = 32;
    private static final int LAST_COMMAND = 37;

    private Logbook() {}

    /**
     * A page of the ring.
     *
     * @param from number that was asked for
     */
    static EventPage page(long from, EventsAnswer answer) throws MalformedException {
        List<PumpEvent> events = new ArrayList<>();
        for (EventsAnswer.Event each : answer.events()) {
            events.add(event(each));
        }
        long first = Math.max(from, answer.oldest());
        if (!events.isEmpty() && events.get(0).number() != first) {
            throw new MalformedException(
                    "events from " + events.get(0).number() + " on, asked were those from " + first);
        }
        long next = events.isEmpty()
                ? Math.max(first, from)
                : events.get(events.size() - 1).number() + 1;
        return new EventPage(events, Math.max(0, answer.oldest() - Math.max(1, from)), next, next < answer.next());
    }

    private static PumpEvent event(EventsAnswer.Event event) throws MalformedException {
        String code = Optional.ofNullable(CODES.get(event.code())).orElse("UNKNOWN_EVENT_" + event.code());
        boolean ofCommand = event.code() >= FIRST_COMMAND && event.code() <= LAST_COMMAND;
        return new PumpEvent(
                event.number(),
                event.at(),
                code,
                ofCommand ? Optional.of(CommandId.of(event.detail().toArray())) : Optional.empty(),
                ofCommand ? "" : detail(event));
    }

    private static String detail(EventsAnswer.Event event) throws MalformedException {
        FieldReader reader = new FieldReader(event.detail());
        return switch (event.code()) {
            case 38 -> "from " + reader.u64() + " nL to " + reader.u64() + " nL";
            case 39, 40, 41 -> "part " + reader.u64() + ", " + reader.u64() + " nL";
            case 42 -> "reason " + reader.u64() + ", " + reader.u64() + " ms left";
            case 48, 49 -> "alarm " + reader.u64();
            default -> "detail " + event.detail().hex();
        };
    }
}
