// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.conformance.rig.RigOrder;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;
import org.cisterna.time.Randomness;

/** One pump, one driver, one clock, and the host's side between them. */
final class Bench {

    static final Volume FILL = new Volume(18_000_000);

    /** A Monday, at midnight of the pump's day. */
    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static final Duration CALL = Duration.ofSeconds(90);

    private final BenchTime time;
    private final Instant begun;
    private final Trace trace;
    private final LentContext.Shelf shelf;
    private final PumpDriver driver;
    private final Rig rig;
    private final Randomness randomness;
    private HostKeys.Key key = new HostKeys.Key(Bytes.zeros(32));
    private Optional<KeyHandle> lent = Optional.empty();
    private Optional<Wire> wire = Optional.empty();
    private Optional<LentContext> context = Optional.empty();
    private Runnable atEachStep = () -> {};

    Bench(PumpDriver driver, RigFactory rigs, int pump, long seed, BenchTime time) throws IOException {
        this.trace = new Trace();
        this.shelf = new LentContext.Shelf();
        this.time = time;
        this.begun = time.now();
        this.driver = driver;
        this.randomness = Randomness.seeded(seed * 7 + pump);
        this.rig = rigs.make(new RigOrder(pump, seed, FILL, time, time));
    }

    private Bench(Bench other, PumpDriver driver, Trace trace, LentContext.Shelf shelf) {
        this.trace = trace;
        this.shelf = shelf;
        this.time = other.time;
        this.begun = other.begun;
        this.driver = driver;
        this.randomness = other.randomness;
        this.rig = other.rig;
        this.key = other.key;
    }

    /** The same pump, clock and host, with another instance of the driver, as after an update of its bundle. */
    Bench updated(PumpDriver again) {
        return new Bench(this, again, trace, shelf);
    }

    /** The same pump and clock, in the hands of somebody with a driver of their own. */
    Bench asSomebodyElse(PumpDriver theirs) {
        return new Bench(this, theirs, new Trace(), new LentContext.Shelf());
    }

    BenchTime time() {
        return time;
    }

    /** When it was put there. */
    Instant begun() {
        return begun;
    }

    Trace trace() {
        return trace;
    }

    Rig rig() {
        return rig;
    }

    PumpDriver driver() {
        return driver;
    }

    HostKeys.Key key() {
        return key;
    }

    /** Lends this handle for the next sessions, in place of the pump's own key. */
    void lend(KeyHandle handle) {
        lent = Optional.of(handle);
    }

    /** Somebody else's key, or the one of another bench. */
    void key(HostKeys.Key other) {
        key = other;
    }

    /** Called before each write and each read of the links that are made from now on. */
    void atEachStep(Runnable action) {
        atEachStep = action;
        wire.ifPresent(each -> each.beforeEachStep(action));
    }

    /** The link of the last opening. */
    Wire wire() {
        return wire.orElseThrow();
    }

    /** What was lent for the last opening. */
    LentContext context() {
        return context.orElseThrow();
    }

    Instant deadline(Duration bound) {
        return time.now().plus(bound);
    }

    /** Long enough for any call. */
    Instant soon() {
        return deadline(CALL);
    }

    CommandId id() {
        return CommandId.of(randomness.secret(16));
    }

    private Wire wire(Link link, List<WireFault> faults) {
        Wire made = new Wire(link, time, faults, rig::mended);
        made.tell(trace::moment);
        made.beforeEachStep(atEachStep);
        wire = Optional.of(made);
        return made;
    }

    private LentContext lent(KeyHandle lentKey) {
        LentContext made = new LentContext(rig.pump(), lentKey, shelf, time, randomness, trace);
        context = Optional.of(made);
        return made;
    }

    Answer<PumpIdentity> pair() throws LinkException, InterruptedException {
        HostKeys keys = new HostKeys(randomness.secret(32), rig.pairingCode());
        Instant deadline = soon();
        try (Wire link = wire(rig.connect(), List.of())) {
            LentContext lent = lent(key);
            Answer<PumpIdentity> answer = WatchedSession.timed(
                    this, "pair", deadline, () -> driver.pair(link, keys, lent, deadline), WatchedSession::words);
            if (answer.isDone()) {
                key = keys.agreed().orElseThrow();
            }
            return answer;
        }
    }

    /** Opens a session over a link with faults. */
    Answer<PumpSession> open(WireFault... faults) throws LinkException, InterruptedException {
        return open(rig.connect(), faults);
    }

    /** Opens a session over a link to whatever pump it leads to. */
    Answer<PumpSession> open(Link to, WireFault... faults) throws LinkException, InterruptedException {
        Wire link = wire(to, List.of(faults));
        LentContext given = lent(lent.orElse(key));
        Instant deadline = soon();
        Answer<PumpSession> answer;
        try {
            answer = WatchedSession.timed(
                    this, "open", deadline, () -> driver.open(link, given, deadline), WatchedSession::words);
        } catch (LinkException | InterruptedException | RuntimeException | Error e) {
            link.close();
            given.end();
            throw e;
        }
        if (!answer.isDone()) {
            link.close();
            given.end();
        }
        return answer.map(each -> new WatchedSession(each, this, given));
    }

    /** A session over a link without faults. */
    PumpSession session() throws Unusable, LinkException, InterruptedException {
        Answer<PumpSession> answer = open();
        if (answer instanceof Answer.Done<PumpSession> done) {
            return done.value();
        }
        throw new Unusable("over a link without faults the opening was refused: " + answer.violations());
    }

    /** Opens, interrogates, closes. */
    Snapshot read() throws Unusable, LinkException, InterruptedException {
        try (PumpSession session = session()) {
            return session.interrogate(soon());
        }
    }

    void pass(Duration span) {
        time.pass(span);
    }

    /** The truth now. */
    FlowTruth flow() throws NotTestable {
        return rig.flow().orElseThrow(() -> NotTestable.rig("the rig does not measure the flow"));
    }

    /** What flows in a span from now, in nanolitres. */
    long flowIn(Duration span) throws NotTestable {
        long before = flow().pushedPicolitres();
        pass(span);
        return (flow().pushedPicolitres() - before) / 1_000;
    }

    boolean act(RigAct act, long value) throws NotTestable, IOException {
        if (!rig.acts().contains(act)) {
            throw NotTestable.rig("the rig cannot do " + act + " to this pump");
        }
        return rig.act(act, value);
    }
}
