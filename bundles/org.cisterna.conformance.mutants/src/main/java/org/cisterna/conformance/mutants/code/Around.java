// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.code;

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
import org.cisterna.pump.wire.LinkException;

/** Another driver, and nothing else. */
abstract class Around implements PumpDriver {

    private final PumpDriver inner;

    Around(PumpDriver inner) {
        this.inner = inner;
    }

    @Override
    public final DriverDescriptor descriptor() {
        return inner.descriptor();
    }

    @Override
    public final Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline)
            throws LinkException, InterruptedException {
        return inner.pair(link, pairing, context, deadline);
    }

    @Override
    public final Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
            throws LinkException, InterruptedException {
        return inner.open(link, context, deadline);
    }
}
