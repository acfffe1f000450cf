// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.prometra.TlvReader.Malformed;

/**
 * A programme as it lies in the device; section 6 of the protocol page. Reading it checks its form only; {@link ProgrammeRules} checks what
 * it says. Rates are whole strokes a day.
 *
 * @param bytes the value of the group itself, which is what the digest covers
 */
record Programme(
        Bytes bytes,
        int format,
        List<Step> steps,
        List<Drug> drugs,
        OptionalLong reservoir,
        OptionalInt prime,
        Optional<Bridge> bridge,
        Optional<Bolus> bolus,
        Optional<PatientBolus> patientBolus) {

    static final int FORMAT = 1;

    record Step(int startMinute, int rate) {}

    record Drug(String name, long nanogramsPerMillilitre) {}

    record Bridge(int rate, int minutes) {}

    record Bolus(int strokes, int minutes) {}

    record PatientBolus(int strokes, int minutes, int lockoutMinutes, int most) {}

    Programme {
        steps = List.copyOf(steps);
        drugs = List.copyOf(drugs);
    }

    static Programme read(Bytes bytes) throws Malformed {
        TlvReader in = new TlvReader(bytes);
        int format = in.small(1);
        List<Step> steps = new ArrayList<>();
        for (Bytes group : in.groups(2)) {
            TlvReader step = new TlvReader(group);
            steps.add(new Step(step.small(1), step.small(2)));
            step.end();
        }
        List<Drug> drugs = new ArrayList<>();
        for (Bytes group : in.groups(3)) {
            TlvReader drug = new TlvReader(group);
            drugs.add(new Drug(drug.text(1), drug.uint(2)));
            drug.end();
        }
        OptionalLong reservoir = in.optionalUint(4);
        OptionalInt prime = in.has(5) ? OptionalInt.of(in.small(5)) : OptionalInt.empty();
        Optional<Bridge> bridge = Optional.empty();
        if (in.has(6)) {
            TlvReader group = new TlvReader(in.group(6));
            bridge = Optional.of(new Bridge(group.small(1), group.small(2)));
            group.end();
        }
        Optional<Bolus> bolus = Optional.empty();
        if (in.has(7)) {
            TlvReader group = new TlvReader(in.group(7));
            bolus = Optional.of(new Bolus(group.small(1), group.small(2)));
            group.end();
        }
        Optional<PatientBolus> patientBolus = Optional.empty();
        if (in.has(8)) {
            TlvReader group = new TlvReader(in.group(8));
            patientBolus =
                    Optional.of(new PatientBolus(group.small(1), group.small(2), group.small(3), group.small(4)));
            group.end();
        }
        in.end();
        return new Programme(bytes, format, steps, drugs, reservoir, prime, bridge, bolus, patientBolus);
    }

    /** A programme that was checked when it was stored. */
    static Programme stored(Bytes bytes) {
        try {
            return read(bytes);
        } catch (Malformed e) {
            throw new IllegalStateException("a programme that was accepted cannot be read", e);
        }
    }

    /** What a device is manufactured with; a rate that is no whole number of strokes is refused, not rounded. */
    static Programme of(DeviceSetup setup) {
        TlvWriter out = new TlvWriter().uint(1, FORMAT);
        for (DaySchedule.Step step : setup.programme()) {
            if (step.nanolitresPerDay() % Limits.STROKE != 0) {
                throw new IllegalArgumentException("this class makes strokes of " + Limits.STROKE + " nL; "
                        + step.nanolitresPerDay() + " nL/day are no whole number of them");
            }
            out.group(2, new TlvWriter().uint(1, step.startMinute()).uint(2, step.nanolitresPerDay() / Limits.STROKE));
        }
        setup.content()
                .forEach((drug, c) -> out.group(3, new TlvWriter().text(1, drug).uint(2, c.nanogramsPerMillilitre())));
        return stored(out.bytes());
    }

    DaySchedule schedule() {
        return new DaySchedule(steps.stream()
                .map(s -> new DaySchedule.Step(s.startMinute(), s.rate() * Limits.STROKE))
                .toList());
    }

    Bytes digest() {
        return Suite.programmeDigest(bytes);
    }
}
