// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.util.List;

/** The middle of some numbers. */
final class Median {

    private Median() {}

    /** Of at least one number; between the two middle ones when their count is even. */
    static double of(List<Double> numbers) {
        double[] sorted =
                numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
