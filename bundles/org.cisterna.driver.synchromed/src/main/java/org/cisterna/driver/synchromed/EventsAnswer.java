// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * EVENTS, section 9 of the protocol page.
 *
 * @param oldest number still in the ring
 * @param next number the next event will get
 * @param events in order
 */
record EventsAnswer(long oldest, long next, List<Event> events) {

    static final int MOST = 60;
    static final int ALARM_BEGAN = 48;

    /**
     * Something that happened.
     *
     * @param code section 11.7
     * @param detail 16 bytes
     */
    record Event(long number, Instant at, int code, Bytes detail) {

        /** The number of the alarm's bit, for {@link #ALARM_BEGAN}. */
        long alarmBit() throws MalformedException {
            return new FieldReader(detail).u64();
        }
    }

    EventsAnswer {
        events = List.copyOf(events);
    }

    static EventsAnswer decode(Bytes payload) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        long oldest = reader.u32();
        long next = reader.u32();
        int count = reader.u8();
        if (count > MOST) {
            throw new MalformedException("an answer with " + count + " events");
        }
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Event event = new Event(reader.u32(), reader.clock(), reader.u16(), reader.bytes(16));
            boolean inOrder = i == 0
                    ? event.number() >= oldest
                    : event.number() == events.get(i - 1).number() + 1;
            if (!inOrder || event.number() >= next) {
                throw new MalformedException("event " + event.number() + " stands out of order");
            }
            events.add(event);
        }
        reader.end();
        return new EventsAnswer(oldest, next, events);
    }
}
