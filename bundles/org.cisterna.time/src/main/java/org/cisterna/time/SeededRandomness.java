// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Streams whose start is the SHA-256 of seed, purpose and how often that purpose was asked for. The generator is {@link Random}, because its
 * numbers are specified and so the same on every version of Java.
 */
final class SeededRandomness implements Randomness {

    private static final String SECRETS = "secrets";

    private final long seed;
    private final Map<String, Long> asked = new ConcurrentHashMap<>();

    SeededRandomness(long seed) {
        this.seed = seed;
    }

    @Override
    public RandomGenerator stream(String purpose) {
        if (purpose.isBlank()) {
            throw new IllegalArgumentException("the purpose of a random stream must not be blank");
        }
        return generator("stream", purpose);
    }

    @Override
    public byte[] secret(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a secret has at least 1 byte, not " + bytes);
        }
        byte[] secret = new byte[bytes];
        generator("secret", SECRETS).nextBytes(secret);
        return secret;
    }

    private Random generator(String kind, String purpose) {
        long count = asked.merge(kind + ' ' + purpose, 1L, Math::addExact);
        byte[] name = (kind + ' ' + purpose).getBytes(StandardCharsets.UTF_8);
        ByteBuffer input = ByteBuffer.allocate(2 * Long.BYTES + name.length);
        input.putLong(seed).putLong(count).put(name);
        return new Random(ByteBuffer.wrap(sha256(input.array())).getLong());
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256; this one has not", e);
        }
    }
}
