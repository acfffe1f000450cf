// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.util.List;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.Refusal;

/**
 * A refusal as it came; section 10 of the protocol page.
 *
 * @param refused kind of the request, 0 when the pump could not read it
 */
record RefusedAnswer(int refused, List<Reason> reasons) implements Refusal {

    static final int NO_INDEX = -1;

    private static final int MOST = 32;

    /** One reason, in the pump's numbers. */
    record Reason(int code, int subject, int index, long value, long limit) {}

    static RefusedAnswer read(Bytes fields) throws MalformedException {
        return FieldCursor.whole(fields, in -> {
            int kind = in.count(0x70);
            List<Reason> reasons = in.many(0x71, RefusedAnswer::reason);
            if (reasons.isEmpty() || reasons.size() > MOST) {
                throw new MalformedException("a refusal with " + reasons.size() + " reasons");
            }
            return new RefusedAnswer(kind, List.copyOf(reasons));
        });
    }

    private static Reason reason(FieldCursor in) throws MalformedException {
        return new Reason(in.count(1), in.count(2), in.comes(3) ? in.count(3) : NO_INDEX, in.number(4), in.number(5));
    }

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
