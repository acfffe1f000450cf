// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.util.SplittableRandom;

/** Random tests replay with the seed they print: {@code -Dcisterna.seed=…}. */
final class Seed {

    private static final long VALUE = Long.getLong("cisterna.seed", 20_260_101L);

    private Seed() {}

    static SplittableRandom random(String purpose) {
        System.out.println(purpose + ": -Dcisterna.seed=" + VALUE);
        return new SplittableRandom(VALUE ^ purpose.hashCode());
    }
}
