// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;

/** A session around another one; faults override what they change. */
class OtherSession implements PumpSession {

    private final PumpSession inner;

    OtherSession(PumpSession inner) {
        this.inner = inner;
    }

    final PumpSession inner() {
        return inner;
    }

    @Override
    public PumpIdentity identity() {
        return inner.identity();
    }

    @Override
    public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
        return inner.interrogate(deadline);
    }

    @Override
    public Answer<Preview> preview(Plan plan) {
        return inner.preview(plan);
    }

    @Override
    public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        return inner.stage(plan, command, deadline);
    }

    @Override
    public Answer<Discarded> discard(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return inner.discard(command, deadline);
    }

    @Override
    public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        return inner.commit(staged, command, deadline);
    }

    @Override
    public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
        return inner.readBack(deadline);
    }

    @Override
    public Answer<EventPage> events(long from, int most, Instant deadline) throws LinkException, InterruptedException {
        return inner.events(from, most, deadline);
    }

    @Override
    public Answer<CommandEffect> stop(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return inner.stop(command, deadline);
    }

    @Override
    public void interrupt() {
        inner.interrupt();
    }

    @Override
    public void close() {
        inner.close();
    }
}
