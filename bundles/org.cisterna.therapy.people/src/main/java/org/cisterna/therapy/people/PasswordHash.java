// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.time.Randomness;

/**
 * A password as it is kept: PBKDF2 with HMAC-SHA-512 over the text in Unicode form NFC, a salt of its own, and a number of rounds.
 *
 * @param rounds at least 1
 * @param salt 16 to 64 bytes as hexadecimal digits
 * @param hash 64 bytes as hexadecimal digits
 */
record PasswordHash(int rounds, String salt, String hash) {

    /** What the product asks for, by OWASP's password storage advice for this function; more is allowed, less is refused. */
    static final int PRODUCT_ROUNDS = 210_000;

    static final int SALT_BYTES = 16;

    private static final String ALGORITHM = "PBKDF2-HMAC-SHA512";
    private static final String JDK_NAME = "PBKDF2WithHmacSHA512";
    private static final int HASH_BITS = 512;
    private static final int MAX_ROUNDS = 10_000_000;
    private static final int MAX_PASSWORD = 1024;
    private static final HexFormat HEX = HexFormat.of();

    static PasswordHash of(String password, byte[] salt, int rounds) {
        return new PasswordHash(rounds, HEX.formatHex(salt), HEX.formatHex(derive(password, salt, rounds)));
    }

    /** The hash of no password: as slow to compare with as any other. */
    static PasswordHash ofNobody(Randomness randomness, int rounds) {
        return new PasswordHash(
                rounds,
                HEX.formatHex(randomness.secret(SALT_BYTES)),
                HEX.formatHex(randomness.secret(HASH_BITS / Byte.SIZE)));
    }

    /** Whether it asks for less than new ones. */
    boolean isWeakerThan(int newRounds) {
        return rounds < newRounds;
    }

    /** The same password under more rounds; it keeps its salt, which is how {@link #isOfSamePassword} knows. */
    PasswordHash strengthened(String password, int newRounds) {
        return of(password, HEX.parseHex(salt), newRounds);
    }

    /** Whether the other is this one, or this one under other parameters; not so after a new password, which has a salt of its own. */
    boolean isOfSamePassword(PasswordHash other) {
        return salt.equals(other.salt) && (rounds != other.rounds || hash.equals(other.hash));
    }

    /** Whether this is the password; takes the same time for every wrong one. */
    boolean matches(String password) {
        if (password.isEmpty() || password.length() > MAX_PASSWORD) {
            return false;
        }
        return MessageDigest.isEqual(derive(password, HEX.parseHex(salt), rounds), HEX.parseHex(hash));
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        char[] characters = Normalizer.normalize(password, Normalizer.Form.NFC).toCharArray();
        PBEKeySpec spec = new PBEKeySpec(characters, salt, rounds, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance(JDK_NAME).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + JDK_NAME, e);
        } finally {
            spec.clearPassword();
            Arrays.fill(characters, ' ');
        }
    }

    JsonObject toJson() {
        return Json.object()
                .put("algorithm", ALGORITHM)
                .put("rounds", rounds)
                .put("salt", salt)
                .put("hash", hash)
                .build();
    }

    static PasswordHash fromJson(JsonObject json, int leastRounds) {
        json.onlyNames("algorithm", "rounds", "salt", "hash");
        if (!json.string("algorithm").equals(ALGORITHM)) {
            throw new JsonException("$.password.algorithm", "is not " + ALGORITHM);
        }
        long rounds = json.number("rounds");
        if (rounds < leastRounds || rounds > MAX_ROUNDS) {
            throw new JsonException(
                    "$.password.rounds", "is " + rounds + "; " + leastRounds + " to " + MAX_ROUNDS + " are allowed");
        }
        return new PasswordHash(
                Math.toIntExact(rounds),
                hex(json, "salt", SALT_BYTES, 4 * SALT_BYTES),
                hex(json, "hash", HASH_BITS / Byte.SIZE, HASH_BITS / Byte.SIZE));
    }

    private static String hex(JsonObject json, String name, int least, int most) {
        String text = json.string(name);
        if (!text.matches("(?:[0-9a-f]{2}){" + least + "," + most + "}")) {
            throw new JsonException(
                    "$.password." + name,
                    "is not " + least + " to " + most + " bytes in lower case hexadecimal digits");
        }
        return text;
    }

    /** Without salt and hash. */
    @Override
    public String toString() {
        return "PasswordHash[rounds=" + rounds + "]";
    }
}
