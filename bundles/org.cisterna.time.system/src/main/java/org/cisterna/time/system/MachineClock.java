// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

/** The two clocks of the machine, and all that the house ever sees of them. */
interface MachineClock {

    /** Wall clock, milliseconds since 1970; anybody may set it. */
    long wallMillis();

    /** Monotonic clock, nanoseconds since an origin that is fixed while the process lives. */
    long nanos();

    /** The real clocks. */
    static MachineClock real() {
        return new MachineClock() {
            @Override
            public long wallMillis() {
                return System.currentTimeMillis();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
