// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.audit.Envelope;

/** What holds from one envelope of a log to the next. Shown them in order, by one thread. */
final class EnvelopeRules {
    private final String node;
    private final String shard;
    private final long firstSequence;
    private Instant house = Instant.MIN;
    private Instant pump = Instant.MIN;

    /**
     * The rules of a log.
     *
     * @param firstSequence the number of its first entry
     */
    EnvelopeRules(String node, String shard, long firstSequence) {
        this.node = node;
        this.shard = shard;
        this.firstSequence = firstSequence;
    }

    /** The rules of the log that follows: its times do not go back behind those of this one. */
    EnvelopeRules following(Log log) {
        EnvelopeRules next = new EnvelopeRules(node, log.shard(), log.firstSequence());
        next.house = house;
        next.pump = pump;
        return next;
    }

    /** Why the envelope does not belong at this place, in words; empty when it does. */
    Optional<String> fault(Envelope envelope, long index) {
        if (envelope.sequence() != firstSequence + index) {
            return Optional.of("it has the number " + envelope.sequence());
        }
        if (!envelope.node().equals(node) || !envelope.log().equals(shard)) {
            return Optional.of("it comes from the log " + envelope.node() + "/" + envelope.log());
        }
        if (envelope.houseTime().isBefore(house) || envelope.pumpTime().isBefore(pump)) {
            return Optional.of("its time lies before that of the entry before it");
        }
        house = envelope.houseTime();
        pump = envelope.pumpTime();
        return Optional.empty();
    }
}
