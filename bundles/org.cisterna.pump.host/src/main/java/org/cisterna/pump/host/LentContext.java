// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/**
 * What a driver is lent for one session or one pairing. Once the session has ended it is worth nothing: no frame is recorded and nothing is kept
 * any more, however long a driver holds on to it.
 */
final class LentContext implements SessionContext {

    private final World world;
    private final PumpKeys keys;
    private final Optional<PumpKeys.Bond> bond;
    private final FrameRecorder frames;
    private final Steps progress;
    private volatile boolean interrupted;
    private volatile boolean expired;

    /** Is told how far a call is. */
    interface Steps {
        /** So many of so many are done. */
        void done(int done, int of);
    }

    LentContext(World world, PumpKeys keys, Optional<PumpKeys.Bond> bond, FrameRecorder frames, Steps progress) {
        this.progress = progress;
        this.world = world;
        this.keys = keys;
        this.bond = bond;
        this.frames = frames;
    }

    void interrupt() {
        interrupted = true;
    }

    void expire() {
        interrupted = true;
        expired = true;
    }

    @Override
    public TimeSource house() {
        return world.house();
    }

    @Override
    public Randomness randomness() {
        return world.randomness();
    }

    @Override
    public boolean interrupted() {
        return interrupted;
    }

    @Override
    public void frame(Direction direction, byte[] bytes) {
        if (!expired) {
            frames.frame(world.house().now(), direction, bytes.clone());
        }
    }

    @Override
    public void progress(int done, int of) {
        if (!expired && done >= 0 && of >= done) {
            progress.done(done, of);
        }
    }

    private PumpKeys.Bond bond() {
        return bond.orElseThrow(
                () -> new IllegalStateException("while a pump is paired it has neither key nor memory here"));
    }

    @Override
    public PumpId pump() {
        return bond().pump();
    }

    @Override
    public KeyHandle key() {
        return bond().key();
    }

    @Override
    public Optional<KeptState> keptState() {
        try {
            return keys.kept(bond().pump());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void keep(KeptState state) {
        if (expired) {
            throw new IllegalStateException("this session is over; what it wants kept is not kept");
        }
        try {
            keys.keep(bond().pump(), state);
        } catch (IOException e) {
            throw new UncheckedIOException("what the driver wants kept cannot be written", e);
        }
    }
}
