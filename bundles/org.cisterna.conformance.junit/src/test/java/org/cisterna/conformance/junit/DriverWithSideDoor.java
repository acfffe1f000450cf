// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.junit;

import java.time.Instant;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** A driver with a public way past the host. */
final class DriverWithSideDoor implements PumpDriver {

    private final PumpDriver inner = new SynchromedDriver();
    private long rate;

    /** The fault. */
    public void setRate(long nanolitresPerDay) {
        rate = nanolitresPerDay;
    }

    @Override
    public String toString() {
        return "rate " + rate;
    }

    @Override
    public DriverDescriptor descriptor() {
        return inner.descriptor();
    }

    @Override
    public Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline)
            throws LinkException, InterruptedException {
        return inner.pair(link, pairing, context, deadline);
    }

    @Override
    public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
            throws LinkException, InterruptedException {
        return inner.open(link, context, deadline);
    }
}
