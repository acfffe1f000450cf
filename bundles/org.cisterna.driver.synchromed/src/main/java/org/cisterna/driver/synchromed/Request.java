// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import org.cisterna.pump.spi.dialogue.Bytes;

/** A request that has no frame yet. */
record Request(MessageType type, Bytes payload) {

    /** As the protocol page names it. */
    @Override
    public String toString() {
        return type.name();
    }
}
