// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.cisterna.canonical.Digest;
import org.cisterna.time.Randomness;

/**
 * 256 random bits that are handed out once, as 43 characters of URL-safe Base64, and kept as their SHA-256: so many bits need no slow hash.
 *
 * @param text what is handed out
 */
record Secret(String text) {

    private static final int BYTES = 32;
    private static final int ID_BYTES = 6;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    static Secret fresh(Randomness randomness) {
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(randomness.secret(BYTES)));
    }

    /** A name for what the secret opens: it opens nothing, but is not to be guessed either. */
    static String freshId(String prefix, Randomness randomness) {
        return prefix + "-" + HexFormat.of().formatHex(randomness.secret(ID_BYTES));
    }

    /** Whether a text from outside has the form of one. */
    static boolean hasForm(String text) {
        return FORM.matcher(text).matches();
    }

    static Digest hashOf(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    Digest hash() {
        return hashOf(text);
    }

    /** Whether a text from outside is the secret of this hash; in constant time. */
    static boolean matches(Digest hash, String text) {
        return hasForm(text) && MessageDigest.isEqual(hash.bytes(), hashOf(text).bytes());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Secret";
    }
}
