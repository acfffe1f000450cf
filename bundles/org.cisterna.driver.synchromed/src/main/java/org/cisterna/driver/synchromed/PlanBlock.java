// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * A programme in the pump's own units, section 6 of the protocol page.
 *
 * @param steps of the day; one is continuous, more are flex
 * @param drugs the primary first; none is drug-free fluid
 * @param reservoir usable volume in nL that the reservoir holds now; empty when the calculated volume goes on
 * @param parts beside the day, their kinds rising
 */
record PlanBlock(List<Step> steps, List<Drug> drugs, OptionalLong reservoir, List<BlockPart> parts) {

    static final int FORMAT = 1;
    static final int WITH_PARTS = 2;
    static final int CONTINUOUS = 1;
    static final int FLEX = 2;
    static final int MOST_STEPS = 13;
    static final int MOST_DRUGS = 8;
    static final int LAST_MINUTE = 1439;
    static final int LONGEST_NAME = 40;
    static final long MOST_CONCENTRATION = 1_000_000_000L;

    /**
     * A part of the day.
     *
     * @param startMinute 0 to 1439
     * @param rate nL per day
     */
    record Step(int startMinute, long rate) {}

    /**
     * A drug in the reservoir.
     *
     * @param name as it stands in the pump
     * @param concentration ng per mL
     */
    record Drug(String name, long concentration) {}

    PlanBlock {
        steps = List.copyOf(steps);
        drugs = List.copyOf(drugs);
        parts = List.copyOf(parts);
    }

    Bytes encode() {
        FieldWriter writer = new FieldWriter()
                .u8(parts.isEmpty() ? FORMAT : WITH_PARTS)
                .u8(steps.size() == 1 ? CONTINUOUS : FLEX)
                .u8(steps.size());
        steps.forEach(each -> writer.u16(each.startMinute()).u32(each.rate()));
        writer.u8(drugs.size());
        drugs.forEach(each -> writer.text(each.name()).u64(each.concentration()));
        writer.u8(reservoir.isPresent() ? 1 : 0).u64(reservoir.orElse(0));
        if (!parts.isEmpty()) {
            writer.u8(parts.size());
            parts.forEach(each -> each.write(writer));
        }
        return writer.done();
    }

    /** Reads a block that fills all the bytes. */
    static PlanBlock decode(Bytes bytes) throws MalformedException {
        FieldReader reader = new FieldReader(bytes);
        PlanBlock block = read(reader);
        reader.end();
        return block;
    }

    /** Reads a block and leaves the reader behind it. */
    static PlanBlock read(FieldReader reader) throws MalformedException {
        int format = reader.u8();
        if (format != FORMAT && format != WITH_PARTS) {
            throw new MalformedException("a plan block of format " + format + ", which this driver does not know");
        }
        int mode = reader.u8();
        List<Step> steps = steps(reader, mode);
        List<Drug> drugs = drugs(reader);
        boolean filled = reader.flag();
        long volume = reader.u64();
        if (!filled && volume != 0) {
            throw new MalformedException("a plan block with a reservoir volume that its flag denies");
        }
        List<BlockPart> parts = format == WITH_PARTS ? BlockPart.readAll(reader) : List.of();
        return new PlanBlock(steps, drugs, filled ? OptionalLong.of(volume) : OptionalLong.empty(), parts);
    }

    private static List<Step> steps(FieldReader reader, int mode) throws MalformedException {
        int count = reader.u8();
        boolean fits = mode == CONTINUOUS ? count == 1 : mode == FLEX && count >= 2 && count <= MOST_STEPS;
        if (!fits) {
            throw new MalformedException("a plan block of mode " + mode + " with " + count + " steps");
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Step step = new Step(reader.u16(), reader.u32());
            boolean inOrder = i == 0
                    ? step.startMinute() == 0
                    : step.startMinute() > steps.get(i - 1).startMinute();
            if (!inOrder || step.startMinute() > LAST_MINUTE) {
                throw new MalformedException("step " + i + " of a plan block starts at minute " + step.startMinute());
            }
            if (step.rate() == 0) {
                throw new MalformedException("step " + i + " of a plan block has the rate 0");
            }
            steps.add(step);
        }
        return steps;
    }

    private static List<Drug> drugs(FieldReader reader) throws MalformedException {
        int count = reader.u8();
        if (count > MOST_DRUGS) {
            throw new MalformedException("a plan block with " + count + " drugs");
        }
        List<Drug> drugs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int before = reader.position();
            String name = reader.text();
            int length = reader.position() - before - 1;
            long concentration = reader.u64();
            if (length < 1 || length > LONGEST_NAME || !names.add(name)) {
                throw new MalformedException("drug " + i + " of a plan block has a name of " + length
                        + " bytes, or one that stands there before");
            }
            if (concentration < 1 || concentration > MOST_CONCENTRATION) {
                throw new MalformedException("drug " + i + " of a plan block has " + concentration + " ng/mL");
            }
            drugs.add(new Drug(name, concentration));
        }
        return drugs;
    }
}
