// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Where the records of a segment lie, in order. Not safe for threads: its owner guards it. */
final class Places {
    private static final int BETWEEN_GROUPS = SegmentFormat.GROUP_TRAILER_LENGTH + SegmentFormat.GROUP_HEADER_LENGTH;

    private long[] positions = new long[256];
    private int[] lengths = new int[256];
    private int count;

    void add(long position, int length) {
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        positions[count] = position;
        lengths[count] = length;
        count++;
    }

    int count() {
        return count;
    }

    /** Where a record begins. */
    long position(int index) {
        return positions[index];
    }

    int length(int index) {
        return lengths[index];
    }

    /** Where a record ends. */
    long end(int index) {
        return positions[index] + lengths[index];
    }

    /** Where the group ends whose last record this is. */
    long groupEnd(int index) {
        return end(index) + SegmentFormat.GROUP_TRAILER_LENGTH;
    }

    /** The first ones by themselves. */
    Places first(int some) {
        Places first = new Places();
        first.positions = Arrays.copyOf(positions, Math.max(some, first.positions.length));
        first.lengths = Arrays.copyOf(lengths, first.positions.length);
        first.count = some;
        return first;
    }

    private boolean beginsGroup(int index) {
        return index == 0 || positions[index] != end(index - 1) + SegmentFormat.RECORD_HEADER_LENGTH;
    }

    /** The first ones as their lengths, two bytes each, with two zero bytes before each that begins a group: the rest follows from that. */
    byte[] packed(int some) {
        int groups = 0;
        for (int i = 0; i < some; i++) {
            groups += beginsGroup(i) ? 1 : 0;
        }
        ByteBuffer packed = ByteBuffer.allocate(Short.BYTES * (some + groups));
        for (int i = 0; i < some; i++) {
            if (beginsGroup(i)) {
                packed.putShort((short) 0);
            }
            packed.putShort((short) lengths[i]);
        }
        return packed.array();
    }

    /**
     * Reads what {@link #packed} made.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Places unpacked(ByteBuffer packed, int some) {
        Places places = new Places();
        long at = SegmentFormat.HEADER_LENGTH - SegmentFormat.GROUP_TRAILER_LENGTH;
        try {
            while (places.count < some) {
                int length = Short.toUnsignedInt(packed.getShort());
                if (length == 0) {
                    at += BETWEEN_GROUPS;
                    length = Short.toUnsignedInt(packed.getShort());
                }
                at += SegmentFormat.RECORD_HEADER_LENGTH;
                places.add(at, length);
                at += length;
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("places of fewer records than " + some, e);
        }
        if (packed.hasRemaining()) {
            throw new IllegalArgumentException("places of more records than " + some);
        }
        return places;
    }
}
