// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.firmware.SpreadBolus;
import org.cisterna.sim.medstream.FieldReader.Malformed;

/**
 * A programme as it lies in the device; section 6 of the protocol page. Reading it checks its form only; {@link ProgrammeRules} checks what
 * it says. Volumes in nanolitres, rates in nanolitres a day.
 *
 * @param text the fields themselves, which is what the digest covers
 */
record Programme(
        String text,
        long form,
        List<Step> steps,
        List<Drug> drugs,
        OptionalLong reservoir,
        OptionalLong prime,
        Optional<Bridge> bridge,
        Optional<Bolus> bolus) {

    static final int FORM = 1;

    /** What the names of all its fields begin with. */
    static final String PREFIX = "p.";

    record Step(int startMinute, long rate) {}

    record Drug(String name, long nanogramsPerMillilitre) {}

    record Bridge(long rate, int minutes) {}

    record Bolus(long volume, int minutes) {

        /** It begins at a device time. */
        SpreadBolus begun(long now) {
            return new SpreadBolus(Math.toIntExact(volume / Limits.PULSE), now, minutes * Limits.MINUTE, 0);
        }
    }

    Programme {
        steps = List.copyOf(steps);
        drugs = List.copyOf(drugs);
    }

    /** Takes the programme's fields out of more. */
    static Programme take(FieldReader in) throws Malformed {
        String text = in.ahead(PREFIX);
        long form = in.number("p.form");
        List<Step> steps = new ArrayList<>();
        for (List<String> step : in.groups("p.step", 2)) {
            steps.add(new Step(small("p.step", step.get(0)), FieldReader.number("p.step", step.get(1))));
        }
        List<Drug> drugs = new ArrayList<>();
        for (List<String> drug : in.groups("p.drug", 2)) {
            drugs.add(new Drug(FieldReader.text("p.drug", drug.get(0)), FieldReader.number("p.drug", drug.get(1))));
        }
        OptionalLong reservoir = optional(in, "p.reservoir");
        OptionalLong prime = optional(in, "p.prime");
        Optional<Bridge> bridge = Optional.empty();
        if (in.has("p.bridge")) {
            List<String> values = in.group("p.bridge", 2);
            bridge = Optional.of(
                    new Bridge(FieldReader.number("p.bridge", values.get(0)), small("p.bridge", values.get(1))));
        }
        Optional<Bolus> bolus = Optional.empty();
        if (in.has("p.bolus")) {
            List<String> values = in.group("p.bolus", 2);
            bolus = Optional.of(
                    new Bolus(FieldReader.number("p.bolus", values.get(0)), small("p.bolus", values.get(1))));
        }
        return new Programme(text, form, steps, drugs, reservoir, prime, bridge, bolus);
    }

    private static int small(String name, String value) throws Malformed {
        return FieldReader.small(FieldReader.number(name, value));
    }

    private static OptionalLong optional(FieldReader in, String name) throws Malformed {
        return in.has(name) ? OptionalLong.of(in.number(name)) : OptionalLong.empty();
    }

    static Programme read(String text) throws Malformed {
        FieldReader in = new FieldReader(text);
        Programme programme = take(in);
        in.end();
        return programme;
    }

    /** A programme that was checked when it was stored. */
    static Programme stored(String text) {
        try {
            return read(text);
        } catch (Malformed e) {
            throw new IllegalStateException("a programme that was accepted cannot be read", e);
        }
    }

    /** What a device is manufactured with; a rate off the grid is refused, not rounded. */
    static Programme of(DeviceSetup setup) {
        Fields out = new Fields().number("p.form", FORM);
        for (DaySchedule.Step step : setup.programme()) {
            if (step.nanolitresPerDay() % Limits.RATE_GRID != 0) {
                throw new IllegalArgumentException("this class has rates of whole " + Limits.RATE_GRID + " nL/day; "
                        + step.nanolitresPerDay() + " nL/day is no whole number of them");
            }
            out.put("p.step", Fields.group(step.startMinute(), step.nanolitresPerDay()));
        }
        setup.content()
                .forEach((drug, c) -> out.put("p.drug", Fields.group(Fields.text(drug), c.nanogramsPerMillilitre())));
        return stored(out.text());
    }

    DaySchedule schedule() {
        return new DaySchedule(steps.stream()
                .map(s -> new DaySchedule.Step(s.startMinute(), s.rate()))
                .toList());
    }

    Bytes digest() {
        return Suite.programmeDigest(text);
    }
}
