// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.testkit.LinkPair;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** A driver and a {@link PageDevice} at both ends of a link in memory, in a virtual world. */
final class Bench {

    static final PumpId PUMP = new PumpId("Cisterna Simulations", PageDevice.SERIAL);
    static final CommandId COMMAND = new CommandId("404142434445464748494a4b4c4d4e4f");
    static final Solution BACLOFEN = Solution.of("baclofen", new Concentration(2_000_000));

    final VirtualTime time;
    final PageDevice device;
    final SynchromedDriver driver = new SynchromedDriver();
    final List<Bytes> frames = new ArrayList<>();
    final List<String> progress = new ArrayList<>();
    final List<LinkPair> links = new ArrayList<>();
    volatile boolean interrupted;

    /** What goes over the wire for a request and its answer. */
    volatile BiFunction<Frame, Frame, List<Bytes>> wire = (request, answer) -> List.of(answer.whole());

    Bench(long seed) {
        time = VirtualTime.create(seed);
        device = new PageDevice(() -> time.pump().now().toEpochMilli());
        device.key = new Golden().key();
    }

    Instant in(Duration duration) {
        return time.house().now().plus(duration);
    }

    Instant soon() {
        return in(Duration.ofSeconds(30));
    }

    /** A new link, with the device served at its far end. */
    LinkPair link() {
        LinkPair pair = LinkPair.in(time);
        links.add(pair);
        time.threads().start("device", () -> serve(pair.far()));
        return pair;
    }

    private void serve(Link far) throws InterruptedException {
        FrameDecoder decoder = new FrameDecoder();
        try {
            while (true) {
                decoder.feed(far.read(4096, TimeSource.FOREVER));
                for (Optional<Frame> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                    Optional<Frame> answer = device.answer(next.get());
                    if (answer.isPresent()) {
                        for (Bytes each : wire.apply(next.get(), answer.get())) {
                            far.write(each.toArray(), TimeSource.FOREVER);
                        }
                    }
                }
            }
        } catch (LinkException e) {
            far.close(); // the link is over, and so is this worker
        }
    }

    SessionContext context() {
        return new Context();
    }

    Answer<PumpSession> tryOpen(LinkPair pair) throws LinkException, InterruptedException {
        return driver.open(pair.near(), context(), soon());
    }

    PumpSession open() throws LinkException, InterruptedException {
        return tryOpen(link()).orElseThrow();
    }

    /** The worked example of the golden data: four steps of a day, on revision 1. */
    Plan plan(PumpSession session) {
        return plan(session, flex(), 1);
    }

    Plan plan(PumpSession session, Programme programme, long revision) {
        return plan(session, programme, BACLOFEN, revision);
    }

    Plan plan(PumpSession session, Programme programme, Solution solution, long revision) {
        return new Plan(
                PUMP,
                "patient-1",
                new Revision(revision),
                programme,
                solution,
                session.identity().capabilities().digest(),
                driver.descriptor().digest(),
                Digest.of(new byte[0]));
    }

    static Programme flex() {
        return new Programme.Flex(
                List.of(step(0, 120_000), step(360, 240_000), step(600, 144_000), step(1080, 180_000)));
    }

    static Programme.Step step(int minute, long rate) {
        return new Programme.Step(new DayTime(minute), new FlowRate(rate));
    }

    private final class Context implements SessionContext {

        @Override
        public PumpId pump() {
            return PUMP;
        }

        @Override
        public KeyHandle key() {
            return new Golden().key();
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
            frames.add(Bytes.of(bytes));
        }

        @Override
        public void progress(int done, int of) {
            progress.add(done + "/" + of);
        }
    }
}
