// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.util.Optional;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** What was lent to a driver, with something changed by those who override it. */
class OtherContext implements SessionContext {

    private final SessionContext inner;

    OtherContext(SessionContext inner) {
        this.inner = inner;
    }

    final SessionContext inner() {
        return inner;
    }

    @Override
    public PumpId pump() {
        return inner.pump();
    }

    @Override
    public KeyHandle key() {
        return inner.key();
    }

    @Override
    public Optional<KeptState> keptState() {
        return inner.keptState();
    }

    @Override
    public void keep(KeptState state) {
        inner.keep(state);
    }

    @Override
    public TimeSource house() {
        return inner.house();
    }

    @Override
    public Randomness randomness() {
        return inner.randomness();
    }

    @Override
    public boolean interrupted() {
        return inner.interrupted();
    }

    @Override
    public void frame(Direction direction, byte[] bytes) {
        inner.frame(direction, bytes);
    }

    @Override
    public void progress(int done, int of) {
        inner.progress(done, of);
    }
}
