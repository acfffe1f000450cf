// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;

/** A session that has another one only once it is asked. */
abstract class DeadSession implements PumpSession {

    abstract PumpSession inner(Instant deadline) throws LinkException, InterruptedException;

    @Override
    public Answer<Preview> preview(Plan plan) {
        return Answer.done(Preview.of(plan));
    }

    @Override
    public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        return inner(deadline).stage(plan, command, deadline);
    }

    @Override
    public Answer<Discarded> discard(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return inner(deadline).discard(command, deadline);
    }

    @Override
    public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        return inner(deadline).commit(staged, command, deadline);
    }

    @Override
    public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
        return inner(deadline).readBack(deadline);
    }

    @Override
    public Answer<EventPage> events(long from, int most, Instant deadline) throws LinkException, InterruptedException {
        return inner(deadline).events(from, most, deadline);
    }

    @Override
    public Answer<CommandEffect> stop(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return inner(deadline).stop(command, deadline);
    }

    @Override
    public void interrupt() {
        // nothing runs that could be ended
    }
}
