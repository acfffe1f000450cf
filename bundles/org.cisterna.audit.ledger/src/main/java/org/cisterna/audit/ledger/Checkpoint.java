// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.Base64;
import org.cisterna.canonical.Digest;

/**
 * The head of a tree, as C2SP tlog-checkpoint has it.
 *
 * @param origin the log: node and shard
 * @param size its entries
 * @param root the hash of its tree
 */
record Checkpoint(String origin, long size, Digest root) {

    /** The text that is signed. */
    String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.bytes()) + "\n";
    }

    /**
     * Reads the text of a verified note.
     *
     * @throws IllegalArgumentException when it is not the text of a checkpoint of ours
     */
    static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty() || lines[0].isEmpty()) {
            throw new IllegalArgumentException("a checkpoint has three lines, origin, size and root");
        }
        if (!lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("'" + lines[1] + "' is no size of a tree");
        }
        byte[] root = Base64.getDecoder().decode(lines[2]);
        if (root.length != TreeHash.LENGTH) {
            throw new IllegalArgumentException("'" + lines[2] + "' is no hash of " + TreeHash.LENGTH + " bytes");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hashes.digest(root));
    }
}
