// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.driver.synchromed.SealedChannel.Reply;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;
import org.jspecify.annotations.Nullable;

/** An open session. After the first call that did not end with an answer it is finished, and sends nothing more but CLOSE. */
final class SynchromedSession implements PumpSession {

    private static final int READINGS = 2;

    private final FrameLink link;
    private final CallContext context;
    private final SealedChannel channel;
    private final PumpIdentity identity;
    private final PlanFit fit;
    private volatile @Nullable Call running;
    private volatile Optional<String> finished = Optional.empty();
    private volatile boolean closed;
    private volatile boolean updateMayStand;
    private Optional<Held> held = Optional.empty();

    SynchromedSession(
            FrameLink link, CallContext context, SealedChannel channel, IdentityAnswer device, PumpIdentity identity) {
        this.link = link;
        this.context = context;
        this.channel = channel;
        this.identity = identity;
        this.fit = new PlanFit(device, identity);
    }

    /** What one call does. */
    @FunctionalInterface
    private interface Work<T> {
        T run(Call call) throws LinkException, InterruptedException;
    }

    @Override
    public PumpIdentity identity() {
        return identity;
    }

    @Override
    public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
        return during(deadline, call -> {
            Requests requests = new Requests(channel, call);
            IdentityAnswer device = requests.identity();
            StatusAnswer status = requests.status();
            List<Alarm> alarms = AlarmHistory.read(status, requests);
            Answer<PumpIdentity> understood = Identities.understood(device);
            if (!(understood instanceof Answer.Done<PumpIdentity> who)) {
                throw new LinkException(
                        LinkException.Reason.CUT,
                        "the pump's identity can no longer be used: "
                                + understood.violations().get(0).message());
            }
            try {
                return Readings.snapshot(who.value(), status, alarms);
            } catch (MalformedException e) {
                throw SealedChannel.misread(MessageType.READ_STATUS, e);
            }
        });
    }

    @Override
    public Answer<Preview> preview(Plan plan) {
        return fit.block(plan).then(block -> {
            try {
                return Answer.done(Readings.preview(PlanBlock.decode(block.encode())));
            } catch (MalformedException e) {
                throw new IllegalStateException("a block that fits the pump can be read back", e);
            }
        });
    }

    @Override
    public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        Answer<PlanBlock> block = fit.block(plan);
        if (!(block instanceof Answer.Done<PlanBlock> fitting)) {
            return Answer.refused(block.violations());
        }
        Answer<Held> staged =
                during(deadline, call -> new Staging(channel, call).stage(plan, fitting.value(), command));
        if (staged instanceof Answer.Done<Held> done) {
            held = Optional.of(done.value());
        }
        return staged.map(Held::staged);
    }

    @Override
    public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
            throws LinkException, InterruptedException {
        Optional<Held> known = held.filter(each -> each.command().equals(command));
        if (known.isPresent()) {
            return known.get().mayCommit(staged)
                    ? updating(deadline, call -> new Committing(channel, call, command).commit(known.get()))
                    : Answer.refused(Committing.mismatch(
                            command,
                            "what is to be committed is not, byte for byte, what the pump was sent and staged"));
        }
        Answer<PlanBlock> block = fit.block(staged.programme(), staged.solution());
        if (!(block instanceof Answer.Done<PlanBlock> fitting)) {
            return Answer.refused(block.violations());
        }
        Bytes digest = Derivation.planDigest(fitting.value().encode());
        return updating(deadline, call -> new Committing(channel, call, command).resume(digest));
    }

    @Override
    public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
        return during(deadline, call -> {
            Requests requests = new Requests(channel, call);
            for (int reading = 0; reading < READINGS; reading++) {
                StoredAnswer stored = requests.stored();
                StatusAnswer status = requests.status();
                if (ofOneState(stored, status)) {
                    return understood(stored, status);
                }
            }
            throw new LinkException(
                    LinkException.Reason.CUT,
                    "the pump's memory and its status are of different revisions, " + READINGS + " times in a row");
        });
    }

    @Override
    public Answer<CommandEffect> stop(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return during(deadline, call -> {
            Bytes id = Bytes.of(command.bytes());
            Reply reply = channel.ask(MessageType.STOP, id, call);
            if (reply instanceof Reply.Refused refused) {
                return Answer.refused(RefusalWords.violations(refused.refusal()));
            }
            return Answer.done(Requests.decode(
                    MessageType.STOP, ((Reply.Answered) reply).payload(), payload -> stopped(payload, id)));
        });
    }

    @Override
    public void interrupt() {
        Call call = running;
        if (call != null) {
            call.interrupt();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (link.isOpen()) {
            boolean hurry = finished.isPresent() || context.interrupted();
            Goodbye.say(channel, context, hurry && !updateMayStand ? Duration.ZERO : Goodbye.BOUND);
        }
        link.close();
    }

    private static CommandEffect stopped(Bytes payload, Bytes id) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        CommandRecord record = CommandRecord.read(reader);
        int motor = reader.u8();
        Instant since = reader.clock();
        reader.end();
        if (!record.id().equals(id) || record.kind() != CommandRecord.STOP) {
            throw new MalformedException(
                    "the record, of motor state " + motor + " since " + since + ", is of another command");
        }
        return record.toEffect();
    }

    /**
     * A bank carries the revision under which it was written. A stop, or whatever else changes what the pump runs and leaves the programme alone,
     * leaves the bank behind the status; then the status has to speak of the plan that stands in the bank.
     */
    private static boolean ofOneState(StoredAnswer stored, StatusAnswer status) {
        if (stored.bank().isEmpty()) {
            return true;
        }
        StoredAnswer.Bank bank = stored.bank().get();
        if (bank.revision() >= status.revision()) {
            return bank.revision() == status.revision();
        }
        return status.plan()
                .filter(plan -> plan.steps().equals(bank.plan().steps())
                        && plan.drugs().equals(bank.plan().drugs()))
                .isPresent();
    }

    private ReadBack understood(StoredAnswer stored, StatusAnswer status) throws LinkException {
        try {
            ReadBack readBack = Readings.readBack(stored, status);
            requireOurBytes(stored, readBack);
            return readBack;
        } catch (MalformedException e) {
            throw SealedChannel.misread(MessageType.READ_BACK, e);
        }
    }

    /** What was written by our command and looks like our plan is our plan byte for byte, the parts included that nobody is shown. */
    private void requireOurBytes(StoredAnswer stored, ReadBack readBack) throws MalformedException {
        if (stored.bank().isEmpty() || held.isEmpty()) {
            return;
        }
        Held ours = held.get();
        boolean looksOurs =
                stored.bank().get().writtenBy().equals(Bytes.of(ours.command().bytes()))
                        && readBack.programme().equals(ours.staged().programme())
                        && readBack.solution().equals(Optional.of(ours.staged().solution()));
        if (looksOurs && !stored.bank().get().digest().equals(ours.digest())) {
            throw new MalformedException("it stored another reservoir volume than was sent");
        }
    }

    /** A call that may leave the pump in an interim stop when it ends without an answer; then CLOSE has to reach it. */
    private <T> T updating(Instant deadline, Work<T> work) throws LinkException, InterruptedException {
        updateMayStand = true;
        T result = during(deadline, work);
        updateMayStand = false;
        return result;
    }

    private <T> T during(Instant deadline, Work<T> work) throws LinkException, InterruptedException {
        if (closed || finished.isPresent()) {
            throw new LinkException(
                    LinkException.Reason.CUT,
                    "this session is " + (closed ? "closed" : "finished: " + finished.orElse("")));
        }
        Call call = Call.until(context, deadline);
        running = call;
        Optional<String> end = Optional.of("a call in it ended without an answer");
        try {
            T result = work.run(call);
            end = Optional.empty();
            return result;
        } catch (LinkException e) {
            end = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        } finally {
            running = null;
            finished = end;
        }
    }
}
