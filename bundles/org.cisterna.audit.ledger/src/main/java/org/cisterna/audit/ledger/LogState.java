// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.cisterna.audit.Envelope;

/** What is known in memory about the entries of one log that are durable: tree, places, the newest ones. Safe for threads. */
final class LogState {
    private static final int RECENT = 1024;

    private final HashTree tree;
    private final Places places;
    private final Deque<Envelope> recent = new ArrayDeque<>();
    private Instant house = Instant.MIN;
    private Instant pump = Instant.MIN;

    /**
     * Entries that lie side by side in the segment.
     *
     * @param first the index of the first
     * @param position where the bytes begin
     * @param offsets where each record begins, from there
     * @param lengths how long each is
     * @param leaves their hashes
     */
    record Span(long first, long position, List<Integer> offsets, List<Integer> lengths, List<byte[]> leaves) {
        int bytes() {
            int last = offsets.size() - 1;
            return offsets.get(last) + lengths.get(last);
        }
    }

    /** That of a log without entries. */
    LogState() {
        this(new HashTree(), new Places());
    }

    /** That of a log of which hashes and places are known, as many of the one as of the other. */
    LogState(HashTree tree, Places places) {
        this.tree = tree;
        this.places = places;
    }

    synchronized long size() {
        return tree.size();
    }

    /** The places of the first entries, as {@link Places#packed} has them. */
    synchronized byte[] places(long some) {
        return places.packed(Math.toIntExact(some));
    }

    /** Where the group ends in the segment whose last entry is the last of so many. */
    synchronized long groupEnd(long some) {
        return places.groupEnd(Math.toIntExact(some - 1));
    }

    /** House time of the newest entry. */
    synchronized Instant house() {
        return house;
    }

    /** Pump time of the newest entry. */
    synchronized Instant pump() {
        return pump;
    }

    /** The times before which no entry may be: those of the log before. */
    synchronized void startAt(Instant houseTime, Instant pumpTime) {
        house = houseTime;
        pump = pumpTime;
    }

    /** An entry that is known by the hash of its bytes alone. Those come first: nothing before it stays in memory. */
    synchronized void add(byte[] leaf, long position, int length) {
        place(leaf, position, length);
        recent.clear();
    }

    synchronized void add(Envelope envelope, byte[] leaf, long position, int length) {
        place(leaf, position, length);
        house = envelope.houseTime();
        pump = envelope.pumpTime();
        recent.addLast(envelope);
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
    }

    private void place(byte[] leaf, long position, int length) {
        places.add(position, length);
        tree.append(leaf);
    }

    /** Several at once, so that a reader sees a group whole. */
    synchronized void addAll(List<Envelope> envelopes, List<byte[]> leaves, long[] positions, int[] sizes) {
        for (int i = 0; i < envelopes.size(); i++) {
            add(envelopes.get(i), leaves.get(i), positions[i], sizes[i]);
        }
    }

    /** The entries from an index on when all of them are in memory; none otherwise. */
    synchronized List<Envelope> recent(long from, int max) {
        long firstKept = tree.size() - recent.size();
        if (from < firstKept) {
            return List.of();
        }
        return recent.stream().skip(from - firstKept).limit(max).toList();
    }

    /** Where the entries from an index on lie: at most {@code max}, and not many more than {@code maxBytes}; at least one is there. */
    synchronized Span span(long from, int max, int maxBytes) {
        int first = Math.toIntExact(from);
        long start = places.position(first);
        List<Integer> offsets = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        for (int i = first; i < tree.size() && i - first < max; i++) {
            if (i > first && places.end(i) - start > maxBytes) {
                break;
            }
            offsets.add((int) (places.position(i) - start));
            sizes.add(places.length(i));
            leaves.add(tree.leaf(i));
        }
        return new Span(from, start, offsets, sizes, leaves);
    }

    synchronized byte[] leaf(long index) {
        return tree.leaf(index);
    }

    synchronized byte[] root(long size) {
        return tree.root(size);
    }

    /** The hash over the leaves from one to before another. */
    synchronized byte[] range(long start, long end) {
        return tree.range(start, end);
    }

    synchronized byte[] tile(TilePath path) {
        return tree.tile(path.level(), path.number(), path.width());
    }

    synchronized List<byte[]> inclusion(long index, long size) {
        return tree.inclusion(index, size);
    }

    synchronized List<byte[]> consistency(long oldSize, long newSize) {
        return tree.consistency(oldSize, newSize);
    }
}
