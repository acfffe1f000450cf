// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonNumber;

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
    Json toJson() {
        List<Json> distances = new ArrayList<>(count);
        long last = 0;
        for (int i = 0; i < count; i++) {
            distances.add(Json.number(values[i] - last));
            last = values[i];
        }
        return Json.array(distances);
    }

    /**
     * Out of a snapshot.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Sequences fromJson(Json json) {
        if (!(json instanceof JsonArray array)) {
            throw new IllegalArgumentException("sequences are an array");
        }
        Sequences read = new Sequences();
        long last = 0;
        for (Json each : array.values()) {
            if (!(each instanceof JsonNumber distance) || distance.value() < 0) {
                throw new IllegalArgumentException("a sequence is a distance of 0 or more");
            }
            last += distance.value();
            read.add(last);
        }
        return read;
    }
}
