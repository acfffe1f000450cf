// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;

/** Drivers that say something else of themselves, or open and close in another way. */
final class SessionMutants {

    private SessionMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofDriver("1.01", "the description counts how often it was asked for", driver -> {
                    AtomicInteger asked = new AtomicInteger();
                    return new OtherDriver(driver)
                            .descriptor(each -> named(each, each.name() + (asked.incrementAndGet() > 1 ? "!" : "")));
                }),
                Mutant.ofDriver("1.03", "the highest rate lies beside the grid", driver -> new OtherDriver(driver)
                        .declares(SessionMutants::besideTheGrid)),
                Mutant.ofDriver(
                        "1.06",
                        "a valve that stays shut is declared to open by itself",
                        driver -> new OtherDriver(driver).descriptor(SessionMutants::recovering)),
                Mutant.ofDriver("4.12", "no interim stop is declared", driver -> new OtherDriver(driver)
                        .descriptor(each -> new DriverDescriptor(
                                each.family(),
                                each.name(),
                                each.version(),
                                each.manufacturer(),
                                each.description(),
                                each.simulatedOnly(),
                                Optional.empty(),
                                each.conduct()))),
                Mutant.ofDriver(
                        "2.02",
                        "a session is given when the pump has answered, though the link broke before its proof",
                        driver -> new OtherDriver(driver).opening(SessionMutants::onceHeard)),
                Mutant.ofSession("2.01", "a closed session goes on", (session, context) -> new OtherSession(session) {
                    @Override
                    public void close() {
                        // it stays as it is
                    }
                }),
                Mutant.ofDriver(
                        "2.03", "over a link that is silent closing waits ten seconds more for an answer", driver -> {
                            AtomicBoolean silent = new AtomicBoolean();
                            return new OtherDriver(driver)
                                    .link(link -> new Silence(link, silent))
                                    .sessions((session, context) -> new Patient(session, context, silent));
                        }),
                Mutant.ofDriver("2.04", "a frame of the session before is reported in the next one", driver -> {
                    AtomicReference<Optional<SessionContext>> before = new AtomicReference<>(Optional.empty());
                    return new OtherDriver(driver).sessions((session, context) -> {
                        Optional.ofNullable(before.getAndSet(Optional.of(context)))
                                .flatMap(each -> each)
                                .ifPresent(each -> each.frame(CallContext.Direction.FROM_PUMP, new byte[] {1}));
                        return session;
                    });
                }),
                Mutant.ofDriver("15.09", "into silence it asks again and again", driver -> new OtherDriver(driver)
                        .link(Insistent::new)),
                Mutant.ofDriver("15.11", "after a dozen broken openings it opens no more", driver -> {
                    AtomicInteger broken = new AtomicInteger();
                    return new OtherDriver(driver).opening((inner, link, context, deadline) -> {
                        if (broken.get() > 12) {
                            throw new LinkException(LinkException.Reason.REFUSED, "no more slots");
                        }
                        try {
                            return inner.open(link, context, deadline);
                        } catch (LinkException e) {
                            broken.incrementAndGet();
                            throw e;
                        }
                    });
                }),
                Mutant.ofSession("17.11", "a preview waits a second", (session, context) -> new OtherSession(session) {
                    @Override
                    public Answer<Preview> preview(Plan plan) {
                        try {
                            context.house().sleepUntil(context.house().now().plusSeconds(1));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return inner().preview(plan);
                    }
                }),
                Mutant.ofDriver(
                        "19.01", "a pump that could not prove itself gets a session", driver -> new OtherDriver(driver)
                                .opening(SessionMutants::anyway)),
                Mutant.ofDriver("19.02", "another pump's key is as good as its own", driver -> new OtherDriver(driver)
                        .opening(SessionMutants::anyway)),
                Mutant.ofDriver(
                        "1.05", "another pump gets a session under its own name", driver -> new OtherDriver(driver)
                                .opening(SessionMutants::anyway)));
    }

    private static DriverDescriptor named(DriverDescriptor each, String name) {
        return new DriverDescriptor(
                each.family(),
                name,
                each.version(),
                each.manufacturer(),
                each.description(),
                each.simulatedOnly(),
                each.interimStop(),
                each.conduct());
    }

    private static DriverDescriptor recovering(DriverDescriptor each) {
        Conduct conduct = each.conduct();
        MriConduct mri = new MriConduct(
                MriConduct.InField.STANDS_AND_RECOVERS, false, Optional.of(Duration.ofHours(1)), Duration.ZERO);
        return new DriverDescriptor(
                each.family(),
                each.name(),
                each.version(),
                each.manufacturer(),
                each.description(),
                each.simulatedOnly(),
                each.interimStop(),
                new Conduct(
                        conduct.driverClass(),
                        conduct.firmware(),
                        mri,
                        conduct.faults(),
                        conduct.bounds(),
                        conduct.eventLog()));
    }

    private static Capabilities besideTheGrid(Capabilities can) {
        return new Capabilities(
                new Range<>(can.rate().min(), new FlowRate(can.rate().max().nanolitresPerDay() + 1)),
                can.rateGrid(),
                can.maxSteps(),
                can.stepGrid(),
                can.reservoirCapacity(),
                can.residualVolume(),
                can.tubingVolume(),
                can.lowReservoir(),
                can.accuracyPerMille(),
                can.reservoirSource(),
                can.interimStop(),
                can.functions());
    }

    static Answer<PumpSession> anyway(PumpDriver inner, Link link, SessionContext context, Instant deadline)
            throws InterruptedException {
        try {
            Answer<PumpSession> answer = inner.open(link, context, deadline);
            return answer.isDone() ? answer : Answer.done(new Lazy(inner, link, context));
        } catch (LinkException e) {
            return Answer.done(new Lazy(inner, link, context));
        }
    }

    private static Answer<PumpSession> onceHeard(PumpDriver inner, Link link, SessionContext context, Instant deadline)
            throws LinkException, InterruptedException {
        AtomicBoolean heard = new AtomicBoolean();
        try {
            return inner.open(
                    new OtherLink(link) {
                        @Override
                        public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
                            byte[] came = inner().read(max, until);
                            heard.compareAndSet(false, came.length > 0);
                            return came;
                        }
                    },
                    context,
                    deadline);
        } catch (LinkException e) {
            if (heard.get() && e.reason() == LinkException.Reason.CUT) {
                return Answer.done(new Lazy(inner, link, context));
            }
            throw e;
        }
    }

    /** Notices that nothing comes any more. */
    private static final class Silence extends OtherLink {
        private final AtomicBoolean silent;

        Silence(Link inner, AtomicBoolean silent) {
            super(inner);
            this.silent = silent;
            silent.set(false);
        }

        @Override
        public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
            byte[] came = inner().read(max, until);
            silent.set(came.length == 0);
            return came;
        }
    }

    /** Hopes for a goodbye. */
    private static final class Patient extends OtherSession {
        private final SessionContext context;
        private final AtomicBoolean silent;

        Patient(PumpSession inner, SessionContext context, AtomicBoolean silent) {
            super(inner);
            this.context = context;
            this.silent = silent;
        }

        @Override
        public void close() {
            inner().close();
            if (silent.get()) {
                try {
                    context.house().sleepUntil(context.house().now().plusSeconds(10));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Opens when it is first asked. */
    private static final class Lazy extends DeadSession {
        private final PumpDriver driver;
        private final Link link;
        private final SessionContext context;
        private Optional<PumpSession> opened = Optional.empty();

        Lazy(PumpDriver driver, Link link, SessionContext context) {
            this.driver = driver;
            this.link = link;
            this.context = context;
        }

        @Override
        PumpSession inner(Instant deadline) throws LinkException, InterruptedException {
            if (opened.isEmpty()) {
                opened = Optional.of(driver.open(link, context, deadline).orElseThrow());
            }
            return opened.get();
        }

        @Override
        public PumpIdentity identity() {
            try {
                return inner(context.house().now().plusSeconds(20)).identity();
            } catch (LinkException | InterruptedException e) {
                throw new IllegalStateException("it did not open", e);
            }
        }

        @Override
        public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
            return inner(deadline).interrogate(deadline);
        }

        @Override
        public void close() {
            opened.ifPresent(PumpSession::close);
            link.close();
        }
    }

    /** A link that sends the last request again whenever nothing comes. */
    private static final class Insistent implements Link {
        private final Link inner;
        private byte[] last = new byte[0];

        Insistent(Link inner) {
            this.inner = inner;
        }

        @Override
        public void write(byte[] bytes, Instant deadline) throws LinkException {
            last = bytes.clone();
            inner.write(bytes, deadline);
        }

        @Override
        public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
            byte[] came = inner.read(max, until);
            for (int i = 0; came.length == 0 && i < 20 && inner.isOpen(); i++) {
                inner.write(last, until.plusSeconds(1));
            }
            return came;
        }

        @Override
        public boolean isOpen() {
            return inner.isOpen();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
