// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.EntryAnswer.Reason;
import org.cisterna.audit.EntryQuery;

/** A query for entries, checked. */
final class EntryQuestion {

    static final String BAD_VALUE = "BAD_VALUE";
    static final String SERVICE_MISSING = "SERVICE_MISSING";

    private static final int MOST_REFERENCE = 120;

    private EntryQuestion() {}

    /** Everything that is out of its bounds. */
    static List<Reason> check(EntryQuery query) {
        List<Reason> wrong = new ArrayList<>();
        if (query.size() < 1 || query.size() > EntryQuery.MAX_SIZE) {
            wrong.add(new Reason(
                    BAD_VALUE,
                    "size",
                    "A page has 1 to " + EntryQuery.MAX_SIZE + " entries, not " + query.size() + "."));
        }
        if (query.before().isPresent() && query.before().getAsLong() < 0) {
            wrong.add(new Reason(
                    BAD_VALUE,
                    "before",
                    "Sequence numbers count from 0; " + query.before().getAsLong() + " is none."));
        }
        boolean backwards = query.from().isPresent()
                && query.until().isPresent()
                && query.from().get().isAfter(query.until().get());
        if (backwards) {
            wrong.add(new Reason(
                    BAD_VALUE,
                    "from",
                    "The time from which is searched, " + query.from().get() + ", is after the time up to which, "
                            + query.until().get() + "."));
        }
        text("actor", query.actor(), MOST_REFERENCE).ifPresent(wrong::add);
        text("pump", query.pump(), MOST_REFERENCE).ifPresent(wrong::add);
        text("type", query.type(), MOST_REFERENCE).ifPresent(wrong::add);
        text("correlation", query.correlation(), MOST_REFERENCE).ifPresent(wrong::add);
        text("text", query.text(), EntryQuery.MAX_TEXT).ifPresent(wrong::add);
        if (!query.outcome().isEmpty() && !EntryQuery.OUTCOMES.contains(query.outcome())) {
            wrong.add(new Reason(
                    BAD_VALUE,
                    "outcome",
                    "'" + Texts.shown(query.outcome(), MOST_REFERENCE) + "' is no outcome; give one of "
                            + String.join(", ", EntryQuery.OUTCOMES) + "."));
        }
        return wrong;
    }

    private static Optional<Reason> text(String field, String text, int most) {
        return Texts.wrong(text, most).map(why -> new Reason(BAD_VALUE, field, "The field " + field + " " + why));
    }
}
