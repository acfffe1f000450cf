// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.Arrays;
import java.util.Optional;
import org.cisterna.audit.Envelope;

/**
 * Takes the records of a segment in order and stops at the first that does not belong there: that is no envelope, has another number, node
 * or log, or lies before the one before it in time.
 */
final class RecordCheck implements SegmentScan.Visitor {
    private final String node;
    private final String shard;
    private final long limit;
    private final TreeHash hash = new TreeHash();
    private final LogState state = new LogState();
    private Optional<String> wrong = Optional.empty();
    private boolean closed;

    /** Takes every good record. */
    RecordCheck(String node, String shard) {
        this(node, shard, Long.MAX_VALUE);
    }

    /** Takes at most so many. */
    RecordCheck(String node, String shard, long limit) {
        this.node = node;
        this.shard = shard;
        this.limit = limit;
    }

    @Override
    public void record(byte[] bytes, int offset, SegmentScan.Place place) {
        long index = state.size();
        if (wrong.isPresent() || index >= limit) {
            return;
        }
        byte[] record = Arrays.copyOfRange(bytes, offset, offset + place.length());
        byte[] leaf = hash.leaf(record);
        try {
            Envelope envelope = EnvelopeFormat.read(record, index, Hashes.digest(leaf));
            wrong = fault(envelope, index);
            if (wrong.isEmpty()) {
                state.add(envelope, leaf, place.position(), place.length());
                closed = envelope.entry().type().equals(LedgerEntries.CLOSED);
            }
        } catch (IllegalArgumentException e) {
            wrong = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> fault(Envelope envelope, long index) {
        if (envelope.sequence() != index) {
            return Optional.of("it has the number " + envelope.sequence());
        }
        if (!envelope.node().equals(node) || !envelope.log().equals(shard)) {
            return Optional.of("it comes from the log " + envelope.node() + "/" + envelope.log());
        }
        if (envelope.houseTime().isBefore(state.house()) || envelope.pumpTime().isBefore(state.pump())) {
            return Optional.of("its time lies before that of the entry before it");
        }
        return Optional.empty();
    }

    LogState state() {
        return state;
    }

    /** What is wrong with the record behind those that were taken. */
    Optional<String> wrong() {
        return wrong;
    }

    /** Whether the last record says that the ledger was closed. */
    boolean closed() {
        return closed;
    }
}
