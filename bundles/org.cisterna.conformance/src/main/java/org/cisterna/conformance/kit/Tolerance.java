// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import org.cisterna.pump.Capabilities;

/** How far a volume may lie from another one before they count as different. */
final class Tolerance {

    /** What an account may be off from the flow, in nanolitres: three strokes of the coarsest pump. */
    static final long STROKES = 3_000;

    /** What a flow between two moments may be off beside what is declared, in nanolitres: strokes at both ends. */
    static final long SLACK = 4_500;

    private static final long PER_MILLE = 1_000;

    private Tolerance() {}

    /** Whether a flow is the expected one, within what the pump declares and the strokes at both ends. */
    static boolean near(long flowed, long expected, Capabilities can) {
        return near(flowed, expected, can.accuracyPerMille());
    }

    /** The same, with what is declared in thousandths. */
    static boolean near(long flowed, long expected, int accuracyPerMille) {
        return Math.abs(flowed - expected) <= expected * accuracyPerMille / PER_MILLE + SLACK;
    }

    /** Whether two accounts of one volume agree. */
    static boolean agree(long one, long other) {
        return Math.abs(one - other) <= STROKES;
    }
}
