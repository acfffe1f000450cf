// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Instant;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** What the sensor found when it was asked; section 5 of the protocol page. The state that is read next tells it again. */
record Measured(long volume, Instant at) {

    static Measured read(FieldCursor in) throws MalformedException {
        return new Measured(in.number("measured"), in.clock("at"));
    }
}
