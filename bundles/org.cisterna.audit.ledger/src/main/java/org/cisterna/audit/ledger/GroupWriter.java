// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/**
 * Puts envelopes around entries, makes a group durable, and only then lets readers see it. Used by one leader at a time. The first failure
 * ends all writing: what a failed force has left on the disk is not known, and trying again could call lost bytes durable.
 */
final class GroupWriter implements GroupCommit.Writer {
    private static final int NONCE_LENGTH = 16;

    private final Segment segment;
    private final LogState state;
    private final Health health;
    private final TimeSource house;
    private final TimeSource pump;
    private final Randomness randomness;
    private final String node;
    private final String shard;
    private final String boot;
    private final Runnable durable;
    private final TreeHash hash = new TreeHash();

    /**
     * A writer.
     *
     * @param durable called after each group, when its entries can be read
     */
    GroupWriter(
            Segment segment,
            LogState state,
            Health health,
            TimeSource house,
            TimeSource pump,
            Randomness randomness,
            String node,
            String shard,
            String boot,
            Runnable durable) {
        this.segment = segment;
        this.state = state;
        this.health = health;
        this.house = house;
        this.pump = pump;
        this.randomness = randomness;
        this.node = node;
        this.shard = shard;
        this.boot = boot;
        this.durable = durable;
    }

    /** The records of one group with everything that readers will want to know of them. */
    private static final class Group {
        private final List<byte[]> records = new ArrayList<>();
        private final List<byte[]> leaves = new ArrayList<>();
        private final List<Envelope> envelopes = new ArrayList<>();
    }

    @Override
    public void write(List<GroupCommit.Batch> batches) {
        if (!health.isWritable()) {
            throw new LedgerUnavailableException(health.words());
        }
        long first = state.size();
        Group group = group(first, batches);
        boolean shown = false;
        try {
            show(group, segment.append(first, group.records));
            shown = true;
        } catch (IOException e) {
            health.fail(
                    "Writing to the disk failed (" + e.getMessage() + "). Nothing is entered until the platform is"
                            + " started again; then what is on the disk decides which of the last entries count.",
                    e);
            throw new LedgerUnavailableException(health.words(), e);
        } finally {
            if (!shown && health.isWritable()) {
                health.fail("The ledger failed while it wrote; start the platform again.", new IllegalStateException());
            }
        }
        int from = 0;
        for (GroupCommit.Batch batch : batches) {
            int to = from + batch.items().size();
            batch.done(group.envelopes.subList(from, to).stream()
                    .map(Envelope::receipt)
                    .toList());
            from = to;
        }
        durable.run();
    }

    private Group group(long first, List<GroupCommit.Batch> batches) {
        Instant houseTime = later(house.now(), state.house());
        Instant pumpTime = later(pump.now(), state.pump());
        Group group = new Group();
        for (GroupCommit.Batch batch : batches) {
            for (Item item : batch.items()) {
                long index = first + group.records.size();
                String nonce = HexFormat.of().formatHex(randomness.secret(NONCE_LENGTH));
                byte[] record =
                        EnvelopeFormat.write(item.bytes(), index, node, shard, houseTime, pumpTime, boot, nonce);
                byte[] leaf = hash.leaf(record);
                group.records.add(record);
                group.leaves.add(leaf);
                group.envelopes.add(new Envelope(
                        index,
                        node,
                        shard,
                        index,
                        houseTime,
                        pumpTime,
                        boot,
                        nonce,
                        item.entry(),
                        Hashes.digest(leaf)));
            }
        }
        return group;
    }

    /** A clock that was behind at the start does not let entries go back in time. */
    private static Instant later(Instant clock, Instant newest) {
        return clock.isBefore(newest) ? newest : clock;
    }

    private void show(Group group, long start) {
        List<Long> positions = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        long position = start + SegmentFormat.GROUP_HEADER_LENGTH;
        for (byte[] record : group.records) {
            position += SegmentFormat.RECORD_HEADER_LENGTH;
            positions.add(position);
            lengths.add(record.length);
            position += record.length;
        }
        state.addAll(group.envelopes, group.leaves, positions, lengths);
    }
}
