// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.sim.Bytes;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** What the kit lends a driver for a session, as the host would. It writes down what the driver does with it. */
final class LentContext implements SessionContext {

    /** A frame that the driver reported. */
    record Frame(Direction direction, Bytes bytes) {}

    /** What the pump's host keeps for a driver, over sessions. */
    static final class Shelf {
        private Optional<KeptState> kept = Optional.empty();
    }

    /** More frames than this were reported of no dialogue; it would only fill the memory. */
    private static final int MOST_FRAMES = 40_000;

    private static final long MOST_BYTES = 8 << 20;

    private final PumpId pump;
    private final KeyHandle key;
    private final Shelf shelf;
    private final TimeSource house;
    private final Randomness randomness;
    private final Trace trace;
    private final List<Frame> frames = new ArrayList<>();
    private Runnable atEachFrame = () -> {};
    private long reported;
    private boolean interrupted;
    private boolean over;

    LentContext(PumpId pump, KeyHandle key, Shelf shelf, TimeSource house, Randomness randomness, Trace trace) {
        this.pump = pump;
        this.key = key;
        this.shelf = shelf;
        this.house = house;
        this.randomness = randomness;
        this.trace = trace;
    }

    /** The host wants the running call to end. */
    void interrupt() {
        interrupted = true;
    }

    /** The session is closed. */
    void end() {
        over = true;
    }

    /** Called when the driver reports a frame. */
    void atEachFrame(Runnable action) {
        atEachFrame = action;
    }

    List<Frame> frames() {
        return List.copyOf(frames);
    }

    private void note(String what) {
        if (over) {
            trace.afterClose(what);
        }
    }

    @Override
    public PumpId pump() {
        return pump;
    }

    @Override
    public KeyHandle key() {
        note("asked for the key");
        return key;
    }

    @Override
    public Optional<KeptState> keptState() {
        return shelf.kept;
    }

    @Override
    public void keep(KeptState state) {
        note("kept a state");
        if (over) {
            throw new IllegalStateException("this session is over");
        }
        shelf.kept = Optional.of(state);
    }

    @Override
    public TimeSource house() {
        return house;
    }

    @Override
    public Randomness randomness() {
        return randomness;
    }

    @Override
    public boolean interrupted() {
        return interrupted;
    }

    @Override
    public void frame(Direction direction, byte[] bytes) {
        note("reported a frame");
        reported += bytes.length;
        if (frames.size() >= MOST_FRAMES || reported > MOST_BYTES) {
            throw new CallOverrun(
                    "more than " + MOST_FRAMES + " frames or " + MOST_BYTES + " bytes were reported of one session");
        }
        frames.add(new Frame(direction, Bytes.of(bytes)));
        atEachFrame.run();
    }

    @Override
    public void progress(int done, int of) {
        note("told progress");
    }
}
