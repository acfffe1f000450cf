// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.prometra.TlvReader.Malformed;

/** What a test wants to know of an answer to STATE; reading it holds the form of all of it. */
record State(
        Optional<Bytes> programme,
        long revision,
        long clock,
        int delivery,
        int reason,
        int phase,
        long rate,
        Optional<Bytes> bolus,
        long reservoir,
        long strokes,
        int battery,
        List<Integer> alarms,
        Optional<Bytes> last,
        long nextEvent,
        long boots,
        long patientBoluses,
        long refusedPresses,
        long lockoutEnds,
        String parts) {

    static State of(Message message) {
        try {
            TlvReader in = new TlvReader(message.fields());
            Optional<Bytes> programme = in.optionalGroup(Tag.PROGRAMME);
            long revision = in.uint(Tag.REVISION);
            long clock = in.uint(Tag.CLOCK);
            int delivery = in.small(Tag.DELIVERY);
            int reason = in.small(Tag.REASON);
            in.uint(Tag.SINCE);
            int phase = in.small(Tag.PHASE);
            in.uint(Tag.PHASE_ENDS);
            long rate = in.uint(Tag.RATE);
            Optional<Bytes> bolus = in.optionalGroup(Tag.BOLUS);
            long reservoir = in.uint(Tag.RESERVOIR);
            long strokes = in.uint(Tag.STROKES);
            int battery = in.small(Tag.BATTERY);
            in.uint(Tag.REPLACE_BY);
            List<Integer> alarms = new ArrayList<>();
            for (Bytes alarm : in.groups(Tag.ALARM)) {
                alarms.add(new TlvReader(alarm).small(1));
            }
            Optional<Bytes> last = in.optionalGroup(Tag.LAST_COMMAND);
            in.uint(Tag.OLDEST_EVENT);
            long next = in.uint(Tag.NEXT_EVENT);
            long boots = in.uint(Tag.BOOTS);
            in.uint(Tag.LAST_RESET);
            in.uint(Tag.PAIRINGS);
            in.uint(Tag.BAD_PACKETS);
            long patient = in.uint(Tag.PATIENT_BOLUSES);
            long refused = in.uint(Tag.PRESSES_REFUSED);
            long lockout = in.uint(Tag.LOCKOUT_ENDS);
            StringBuilder parts = new StringBuilder();
            for (Bytes group : in.groups(Tag.PART)) {
                TlvReader part = new TlvReader(group);
                parts.append(part.uint(1))
                        .append(':')
                        .append(part.uint(2))
                        .append(':')
                        .append(part.uint(3))
                        .append(' ');
                part.end();
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
                    reservoir,
                    strokes,
                    battery,
                    alarms,
                    last,
                    next,
                    boots,
                    patient,
                    refused,
                    lockout,
                    parts.toString());
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }
}
