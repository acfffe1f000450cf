// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final LogState state;
    private OptionalLong firstUnsigned = OptionalLong.empty();
    private Optional<String> wrong = Optional.empty();
    private Optional<byte[]> first = Optional.empty();
    private Optional<Envelope> last = Optional.empty();

    private RecordCheck(EnvelopeRules rules, long signed, long limit, LogState state) {
        this.rules = rules;
        this.signed = signed;
        this.limit = limit;
        this.state = state;
    }

    /** Reads and takes every good record. */
    static RecordCheck ofAll(String node, String shard, long firstSequence) {
        return ofFirst(node, shard, firstSequence, Long.MAX_VALUE);
    }

    /** Reads and takes at most so many. */
    static RecordCheck ofFirst(String node, String shard, long firstSequence, long limit) {
        return new RecordCheck(new EnvelopeRules(node, shard, firstSequence), 0, limit, new LogState());
    }

    /** Takes the hashes of the records that a signature covers, and reads the last of them and what comes behind. */
    static RecordCheck behind(String node, String shard, long firstSequence, long signed) {
        return new RecordCheck(new EnvelopeRules(node, shard, firstSequence), signed, Long.MAX_VALUE, new LogState());
    }

    /**
     * The same behind records whose hashes are known.
     *
     * @param known what is known of these
     * @param first the first of them
     */
    static RecordCheck behind(
            String node, String shard, long firstSequence, long signed, LogState known, Optional<byte[]> first) {
        RecordCheck check =
                new RecordCheck(new EnvelopeRules(node, shard, firstSequence), signed, Long.MAX_VALUE, known);
        check.first = first;
        return check;
    }

    @Override
    public void record(byte[] bytes, int offset, SegmentScan.Place place) {
        long index = state.size();
        if (wrong.isPresent() || index >= limit) {
            return;
        }
        if (index >= signed && firstUnsigned.isEmpty()) {
            firstUnsigned = OptionalLong.of(place.group());
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

    /** Whether all that was signed is there as it was, whatever stands in it, and what is behind it is good. */
    boolean proves(SegmentScan scan, Optional<Checkpoint> checkpoint) {
        return scan.state() != SegmentScan.State.BROKEN
                && wrong.isEmpty()
                && checkpoint
                        .filter(each -> Hashes.digest(state.root(signed)).equals(each.root()))
                        .isPresent();
    }

    /** Where the first group begins that no signature covers. */
    OptionalLong firstUnsigned() {
        return firstUnsigned;
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
