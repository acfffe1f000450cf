// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Instant;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Revision;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * What the pump remembers of a command, section 5.4 of the protocol page.
 *
 * @param id 16 bytes
 * @param kind {@link #PROGRAMME} or {@link #STOP}
 * @param effect 1 to 7, section 11.3
 * @param at clock of the effect
 * @param revision after it
 * @param planDigest 32 bytes, all zero for a stop
 */
record CommandRecord(Bytes id, int kind, int effect, Instant at, long revision, Bytes planDigest) {

    static final int ID = 16;
    static final int DIGEST = 32;
    static final int PROGRAMME = 1;
    static final int STOP = 2;
    static final int PENDING = 1;
    static final int APPLIED = 2;

    private static final int LAST_EFFECT = 7;

    static CommandRecord read(FieldReader reader) throws MalformedException {
        CommandRecord record = new CommandRecord(
                reader.bytes(ID), reader.u8(), reader.u8(), reader.clock(), reader.u32(), reader.bytes(DIGEST));
        if (record.kind != PROGRAMME && record.kind != STOP) {
            throw new MalformedException(
                    "a command record of kind " + record.kind + ", which this driver does not know");
        }
        if (record.effect < PENDING || record.effect > LAST_EFFECT) {
            throw new MalformedException(
                    "a command record with effect " + record.effect + ", which this driver does not know");
        }
        return record;
    }

    /** The same for the host. Every effect but PENDING and APPLIED says that the programme before it stands. */
    CommandEffect toEffect() {
        CommandEffect.Effect meaning =
                switch (effect) {
                    case PENDING -> CommandEffect.Effect.UNDER_WAY;
                    case APPLIED -> CommandEffect.Effect.APPLIED;
                    default -> CommandEffect.Effect.ROLLED_BACK;
                };
        return new CommandEffect(CommandId.of(id.toArray()), meaning, new Revision(revision));
    }
}
