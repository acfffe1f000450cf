// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** A part of a plan block, section 6.1 of the protocol page. Volumes in nL, rates in nL per day, times in milliseconds. */
sealed interface BlockPart {

    /** Before everything else. */
    record Prime(long volume, long rate) implements BlockPart {}

    /** Before the day. */
    record Bridge(long rate, long duration) implements BlockPart {}

    /** Once, at once. */
    record Bolus(long volume, long duration) implements BlockPart {}

    /** Again and again. */
    record Periodic(long volume, long duration, long interval) implements BlockPart {}

    /** When the patient asks. */
    record Patient(long volume, long duration, long lockout, int most) implements BlockPart {}

    /** The day is at the minimum rate. */
    record Minimum() implements BlockPart {}

    /** The kind's number. */
    default int kind() {
        if (this instanceof Prime) {
            return 1;
        }
        if (this instanceof Bridge) {
            return 2;
        }
        if (this instanceof Bolus) {
            return 3;
        }
        if (this instanceof Periodic) {
            return 4;
        }
        return this instanceof Patient ? 5 : 6;
    }

    /** Writes a part. */
    default void write(FieldWriter writer) {
        writer.u8(kind());
        if (this instanceof Prime prime) {
            writer.u64(prime.volume()).u32(prime.rate());
        } else if (this instanceof Bridge bridge) {
            writer.u32(bridge.rate()).u64(bridge.duration());
        } else if (this instanceof Bolus bolus) {
            writer.u64(bolus.volume()).u64(bolus.duration());
        } else if (this instanceof Periodic periodic) {
            writer.u64(periodic.volume()).u64(periodic.duration()).u64(periodic.interval());
        } else if (this instanceof Patient patient) {
            writer.u64(patient.volume())
                    .u64(patient.duration())
                    .u64(patient.lockout())
                    .u16(patient.most());
        }
    }

    /** Reads the parts of a block: at least one, their kinds rising. */
    static List<BlockPart> readAll(FieldReader reader) throws MalformedException {
        int count = reader.u8();
        List<BlockPart> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BlockPart part = read(reader);
            if (i > 0 && part.kind() <= parts.get(i - 1).kind()) {
                throw new MalformedException("part " + i + " of a plan block is of kind " + part.kind()
                        + ", which does not follow kind " + parts.get(i - 1).kind());
            }
            parts.add(part);
        }
        if (parts.isEmpty()) {
            throw new MalformedException("a plan block with parts that has none");
        }
        return parts;
    }

    private static BlockPart read(FieldReader reader) throws MalformedException {
        int kind = reader.u8();
        return switch (kind) {
            case 1 -> new Prime(reader.u64(), reader.u32());
            case 2 -> new Bridge(reader.u32(), reader.u64());
            case 3 -> new Bolus(reader.u64(), reader.u64());
            case 4 -> new Periodic(reader.u64(), reader.u64(), reader.u64());
            case 5 -> new Patient(reader.u64(), reader.u64(), reader.u64(), reader.u16());
            case 6 -> new Minimum();
            default -> throw new MalformedException("a part of kind " + kind + ", which this driver does not know");
        };
    }
}
