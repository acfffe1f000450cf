// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/**
 * The programme in non-volatile memory.
 *
 * @param programme its text; empty when there never was one
 * @param digest over it, as it was written; another one says that the memory is damaged
 * @param written clock
 * @param writtenBy command, empty at manufacture
 */
record Bank(long generation, long revision, String programme, Bytes digest, long written, Bytes writtenBy) {

    static final Bank NONE = new Bank(0, 0, "", Bytes.NONE, 0, Bytes.NONE);

    static Bank of(long generation, long revision, Programme programme, long written, Bytes writtenBy) {
        return new Bank(generation, revision, programme.text(), programme.digest(), written, writtenBy);
    }

    boolean valid() {
        return !programme.isEmpty() && digest.equals(Suite.programmeDigest(programme));
    }

    /** The same with one bit turned over. */
    Bank damaged() {
        if (programme.isEmpty()) {
            return this;
        }
        StringBuilder text = new StringBuilder(programme);
        int middle = text.length() / 2;
        text.setCharAt(middle, (char) (text.charAt(middle) ^ 1));
        return new Bank(generation, revision, text.toString(), digest, written, writtenBy);
    }

    JsonObject json() {
        return Json.object()
                .put("generation", generation)
                .put("revision", revision)
                .put("programme", programme)
                .put("digest", digest.hex())
                .put("written", written)
                .put("writtenBy", writtenBy.hex())
                .build();
    }

    static Bank fromJson(JsonObject json) {
        return new Bank(
                json.number("generation"),
                json.number("revision"),
                json.string("programme"),
                Bytes.fromHex(json.string("digest")),
                json.number("written"),
                Bytes.fromHex(json.string("writtenBy")));
    }
}
