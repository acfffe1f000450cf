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
    private final GroupBytes bytes = new GroupBytes();

    EntryWriter(TimeSource house, TimeSource pump, Randomness randomness, String node, String boot) {
        this.house = house;
        this.pump = pump;
        this.randomness = randomness;
        this.node = node;
        this.boot = boot;
    }

    /** House time of an entry that is written into a log now. */
    Instant houseTime(OpenLog log) {
        return later(house.now(), log.state().house());
    }

    /** Writes a group. After a failure nothing is known of it, and nothing must be written any more. */
    List<Receipt> write(OpenLog log, List<Item> items) throws IOException {
        long first = log.size();
        bytes.begin(first);
        List<Envelope> envelopes = new ArrayList<>(items.size());
        List<byte[]> leaves = new ArrayList<>(items.size());
        long[] places = new long[items.size()];
        int[] lengths = new int[items.size()];
        Instant houseTime = houseTime(log);
        Instant pumpTime = later(pump.now(), log.state().pump());
        EnvelopeFormat.Around around = new EnvelopeFormat.Around(node, log.shard(), houseTime, pumpTime, boot);
        byte[] secrets = randomness.secret(NONCE_LENGTH * items.size());
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            long sequence = log.firstSequence() + first + i;
            String nonce = HexFormat.of().formatHex(secrets, NONCE_LENGTH * i, NONCE_LENGTH * (i + 1));
            int place = bytes.room(EnvelopeFormat.room(around, item.bytes()));
            int length = EnvelopeFormat.write(around, item.bytes(), sequence, nonce, bytes.bytes(), place);
            bytes.add(length);
            byte[] leaf = hash.leaf(bytes.bytes(), place, length);
            places[i] = place;
            lengths[i] = length;
            leaves.add(leaf);
            envelopes.add(new Envelope(
                    sequence,
                    node,
                    log.shard(),
                    first + i,
                    houseTime,
                    pumpTime,
                    boot,
                    nonce,
                    item.entry(),
                    Hashes.digest(leaf)));
        }
        long start = log.segment().orElseThrow().append(bytes.group());
        for (int i = 0; i < places.length; i++) {
            places[i] += start;
        }
        log.state().addAll(envelopes, leaves, places, lengths);
        return envelopes.stream().map(Envelope::receipt).toList();
    }

    /** A clock that was behind at the start does not let entries go back in time. */
    private static Instant later(Instant clock, Instant newest) {
        return clock.isBefore(newest) ? newest : clock;
    }
}
