// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.Refusal;

/**
 * REFUSED, section 10 of the protocol page.
 *
 * @param refusedType message type that was refused
 * @param reasons 1 to 32
 */
record RefusedAnswer(int refusedType, List<Reason> reasons) implements Refusal {

    static final int MOST = 32;
    static final int NO_INDEX = 255;

    /**
     * One violation, with the numbers as they came.
     *
     * @param index of the step or drug, 255 for none
     */
    record Reason(int code, int field, int index, long value, long limit) {}

    RefusedAnswer {
        reasons = List.copyOf(reasons);
    }

    static RefusedAnswer decode(Bytes payload) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        int type = reader.u8();
        int count = reader.u8();
        if (count < 1 || count > MOST) {
            throw new MalformedException("a refusal with " + count + " reasons");
        }
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reasons.add(new Reason(reader.u16(), reader.u8(), reader.u8(), reader.u64(), reader.u64()));
        }
        reader.end();
        return new RefusedAnswer(type, reasons);
    }

    /** Whether one of the reasons has this code. */
    boolean has(int code) {
        return reasons.stream().anyMatch(each -> each.code() == code);
    }

    @Override
    public List<Violation> violations() {
        return RefusalWords.violations(this);
    }

    @Override
    public String line() {
        return RefusalWords.line(this);
    }
}
