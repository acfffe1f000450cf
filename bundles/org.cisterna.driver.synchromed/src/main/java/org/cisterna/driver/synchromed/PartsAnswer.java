// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.Held;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * PARTS, section 5.6 of the protocol page: what has become of the parts of the plan.
 *
 * @param revision of the plan
 * @param parts in the order of the plan
 */
record PartsAnswer(long revision, List<Held> parts) {

    /**
     * What has become of one.
     *
     * @param kind section 6.1
     * @param stage section 11.8
     * @param delivered nL since the plan was committed
     */
    record Held(int kind, int stage, long delivered) {}

    PartsAnswer {
        parts = List.copyOf(parts);
    }

    static PartsAnswer decode(Bytes payload) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        long revision = reader.u32();
        int count = reader.u8();
        List<Held> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new Held(reader.u8(), reader.u8(), reader.u64()));
        }
        reader.end();
        return new PartsAnswer(revision, parts);
    }
}
