// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.util.List;
import java.util.OptionalLong;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.Refusal;

/** A refusal as it came; section 10 of the protocol page. */
record RefusedAnswer(List<Reason> reasons) implements Refusal {

    private static final int MOST = 32;
    private static final int VALUES = 5;

    /** One reason, in the pump's words; the subject is empty when it is about no field. */
    record Reason(String code, String subject, OptionalLong index, long value, long limit) {}

    RefusedAnswer {
        reasons = List.copyOf(reasons);
    }

    static RefusedAnswer read(String fields) throws MalformedException {
        List<Reason> reasons = FieldCursor.whole(fields, in -> in.many("why", VALUES, RefusedAnswer::reason));
        if (reasons.isEmpty() || reasons.size() > MOST) {
            throw new MalformedException("a refusal with " + reasons.size() + " reasons");
        }
        return new RefusedAnswer(reasons);
    }

    private static Reason reason(FieldCursor.Group in) throws MalformedException {
        return new Reason(in.code(), in.word(), in.optionalNumber(), in.number(), in.number());
    }

    boolean has(String code) {
        return reasons.stream().anyMatch(each -> each.code().equals(code));
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
