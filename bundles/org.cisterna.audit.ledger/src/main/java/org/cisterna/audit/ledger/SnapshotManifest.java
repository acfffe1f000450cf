// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What a snapshot is of, and the pieces it is in. Written as one line of canonical JSON and one line with its seal, HMAC-SHA-256 under a
 * secret of the node. Nothing in it is looked at before the seal is found right.
 *
 * @param fold whose
 * @param form version of how its parts are written
 * @param code what folded
 * @param log of which log
 * @param size of how many entries
 * @param root of their tree
 * @param pieces the files, in order
 */
record SnapshotManifest(String fold, long form, String code, String log, long size, String root, List<Piece> pieces) {
    private static final int VERSION = 1;
    private static final int SEAL = 32;

    /**
     * A file of the snapshot.
     *
     * @param name beside the manifest
     * @param bytes its length
     * @param length of what is packed in it
     * @param digest of its bytes
     */
    record Piece(String name, long bytes, int length, String digest) {}

    SnapshotManifest {
        pieces = List.copyOf(pieces);
    }

    byte[] sealed(byte[] secret) {
        byte[] line = Json.object()
                .put("code", code)
                .put("fold", fold)
                .put("form", form)
                .put("log", log)
                .put(
                        "pieces",
                        Json.array(pieces.stream()
                                .map(each -> Json.object()
                                        .put("bytes", each.bytes())
                                        .put("digest", each.digest())
                                        .put("length", each.length())
                                        .put("name", each.name())
                                        .build())
                                .toList()))
                .put("root", root)
                .put("size", size)
                .put("v", VERSION)
                .build()
                .canonicalBytes();
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.writeBytes(line);
        sealed.write('\n');
        sealed.writeBytes(HexFormat.of().formatHex(NodeKey.hmac(secret, line)).getBytes(StandardCharsets.US_ASCII));
        sealed.write('\n');
        return sealed.toByteArray();
    }

    /**
     * Reads what {@link #sealed} wrote under the same secret.
     *
     * @throws SnapshotCache.Unfit in words when it is not that
     */
    static SnapshotManifest opened(byte[] sealed, byte[] secret) {
        int line = sealed.length - 2 * SEAL - 2;
        if (line < 0 || sealed[line] != '\n' || sealed[sealed.length - 1] != '\n') {
            throw new SnapshotCache.Unfit("its manifest is no manifest");
        }
        byte[] text = Arrays.copyOf(sealed, line);
        byte[] seal = Arrays.copyOfRange(sealed, line + 1, sealed.length - 1);
        byte[] right = HexFormat.of().formatHex(NodeKey.hmac(secret, text)).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(seal, right)) {
            throw new SnapshotCache.Unfit("its seal is not this node's: it was changed, or the key was");
        }
        if (!(Json.parse(text) instanceof JsonObject json) || json.number("v") != VERSION) {
            throw new SnapshotCache.Unfit("its manifest has a version that this one does not read");
        }
        return new SnapshotManifest(
                json.string("fold"),
                json.number("form"),
                json.string("code"),
                json.string("log"),
                json.number("size"),
                json.string("root"),
                json.array("pieces").objects().stream()
                        .map(each -> new Piece(
                                each.string("name"),
                                each.number("bytes"),
                                Math.toIntExact(each.number("length")),
                                each.string("digest")))
                        .toList());
    }

    /** In what it is not the one that fits, in words; empty when it is. */
    Optional<String> difference(SnapshotManifest right) {
        if (!fold.equals(right.fold)) {
            return Optional.of("it is of " + fold);
        }
        if (form != right.form) {
            return Optional.of("its form has version " + form + ", and this code reads " + right.form);
        }
        if (!code.equals(right.code)) {
            return Optional.of("other code has folded it");
        }
        if (!log.equals(right.log)) {
            return Optional.of("it is of the log " + log);
        }
        return root.equals(right.root) ? Optional.empty() : Optional.of("its entries are not those of this log");
    }
}
