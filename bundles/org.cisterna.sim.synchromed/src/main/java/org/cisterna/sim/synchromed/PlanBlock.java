// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.synchromed.PayloadReader.Malformed;

/**
 * A plan as it lies in the device; section 6 of the protocol page. Reading it checks its form only; {@link PlanRules} checks what it says.
 *
 * @param bytes the block itself, which is what digest and checksum cover
 */
record PlanBlock(
        Bytes bytes,
        int format,
        int mode,
        List<Step> steps,
        List<Drug> drugs,
        int reservoirFlag,
        long reservoir,
        List<Part> parts) {

    static final int FORMAT = 1;
    static final int WITH_PARTS = 2;
    static final int CONTINUOUS = 1;
    static final int FLEX = 2;

    record Step(int startMinute, long nanolitresPerDay) {}

    /** A drug as declared; its name is UTF-8 that nobody has looked at. */
    record Drug(Bytes name, long nanogramsPerMillilitre) {

        String text() {
            return new String(name.array(), StandardCharsets.UTF_8);
        }
    }

    PlanBlock {
        steps = List.copyOf(steps);
        drugs = List.copyOf(drugs);
        parts = List.copyOf(parts);
    }

    /** Reads a block of a format on the page, or only the format of another one. */
    static PlanBlock read(Bytes bytes) throws Malformed {
        PayloadReader in = new PayloadReader(bytes.array());
        int format = in.u8();
        if (format != FORMAT && format != WITH_PARTS) {
            return new PlanBlock(bytes, format, 0, List.of(), List.of(), 0, 0, List.of());
        }
        int mode = in.u8();
        List<Step> steps = new ArrayList<>();
        for (int left = in.u8(); left > 0; left--) {
            steps.add(new Step(in.u16(), in.u32()));
        }
        List<Drug> drugs = new ArrayList<>();
        for (int left = in.u8(); left > 0; left--) {
            drugs.add(new Drug(in.rawText(), in.u64()));
        }
        int flag = in.u8();
        long reservoir = in.u64();
        List<Part> parts = format == WITH_PARTS ? Part.read(in) : List.of();
        in.end();
        return new PlanBlock(bytes, format, mode, steps, drugs, flag, reservoir, parts);
    }

    /** A block that was checked when it was stored. */
    static PlanBlock stored(Bytes bytes) {
        try {
            return read(bytes);
        } catch (Malformed e) {
            throw new IllegalStateException("a plan that was accepted cannot be read", e);
        }
    }

    /** What a device is manufactured with. */
    static PlanBlock of(DeviceSetup setup) {
        PayloadWriter out = new PayloadWriter().u8(FORMAT);
        out.u8(setup.programme().size() == 1 ? CONTINUOUS : FLEX);
        out.u8(setup.programme().size());
        setup.programme().forEach(s -> out.u16(s.startMinute()).u32(s.nanolitresPerDay()));
        out.u8(setup.content().size());
        setup.content().forEach((drug, c) -> out.text(drug).u64(c.nanogramsPerMillilitre()));
        return stored(out.u8(0).u64(0).bytes());
    }

    DaySchedule schedule() {
        return new DaySchedule(steps.stream()
                .map(s -> new DaySchedule.Step(s.startMinute(), s.nanolitresPerDay()))
                .toList());
    }

    Bytes digest() {
        return digest(bytes);
    }

    static Bytes digest(Bytes block) {
        return DeviceCrypto.sha256(
                new PayloadWriter().label("cisterna-s2/plan/1").raw(block).bytes());
    }

    static long checksum(Bytes block) {
        return Frame.crc(block.array(), block.length());
    }
}
