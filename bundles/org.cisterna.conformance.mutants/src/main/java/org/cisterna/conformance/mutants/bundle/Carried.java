// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

/** The driver of the bundle into which it was put, and nothing else. */
abstract class Carried implements PumpDriver {

    private final PumpDriver inner;

    Carried() {
        try (InputStream in = Carried.class.getResourceAsStream("/META-INF/carried")) {
            if (in == null) {
                throw new IllegalStateException("this class was put into no bundle");
            }
            String name = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            inner = Class.forName(name, true, Carried.class.getClassLoader())
                    .asSubclass(PumpDriver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the driver of the bundle cannot be made", e);
        }
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
