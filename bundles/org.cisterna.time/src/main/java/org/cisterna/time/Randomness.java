// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time;

import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ProviderType;

/** The only source of chance. An OSGi service. */
@ProviderType
public interface Randomness {

    /**
     * A new generator. From a seeded source, the n-th generator asked for one purpose yields the same numbers in every run with the same
     * seed, whatever was asked for other purposes. Not for secrets.
     *
     * @param purpose what it is for, for example {@code sim.synchromed.flow}; not blank
     * @return a generator for one thread or for many
     */
    RandomGenerator stream(String purpose);

    /**
     * New random bytes that nobody can guess: keys, tokens, nonces, salts. From a {@linkplain #seeded seeded} source, bytes that everybody
     * can guess who knows the seed.
     *
     * @param bytes how many, at least 1
     */
    byte[] secret(int bytes);

    /**
     * A source that repeats itself: same seed, same questions, same answers, on every version of Java. For tests, the conformance kit and
     * simulated devices; nothing that it gives is secret.
     */
    static Randomness seeded(long seed) {
        return new SeededRandomness(seed);
    }
}
