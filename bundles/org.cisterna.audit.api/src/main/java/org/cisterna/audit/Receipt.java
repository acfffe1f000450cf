// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * Says that an entry is durable, and where it stands. Immutable.
 *
 * @param sequence its number among all entries of the node, from 0
 * @param shard the log that holds it: {@code 2026-1}
 * @param index its place in that log, from 0
 * @param leaf its hash in the tree of that log
 */
public record Receipt(long sequence, String shard, long index, Digest leaf) {

    /** Checks that the numbers are not negative. */
    public Receipt {
        if (sequence < 0 || index < 0) {
            throw new IllegalArgumentException(
                    "a receipt has sequence " + sequence + " and index " + index + "; neither can be negative");
        }
    }

    /** As JSON: {@code {"index":…,"leaf":"sha256:…","sequence":…,"shard":"2026-1"}}. */
    public JsonObject json() {
        return Json.object()
                .put("index", index)
                .put("leaf", leaf.text())
                .put("sequence", sequence)
                .put("shard", shard)
                .build();
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws org.cisterna.canonical.JsonException when a part is missing, unknown or of another type
     */
    public static Receipt from(JsonObject json) {
        json.onlyNames("index", "leaf", "sequence", "shard");
        return new Receipt(
                json.number("sequence"), json.string("shard"), json.number("index"), Digest.parse(json.string("leaf")));
    }
}
