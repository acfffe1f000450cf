// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Revision;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** What the pump remembers of a command, section 5 of the protocol page. */
record CommandRecord(Bytes id, String kind, String effect, Instant at, long revision, Optional<Bytes> digest) {

    static final int ID = 16;
    static final String PROGRAMME = "PROGRAMME";
    static final String HALT = "HALT";

    private static final int VALUES = 6;
    private static final String APPLIED = "APPLIED";
    private static final String FAILED = "FAILED";

    static CommandRecord read(FieldCursor in) throws MalformedException {
        return in.group("record", VALUES, CommandRecord::of);
    }

    /** A record, or none. */
    static Optional<CommandRecord> readOptional(FieldCursor in) throws MalformedException {
        return in.optionalGroup("record", VALUES, CommandRecord::of);
    }

    private static CommandRecord of(FieldCursor.Group in) throws MalformedException {
        CommandRecord record = new CommandRecord(
                in.bytes(ID), in.code(), in.code(), in.clock(), in.number(), in.optionalBytes(Derivation.DIGEST));
        boolean known = record.kind.equals(PROGRAMME) || record.kind.equals(HALT);
        if (!known || !(record.effect.equals(APPLIED) || record.effect.equals(FAILED))) {
            throw new MalformedException("a command record of a kind or effect that this driver does not know");
        }
        return record;
    }

    CommandEffect toEffect() {
        return new CommandEffect(
                CommandId.of(id.toArray()),
                effect.equals(APPLIED) ? CommandEffect.Effect.APPLIED : CommandEffect.Effect.ROLLED_BACK,
                new Revision(revision));
    }
}
