// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.Held;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.SealedDialogue.Reply;
import org.cisterna.pump.wire.LinkException;

/**
 * COMMIT_BEGIN and COMMIT_END, section 7 of the protocol page. Between the two the pump stands still; whatever goes wrong there ends without a
 * refusal, because only a reading tells what the pump runs then.
 */
final class Committing {

    private final SealedChannel channel;
    private final Call call;
    private final CommandId command;
    private final Bytes id;

    Committing(SealedChannel channel, Call call, CommandId command) {
        this.channel = channel;
        this.call = call;
        this.command = command;
        this.id = Bytes.of(command.bytes());
    }

    private record Begun(CommandRecord record, Instant deadline) {}

    /** Commits what this session staged. */
    Answer<CommandEffect> commit(Held held) throws LinkException, InterruptedException {
        Bytes payload = new FieldWriter()
                .bytes(id)
                .bytes(held.token())
                .u32(held.staged().expected().number())
                .bytes(held.digest())
                .done();
        Answer<Begun> answer =
                channel.answer(MessageType.COMMIT_BEGIN, payload, begun -> begun(begun, held.digest()), call);
        if (!(answer instanceof Answer.Done<Begun> begun)) {
            return Answer.refused(answer.violations());
        }
        CommandRecord record = begun.value().record();
        return record.effect() == CommandRecord.PENDING
                ? end(held.digest(), Optional.of(begun.value().deadline()))
                : Answer.done(record.toEffect());
    }

    /**
     * Goes on with a commit of an earlier session, if the pump remembers it; sends nothing that could begin one.
     *
     * @param digest of the plan it was begun with
     */
    Answer<CommandEffect> resume(Bytes digest) throws LinkException, InterruptedException {
        Optional<CommandRecord> known = new Requests(channel, call).command(id);
        if (known.isEmpty()) {
            return Answer.refused(Held.mismatch(command, "nothing of this command is staged in this session"));
        }
        CommandRecord record = known.get();
        if (record.kind() != CommandRecord.PROGRAMME || !record.planDigest().equals(digest)) {
            return Answer.refused(Held.mismatch(command, "the pump knows this command with another content"));
        }
        return record.effect() == CommandRecord.PENDING
                ? end(digest, Optional.empty())
                : Answer.done(record.toEffect());
    }

    private Answer<CommandEffect> end(Bytes digest, Optional<Instant> deadline)
            throws LinkException, InterruptedException {
        try {
            Reply<RefusedAnswer, Frame> reply = channel.ask(MessageType.COMMIT_END, id, call);
            if (!(reply instanceof Reply.Refused<RefusedAnswer, Frame> refused)) {
                return Answer.done(channel.read(MessageType.COMMIT_END, reply, answer -> ended(answer, digest))
                        .toEffect());
            }
            RefusedAnswer refusal = refused.refusal();
            if (refusal.has(RefusalWords.MEMORY_FAULT)) {
                return Answer.refused(refusal.violations());
            }
            throw new LinkException(
                    LinkException.Reason.REFUSED, "the pump refused to end the update: " + refusal.line());
        } catch (LinkException e) {
            throw new LinkException(e.reason(), "within the update: " + e.getMessage() + standing(deadline), e);
        }
    }

    private static String standing(Optional<Instant> deadline) {
        return deadline.map(at -> "; the pump may stand still until " + at + " of its own clock")
                .orElse("; the pump may stand still");
    }

    private Begun begun(Bytes payload, Bytes digest) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        CommandRecord record = ours(CommandRecord.read(reader), digest);
        Instant deadline = reader.clock();
        reader.end();
        return new Begun(record, deadline);
    }

    private CommandRecord ended(Bytes payload, Bytes digest) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        CommandRecord record = ours(CommandRecord.read(reader), digest);
        reader.end();
        if (record.effect() == CommandRecord.PENDING) {
            throw new MalformedException("the update is under way after its end");
        }
        return record;
    }

    private CommandRecord ours(CommandRecord record, Bytes digest) throws MalformedException {
        if (!record.id().equals(id)
                || record.kind() != CommandRecord.PROGRAMME
                || !record.planDigest().equals(digest)) {
            throw new MalformedException("the record is of another command or of another plan");
        }
        return record;
    }
}
