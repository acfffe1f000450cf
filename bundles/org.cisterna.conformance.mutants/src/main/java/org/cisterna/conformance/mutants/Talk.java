// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** One talk with a pump of the SynchroMed II class, seen by the pump: it knows its own messages by their type, which is not sealed away. */
class Talk extends OtherLink {

    /** The type of a message stands in its fourth byte. */
    private static final int TYPE = 3;

    static final int STAGE = 0x26;
    static final int CLOSE = 0x32;

    private boolean spoken;
    private boolean staged;
    private boolean goodbye;

    Talk(Link inner) {
        super(inner);
    }

    /** Called for each message before the pump gets it. */
    void said(int type) {
        // most pumps only listen
    }

    /** Whether something was said, and no goodbye. */
    final boolean isLeftOpen() {
        return spoken && !goodbye;
    }

    /** Whether a change was begun in it. */
    final boolean isChange() {
        return staged;
    }

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        int type = bytes.length > TYPE ? bytes[TYPE] & 0xFF : 0;
        spoken = true;
        staged |= type == STAGE;
        goodbye |= type == CLOSE;
        said(type);
        super.write(bytes, deadline);
    }
}
