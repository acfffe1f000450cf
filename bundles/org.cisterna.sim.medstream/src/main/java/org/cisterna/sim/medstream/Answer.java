// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.List;
import org.cisterna.sim.medstream.Code.Why;

/** What the device says to one request: a mark, the request's kind and fields. */
record Answer(char mark, String kind, String fields) {

    /** The kind of a request that could not be read. */
    static final String UNREAD = "NONE";

    private static final int NO_INDEX = -1;

    /** One reason of a refusal; section 10 of the protocol page. The subject is empty when it is about no field. */
    record Violation(Why why, String subject, int index, long value, long limit) {

        static Violation of(Why why) {
            return of(why, "", 0, 0);
        }

        static Violation of(Why why, String subject, long value, long limit) {
            return new Violation(why, subject, NO_INDEX, value, limit);
        }

        private String form() {
            return Fields.group(
                    why,
                    subject.isEmpty() ? Fields.NOTHING : subject,
                    index == NO_INDEX ? Fields.NOTHING : index,
                    value,
                    limit);
        }
    }

    static Answer to(String request, Fields fields) {
        return new Answer(Message.ANSWER, request, fields.text());
    }

    static Answer refused(String request, Why why) {
        return refused(request, Violation.of(why));
    }

    static Answer refused(String request, Violation violation) {
        return refused(request, List.of(violation));
    }

    static Answer refused(String request, List<Violation> violations) {
        Fields out = new Fields();
        violations.stream().limit(Limits.MOST_REASONS).forEach(v -> out.put("why", v.form()));
        return new Answer(Message.REFUSAL, request, out.text());
    }
}
