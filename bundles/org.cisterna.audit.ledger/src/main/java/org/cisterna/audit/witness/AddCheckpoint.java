// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a log asks of a witness: that it cosign a checkpoint (C2SP tlog-witness, {@code add-checkpoint}). Immutable.
 *
 * @param oldSize the size that the witness cosigned last, as far as the log knows; 0 when it knows of none
 * @param proof the hashes that lead from there to the checkpoint, not copied
 * @param note the checkpoint, a signed note
 */
public record AddCheckpoint(long oldSize, List<byte[]> proof, String note) {
    /** Where it is sent to, below the address of the witness. */
    public static final String PATH = "add-checkpoint";

    /** The most bytes of one that anybody reads. */
    public static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_HASHES = 63;
    private static final String OLD = "old ";

    /** Copies the list. */
    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException in words when the bytes are none
     */
    static AddCheckpoint read(byte[] bytes) {
        String text = SignedNote.decoded(bytes);
        int end = text.indexOf("\n\n");
        if (end < 0) {
            throw new IllegalArgumentException("it has no empty line behind the proof");
        }
        String[] lines = text.substring(0, end).split("\n", -1);
        if (!lines[0].startsWith(OLD)) {
            throw new IllegalArgumentException("it does not begin with 'old ' and a size");
        }
        if (lines.length - 1 > MOST_HASHES) {
            throw new IllegalArgumentException("its proof has more than " + MOST_HASHES + " hashes");
        }
        List<byte[]> proof = new ArrayList<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            byte[] hash = SignedNote.base64(line);
            if (hash.length != Consistency.HASH_BYTES) {
                throw new IllegalArgumentException("'" + line + "' is no hash of " + Consistency.HASH_BYTES + " bytes");
            }
            proof.add(hash);
        }
        return new AddCheckpoint(Head.size(lines[0].substring(OLD.length())), proof, text.substring(end + 2));
    }

    /** As it is sent. */
    public String text() {
        StringBuilder text = new StringBuilder(OLD).append(oldSize).append('\n');
        proof.forEach(
                each -> text.append(Base64.getEncoder().encodeToString(each)).append('\n'));
        return text.append('\n').append(note).toString();
    }
}
