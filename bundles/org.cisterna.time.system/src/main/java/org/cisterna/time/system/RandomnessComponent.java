// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.util.random.RandomGenerator;
import org.cisterna.time.Randomness;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Chance as a service. */
@Component(name = "org.cisterna.time.system.randomness", service = Randomness.class, immediate = true)
public final class RandomnessComponent implements Randomness {

    private final SystemRandomness randomness;

    /** Draws from the platform's secure source. */
    @Activate
    public RandomnessComponent() {
        randomness = new SystemRandomness();
    }

    @Override
    public RandomGenerator stream(String purpose) {
        return randomness.stream(purpose);
    }

    @Override
    public byte[] secret(int bytes) {
        return randomness.secret(bytes);
    }
}
