// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.Arrays;
import java.util.Optional;
import org.cisterna.audit.Envelope;

/**
 * Takes the records of a segment in order and stops at the first that does not belong there: that is no envelope, has another number, node
 * or log, or lies before the one before it in time. Of records that a signature covers it takes the hashes only, if it is told so: the root
 * that they lead to is compared with the signed one, and {@link Scrub} reads them later.
 */
final class RecordCheck implements SegmentScan.Visitor {
    private final long signed;
    private final long limit;
    private final EnvelopeRules rules;
    private final TreeHash hash = new TreeHash();
    private final LogState state = new LogState();
    private Optional<String> wrong = Optional.empty();
    private Optional<byte[]> first = Optional.empty();
    private Optional<Envelope> last = Optional.empty();

    private RecordCheck(String node, String shard, long firstSequence, long signed, long limit) {
        this.rules = new EnvelopeRules(node, shard, firstSequence);
        this.signed = signed;
        this.limit = limit;
    }

    /** Reads and takes every good record. */
    static RecordCheck ofAll(String node, String shard, long firstSequence) {
        return new RecordCheck(node, shard, firstSequence, 0, Long.MAX_VALUE);
    }

    /** Reads and takes at most so many. */
    static RecordCheck ofFirst(String node, String shard, long firstSequence, long limit) {
        return new RecordCheck(node, shard, firstSequence, 0, limit);
    }

    /** Takes the hashes of the records that a signature covers, and reads the last of them and what comes behind. */
    static RecordCheck behind(String node, String shard, long firstSequence, long signed) {
        return new RecordCheck(node, shard, firstSequence, signed, Long.MAX_VALUE);
    }

    @Override
    public void record(byte[] bytes, int offset, SegmentScan.Place place) {
        long index = state.size();
        if (wrong.isPresent() || index >= limit) {
            return;
        }
        byte[] leaf = hash.leaf(bytes, offset, place.length());
        if (index == 0) {
            first = Optional.of(Arrays.copyOfRange(bytes, offset, offset + place.length()));
        }
        if (index < signed - 1) {
            state.add(leaf, place.position(), place.length());
            return;
        }
        byte[] record = Arrays.copyOfRange(bytes, offset, offset + place.length());
        try {
            Envelope envelope = EnvelopeFormat.read(record, index, Hashes.digest(leaf));
            wrong = ending().isPresent()
                    ? Optional.of("it stands behind the one that ended the log")
                    : rules.fault(envelope, index);
            if (wrong.isEmpty()) {
                state.add(envelope, leaf, place.position(), place.length());
                last = Optional.of(envelope);
            }
        } catch (IllegalArgumentException e) {
            wrong = Optional.of(String.valueOf(e.getMessage()));
        }
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
        return last.filter(each -> each.entry().type().equals(LedgerEntries.CLOSED))
                .isPresent();
    }

    /** The entry that ended the log, when that is the last one. */
    Optional<Envelope> ending() {
        return last.filter(each -> Ending.isOne(each.entry()));
    }

    /** What the first record says. It is proven when the hashes of all are. */
    Optional<Beginning> beginning() {
        return first.map(record -> Beginning.of(
                EnvelopeFormat.read(record, 0, Hashes.digest(hash.leaf(record))).entry()));
    }

    /** Whether there are records that were not read. */
    boolean hasUnread() {
        return signed > 1;
    }
}
