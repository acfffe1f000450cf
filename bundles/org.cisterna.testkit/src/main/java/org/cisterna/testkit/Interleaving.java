// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/** Who ran when: the last turns in words, and a digest over all of them. */
final class Interleaving {

    private static final int KEPT = 12;

    private final Deque<String> recent = new ArrayDeque<>();
    private final byte[] nothing = new byte[0];
    private byte[] chain = nothing;
    private final MessageDigest sha256;

    Interleaving() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256; this one has not", e);
        }
    }

    void record(long now, String name) {
        String turn = name + '@' + now;
        sha256.update(chain);
        chain = sha256.digest(turn.getBytes(StandardCharsets.UTF_8));
        recent.addLast(turn);
        if (recent.size() > KEPT) {
            recent.removeFirst();
        }
    }

    String digest() {
        return HexFormat.of().formatHex(chain);
    }

    String recent() {
        return String.join(" ", recent);
    }
}
