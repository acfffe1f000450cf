// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** A driver around another one, with something changed. */
final class OtherDriver implements PumpDriver {

    private final PumpDriver inner;
    private SessionChange sessions = (session, context) -> session;
    private UnaryOperator<DriverDescriptor> descriptor = UnaryOperator.identity();
    private UnaryOperator<Capabilities> declared = UnaryOperator.identity();
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

    /** Declares something else of the pump, and goes on with what the pump itself declares. */
    OtherDriver declares(UnaryOperator<Capabilities> change) {
        declared = change;
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
        return inner.pair(wire, pairing, lent, deadline).map(each -> declaring(each, declared));
    }

    @Override
    public Answer<PumpSession> open(Link wire, SessionContext lent, Instant deadline)
            throws LinkException, InterruptedException {
        SessionContext given = context.apply(lent);
        return opening.open(inner, link.apply(wire), given, deadline)
                .map(each -> sessions.change(new Declaring(each, declared), given));
    }

    private static PumpIdentity declaring(PumpIdentity each, UnaryOperator<Capabilities> change) {
        return new PumpIdentity(
                each.pump(), each.model(), each.firmware(), change.apply(each.capabilities()), each.simulated());
    }

    /** A session that declares something else; plans that were made by it are passed on as those of the pump. */
    private static final class Declaring extends OtherSession {
        private final UnaryOperator<Capabilities> change;

        Declaring(PumpSession inner, UnaryOperator<Capabilities> change) {
            super(inner);
            this.change = change;
        }

        private Plan forPump(Plan plan) {
            Capabilities real = inner().identity().capabilities();
            return plan.capabilities().equals(change.apply(real).digest())
                    ? new Plan(
                            plan.pump(),
                            plan.patient(),
                            plan.expected(),
                            plan.programme(),
                            plan.solution(),
                            real.digest(),
                            plan.driver(),
                            plan.decision(),
                            plan.parts())
                    : plan;
        }

        @Override
        public PumpIdentity identity() {
            return declaring(inner().identity(), change);
        }

        @Override
        public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
            Snapshot each = inner().interrogate(deadline);
            return Readings.identity(each, declaring(each.identity(), change));
        }

        @Override
        public Answer<Preview> preview(Plan plan) {
            return inner().preview(forPump(plan));
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            return inner().stage(forPump(plan), command, deadline);
        }
    }
}
