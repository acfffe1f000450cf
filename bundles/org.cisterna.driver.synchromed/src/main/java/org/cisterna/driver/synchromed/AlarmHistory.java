// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.SealedDialogue;
import org.cisterna.pump.wire.LinkException;

/**
 * The alarms that stand, with the time since when. STATUS says which stand; the event ring says since when. Of an alarm whose beginning was
 * overwritten in the ring nobody knows since when it stands, and nothing is put in its place.
 */
final class AlarmHistory {

    private static final int BITS = 32;
    private static final int MOST_PAGES = 8;

    private static final List<String> CODES = List.of(
            "LOW_RESERVOIR",
            "EMPTY_RESERVOIR",
            "STOPPED_PUMP_48H",
            "POWER_ON_RESET",
            "MOTOR_STALL",
            "MEMORY_ERROR",
            "ERI",
            "EOS",
            "LOW_BATTERY_RESET",
            "MEMORY_DATA_ERROR",
            "TELEMETRY_MODE_STUCK");

    /** Announcements; at every other alarm therapy is lost or about to be, and one that nobody knows counts among those. */
    private static final List<String> NOT_CRITICAL = List.of("LOW_RESERVOIR", "ERI", "MEMORY_DATA_ERROR");

    private final StatusAnswer status;
    private final Map<Integer, Instant> began = new HashMap<>();

    private AlarmHistory(StatusAnswer status) {
        this.status = status;
    }

    /** Reads as much of the ring as the standing alarms need; nothing when none stands. */
    static List<Alarm> read(StatusAnswer status, Requests requests) throws LinkException, InterruptedException {
        return new AlarmHistory(status).read(requests);
    }

    private List<Alarm> read(Requests requests) throws LinkException, InterruptedException {
        long to = status.nextEvent();
        for (int page = 0; page < MOST_PAGES && !found() && to > status.oldestEvent(); page++) {
            long from = Math.max(status.oldestEvent(), to - EventsAnswer.MOST);
            EventsAnswer answer = requests.events(from);
            try {
                for (EventsAnswer.Event event : answer.events()) {
                    take(event, to);
                }
            } catch (MalformedException e) {
                throw SealedDialogue.misread(MessageType.READ_EVENTS, e);
            }
            to = from;
        }
        List<Alarm> alarms = new ArrayList<>();
        for (int bit = 0; bit < BITS; bit++) {
            if (stands(bit)) {
                String code = bit < CODES.size() ? CODES.get(bit) : "UNKNOWN_ALARM_" + bit;
                Optional<Instant> since = Optional.ofNullable(began.get(bit));
                alarms.add(new Alarm(code, !NOT_CRITICAL.contains(code), since));
            }
        }
        return alarms;
    }

    private void take(EventsAnswer.Event event, long before) throws MalformedException {
        if (event.number() >= before) {
            return;
        }
        if (event.code() == EventsAnswer.ALARM_BEGAN && event.alarmBit() < BITS) {
            int bit = (int) event.alarmBit();
            // an alarm may have come and gone before: the last beginning counts
            Instant known = began.get(bit);
            if (known == null || event.at().isAfter(known)) {
                began.put(bit, event.at());
            }
        }
    }

    private boolean found() {
        for (int bit = 0; bit < BITS; bit++) {
            if (stands(bit) && !began.containsKey(bit)) {
                return false;
            }
        }
        return true;
    }

    private boolean stands(int bit) {
        return (status.alarms() >>> bit & 1) == 1;
    }
}
