// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** What a pump says of itself in one packet; section 5.2 of the protocol page. */
record StateAnswer(
        Optional<Bytes> programmeBytes,
        Optional<ProgrammeBlock> programme,
        long revision,
        Instant clock,
        int delivery,
        Instant since,
        long reservoir,
        long strokes,
        int battery,
        List<Alarm> alarms,
        Optional<CommandRecord> last,
        List<Part> parts) {

    /** An alarm that stands. */
    record Alarm(int code, Instant since) {}

    /** What has become of a part of the programme. */
    record Part(int tag, int stage, long made) {}

    private record Bolus(int kind, long ordered, long made, Instant ends) {}

    static StateAnswer read(FieldCursor in) throws MalformedException {
        Optional<Bytes> bytes = in.comes(0x30) ? Optional.of(in.raw(0x30)) : Optional.empty();
        Optional<ProgrammeBlock> programme =
                bytes.isPresent() ? Optional.of(ProgrammeBlock.decode(bytes.get())) : Optional.empty();
        long revision = in.number(0x40);
        Instant clock = in.clock(0x41);
        int delivery = in.count(0x42);
        in.number(0x43);
        Instant since = in.clock(0x44);
        in.number(0x45);
        in.clock(0x46);
        in.number(0x47);
        in.optional(0x48, each -> new Bolus(each.count(0x01), each.number(0x02), each.number(0x03), each.clock(0x04)));
        long reservoir = in.number(0x49);
        long strokes = in.number(0x4A);
        int battery = in.count(0x4B);
        in.clock(0x4C);
        List<Alarm> alarms = in.many(0x4D, each -> new Alarm(each.count(0x01), each.clock(0x02)));
        Optional<CommandRecord> last = in.optional(0x4E, CommandRecord::read);
        for (int informative = 0x4F; informative <= 0x57; informative++) {
            in.number(informative);
        }
        List<Part> parts = in.many(0x59, each -> new Part(each.count(0x01), each.count(0x02), each.number(0x03)));
        return new StateAnswer(
                bytes, programme, revision, clock, delivery, since, reservoir, strokes, battery, alarms, last, parts);
    }
}
