// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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

/** A driver around another one, with something changed. */
final class OtherDriver implements PumpDriver {

    private final PumpDriver inner;
    private SessionChange sessions = (session, context) -> session;
    private UnaryOperator<DriverDescriptor> descriptor = UnaryOperator.identity();
    private UnaryOperator<PumpIdentity> identity = UnaryOperator.identity();
    private UnaryOperator<Link> link = UnaryOperator.identity();
    private UnaryOperator<SessionContext> context = UnaryOperator.identity();
    private Supplier<String> words = () -> "a driver with something changed";
    private Opening opening = (driver, wire, lent, deadline) -> driver.open(wire, lent, deadline);

    /** Makes a session another one. */
    @FunctionalInterface
    interface SessionChange {
        PumpSession change(PumpSession session, SessionContext context);
    }

    /** Opens in another way. */
    @FunctionalInterface
    interface Opening {
        Answer<PumpSession> open(PumpDriver driver, Link link, SessionContext context, Instant deadline)
                throws LinkException, InterruptedException;
    }

    OtherDriver(PumpDriver inner) {
        this.inner = inner;
    }

    OtherDriver sessions(SessionChange change) {
        sessions = change;
        return this;
    }

    OtherDriver descriptor(UnaryOperator<DriverDescriptor> change) {
        descriptor = change;
        return this;
    }

    OtherDriver identity(UnaryOperator<PumpIdentity> change) {
        identity = change;
        return this;
    }

    OtherDriver link(UnaryOperator<Link> change) {
        link = change;
        return this;
    }

    OtherDriver context(UnaryOperator<SessionContext> change) {
        context = change;
        return this;
    }

    OtherDriver words(Supplier<String> change) {
        words = change;
        return this;
    }

    @Override
    public String toString() {
        return words.get();
    }

    OtherDriver opening(Opening change) {
        opening = change;
        return this;
    }

    @Override
    public DriverDescriptor descriptor() {
        return descriptor.apply(inner.descriptor());
    }

    @Override
    public Answer<PumpIdentity> pair(Link wire, PairingKeys pairing, CallContext lent, Instant deadline)
            throws LinkException, InterruptedException {
        return inner.pair(wire, pairing, lent, deadline).map(identity);
    }

    @Override
    public Answer<PumpSession> open(Link wire, SessionContext lent, Instant deadline)
            throws LinkException, InterruptedException {
        SessionContext given = context.apply(lent);
        return opening.open(inner, link.apply(wire), given, deadline)
                .map(each -> sessions.change(new Identified(each, identity), given));
    }

    /** A session that says another identity. */
    private static final class Identified extends OtherSession {
        private final UnaryOperator<PumpIdentity> change;

        Identified(PumpSession inner, UnaryOperator<PumpIdentity> change) {
            super(inner);
            this.change = change;
        }

        @Override
        public PumpIdentity identity() {
            return change.apply(inner().identity());
        }
    }
}
