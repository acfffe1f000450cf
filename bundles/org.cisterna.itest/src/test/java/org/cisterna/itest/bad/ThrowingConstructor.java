// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest.bad;

import java.time.Instant;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;

/** A component that cannot be made. */
public final class ThrowingConstructor implements PumpDriver {

    /** Never ends well. */
    public ThrowingConstructor() {
        throw new IllegalStateException("the vendor's constructor threw");
    }

    @Override
    public DriverDescriptor descriptor() {
        throw new AssertionError("it was never made");
    }

    @Override
    public Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline) {
        throw new AssertionError("it was never made");
    }

    @Override
    public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline) {
        throw new AssertionError("it was never made");
    }
}
