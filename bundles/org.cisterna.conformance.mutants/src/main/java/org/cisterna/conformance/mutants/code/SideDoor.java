// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.code;

import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.quantity.FlowRate;

/** A public method sets a rate. */
public final class SideDoor extends Around {

    private FlowRate rate = new FlowRate(0);

    /** Around a driver. */
    public SideDoor(PumpDriver inner) {
        super(inner);
    }

    /** The fault. */
    public FlowRate setRate(FlowRate wanted) {
        rate = wanted;
        return rate;
    }
}
