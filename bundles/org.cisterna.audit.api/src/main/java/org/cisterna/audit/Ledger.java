// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The audit log of this node. An OSGi service. A damaged log is still a service: it can be read up to the damage and not written.
 *
 * <p>Safe for any number of threads. {@link #append} returns when the entries are on the disk; callers that come at the same time share
 * one synchronisation. An interrupt of the calling thread does not end an append; the flag is set again when it returns.
 */
@ProviderType
public interface Ledger {

    /**
     * Enters one entry.
     *
     * @return where it stands; it is durable
     * @throws LedgerUnavailableException when it could not be made durable
     */
    Receipt append(Entry entry);

    /**
     * Enters several entries, adjacent and in this order: all of them or none, a crash included.
     *
     * @param entries at most {@value #MAX_BATCH}; none does nothing
     * @return where they stand, in the same order; they are durable
     * @throws LedgerUnavailableException when they could not be made durable
     * @throws IllegalArgumentException when there are too many
     */
    List<Receipt> append(List<Entry> entries);

    /** The most entries of one {@link #append(List)}. */
    int MAX_BATCH = 64;

    /** How it is now. Cheap. */
    LedgerStatus status();

    /** The sequence number that the next entry will have; every smaller one is durable and can be read, but for a damaged log. */
    long size();

    /**
     * Reads entries in order.
     *
     * @param fromSequence the first one wanted, at least 0
     * @param max the most to return, at least 1; fewer may come even when there are more
     * @return the entries from there on; empty when there is none yet, or none that is good
     */
    List<Envelope> read(long fromSequence, int max);

    /**
     * Reads the entries of some types, in order; much cheaper than reading all and leaving most.
     *
     * @param fromSequence where to look from, at least 0
     * @param max the most entries to look at, at least 1; fewer may be looked at even when there are more
     * @param types the types wanted, as {@link Entry#type} has them
     * @return what was found and where to go on; {@link Selection#next} is {@code fromSequence} when there is no entry yet, or none that is good
     */
    default Selection read(long fromSequence, int max, Set<String> types) {
        return Selection.of(fromSequence, read(fromSequence, max), types);
    }

    /** The entry that a receipt names; empty when there is none at that place or it is not that one. */
    Optional<Envelope> find(Receipt receipt);

    /**
     * The newest signed checkpoint: a C2SP signed note with origin, size and root. It follows the appends by a fraction of a second.
     *
     * @throws LedgerUnavailableException when there is none yet
     */
    String checkpoint();

    /**
     * One of the static files of a log.
     *
     * @param path below the ledger's address: {@code 2026-1/checkpoint}, {@code 2026-1/tile/0/x001/067}, {@code
     *     2026-1/tile/entries/000.p/17}
     * @return its bytes; empty when there is no such file, or not yet
     */
    Optional<byte[]> staticFile(String path);

    /**
     * Proves that an entry is in the current log.
     *
     * @param index its place in that log
     * @param treeSize the size of the tree that is to contain it, larger than the index and at most the entries of that log
     * @throws IllegalArgumentException when the numbers do not fit each other or the log
     */
    InclusionProof inclusion(long index, long treeSize);

    /**
     * Proves that the tree of one size is the beginning of the tree of a larger one.
     *
     * @param oldSize at least 1
     * @param newSize at least the old one and at most the entries of the current log
     * @throws IllegalArgumentException when the numbers do not fit each other or the log
     */
    ConsistencyProof consistency(long oldSize, long newSize);

    /**
     * Proves that an entry is in one of the logs of this node.
     *
     * @param shard the log, as an envelope names it
     * @param index its place in that log
     * @param treeSize the size of the tree that is to contain it, larger than the index and at most the entries of that log
     * @throws IllegalArgumentException when there is no such log, or the numbers do not fit each other or the log
     */
    default InclusionProof inclusion(String shard, long index, long treeSize) {
        if (!shard.equals(status().shard())) {
            throw new IllegalArgumentException("there is no log '" + shard + "'");
        }
        return inclusion(index, treeSize);
    }

    /**
     * Proves that the tree of one size is the beginning of the tree of a larger one, in one of the logs of this node.
     *
     * @param shard the log, as an envelope names it
     * @param oldSize at least 1
     * @param newSize at least the old one and at most the entries of that log
     * @throws IllegalArgumentException when there is no such log, or the numbers do not fit each other or the log
     */
    default ConsistencyProof consistency(String shard, long oldSize, long newSize) {
        if (!shard.equals(status().shard())) {
            throw new IllegalArgumentException("there is no log '" + shard + "'");
        }
        return consistency(oldSize, newSize);
    }

    /**
     * Writes entries as a file that proves itself: the bytes that were hashed, a checkpoint over all there are, and the hashes that lead from the ones to the
     * other. Where the node has begun other logs since the first of these entries, the first entry of each goes with them: it names the one before. Whoever has it and the node's public key needs nothing else, and nothing stands in it that they do not prove. Enters nothing: the caller enters who took out what.
     *
     * @param ranges by sequence number, ascending, none reaching into the next
     * @param out where to; not closed
     * @return how many entries the file holds: fewer than were asked for when the ledger has fewer, more by those first entries
     * @throws LedgerUnavailableException when there is no checkpoint, or the log is damaged: then its folder is what can be checked
     * @throws IllegalArgumentException when the ranges do not ascend
     * @throws IOException when it cannot be written there
     */
    long export(List<EntryRange> ranges, OutputStream out) throws IOException;

    /**
     * Hands over every entry from a number on, in order, each once, those to come included, on a thread of its own.
     *
     * @param fromSequence the first one wanted, at least 0
     * @param listener called by one thread, one call at a time; what it throws is reported and ends the subscription
     * @return to be closed by the caller
     */
    Subscription follow(long fromSequence, TailListener listener);

    /** Where folds over this ledger keep snapshots; empty where they cannot, so that each start folds from entry 0. */
    default Optional<FoldSnapshots> snapshots() {
        return Optional.empty();
    }
}
