// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.HexFormat;
import java.util.List;
import org.cisterna.canonical.Digest;

/** Hashes of the tree in the form in which the API shows them. */
final class Hashes {

    private Hashes() {}

    static Digest digest(byte[] hash) {
        return new Digest(HexFormat.of().formatHex(hash));
    }

    static List<Digest> digests(List<byte[]> hashes) {
        return hashes.stream().map(Hashes::digest).toList();
    }
}
