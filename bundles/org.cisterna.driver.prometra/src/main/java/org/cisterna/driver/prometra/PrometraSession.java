// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.Held;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.MessageLink;
import org.cisterna.pump.spi.dialogue.SealedDialogue;
import org.cisterna.pump.spi.dialogue.SessionCalls;
import org.cisterna.pump.wire.LinkException;

/** An open session. After the first call that did not end with an answer it is finished, and sends nothing more but LEAVE. */
final class PrometraSession implements PumpSession {

    private static final int READINGS = 2;

    private final MessageLink<Message> link;
    private final CallContext context;
    private final SessionCalls calls;
    private final SealedChannel channel;
    private final PumpIdentity identity;
    private final PlanFit fit;
    private final Readings readings;
    private Optional<Held> held = Optional.empty();

    PrometraSession(
            MessageLink<Message> link,
            CallContext context,
            SealedChannel channel,
            Description device,
            PumpIdentity identity) {
        this.link = link;
        this.context = context;
        this.calls = new SessionCalls(context);
        this.channel = channel;
        this.identity = identity;
        this.fit = new PlanFit(device, identity);
        this.readings = new Readings(device);
    }

    @Override
    public PumpIdentity identity() {
        return identity;
    }

    @Override
    public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
        return calls.during(deadline, call -> {
            Description device = channel.read(Kind.DESCRIBE, new Fields(), Description::read, call);
            StateAnswer state = state(call);
            Answer<PumpIdentity> understood = Identities.understood(device);
            if (!(understood instanceof Answer.Done<PumpIdentity> who)) {
                throw new LinkException(
                        LinkException.Reason.CUT,
                        "the pump's identity can no longer be used: "
                                + understood.violations().get(0).message());
            }
            try {
                return new Readings(device).snapshot(who.value(), state);
            } catch (MalformedException e) {
                throw SealedDialogue.misread(Kind.STATE, e);
            }
        });
    }

    private StateAnswer state(Call call) throws LinkException, InterruptedException {
        return channel.read(Kind.STATE, new Fields(), StateAnswer::read, call);
    }

    @Override
    public Answer<Preview> preview(Plan plan) {
        return fit.block(plan).then(block -> {
            try {
                return Answer.done(
                        readings.preview(ProgrammeBlock.decode(block.encode().done())));
            } catch (MalformedException e) {
                throw new IllegalStateException("a programme that fits the pump can be read back", e);
            }
        });
    }

    @Override
    public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        Answer<ProgrammeBlock> block = fit.block(plan);
        if (!(block instanceof Answer.Done<ProgrammeBlock> fitting)) {
            return Answer.refused(block.violations());
        }
        Answer<Held> staged = calls.during(
                deadline, call -> new Writing(channel, readings, call).stage(plan, fitting.value(), command));
        if (staged instanceof Answer.Done<Held> done) {
            held = Optional.of(done.value());
        }
        return staged.map(Held::staged);
    }

    @Override
    public Answer<Discarded> discard(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        held = held.filter(each -> !each.command().equals(command));
        return calls.during(deadline, call -> new Writing(channel, readings, call).drop(command));
    }

    @Override
    public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        Optional<Held> known = held.filter(each -> each.command().equals(command));
        if (known.isPresent()) {
            return known.get().mayCommit(staged)
                    ? calls.during(deadline, call -> new Writing(channel, readings, call).commit(known.get()))
                    : Answer.refused(known.get().notAsSent());
        }
        Answer<ProgrammeBlock> block = fit.block(staged.programme(), staged.solution(), staged.parts());
        if (!(block instanceof Answer.Done<ProgrammeBlock> fitting)) {
            return Answer.refused(block.violations());
        }
        Bytes digest = Derivation.programmeDigest(fitting.value().encode().done());
        return calls.during(deadline, call -> new Writing(channel, readings, call).resume(command, digest));
    }

    @Override
    public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
        return calls.during(deadline, call -> {
            for (int reading = 0; reading < READINGS; reading++) {
                StoredAnswer stored = channel.read(Kind.STORED, new Fields(), StoredAnswer::read, call);
                StateAnswer state = state(call);
                if (ofOneState(stored, state)) {
                    return understood(stored, state);
                }
            }
            throw new LinkException(
                    LinkException.Reason.CUT,
                    "the pump's memory and its state are of different revisions, " + READINGS + " times in a row");
        });
    }

    /**
     * A bank carries the revision under which it was written. A halt, or whatever else changes what the pump does and leaves the programme
     * alone, leaves the bank behind; then the state has to show the programme that stands in the bank.
     */
    private static boolean ofOneState(StoredAnswer stored, StateAnswer state) {
        if (stored.bank().isEmpty()) {
            return true;
        }
        StoredAnswer.Bank bank = stored.bank().get();
        return bank.revision() == state.revision()
                || (bank.revision() < state.revision() && state.programmeBytes().equals(Optional.of(bank.bytes())));
    }

    private ReadBack understood(StoredAnswer stored, StateAnswer state) throws LinkException {
        try {
            return readings.readBack(stored, state);
        } catch (MalformedException e) {
            throw SealedDialogue.misread(Kind.STORED, e);
        }
    }

    @Override
    public Answer<EventPage> events(long from, int most, Instant deadline) throws LinkException, InterruptedException {
        return calls.during(deadline, call -> {
            Fields request = new Fields()
                    .number(0x64, Math.max(0, from))
                    .number(0x65, Math.max(1, Math.min(most, EventsAnswer.MOST)));
            return channel.answer(Kind.EVENTS, request, EventsAnswer::read, call)
                    .map(answer -> answer.page(from));
        });
    }

    @Override
    public Answer<CommandEffect> stop(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return calls.during(deadline, call -> new Writing(channel, readings, call).halt(command));
    }

    @Override
    public void interrupt() {
        calls.interrupt();
    }

    @Override
    public void close() {
        calls.end(link, wait -> channel.leave(context, wait));
    }
}
