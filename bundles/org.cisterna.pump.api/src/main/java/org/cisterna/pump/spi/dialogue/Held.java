// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import org.cisterna.pump.CommandId;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.Staged;

/**
 * What a session has staged in the pump, until it is committed.
 *
 * @param command for which it was staged
 * @param staged as the host got it
 * @param token the pump's name for it, as bytes
 * @param digest of the programme that was sent
 * @param asSent whether what the pump echoed was, byte for byte, what was sent
 */
public record Held(CommandId command, Staged staged, Bytes token, Bytes digest, boolean asSent) {

    /** Whether this, and nothing else, is what is to be committed. */
    public boolean mayCommit(Staged wanted) {
        return asSent && staged.equals(wanted);
    }

    /** What is said when {@link #mayCommit} is false. */
    public Violation notAsSent() {
        return mismatch(command, "what is to be committed is not, byte for byte, what the pump was sent and staged");
    }

    /**
     * What is to be committed is not what was staged.
     *
     * @param why half a sentence; that it is to be staged again is added
     */
    public static Violation mismatch(CommandId command, String why) {
        return Violation.of("PLAN_MISMATCH", "command", command.hex(), why + "; stage the plan again");
    }
}
