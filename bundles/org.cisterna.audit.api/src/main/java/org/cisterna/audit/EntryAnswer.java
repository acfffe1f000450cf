// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.List;

/** What came of a search: a page, or a refusal. */
public sealed interface EntryAnswer permits EntryPage, EntryAnswer.Refused {

    /**
     * Refused; with every reason.
     *
     * @param reasons at least one
     */
    record Refused(List<Reason> reasons) implements EntryAnswer {
        /** Copies the list. */
        public Refused {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a refusal names at least one reason");
            }
        }
    }

    /**
     * One reason.
     *
     * @param code {@code BAD_VALUE} when a part of the query is wrong, {@code SERVICE_MISSING} when ledger or index is not there
     * @param field the part of the query by its name, for example {@code size}; empty when it is about none
     * @param message what is wrong and what to do, in words
     */
    record Reason(String code, String field, String message) {}
}
