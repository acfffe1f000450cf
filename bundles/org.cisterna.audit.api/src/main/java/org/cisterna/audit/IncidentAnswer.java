// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.Arrays;
import java.util.List;

/** What came of the wish for an incident file: the file, or a refusal. */
public sealed interface IncidentAnswer permits IncidentAnswer.Frozen, IncidentAnswer.Refused {

    /** The file, and what is in it. Immutable. */
    final class Frozen implements IncidentAnswer {
        private final byte[] file;
        private final long sequence;
        private final long entries;
        private final long files;
        private final List<String> lost;

        /**
         * A file.
         *
         * @param file its bytes; copied
         * @param sequence of the entry that says that it was made
         * @param entries how many it holds, that one included
         * @param files how many files that entries name it holds
         * @param lost in words, which of them are not there any more
         */
        public Frozen(byte[] file, long sequence, long entries, long files, List<String> lost) {
            this.file = file.clone();
            this.sequence = sequence;
            this.entries = entries;
            this.files = files;
            this.lost = List.copyOf(lost);
        }

        /** Its bytes, as {@code docs/ledger.md} has them. */
        public byte[] file() {
            return Arrays.copyOf(file, file.length);
        }

        /** The sequence of the entry that says that it was made. */
        public long sequence() {
            return sequence;
        }

        /** How many entries it holds. */
        public long entries() {
            return entries;
        }

        /** How many files that entries name it holds. */
        public long files() {
            return files;
        }

        /** In words, which files are not there any more: lost evidence. */
        public List<String> lost() {
            return lost;
        }
    }

    /**
     * Refused; nothing was entered.
     *
     * @param reasons at least one
     */
    record Refused(List<EntryAnswer.Reason> reasons) implements IncidentAnswer {
        /** Copies the list. */
        public Refused {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a refusal names at least one reason");
            }
        }
    }
}
