// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/**
 * A driver that does what a test says. Each call has a name; at {@code NAME>} and {@code NAME<}, before and after the pump took its effect, a test
 * may put an action, and at {@code NAME} a change of what it gives.
 */
final class ScriptedDriver implements PumpDriver {

    /** Every call of the SPI that speaks to the pump or may be asked of a session, in the order of a commit. */
    static final List<String> COMMIT_CALLS =
            List.of("link", "open", "identity", "interrogate", "preview", "stage", "commit", "readBack", "close");

    /** Something that happens at a point. */
    @FunctionalInterface
    interface Action {
        void act() throws Exception;
    }

    final Map<String, FakePump> pumps = new HashMap<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Action> actions = new HashMap<>();
    private final Map<String, UnaryOperator<Object>> changes = new HashMap<>();
    private final Map<String, Integer> skips = new HashMap<>();
    Supplier<DriverDescriptor> descriptor;
    /** After a kill: it does nothing any more. */
    volatile boolean dead;

    ScriptedDriver(String family, String version) {
        DriverDescriptor said = new DriverDescriptor(
                family,
                "Scripted",
                version,
                "Test",
                "A driver for tests; drives nothing real",
                true,
                Optional.of(Duration.ofMinutes(2)));
        descriptor = () -> said;
    }

    /** At this point, each time. */
    ScriptedDriver at(String point, Action action) {
        actions.put(point, action);
        return this;
    }

    /** At this point, the first time only. */
    ScriptedDriver once(String point, Action action) {
        return at(point, () -> {
            actions.remove(point);
            action.act();
        });
    }

    /** At this point, only when it was passed so often before, and once. */
    ScriptedDriver afterPasses(String point, int passes, Action action) {
        skips.put(point, passes);
        return at(point, () -> {
            int left = skips.getOrDefault(point, 0);
            if (left > 0) {
                skips.put(point, left - 1);
            } else {
                actions.remove(point);
                action.act();
            }
        });
    }

    /** Changes what a call gives. */
    ScriptedDriver gives(String call, UnaryOperator<Object> change) {
        changes.put(call, change);
        return this;
    }

    ScriptedDriver well() {
        actions.clear();
        changes.clear();
        return this;
    }

    static Action cut() {
        return () -> {
            throw new LinkException(LinkException.Reason.CUT, "the test cut the link");
        };
    }

    static Action throwing() {
        return () -> {
            throw new IllegalStateException("the test's driver\nthrows");
        };
    }

    @Override
    public DriverDescriptor descriptor() {
        return descriptor.get();
    }

    @Override
    public Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline)
            throws LinkException, InterruptedException {
        return called("pair", link, context, deadline, () -> {
            FakePump pump = pump(link);
            Agreement device = new Agreement(context.randomness(), "code-" + pump.id.serial());
            byte[] info = pump.id.text().getBytes(StandardCharsets.US_ASCII);
            byte[] ours = device.agree(pairing.publicKey(), info).mac(info);
            if (!pairing.agree(device.publicKey(), info).verify(info, ours)) {
                return Answer.refused(org.cisterna.pump.Violation.of("WRONG_CODE", "the code is not this pump's"));
            }
            return Answer.done(pump.identity);
        });
    }

    @Override
    public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
            throws LinkException, InterruptedException {
        return called("open", link, context, deadline, () -> Answer.done(new Session(pump(link), link, context)));
    }

    private FakePump pump(Link link) {
        return Objects.requireNonNull(pumps.get(((Addressed) unwrapped(link)).address()));
    }

    /** A link that says where it leads. */
    interface Addressed {
        String address();
    }

    private static Object unwrapped(Link link) {
        try {
            var field = RevocableLink.class.getDeclaredField("link");
            field.setAccessible(true);
            return field.get(link);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // a test gives what the call gives, or wants to see what happens when it does not
    private <T> T called(String name, Link link, CallContext context, Instant deadline, Callable<T> effect)
            throws LinkException, InterruptedException {
        calls.add(name);
        try {
            if (dead) {
                throw new LinkException(LinkException.Reason.CUT, "killed");
            }
            act(name + ">");
            context.frame(CallContext.Direction.TO_PUMP, name.getBytes(StandardCharsets.US_ASCII));
            link.write(name.getBytes(StandardCharsets.US_ASCII), deadline);
            T value = effect.call();
            context.frame(CallContext.Direction.FROM_PUMP, ("ok " + name).getBytes(StandardCharsets.US_ASCII));
            act(name + "<");
            return (T) changes.getOrDefault(name, UnaryOperator.identity()).apply(value);
        } catch (LinkException | InterruptedException | RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void act(String point) throws Exception {
        Action action = actions.get(point);
        if (action != null) {
            action.act();
        }
        if (dead) {
            throw new LinkException(LinkException.Reason.CUT, "killed");
        }
    }

    private final class Session implements PumpSession {
        private final FakePump pump;
        private final Link link;
        private final SessionContext context;

        Session(FakePump pump, Link link, SessionContext context) {
            this.pump = pump;
            this.link = link;
            this.context = context;
        }

        /** Calls that send nothing and may not throw what they do not declare. */
        @SuppressWarnings("unchecked") // as above
        private <T> T pure(String name, Supplier<T> effect) {
            calls.add(name);
            try {
                act(name + ">");
                T value = effect.get();
                act(name + "<");
                return (T) changes.getOrDefault(name, UnaryOperator.identity()).apply(value);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public PumpIdentity identity() {
            return pure("identity", () -> pump.identity);
        }

        @Override
        public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
            return called("interrogate", link, context, deadline, pump::snapshot);
        }

        @Override
        public Answer<Preview> preview(Plan plan) {
            return pure("preview", () -> Answer.done(Preview.of(plan)));
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            return called("stage", link, context, deadline, () -> pump.stage(plan));
        }

        @Override
        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            return called("commit", link, context, deadline, () -> pump.commit(command));
        }

        @Override
        public Answer<Discarded> discard(CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            return called("discard", link, context, deadline, () -> Answer.done(Discarded.TAKEN_AWAY));
        }

        @Override
        public Answer<EventPage> events(long from, int most, Instant deadline)
                throws LinkException, InterruptedException {
            context.progress(1, 2);
            return called("events", link, context, deadline, () -> Answer.done(pump.events(from)));
        }

        @Override
        public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
            return called("readBack", link, context, deadline, pump::readBack);
        }

        @Override
        public Answer<CommandEffect> stop(CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            return called("stop", link, context, deadline, () -> pump.stop(command));
        }

        @Override
        public void interrupt() {
            calls.add("interrupt");
            try {
                act("interrupt>");
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            pure("close", () -> true);
            link.close();
        }
    }

    /** How often a call was made. */
    int times(String call) {
        return (int) new ArrayList<>(calls).stream().filter(call::equals).count();
    }
}
