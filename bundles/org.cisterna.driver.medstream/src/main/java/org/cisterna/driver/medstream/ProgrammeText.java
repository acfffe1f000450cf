// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** A programme as it goes over the wire; section 6 of the protocol page. Volumes in nanolitres, rates in nanolitres a day. */
record ProgrammeText(
        List<Step> steps,
        List<Drug> drugs,
        OptionalLong reservoir,
        OptionalLong prime,
        Optional<Bridge> bridge,
        Optional<Bolus> bolus) {

    static final int MOST_STEPS = 10;
    static final int MOST_DRUGS = 4;
    static final int LONGEST_NAME = 40;
    static final long MOST_CONCENTRATION = 1_000_000_000L;

    private static final String PREFIX = "p.";
    private static final int FORM = 1;
    private static final int MINUTES = 1_440;

    record Step(int start, long rate) {}

    record Drug(String name, long concentration) {}

    record Bridge(long rate, int minutes) {}

    record Bolus(long volume, int minutes) {}

    ProgrammeText {
        steps = List.copyOf(steps);
        drugs = List.copyOf(drugs);
    }

    /** Its fields, which is what its digest is over. */
    String encode() {
        FieldList out = new FieldList().number("p.form", FORM);
        steps.forEach(each -> out.numbers("p.step", each.start(), each.rate()));
        drugs.forEach(each -> out.named("p.drug", each.name(), each.concentration()));
        reservoir.ifPresent(volume -> out.number("p.reservoir", volume));
        prime.ifPresent(volume -> out.number("p.prime", volume));
        bridge.ifPresent(each -> out.numbers("p.bridge", each.rate(), each.minutes()));
        bolus.ifPresent(each -> out.numbers("p.bolus", each.volume(), each.minutes()));
        return out.done();
    }

    /** Takes the programme's fields, as they stand, out of more; empty when there are none. */
    static String take(FieldCursor in) {
        return in.run(PREFIX);
    }

    static ProgrammeText decode(String text) throws MalformedException {
        return FieldCursor.whole(text, ProgrammeText::read);
    }

    /** Reads and checks what the platform's own types rely on; whether the pump may run it is the pump's question. */
    private static ProgrammeText read(FieldCursor in) throws MalformedException {
        int form = in.count("p.form");
        if (form != FORM) {
            throw new MalformedException("a programme of form " + form);
        }
        List<Step> steps = in.many("p.step", 2, each -> new Step(each.count(), each.number()));
        int before = -1;
        for (Step step : steps) {
            if (step.start() <= before || step.start() >= MINUTES || step.rate() == 0) {
                throw new MalformedException("a step at minute " + step.start() + " with " + step.rate()
                        + " nL/day after one at minute " + before);
            }
            before = step.start();
        }
        if (steps.isEmpty() || steps.get(0).start() != 0 || steps.size() > MOST_STEPS) {
            throw new MalformedException("a day of " + steps.size() + " steps that does not begin at midnight");
        }
        List<Drug> drugs = in.many("p.drug", 2, each -> new Drug(each.text(), each.number()));
        OptionalLong reservoir = in.optionalNumber("p.reservoir");
        OptionalLong prime = in.optionalNumber("p.prime");
        Optional<Bridge> bridge = in.comes("p.bridge")
                ? Optional.of(in.group("p.bridge", 2, each -> new Bridge(each.number(), each.count())))
                : Optional.empty();
        Optional<Bolus> bolus = in.comes("p.bolus")
                ? Optional.of(in.group("p.bolus", 2, each -> new Bolus(each.number(), each.count())))
                : Optional.empty();
        return new ProgrammeText(steps, drugs, reservoir, prime, bridge, bolus);
    }
}
