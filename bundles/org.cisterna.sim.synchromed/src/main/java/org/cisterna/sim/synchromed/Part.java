// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.sim.synchromed.PayloadReader.Malformed;

/**
 * A part of a plan beside its day; section 6.1 of the protocol page. A field that its kind does not have is 0.
 *
 * @param volume in nL
 * @param rate in nL/day
 * @param duration in ms
 * @param interval in ms; the lockout of the patient's boluses
 * @param most in any 24 h
 */
record Part(int kind, long volume, long rate, long duration, long interval, int most) {

    static final int PRIME = 1;
    static final int BRIDGE = 2;
    static final int BOLUS = 3;
    static final int PERIODIC = 4;
    static final int PATIENT = 5;
    static final int MINIMUM = 6;

    /** Reads the parts of a block. Behind a kind that is not on the page nothing can be read; it is the last one then. */
    static List<Part> read(PayloadReader in) throws Malformed {
        List<Part> parts = new ArrayList<>();
        for (int left = in.u8(); left > 0; left--) {
            int kind = in.u8();
            switch (kind) {
                case PRIME -> {
                    long volume = in.u64();
                    parts.add(new Part(kind, volume, in.u32(), 0, 0, 0));
                }
                case BRIDGE -> {
                    long rate = in.u32();
                    parts.add(new Part(kind, 0, rate, in.u64(), 0, 0));
                }
                case BOLUS -> {
                    long volume = in.u64();
                    parts.add(new Part(kind, volume, 0, in.u64(), 0, 0));
                }
                case PERIODIC -> {
                    long volume = in.u64();
                    long duration = in.u64();
                    parts.add(new Part(kind, volume, 0, duration, in.u64(), 0));
                }
                case PATIENT -> {
                    long volume = in.u64();
                    long duration = in.u64();
                    long lockout = in.u64();
                    parts.add(new Part(kind, volume, 0, duration, lockout, in.u16()));
                }
                case MINIMUM -> parts.add(new Part(kind, 0, 0, 0, 0, 0));
                default -> {
                    parts.add(new Part(kind, 0, 0, 0, 0, 0));
                    in.rest();
                    return parts;
                }
            }
        }
        return parts;
    }

    /** Whether it runs once, from the commit on. */
    boolean once() {
        return kind == PRIME || kind == BRIDGE || kind == BOLUS;
    }

    static boolean isBolus(int kind) {
        return kind == BOLUS || kind == PERIODIC || kind == PATIENT;
    }
}
