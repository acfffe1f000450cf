// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.List;

/** What the device says to one request: a message type and its payload. */
final class Answer {

    private static final int NO_INDEX = 255;

    private final int type;
    private final byte[] payload;

    /** One reason of a refusal; section 10 of the protocol page. */
    record Violation(int code, int field, int index, long value, long limit) {

        static Violation of(int code, int field, long value, long limit) {
            return new Violation(code, field, NO_INDEX, value, limit);
        }
    }

    Answer(int type, byte[] payload) {
        this.type = type;
        this.payload = payload.clone();
    }

    static Answer to(int request, PayloadWriter payload) {
        return new Answer(request + 1, payload.array());
    }

    static Answer refused(int request, int code) {
        return refused(request, Violation.of(code, Code.FIELD_NONE, 0, 0));
    }

    static Answer refused(int request, Violation violation) {
        return refused(request, List.of(violation));
    }

    static Answer refused(int request, List<Violation> violations) {
        int count = Math.min(violations.size(), Limits.MOST_VIOLATIONS);
        PayloadWriter payload = new PayloadWriter().u8(request).u8(count);
        for (Violation v : violations.subList(0, count)) {
            payload.u16(v.code()).u8(v.field()).u8(v.index()).u64(v.value()).u64(v.limit());
        }
        return new Answer(Code.REFUSED, payload.array());
    }

    int type() {
        return type;
    }

    byte[] payload() {
        return payload.clone();
    }
}
