// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

/** Where the ledger's files lie in the data folder. */
final class Paths {
    static final String LEDGER = "ledger";
    static final String LOCK = "ledger/lock";
    static final String KEYS = "keys";
    static final String KEY = "keys/ledger.key";
    /** The key that is to follow, from before it is named in the log until it has taken the other one's place. */
    static final String NEXT_KEY = "keys/ledger.key.next";

    /**
     * The newest checkpoint that the key has signed. It lies beside the key and not in the log: when the log is taken away or put back to
     * an older state, this tells.
     */
    static final String SIGNED = "keys/ledger.signed";

    static final String VERIFIER_KEY = "ledger.vkey";
    /** The newest checkpoint of a log, by its name in the log's folder. */
    static final String CHECKPOINT = "checkpoint";

    /** The newest checkpoint of a log that witnesses have cosigned, by its name in the log's folder. */
    static final String WITNESSED = "witnessed";

    private Paths() {}

    static String log(String shard) {
        return LEDGER + "/" + shard;
    }

    static String segment(String shard) {
        return log(shard) + "/segment";
    }

    static String checkpoint(String shard) {
        return log(shard) + "/" + CHECKPOINT;
    }

    static String witnessed(String shard) {
        return log(shard) + "/" + WITNESSED;
    }

    /** A checkpoint that the key has signed, as a witness has shown it, and that the log does not extend. */
    static String conflict(String shard) {
        return log(shard) + "/conflict";
    }

    static String tile(String shard, TilePath tile) {
        return log(shard) + "/" + tile.text();
    }
}
