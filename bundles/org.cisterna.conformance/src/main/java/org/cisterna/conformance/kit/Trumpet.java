// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.math.BigInteger;
import java.util.List;

/**
 * The greatest and the least error of a flow over all windows of a length, the computation of the trumpet curve (IEC 60601-2-24), in whole numbers. The
 * standard does not apply to implants; its arithmetic is borrowed, its conformity is not claimed.
 */
final class Trumpet {

    private static final long MILLION = 1_000_000;

    private final List<Long> samples;
    private final long perSample;

    /**
     * A flow that was sampled.
     *
     * @param samples what was given up to each sample, in picolitres, the first one at the beginning
     * @param perSample what the set rate gives between two samples, in picolitres, above zero
     */
    Trumpet(List<Long> samples, long perSample) {
        this.samples = List.copyOf(samples);
        this.perSample = perSample;
        if (perSample <= 0 || samples.size() < 2) {
            throw new IllegalArgumentException("a trumpet needs a rate and two samples at least");
        }
    }

    /** How many windows of a length there are; they slide by one sample. */
    int windows(int length) {
        return samples.size() - length;
    }

    /** The greatest error over windows of so many samples, in millionths of what the set rate gives in one. */
    long most(int length) {
        long most = Long.MIN_VALUE;
        for (int i = 0; i < windows(length); i++) {
            most = Math.max(most, error(i, length));
        }
        return most;
    }

    /** The least error, as above. */
    long least(int length) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < windows(length); i++) {
            least = Math.min(least, error(i, length));
        }
        return least;
    }

    private long error(int from, int length) {
        long given = samples.get(from + length) - samples.get(from);
        long set = Math.multiplyExact(perSample, length);
        return BigInteger.valueOf(given - set)
                .multiply(BigInteger.valueOf(MILLION))
                .divide(BigInteger.valueOf(set))
                .longValueExact();
    }

    /** The smallest amount that came at once; 0 when nothing came. */
    long stroke() {
        long stroke = 0;
        for (int i = 1; i < samples.size(); i++) {
            long came = samples.get(i) - samples.get(i - 1);
            if (came > 0 && (stroke == 0 || came < stroke)) {
                stroke = came;
            }
        }
        return stroke;
    }
}
