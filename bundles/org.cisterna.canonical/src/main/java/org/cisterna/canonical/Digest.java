// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest. Immutable; any thread.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {

    private static final String PREFIX = "sha256:";
    private static final int DIGITS = 64;
    private static final Pattern DOMAIN = Pattern.compile("[\\x21-\\x7e]+");

    /**
     * Checks the form.
     *
     * @param hex as above
     * @throws IllegalArgumentException when it is not 64 lower-case hexadecimal digits
     */
    public Digest {
        if (!isForm(hex)) {
            throw new IllegalArgumentException(
                    WholeText.quoted(hex) + " is no SHA-256 digest; write 64 lower-case hexadecimal digits");
        }
    }

    /**
     * The digest of bytes as they are: a file, a frame.
     *
     * @param bytes what to digest
     * @return SHA-256 of it
     */
    public static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /**
     * The digest of a value in a domain, so that a value signed for one purpose never passes for another: SHA-256 of
     * the domain, a line feed, and the value's canonical bytes.
     *
     * @param domain the purpose, such as {@code cisterna/plan/v1}: printable ASCII without spaces
     * @param value what to digest
     * @return the digest
     * @throws IllegalArgumentException when the domain has another form
     */
    public static Digest of(String domain, Json value) {
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException(
                    WholeText.quoted(domain) + " is no domain; write printable ASCII without spaces");
        }
        MessageDigest sha256 = sha256();
        sha256.update((domain + "\n").getBytes(StandardCharsets.US_ASCII));
        return new Digest(HexFormat.of().formatHex(sha256.digest(value.canonicalBytes())));
    }

    /**
     * Reads the text form.
     *
     * @param text {@code sha256:} and 64 lower-case hexadecimal digits
     * @return the digest
     * @throws IllegalArgumentException in words when the text has another form
     */
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException(WholeText.quoted(text) + " is no digest; write " + PREFIX
                    + " and 64 lower-case hexadecimal digits");
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    /**
     * The text form, which names the algorithm.
     *
     * @return {@code sha256:} and the digits
     */
    public String text() {
        return PREFIX + hex;
    }

    /**
     * The digest as bytes.
     *
     * @return 32 bytes, the caller's own
     */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return text();
    }

    private static boolean isForm(String hex) {
        if (hex.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
