// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * STORED, section 5.3 of the protocol page: the programme in permanent memory.
 *
 * @param generation of the bank
 * @param bank what it holds; empty when it is not valid
 */
record StoredAnswer(long generation, Optional<Bank> bank) {

    /**
     * A valid bank, its checksum and digest recomputed here.
     *
     * @param digest 32 bytes
     * @param written when
     * @param writtenBy the command's id, all zero at manufacture
     */
    record Bank(long revision, PlanBlock plan, Bytes digest, Instant written, Bytes writtenBy) {}

    static StoredAnswer decode(Bytes payload) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        boolean valid = reader.flag();
        long generation = reader.u32();
        Optional<Bank> bank = valid ? Optional.of(bank(reader)) : Optional.empty();
        reader.end();
        return new StoredAnswer(generation, bank);
    }

    private static Bank bank(FieldReader reader) throws MalformedException {
        long revision = reader.u32();
        long checksum = reader.u32();
        Bytes digest = reader.bytes(CommandRecord.DIGEST);
        Bytes block = reader.bytes(reader.u16());
        if (Frame.crc32c(block) != checksum || !Derivation.planDigest(block).equals(digest)) {
            throw new MalformedException("the stored plan does not match its own checksum or digest");
        }
        return new Bank(revision, PlanBlock.decode(block), digest, reader.clock(), reader.bytes(CommandRecord.ID));
    }
}
