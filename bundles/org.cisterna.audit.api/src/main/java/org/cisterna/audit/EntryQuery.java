// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is looked for in the ledger: entries to which every part that is given applies. What is out of its bounds is refused by the search, in
 * words, not here. Made by {@link #newest}; immutable.
 *
 * @param from house time of the oldest entry wanted
 * @param until house time before which the entries were entered
 * @param actor the account of who did it, whole; empty for anybody
 * @param pump manufacturer and serial, whole: {@code Acme/S-0042}; empty for any and none
 * @param type the type or how it begins, in whole words: {@code therapy} finds {@code therapy.draft}; empty for any
 * @param correlation whole; empty for any
 * @param text what stands somewhere in the body, the actor's name or the pump, in any case of letters; at most {@value #MAX_TEXT}
 *     characters; empty for anything
 * @param before only entries with a smaller sequence number: how the next page is asked for
 * @param size the most entries of a page, 1 to {@value #MAX_SIZE}
 * @param outcome one of {@link #OUTCOMES}: {@code APPLIED}, {@code NOT_APPLIED} and {@code UNKNOWN} find how commands to pumps ended, {@code
 *     REFUSED} what was refused; empty for any entry
 */
public record EntryQuery(
        Optional<Instant> from,
        Optional<Instant> until,
        String actor,
        String pump,
        String type,
        String correlation,
        String text,
        OptionalLong before,
        int size,
        String outcome) {

    /** The outcomes that can be looked for. */
    public static final List<String> OUTCOMES = List.of("APPLIED", "NOT_APPLIED", "UNKNOWN", "REFUSED");

    /** The most entries of a page. */
    public static final int MAX_SIZE = 200;

    /** The most characters of a text that is looked for. */
    public static final int MAX_TEXT = 200;

    /** A query for any outcome. */
    public EntryQuery(
            Optional<Instant> from,
            Optional<Instant> until,
            String actor,
            String pump,
            String type,
            String correlation,
            String text,
            OptionalLong before,
            int size) {
        this(from, until, actor, pump, type, correlation, text, before, size, "");
    }

    /** Everything, the newest first; to be narrowed. */
    public static EntryQuery newest(int size) {
        return new EntryQuery(Optional.empty(), Optional.empty(), "", "", "", "", "", OptionalLong.empty(), size);
    }

    /** Entered at this house time or later. */
    public EntryQuery from(Instant time) {
        return new EntryQuery(Optional.of(time), until, actor, pump, type, correlation, text, before, size, outcome);
    }

    /** Entered before this house time. */
    public EntryQuery until(Instant time) {
        return new EntryQuery(from, Optional.of(time), actor, pump, type, correlation, text, before, size, outcome);
    }

    /** Done by this account. */
    public EntryQuery by(String account) {
        return new EntryQuery(from, until, account, pump, type, correlation, text, before, size, outcome);
    }

    /** About this pump. */
    public EntryQuery about(String pumpText) {
        return new EntryQuery(from, until, actor, pumpText, type, correlation, text, before, size, outcome);
    }

    /** Of this type, or of those that begin with these words. */
    public EntryQuery ofType(String beginning) {
        return new EntryQuery(from, until, actor, pump, beginning, correlation, text, before, size, outcome);
    }

    /** Of one act. */
    public EntryQuery correlated(String name) {
        return new EntryQuery(from, until, actor, pump, type, name, text, before, size, outcome);
    }

    /** With this in it. */
    public EntryQuery containing(String part) {
        return new EntryQuery(from, until, actor, pump, type, correlation, part, before, size, outcome);
    }

    /** With a smaller sequence number than this. */
    public EntryQuery before(long sequence) {
        return new EntryQuery(
                from, until, actor, pump, type, correlation, text, OptionalLong.of(sequence), size, outcome);
    }

    /** With this outcome, one of {@link #OUTCOMES}. */
    public EntryQuery endedAs(String name) {
        return new EntryQuery(from, until, actor, pump, type, correlation, text, before, size, name);
    }
}
