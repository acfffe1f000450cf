// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The data folder is a restored one: its newest log is not gone on with, for the one that was lost may have been longer.
 *
 * @param note the newest checkpoint that was found, a signed note
 * @param size the entries that it covers; those behind them are not taken
 * @param found the entries that are there
 * @param lost what the key has signed beyond that, as far as is known
 * @param highest the newest log that is known to have begun
 * @param name of the log to come, when that is given
 */
record Restored(
        String note, long size, long found, Optional<Checkpoint> lost, ShardName highest, Optional<String> name) {

    /**
     * What the operator says.
     *
     * @param shard the newest log of the folder
     * @param size the entries of the checkpoint that lies with it
     * @param name of the log to come, when that is given
     */
    record Said(String shard, long size, Optional<String> name) {
        private static final Pattern FORM =
                Pattern.compile("([0-9]{4}-[1-9][0-9]{0,8})@([1-9][0-9]{0,17})(?: as ([0-9]{4}-[1-9][0-9]{0,8}))?");

        /**
         * Reads what stands in the configuration: {@code 2026-1@303}, or {@code 2026-1@303 as 2026-4}.
         *
         * @throws IllegalArgumentException in words when it is not that
         */
        static Optional<Said> of(String text) {
            if (text.isEmpty()) {
                return Optional.empty();
            }
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException("restored is '" + text
                        + "'; give log and size of the newest checkpoint in the folder, for example 2026-1@303, or 2026-1@303"
                        + " as 2026-4 to name the log to come");
            }
            return Optional.of(
                    new Said(form.group(1), Long.parseLong(form.group(2), 10), Optional.ofNullable(form.group(3))));
        }

        /** Whether it was done: that log has ended with that checkpoint. */
        boolean isAmong(List<Log> ended) {
            return ended.stream().anyMatch(each -> each.shard().equals(shard) && each.size() == size);
        }

        Damage untrue() {
            return Damage.around("The configuration says that this data folder was restored at " + this
                    + ", and there is no such checkpoint that the key of this node has signed. Lines 1 and 2 of "
                    + Paths.checkpoint(shard) + " have log and size; nothing is written until the configuration names"
                    + " them, or says nothing of a restored folder.");
        }

        @Override
        public String toString() {
            return shard + "@" + size;
        }
    }

    /** The log that begins now. */
    String next(int year) {
        return name.orElseGet(() -> highest.next(year).text());
    }
}
