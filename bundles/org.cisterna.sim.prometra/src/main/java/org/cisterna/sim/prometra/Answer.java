// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.List;
import org.cisterna.sim.Bytes;

/** What the device says to one request: a kind and its fields. */
record Answer(int kind, Bytes fields) {

    private static final int NO_INDEX = -1;

    /** One reason of a refusal; section 10 of the protocol page. */
    record Violation(int code, long subject, int index, long value, long limit) {

        static Violation of(int code, long subject, long value, long limit) {
            return new Violation(code, subject, NO_INDEX, value, limit);
        }

        private TlvWriter fields() {
            TlvWriter out = new TlvWriter().uint(1, code).uint(2, subject);
            if (index != NO_INDEX) {
                out.uint(3, index);
            }
            return out.uint(4, value).uint(5, limit);
        }
    }

    static Answer to(int request, TlvWriter fields) {
        return new Answer(request + 1, fields.bytes());
    }

    static Answer refused(int request, int code) {
        return refused(request, Violation.of(code, 0, 0, 0));
    }

    static Answer refused(int request, Violation violation) {
        return refused(request, List.of(violation));
    }

    static Answer refused(int request, List<Violation> violations) {
        TlvWriter out = new TlvWriter().uint(Tag.REFUSED_KIND, request);
        violations.stream().limit(Limits.MOST_VIOLATIONS).forEach(v -> out.group(Tag.VIOLATION, v.fields()));
        return new Answer(Code.REFUSED, out.bytes());
    }
}
