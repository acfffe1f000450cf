// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit.driver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** The platform's side of one driver and one device: time, a key, contexts, and the calls as a host makes them. A family brings the links. */
public abstract class DriverStand {

    /** The id of each command that {@link #change} commits. */
    public static final CommandId COMMAND = new CommandId("404142434445464748494a4b4c4d4e4f");

    private final VirtualTime time = VirtualTime.create(1);
    private final PumpDriver driver;
    private final PumpId pump;
    private final Solution solution;
    private final List<byte[]> evidence = new ArrayList<>();
    private boolean interrupted;
    private HostKeys.Key key = new HostKeys.Key(new byte[32]);

    /** A stand whose device holds that solution; not paired yet. */
    protected DriverStand(PumpDriver driver, PumpId pump, Solution solution) {
        this.driver = driver;
        this.pump = pump;
        this.solution = solution;
    }

    /** One more link to the device. */
    public abstract Link link();

    /** The stand's time. */
    public final VirtualTime time() {
        return time;
    }

    /** The driver. */
    public final PumpDriver driver() {
        return driver;
    }

    /** What is in the device. */
    public final Solution solution() {
        return solution;
    }

    /** Every frame that the driver gave to the host, in either direction, in order. */
    public final List<byte[]> evidence() {
        return evidence;
    }

    /** The key of the pairing; zeros before. */
    public final byte[] key() {
        return key.bytes();
    }

    /** Whether the host wants its thread back from now on. */
    public final void interrupted(boolean now) {
        interrupted = now;
    }

    /** House time at which a short call has to end. */
    public final Instant soon() {
        return time.house().now().plusSeconds(20);
    }

    /** Pairs with a code; the key is used from then on. */
    public final Answer<PumpIdentity> pair(String code) throws Exception {
        try (Link link = link()) {
            HostKeys host = new HostKeys(code);
            Answer<PumpIdentity> paired = driver.pair(link, host, context(), soon());
            if (paired.isDone()) {
                key = host.agreed().orElseThrow();
            }
            return paired;
        }
    }

    /** Opens a session over a link. */
    public final Answer<PumpSession> open(Link link) throws Exception {
        return driver.open(link, context(), soon());
    }

    /** A plan for the pump as it was read in a session. */
    public final Plan plan(PumpSession session, Programme programme, long revision, List<ProgrammePart> parts) {
        return new Plan(
                pump,
                "patient-1",
                new Revision(revision),
                programme,
                solution,
                session.identity().capabilities().digest(),
                driver.descriptor().digest(),
                Digest.of(new byte[0]),
                parts);
    }

    /** Stages and commits. */
    public final Answer<CommandEffect> change(
            PumpSession session, Programme programme, long revision, List<ProgrammePart> parts) throws Exception {
        return session.commit(
                session.stage(plan(session, programme, revision, parts), COMMAND, soon())
                        .orElseThrow(),
                COMMAND,
                soon());
    }

    /** What the host gives to a session. */
    public final SessionContext context() {
        return new Context();
    }

    private final class Context implements SessionContext {

        @Override
        public PumpId pump() {
            return pump;
        }

        @Override
        public KeyHandle key() {
            return key;
        }

        @Override
        public Optional<KeptState> keptState() {
            return Optional.empty();
        }

        @Override
        public void keep(KeptState state) {
            throw new AssertionError("this driver keeps nothing");
        }

        @Override
        public TimeSource house() {
            return time.house();
        }

        @Override
        public Randomness randomness() {
            return time.randomness();
        }

        @Override
        public boolean interrupted() {
            return interrupted;
        }

        @Override
        public void frame(CallContext.Direction direction, byte[] bytes) {
            if (bytes.length == 0) {
                throw new AssertionError("a frame of no bytes is no evidence");
            }
            evidence.add(bytes.clone());
        }

        @Override
        public void progress(int done, int of) {
            if (done < 0 || done > of) {
                throw new AssertionError("step " + done + " of " + of);
            }
        }
    }
}
