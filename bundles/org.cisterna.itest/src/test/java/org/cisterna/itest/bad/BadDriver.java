// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest.bad;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.XECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.Functions;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Source;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** Drives one pump that exists in it alone, and does one thing wrong. */
final class BadDriver implements PumpDriver {

    static final String MANUFACTURER = "Bad Devices";
    static final String SERIAL = "B-";
    private static final int KEY = 32;

    private final String family;
    private final String fault;
    private final PumpId pump;

    BadDriver(String family, String fault) {
        this.family = family;
        this.fault = fault;
        this.pump = new PumpId(MANUFACTURER, SERIAL + family);
    }

    @Override
    public DriverDescriptor descriptor() {
        return new DriverDescriptor(
                family,
                "Bad driver, " + fault,
                "1.0.0",
                MANUFACTURER,
                "A driver for tests that does one thing wrong; it drives nothing real",
                true,
                Optional.empty());
    }

    static PumpIdentity identity(PumpId pump, String model) {
        return new PumpIdentity(
                pump,
                model,
                "1.0",
                new Capabilities(
                        new Range<>(new FlowRate(48_000), new FlowRate(2_000_000)),
                        new FlowRate(1_000),
                        6,
                        Duration.ofMinutes(30),
                        new Volume(20_000_000),
                        new Volume(1_000_000),
                        new Volume(140_000),
                        new Volume(2_000_000),
                        50,
                        Source.CALCULATED,
                        Optional.empty(),
                        Optional.of(Functions.NONE)),
                true);
    }

    @Override
    public Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline) {
        try {
            XECPublicKey key = (XECPublicKey)
                    KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic();
            byte[] big = key.getU().toByteArray();
            byte[] little = new byte[KEY];
            for (int i = 0; i < Math.min(big.length, KEY); i++) {
                little[i] = big[big.length - 1 - i];
            }
            pairing.agree(little, "bad".getBytes(StandardCharsets.US_ASCII));
            return Answer.done(identity(pump, "B-20"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no X25519", e);
        }
    }

    @Override
    public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline) {
        return Answer.done(new BadSession(pump, fault, context));
    }
}
