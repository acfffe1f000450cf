// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.cisterna.audit.LedgerStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the ledger may be written, and why not. Once it may not, it may not until the next start. Safe for threads. */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final List<String> reasons = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private OptionalLong firstBad = OptionalLong.empty();

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

    /** An entry turned out to be bad while the ledger was open. */
    synchronized void bad(long index, String reason) {
        if (firstBad.isEmpty() || index < firstBad.getAsLong()) {
            firstBad = OptionalLong.of(index);
            LOG.error("the ledger is read-only from now on: {}", reason);
            reasons.add(reason);
        }
    }

    synchronized void note(String note) {
        LOG.warn("{}", note);
        notes.add(note);
    }

    synchronized LedgerStatus status(long size, String shard, String origin) {
        return new LedgerStatus(reasons.isEmpty(), reasons, firstBad, size, shard, origin, notes);
    }
}
