// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import org.cisterna.pump.CommandId;
import org.cisterna.pump.spi.Staged;

/**
 * What this session has staged in the pump.
 *
 * @param staged as the host got it
 * @param token 8 bytes
 * @param digest of the programme that was sent
 * @param asSent whether the echo was, byte for byte, what was sent
 */
record Held(CommandId command, Staged staged, Bytes token, Bytes digest, boolean asSent) {

    /** Whether this, and nothing else, is what is to be committed. */
    boolean mayCommit(Staged wanted) {
        return asSent && staged.equals(wanted);
    }
}
