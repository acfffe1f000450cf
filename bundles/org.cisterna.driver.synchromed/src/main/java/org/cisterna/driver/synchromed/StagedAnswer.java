// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Instant;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * STAGED: what the pump understood.
 *
 * @param token 8 bytes
 * @param revision it was staged against
 * @param digest 32 bytes, recomputed here from the echo
 * @param until clock of the pump until which it stays staged
 * @param echo the block as the pump understood it
 */
record StagedAnswer(Bytes commandId, Bytes token, long revision, Bytes digest, Instant until, PlanBlock echo) {

    static final int TOKEN = 8;

    static StagedAnswer decode(Bytes payload) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        Bytes commandId = reader.bytes(CommandRecord.ID);
        Bytes token = reader.bytes(TOKEN);
        long revision = reader.u32();
        Bytes digest = reader.bytes(CommandRecord.DIGEST);
        Instant until = reader.clock();
        int from = reader.position();
        PlanBlock echo = PlanBlock.read(reader);
        reader.end();
        if (!Derivation.planDigest(payload.part(from, payload.size())).equals(digest)) {
            throw new MalformedException("the digest of the staged plan is not that of its echo");
        }
        return new StagedAnswer(commandId, token, revision, digest, until, echo);
    }
}
