// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
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

/** An open session. After the first call that did not end with an answer it is finished, and sends nothing more but CLOSE. */
final class SynchromedSession implements PumpSession {

    private static final int READINGS = 2;
    private static final long MOST_EVENT = 0xFFFF_FFFFL;

    private final MessageLink<Frame> link;
    private final CallContext context;
    private final SessionCalls calls;
    private final SealedChannel channel;
    private final PumpIdentity identity;
    private final PlanFit fit;
    private volatile boolean updateMayStand;
    private Optional<Held> held = Optional.empty();

    SynchromedSession(
            MessageLink<Frame> link,
            CallContext context,
            SealedChannel channel,
            IdentityAnswer device,
            PumpIdentity identity) {
        this.link = link;
        this.context = context;
        this.calls = new SessionCalls(context);
        this.channel = channel;
        this.identity = identity;
        this.fit = new PlanFit(device, identity);
    }

    @Override
    public PumpIdentity identity() {
        return identity;
    }

    @Override
    public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
        return calls.during(deadline, call -> {
            Requests requests = new Requests(channel, call);
            IdentityAnswer device = requests.identity();
            Optional<FunctionsAnswer> functions = requests.functions();
            Told told = told(requests);
            StatusAnswer status = told.status();
            List<Alarm> alarms = new ArrayList<>(AlarmHistory.read(status, requests));
            ReplaceByDate.doubted(status).ifPresent(alarms::add);
            Answer<PumpIdentity> understood = Identities.understood(device, functions);
            if (!(understood instanceof Answer.Done<PumpIdentity> who)) {
                throw new LinkException(
                        LinkException.Reason.CUT,
                        "the pump's identity can no longer be used: "
                                + understood.violations().get(0).message());
            }
            try {
                return Readings.snapshot(who.value(), status, alarms, told.parts());
            } catch (MalformedException e) {
                throw SealedDialogue.misread(MessageType.READ_STATUS, e);
            }
        });
    }

    /** A status with what has become of its parts, both of one revision. */
    private record Told(StatusAnswer status, Optional<PartsAnswer> parts) {}

    private static Told told(Requests requests) throws LinkException, InterruptedException {
        for (int reading = 0; reading < READINGS; reading++) {
            StatusAnswer status = requests.status();
            if (status.plan().filter(plan -> !plan.parts().isEmpty()).isEmpty()) {
                return new Told(status, Optional.empty());
            }
            PartsAnswer parts = requests.parts();
            if (parts.revision() == status.revision()) {
                return new Told(status, Optional.of(parts));
            }
        }
        throw new LinkException(
                LinkException.Reason.CUT,
                "the pump's status and its parts are of different revisions, " + READINGS + " times in a row");
    }

    @Override
    public Answer<EventPage> events(long from, int most, Instant deadline) throws LinkException, InterruptedException {
        return calls.during(deadline, call -> {
            int page = Math.min(most, EventsAnswer.MOST);
            return new Requests(channel, call).eventPage(from, Math.min(from, MOST_EVENT), page);
        });
    }

    @Override
    public Answer<Discarded> discard(CommandId command, Instant deadline) throws LinkException, InterruptedException {
        return calls.during(deadline, call -> {
            Bytes id = Bytes.of(command.bytes());
            if (new Requests(channel, call).command(id).isPresent()) {
                return Answer.done(Discarded.BEGUN); // DISCARD would undo an update that is under way
            }
            Answer<Discarded> discarded = channel.answer(MessageType.DISCARD, id, SynchromedSession::discarded, call);
            if (discarded.isDone()) {
                held = held.filter(each -> !each.command().equals(command));
            }
            return discarded;
        });
    }

    private static Discarded discarded(Bytes payload) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        int what = reader.u8();
        int motor = reader.u8();
        reader.end();
        return switch (what) {
            case 0 -> Discarded.NOTHING_STAGED;
            case 1 -> Discarded.TAKEN_AWAY;
            case 2, 3 -> Discarded.BEGUN;
            default ->
                throw new MalformedException(
                        "it discarded " + what + " at motor state " + motor + ", which this driver does not know");
        };
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
                calls.during(deadline, call -> new Staging(channel, call).stage(plan, fitting.value(), command));
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
                    : Answer.refused(known.get().notAsSent());
        }
        Answer<PlanBlock> block = fit.block(staged.programme(), staged.solution(), staged.parts());
        if (!(block instanceof Answer.Done<PlanBlock> fitting)) {
            return Answer.refused(block.violations());
        }
        Bytes digest = Derivation.planDigest(fitting.value().encode());
        return updating(deadline, call -> new Committing(channel, call, command).resume(digest));
    }

    @Override
    public ReadBack readBack(Instant deadline) throws LinkException, InterruptedException {
        return calls.during(deadline, call -> {
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
        return calls.during(deadline, call -> {
            Bytes id = Bytes.of(command.bytes());
            return channel.answer(MessageType.STOP, id, payload -> stopped(payload, id), call);
        });
    }

    @Override
    public void interrupt() {
        calls.interrupt();
    }

    @Override
    public void close() {
        calls.end(link, wait -> channel.leave(context, updateMayStand ? SealedDialogue.GOODBYE : wait));
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
        return status.plan().filter(bank.plan()::equals).isPresent();
    }

    private static ReadBack understood(StoredAnswer stored, StatusAnswer status) throws LinkException {
        try {
            return Readings.readBack(stored, status);
        } catch (MalformedException e) {
            throw SealedDialogue.misread(MessageType.READ_BACK, e);
        }
    }

    /** A call that may leave the pump in an interim stop when it ends without an answer; then CLOSE has to reach it. */
    private <T> T updating(Instant deadline, SessionCalls.Work<T> work) throws LinkException, InterruptedException {
        updateMayStand = true;
        T result = calls.during(deadline, work);
        updateMayStand = false;
        return result;
    }
}
