// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.cisterna.audit.LedgerStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the ledger may be written, and why not. Once it may not, it may not until the next start. Safe for threads. */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final List<String> reasons = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> standing = new TreeMap<>();
    private OptionalLong firstBad = OptionalLong.empty();
    private Runnable whenBad = () -> {};

    /** Is done each time an entry turns out to be bad. */
    synchronized void whenBad(Runnable what) {
        whenBad = what;
    }

    /** What a start has found. */
    synchronized void opened(Opened opened) {
        reasons.addAll(opened.damage());
        firstBad = opened.firstBad();
        opened.damage().forEach(reason -> LOG.error("the ledger is read-only: {}", reason));
        opened.notes().forEach(this::note);
    }

    synchronized boolean isWritable() {
        return reasons.isEmpty();
    }

    /** Why it cannot be written, in one text. */
    synchronized String words() {
        return "The ledger cannot be written. " + String.join(" ", reasons);
    }

    synchronized void fail(String reason, Throwable cause) {
        LOG.error("the ledger is read-only from now on: {}", reason, cause);
        reasons.add(reason);
    }

    /** It must not be written any more, though nothing has failed. */
    synchronized void refuse(String reason) {
        LOG.error("the ledger is read-only from now on: {}", reason);
        reasons.add(reason);
    }

    /** A note that stands as long as something is so. */
    synchronized void standing(String what, String note) {
        if (!note.equals(standing.put(what, note))) {
            LOG.warn("{}", note);
        }
    }

    /** Something is not so any more. */
    synchronized void over(String what) {
        if (standing.remove(what) != null) {
            LOG.info("over: {}", what);
        }
    }

    /** An entry turned out to be bad while the ledger was open. */
    synchronized void bad(long index, String reason) {
        if (firstBad.isEmpty() || index < firstBad.getAsLong()) {
            firstBad = OptionalLong.of(index);
            LOG.error("the ledger is read-only from now on: {}", reason);
            reasons.add(reason);
            whenBad.run();
        }
    }

    synchronized void note(String note) {
        LOG.warn("{}", note);
        notes.add(note);
    }

    /** As it is now. When room is short it can still be written, and says that it cannot: so nothing new is begun. */
    synchronized LedgerStatus status(long size, String shard, String origin, Space space) {
        List<String> why = new ArrayList<>(reasons);
        space.reason().ifPresent(why::add);
        List<String> all = new ArrayList<>(notes);
        all.addAll(standing.values());
        space.note().ifPresent(all::add);
        return new LedgerStatus(why.isEmpty(), why, firstBad, size, shard, origin, all);
    }
}
