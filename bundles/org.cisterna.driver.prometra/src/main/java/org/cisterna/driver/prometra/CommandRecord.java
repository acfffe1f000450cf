// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Revision;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** What the pump remembers of a command, section 5.3 of the protocol page. */
record CommandRecord(Bytes id, int kind, int effect, Instant at, long revision, Optional<Bytes> digest) {

    static final int ID = 16;
    static final int PROGRAMME = 1;
    static final int HALT = 2;
    static final int APPLIED = 1;
    static final int FAILED = 2;

    static CommandRecord read(FieldCursor in) throws MalformedException {
        CommandRecord record = new CommandRecord(
                in.bytes(0x01, ID),
                in.count(0x02),
                in.count(0x03),
                in.clock(0x04),
                in.number(0x05),
                in.comes(0x06) ? Optional.of(in.bytes(0x06, Derivation.DIGEST)) : Optional.empty());
        boolean known = record.kind == PROGRAMME || record.kind == HALT;
        if (!known || record.effect < APPLIED || record.effect > FAILED) {
            throw new MalformedException("a command record of kind " + record.kind + " with effect " + record.effect
                    + ", which this driver does not know");
        }
        return record;
    }

    CommandEffect toEffect() {
        return new CommandEffect(
                CommandId.of(id.toArray()),
                effect == APPLIED ? CommandEffect.Effect.APPLIED : CommandEffect.Effect.ROLLED_BACK,
                new Revision(revision));
    }
}
