// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/**
 * The programme in non-volatile memory.
 *
 * @param programme the value of the group; empty when there never was one
 * @param digest over it, as it was written; another one says that the bank is damaged
 * @param written clock
 * @param writtenBy command, empty at manufacture
 */
record Bank(long generation, long revision, Bytes programme, Bytes digest, long written, Bytes writtenBy) {

    static final Bank NONE = new Bank(0, 0, Bytes.NONE, Bytes.NONE, 0, Bytes.NONE);

    static Bank of(long generation, long revision, Programme programme, long written, Bytes writtenBy) {
        return new Bank(generation, revision, programme.bytes(), programme.digest(), written, writtenBy);
    }

    boolean valid() {
        return programme.length() > 0 && digest.equals(Suite.programmeDigest(programme));
    }

    /** The same with one bit turned over. */
    Bank damaged() {
        byte[] bytes = programme.array();
        if (bytes.length > 0) {
            bytes[bytes.length / 2] ^= 0x20;
        }
        return new Bank(generation, revision, Bytes.of(bytes), digest, written, writtenBy);
    }

    JsonObject json() {
        return Json.object()
                .put("generation", generation)
                .put("revision", revision)
                .put("programme", programme.hex())
                .put("digest", digest.hex())
                .put("written", written)
                .put("writtenBy", writtenBy.hex())
                .build();
    }

    static Bank fromJson(JsonObject json) {
        return new Bank(
                json.number("generation"),
                json.number("revision"),
                Bytes.fromHex(json.string("programme")),
                Bytes.fromHex(json.string("digest")),
                json.number("written"),
                Bytes.fromHex(json.string("writtenBy")));
    }
}
