// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.cisterna.time.Randomness;

/** Chance that nobody can foretell. */
final class SystemRandomness implements Randomness {

    private final SecureRandom source = new SecureRandom();

    @Override
    public RandomGenerator stream(String purpose) {
        if (purpose.isBlank()) {
            throw new IllegalArgumentException("the purpose of a random stream must not be blank");
        }
        return source;
    }

    @Override
    public byte[] secret(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a secret has at least 1 byte, not " + bytes);
        }
        byte[] secret = new byte[bytes];
        source.nextBytes(secret);
        return secret;
    }
}
