// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.util.Optional;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * The programme in the pump's permanent memory; section 5 of the protocol page.
 *
 * @param memory empty when the pump says that it has none that is whole
 */
record StoredAnswer(Optional<Memory> memory) {

    /** A memory that is whole; its digest was checked here too. */
    record Memory(String text, ProgrammeText programme, long revision, Bytes digest, Optional<Bytes> writtenBy) {}

    static StoredAnswer read(FieldCursor in) throws MalformedException {
        in.number("generation");
        String text = ProgrammeText.take(in);
        if (text.isEmpty()) {
            return new StoredAnswer(Optional.empty());
        }
        long revision = in.number("revision");
        Bytes digest = in.bytes("digest", Derivation.DIGEST);
        Optional<Bytes> writtenBy = in.optionalBytes("command", CommandRecord.ID);
        in.clock("written");
        if (!digest.equals(Derivation.programmeDigest(text))) {
            throw new MalformedException("the digest of the stored programme is not that of its text");
        }
        return new StoredAnswer(Optional.of(new Memory(text, ProgrammeText.decode(text), revision, digest, writtenBy)));
    }
}
