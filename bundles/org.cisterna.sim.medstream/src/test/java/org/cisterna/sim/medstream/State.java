// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.sim.medstream.Code.Alarm;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.sim.medstream.Code.Phase;
import org.cisterna.sim.medstream.Code.Reason;
import org.cisterna.sim.medstream.FieldReader.Malformed;

/** What a test wants to know of an answer to STATE; reading it holds the form of all of it. */
record State(
        String programme,
        long revision,
        long clock,
        Delivery delivery,
        Reason reason,
        Phase phase,
        long rate,
        String bolus,
        long measured,
        long at,
        long calculated,
        long delivered,
        String battery,
        List<Alarm> alarms,
        String last,
        long nextEvent,
        long boots,
        long calibrated,
        String parts) {

    static State of(Message message) {
        try {
            FieldReader in = TestHost.in(message);
            String programme = in.ahead(Programme.PREFIX);
            if (!programme.isEmpty()) {
                Programme.take(in);
            }
            long revision = in.number("revision");
            long clock = in.number("clock");
            Delivery delivery = Delivery.valueOf(in.value("delivery"));
            Reason reason = Reason.valueOf(in.value("reason"));
            in.number("since");
            Phase phase = Phase.valueOf(in.value("phase"));
            in.number("ends");
            long rate = in.number("rate");
            String bolus = in.value("bolus");
            long measured = in.number("measured");
            long at = in.number("at");
            long calculated = in.number("calculated");
            long delivered = in.number("delivered");
            String battery = in.value("battery");
            in.number("replace");
            List<Alarm> alarms = new ArrayList<>();
            for (List<String> alarm : in.groups("alarm", 2)) {
                alarms.add(Alarm.valueOf(alarm.get(0)));
            }
            String last = in.value("record");
            in.number("oldest");
            long next = in.number("next");
            long boots = in.number("boots");
            in.value("reset");
            long calibrated = in.number("calibrated");
            in.number("pairings");
            in.number("dropped");
            StringBuilder parts = new StringBuilder();
            while (in.has("part")) {
                parts.append(in.value("part")).append(' ');
            }
            in.end();
            return new State(
                    programme,
                    revision,
                    clock,
                    delivery,
                    reason,
                    phase,
                    rate,
                    bolus,
                    measured,
                    at,
                    calculated,
                    delivered,
                    battery,
                    alarms,
                    last,
                    next,
                    boots,
                    calibrated,
                    parts.toString());
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the device remembers a last command. */
    boolean hasLast() {
        return !last.equals(Fields.NOTHING);
    }
}
