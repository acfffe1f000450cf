// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** A programme as it goes over the wire; section 6 of the protocol page. Rates are whole strokes a day, volumes whole strokes. */
record ProgrammeBlock(
        List<Step> steps,
        List<Drug> drugs,
        OptionalLong reservoir,
        OptionalInt prime,
        Optional<Bridge> bridge,
        Optional<Bolus> bolus,
        Optional<PatientBolus> patientBolus) {

    static final int MOST_STEPS = 24;
    static final int MOST_DRUGS = 4;
    static final int LONGEST_NAME = 40;
    static final long MOST_CONCENTRATION = 1_000_000_000L;
    static final int RESERVOIR = 0x04;
    static final int PRIME = 0x05;
    static final int BRIDGE = 0x06;
    static final int BOLUS = 0x07;
    static final int PATIENT_BOLUS = 0x08;

    private static final int FORMAT = 1;
    private static final int MINUTES = 1_440;

    record Step(int start, int rate) {}

    record Drug(String name, long concentration) {}

    record Bridge(int rate, int minutes) {}

    record Bolus(int strokes, int minutes) {}

    record PatientBolus(int strokes, int minutes, int lockout, int most) {}

    ProgrammeBlock {
        steps = List.copyOf(steps);
        drugs = List.copyOf(drugs);
    }

    Fields encode() {
        Fields out = new Fields().number(0x01, FORMAT);
        steps.forEach(
                each -> out.group(0x02, new Fields().number(0x01, each.start()).number(0x02, each.rate())));
        drugs.forEach(
                each -> out.group(0x03, new Fields().text(0x01, each.name()).number(0x02, each.concentration())));
        reservoir.ifPresent(volume -> out.number(RESERVOIR, volume));
        prime.ifPresent(strokes -> out.number(PRIME, strokes));
        bridge.ifPresent(
                each -> out.group(BRIDGE, new Fields().number(0x01, each.rate()).number(0x02, each.minutes())));
        bolus.ifPresent(each ->
                out.group(BOLUS, new Fields().number(0x01, each.strokes()).number(0x02, each.minutes())));
        patientBolus.ifPresent(each -> out.group(
                PATIENT_BOLUS,
                new Fields()
                        .number(0x01, each.strokes())
                        .number(0x02, each.minutes())
                        .number(0x03, each.lockout())
                        .number(0x04, each.most())));
        return out;
    }

    static ProgrammeBlock decode(Bytes bytes) throws MalformedException {
        return FieldCursor.whole(bytes, ProgrammeBlock::read);
    }

    /** Reads and checks what the platform's own types rely on; whether the pump may run it is the pump's question. */
    static ProgrammeBlock read(FieldCursor in) throws MalformedException {
        int format = in.count(0x01);
        if (format != FORMAT) {
            throw new MalformedException("a programme of format " + format);
        }
        List<Step> steps = in.many(0x02, each -> new Step(each.count(0x01), each.count(0x02)));
        int before = -1;
        for (Step step : steps) {
            if (step.start() <= before || step.start() >= MINUTES || step.rate() == 0) {
                throw new MalformedException("a step at minute " + step.start() + " with " + step.rate()
                        + " strokes a day after one at minute " + before);
            }
            before = step.start();
        }
        if (steps.isEmpty() || steps.get(0).start() != 0 || steps.size() > MOST_STEPS) {
            throw new MalformedException("a day of " + steps.size() + " steps that does not begin at midnight");
        }
        List<Drug> drugs = in.many(0x03, each -> new Drug(each.text(0x01), each.number(0x02)));
        OptionalLong reservoir = in.optionalNumber(RESERVOIR);
        OptionalInt prime = in.comes(PRIME) ? OptionalInt.of(in.count(PRIME)) : OptionalInt.empty();
        return new ProgrammeBlock(
                steps,
                drugs,
                reservoir,
                prime,
                in.optional(BRIDGE, each -> new Bridge(each.count(0x01), each.count(0x02))),
                in.optional(BOLUS, each -> new Bolus(each.count(0x01), each.count(0x02))),
                in.optional(
                        PATIENT_BOLUS,
                        each -> new PatientBolus(
                                each.count(0x01), each.count(0x02), each.count(0x03), each.count(0x04))));
    }
}
