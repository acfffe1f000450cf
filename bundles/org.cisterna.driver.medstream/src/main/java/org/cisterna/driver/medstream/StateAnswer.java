// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** What a pump says of itself in one line; section 5.1 of the protocol page. */
record StateAnswer(
        Optional<String> programmeText,
        Optional<ProgrammeText> programme,
        long revision,
        Instant clock,
        String delivery,
        Instant since,
        long measured,
        Instant measuredAt,
        long calculated,
        long delivered,
        String battery,
        List<Alarm> alarms,
        Optional<CommandRecord> last,
        List<Part> parts) {

    /** An alarm that stands. */
    record Alarm(String code, Instant since) {}

    /** What has become of a part of the programme. */
    record Part(String name, String stage, long given) {}

    private record Bolus(long ordered, long given, Instant ends) {}

    static StateAnswer read(FieldCursor in) throws MalformedException {
        String text = ProgrammeText.take(in);
        Optional<ProgrammeText> programme = text.isEmpty() ? Optional.empty() : Optional.of(ProgrammeText.decode(text));
        long revision = in.number("revision");
        Instant clock = in.clock("clock");
        String delivery = in.code("delivery");
        in.code("reason");
        Instant since = in.clock("since");
        in.code("phase");
        in.clock("ends");
        in.number("rate");
        in.optionalGroup("bolus", 3, each -> new Bolus(each.number(), each.number(), each.clock()));
        long measured = in.number("measured");
        Instant at = in.clock("at");
        long calculated = in.number("calculated");
        long delivered = in.number("delivered");
        String battery = in.code("battery");
        in.clock("replace");
        List<Alarm> alarms = in.many("alarm", 2, each -> new Alarm(each.code(), each.clock()));
        Optional<CommandRecord> last = CommandRecord.readOptional(in);
        in.number("oldest");
        in.number("next");
        in.number("boots");
        in.code("reset");
        in.clock("calibrated");
        in.number("pairings");
        in.number("dropped");
        List<Part> parts = in.many("part", 3, each -> new Part(each.word(), each.code(), each.number()));
        return new StateAnswer(
                programme.map(each -> text),
                programme,
                revision,
                clock,
                delivery,
                since,
                measured,
                at,
                calculated,
                delivered,
                battery,
                alarms,
                last,
                parts);
    }
}
