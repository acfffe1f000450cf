// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Receipt;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** Puts envelopes around entries, makes them durable as one group, and only then lets readers see them. Used by one thread at a time. */
final class EntryWriter {
    private static final int NONCE_LENGTH = 16;

    private final TimeSource house;
    private final TimeSource pump;
    private final Randomness randomness;
    private final String node;
    private final String boot;
    private final TreeHash hash = new TreeHash();

    EntryWriter(TimeSource house, TimeSource pump, Randomness randomness, String node, String boot) {
        this.house = house;
        this.pump = pump;
        this.randomness = randomness;
        this.node = node;
        this.boot = boot;
    }

    /** The records of one group with everything that readers will want to know of them. */
    private static final class Group {
        private final List<byte[]> records = new ArrayList<>();
        private final List<byte[]> leaves = new ArrayList<>();
        private final List<Envelope> envelopes = new ArrayList<>();
    }

    /** House time of an entry that is written into a log now. */
    Instant houseTime(OpenLog log) {
        return later(house.now(), log.state().house());
    }

    /** Writes a group. After a failure nothing is known of it, and nothing must be written any more. */
    List<Receipt> write(OpenLog log, List<Item> items) throws IOException {
        long first = log.size();
        Group group = group(log, first, items);
        show(log.state(), group, log.segment().orElseThrow().append(first, group.records));
        return group.envelopes.stream().map(Envelope::receipt).toList();
    }

    private Group group(OpenLog log, long first, List<Item> items) {
        Instant houseTime = houseTime(log);
        Instant pumpTime = later(pump.now(), log.state().pump());
        EnvelopeFormat.Around around = new EnvelopeFormat.Around(node, log.shard(), houseTime, pumpTime, boot);
        Group group = new Group();
        for (Item item : items) {
            long index = first + group.records.size();
            long sequence = log.firstSequence() + index;
            String nonce = HexFormat.of().formatHex(randomness.secret(NONCE_LENGTH));
            byte[] record = EnvelopeFormat.write(around, item.bytes(), sequence, nonce);
            byte[] leaf = hash.leaf(record);
            group.records.add(record);
            group.leaves.add(leaf);
            group.envelopes.add(new Envelope(
                    sequence,
                    node,
                    log.shard(),
                    index,
                    houseTime,
                    pumpTime,
                    boot,
                    nonce,
                    item.entry(),
                    Hashes.digest(leaf)));
        }
        return group;
    }

    /** A clock that was behind at the start does not let entries go back in time. */
    private static Instant later(Instant clock, Instant newest) {
        return clock.isBefore(newest) ? newest : clock;
    }

    private static void show(LogState state, Group group, long start) {
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
