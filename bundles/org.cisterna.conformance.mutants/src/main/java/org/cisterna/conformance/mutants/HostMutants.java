// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.time.TimeSource;

/** Drivers that misuse what the host lends them, mix up sessions, or say what nobody said. */
final class HostMutants {

    private HostMutants() {}

    static List<Mutant> all() {
        AtomicBoolean replayed = new AtomicBoolean();
        AtomicReference<String> code = new AtomicReference<>("");
        return List.of(
                Mutant.ofSession(
                        "2.07", "the older session is told that it went on writing", (s, c) -> new Believes(s)),
                Mutant.ofSession("14.05", "a reset in a commit is taken for a success", (s, c) -> new Believes(s)),
                Mutant.ofSession(
                        "5.07", "the machine's way to write numbers decides what is sent", (s, c) -> new Local(s)),
                Mutant.ofSession("12.06", "asked for its identity it asks the pump", (s, c) -> new Asks(s, c)),
                Mutant.ofSession("15.10", "whatever answers is the pump", Readings.madeUp(each -> each)),
                Mutant.ofDriver("15.12", "every answer has half a second", driver -> new OtherDriver(driver)
                        .opening((inner, link, context, deadline) ->
                                inner.open(new Hasty(link, context.house()), context, deadline))),
                Mutant.ofDriver("17.07", "what the host throws is swallowed", driver -> new OtherDriver(driver)
                        .context(Deaf::new)),
                Mutant.ofSession(
                        "17.08",
                        "an interrupt waits for the call that it ends",
                        (session, context) -> new OtherSession(session) {
                            @Override
                            public void interrupt() {
                                try {
                                    context.house()
                                            .sleepUntil(context.house().now().plus(Duration.ofHours(3)));
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                inner().interrupt();
                            }
                        }),
                Mutant.ofDriver("18.09", "the newest session is everybody's", driver -> {
                    AtomicReference<Optional<PumpSession>> newest = new AtomicReference<>(Optional.empty());
                    return new OtherDriver(driver).sessions((session, context) -> {
                        newest.set(Optional.of(session));
                        return new OtherSession(session) {
                            @Override
                            public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
                                return Optional.ofNullable(newest.get())
                                        .flatMap(any -> any)
                                        .orElseThrow()
                                        .interrogate(deadline);
                            }
                        };
                    });
                }),
                Mutant.ofDriver("19.03", "commands are sealed with a key kept from before", HostMutants::keepsKey),
                new Mutant(
                        RuleId.parse("19.04"),
                        "what was recorded works again",
                        drivers -> () -> new OtherDriver(drivers.get())
                                .sessions(Readings.changed(each -> replayed.get()
                                        ? Readings.revision(
                                                each,
                                                new Revision(each.revision().number() + 1))
                                        : each)),
                        OtherRig.each(rig -> new Remembering(rig, replayed))),
                Mutant.ofDriver("19.06", "a change loads another firmware", driver -> {
                    AtomicBoolean changed = new AtomicBoolean();
                    return new OtherDriver(driver).sessions((session, context) -> new OtherSession(session) {
                        @Override
                        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                                throws LinkException, InterruptedException {
                            Answer<CommandEffect> answer = inner().commit(staged, command, deadline);
                            changed.set(staged.programme() instanceof Programme.Flex);
                            return answer;
                        }

                        @Override
                        public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
                            Snapshot each = inner().interrogate(deadline);
                            return changed.get() ? older(each) : each;
                        }
                    });
                }),
                Mutant.ofDriver("19.11", "where nothing fits it goes on without", driver -> new OtherDriver(driver)
                        .opening(SessionMutants::anyway)),
                Mutant.ofDriver("19.12", "the old key still works", driver -> new OtherDriver(driver)
                        .opening(SessionMutants::anyway)),
                new Mutant(
                        RuleId.parse("19.08"),
                        "the pairing code stands in the text of an object",
                        drivers -> () -> new OtherDriver(drivers.get())
                                .sessions((session, context) -> new OtherSession(session) {
                                    @Override
                                    public String toString() {
                                        return "session of " + code.get();
                                    }
                                })
                                .words(code::get),
                        OtherRig.each(rig -> {
                            code.set(rig.pairingCode());
                            return rig;
                        })),
                Mutant.ofSession("20.08", "the close complains about the link", (s, c) -> new Complains(s)));
    }

    private static OtherDriver keepsKey(org.cisterna.pump.spi.PumpDriver driver) {
        AtomicReference<Optional<KeyHandle>> first = new AtomicReference<>(Optional.empty());
        return new OtherDriver(driver).context(context -> new OtherContext(context) {
            @Override
            public KeyHandle key() {
                first.compareAndSet(Optional.empty(), Optional.of(inner().key()));
                return Optional.ofNullable(first.get()).flatMap(any -> any).orElseThrow();
            }
        });
    }

    private static Snapshot older(Snapshot each) {
        PumpIdentity identity = each.identity();
        return new Snapshot(
                new PumpIdentity(
                        identity.pump(), identity.model(), "0.9.0", identity.capabilities(), identity.simulated()),
                each.revision(),
                each.programme(),
                each.solution(),
                each.motor(),
                each.motorSince(),
                each.reservoir(),
                each.delivered(),
                each.deviceClock(),
                each.battery(),
                each.alarms(),
                each.lastCommand(),
                each.parts(),
                each.fillSensor());
    }

    /** Takes every write for done, and what was sent for what is read back, once the link fails. */
    private static final class Believes extends OtherSession {
        private Optional<Staged> sent = Optional.empty();

        Believes(PumpSession inner) {
            super(inner);
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            Staged echo = new Staged("1", plan.expected(), plan.programme(), plan.solution(), plan.parts());
            sent = Optional.of(echo);
            try {
                return inner().stage(plan, command, deadline);
            } catch (LinkException e) {
                return Answer.done(echo);
            }
        }

        @Override
        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            try {
                return inner().commit(staged, command, deadline);
            } catch (LinkException e) {
                return Answer.done(new CommandEffect(
                        command,
                        CommandEffect.Effect.APPLIED,
                        new Revision(staged.expected().number() + 1)));
            }
        }

        @Override
        public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
            try {
                return inner().readBack(deadline);
            } catch (LinkException e) {
                Staged echo = sent.orElseThrow(() -> e);
                return new ReadBack(
                        new Revision(echo.expected().number() + 1),
                        echo.programme(),
                        Optional.of(echo.solution()),
                        MotorState.RUNNING,
                        echo.parts());
            }
        }
    }

    /** Sends something more where numbers are written in another way. */
    private static final class Local extends OtherSession {
        Local(PumpSession inner) {
            super(inner);
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            if (!String.format(Locale.getDefault(Locale.Category.FORMAT), "%,d", 1_000)
                    .equals("1,000")) {
                inner().interrogate(deadline);
            }
            return inner().stage(plan, command, deadline);
        }
    }

    /** Speaks to the pump when nobody wants anything of it. */
    private static final class Asks extends OtherSession {
        private final SessionContext context;

        Asks(PumpSession inner, SessionContext context) {
            super(inner);
            this.context = context;
        }

        @Override
        public PumpIdentity identity() {
            try {
                return inner().interrogate(context.house().now().plusSeconds(30))
                        .identity();
            } catch (LinkException | InterruptedException e) {
                throw new IllegalStateException("it could not be asked", e);
            }
        }
    }

    /** Waits half a second for each answer, whatever the deadline of the call. */
    private static final class Hasty extends OtherLink {
        private final TimeSource house;
        private Instant written;

        Hasty(Link inner, TimeSource house) {
            super(inner);
            this.house = house;
            this.written = house.now();
        }

        @Override
        public void write(byte[] bytes, Instant deadline) throws LinkException {
            written = house.now();
            inner().write(bytes, deadline);
        }

        @Override
        public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
            Instant end = written.plusMillis(500);
            byte[] came = inner().read(max, until.isBefore(end) ? until : end);
            if (came.length == 0 && !house.now().isBefore(end)) {
                throw new LinkException(LinkException.Reason.TIMEOUT, "no answer in half a second");
            }
            return came;
        }
    }

    /** Keeps to itself that the host could not keep a frame. */
    private static final class Deaf extends OtherContext {
        Deaf(SessionContext inner) {
            super(inner);
        }

        @Override
        public void frame(Direction direction, byte[] bytes) {
            try {
                inner().frame(direction, bytes);
            } catch (IllegalStateException e) {
                inner().progress(0, 1);
            }
        }
    }

    /** Complains in its close once a call has failed. */
    private static final class Complains extends OtherSession {
        private boolean failed;

        Complains(PumpSession inner) {
            super(inner);
        }

        @Override
        public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
            try {
                return inner().interrogate(deadline);
            } catch (LinkException e) {
                failed = true;
                throw e;
            }
        }

        @Override
        public void close() {
            inner().close();
            if (failed) {
                throw new IllegalStateException("the link was broken already");
            }
        }
    }

    /** Knows what was once sent to it, and does it again. */
    private static final class Remembering extends OtherRig {
        private final AtomicBoolean replayed;
        private final Set<Integer> seen = new HashSet<>();

        Remembering(Rig inner, AtomicBoolean replayed) {
            super(inner);
            this.replayed = replayed;
            replayed.set(false);
        }

        @Override
        public Link connect() throws LinkException {
            return new OtherLink(inner().connect()) {
                @Override
                public void write(byte[] bytes, Instant deadline) throws LinkException {
                    if (!seen.add(Arrays.hashCode(bytes)) && bytes.length > 60) {
                        replayed.set(true);
                    }
                    inner().write(bytes, deadline);
                }
            };
        }
    }
}
