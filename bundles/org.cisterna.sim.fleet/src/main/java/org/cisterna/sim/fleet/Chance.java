// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/**
 * Numbers that a seed gives, each by its index and without the others before it, so that no pump's chance hangs on another's and nothing has
 * to be kept. The mixing is that of SplitMix64.
 */
final class Chance {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int HALF = 32;

    private Chance() {}

    /** The number of an index. */
    static long at(long key, long index) {
        return mixed(key + index * GOLDEN);
    }

    /** Every bit of it hangs on every bit of what is given. */
    static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** 0 to below a bound of at most 2^31 - 1. */
    static int below(long chance, int bound) {
        return (int) (((chance >>> HALF) * bound) >>> HALF);
    }

    /** Numbers one after the other. */
    static final class Draw {

        private final long key;
        private long next;

        Draw(long key) {
            this.key = key;
        }

        int below(int bound) {
            return Chance.below(at(key, next++), bound);
        }

        /** From the least to the most, both included. */
        int between(int least, int most) {
            return least + below(most - least + 1);
        }
    }
}
