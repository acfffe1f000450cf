// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.util.Optional;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * The programme in the pump's permanent memory; section 5 of the protocol page.
 *
 * @param bank empty when the pump says that it has none that is whole
 */
record StoredAnswer(Optional<Bank> bank) {

    /** A bank that is whole; its digest was checked here too. */
    record Bank(Bytes bytes, ProgrammeBlock programme, long revision, Bytes digest, Optional<Bytes> writtenBy) {}

    static StoredAnswer read(FieldCursor in) throws MalformedException {
        if (!in.comes(0x30)) {
            in.number(0x67);
            return new StoredAnswer(Optional.empty());
        }
        Bytes bytes = in.raw(0x30);
        long revision = in.number(0x40);
        Bytes digest = in.bytes(0x5A, Derivation.DIGEST);
        Optional<Bytes> writtenBy = in.comes(0x60) ? Optional.of(in.bytes(0x60, CommandRecord.ID)) : Optional.empty();
        in.number(0x67);
        in.clock(0x68);
        if (!digest.equals(Derivation.programmeDigest(bytes))) {
            throw new MalformedException("the digest of the stored programme is not that of its bytes");
        }
        return new StoredAnswer(
                Optional.of(new Bank(bytes, ProgrammeBlock.decode(bytes), revision, digest, writtenBy)));
    }
}
