// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.code;

import org.cisterna.pump.spi.PumpDriver;

/** A rate is a floating-point number. */
public final class Floating extends Around {

    private static final double MILLILITRES_A_DAY = 24.0;

    /** Around a driver. */
    public Floating(PumpDriver inner) {
        super(inner);
    }

    double perHour() {
        return MILLILITRES_A_DAY / 24;
    }
}
