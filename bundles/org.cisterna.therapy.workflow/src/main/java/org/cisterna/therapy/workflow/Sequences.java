// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.Arrays;

/** The sequences of the entries about a pump, ascending. In a snapshot each stands as its distance from the one before. Guarded by the fold that owns it. */
final class Sequences {

    private long[] values = new long[8];
    private int count;

    /** One more; larger than all before. */
    void add(long sequence) {
        if (count == values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(count, 2));
        }
        values[count++] = sequence;
    }

    /** Those from one on, at most so many. */
    long[] from(long from, int max) {
        int start = Arrays.binarySearch(values, 0, count, from);
        int first = start < 0 ? -start - 1 : start;
        return Arrays.copyOfRange(values, first, (int) Math.min(count, (long) first + max));
    }

    /** For a snapshot. */
    String packed() {
        StringBuilder packed = new StringBuilder();
        long last = 0;
        for (int i = 0; i < count; i++) {
            Packed.number(packed, values[i] - last);
            last = values[i];
        }
        return packed.toString();
    }

    /**
     * Out of a snapshot.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Sequences unpacked(String packed) {
        Sequences read = new Sequences();
        Packed.Reader reader = new Packed.Reader(packed);
        long last = 0;
        while (reader.hasNext()) {
            last += reader.number();
            read.add(last);
        }
        return read;
    }
}
