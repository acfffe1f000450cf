// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.PumpSession.Discarded;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.Held;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.wire.LinkException;

/** Staging, committing, dropping and halting; sections 7 and 8 of the protocol page. One per call. */
final class Writing {

    private static final int TOKEN = 8;

    private final SealedChannel channel;
    private final Readings readings;
    private final Call call;

    Writing(SealedChannel channel, Readings readings, Call call) {
        this.channel = channel;
        this.readings = readings;
        this.call = call;
    }

    private record Echo(Bytes programme, long revision, Bytes digest, Bytes command, Bytes token) {}

    Answer<Held> stage(Plan plan, ProgrammeBlock block, CommandId command) throws LinkException, InterruptedException {
        Bytes sent = block.encode().done();
        Fields request = new Fields()
                .group(0x30, block.encode())
                .number(0x40, plan.expected().number())
                .bytes(0x60, id(command));
        return channel.answer(Kind.STAGE, request, in -> held(plan, sent, command, echo(in)), call);
    }

    private Held held(Plan plan, Bytes sent, CommandId command, Echo echo) throws MalformedException {
        if (!echo.command().equals(id(command))
                || echo.revision() != plan.expected().number()
                || !echo.digest().equals(Derivation.programmeDigest(echo.programme()))) {
            throw new MalformedException("the echo is of another command, revision or digest");
        }
        Preview understood = readings.preview(ProgrammeBlock.decode(echo.programme()));
        Staged staged = new Staged(
                echo.token().hex(), plan.expected(), understood.programme(), understood.solution(), understood.parts());
        return new Held(
                command,
                staged,
                echo.token(),
                Derivation.programmeDigest(sent),
                echo.programme().equals(sent));
    }

    private static Echo echo(FieldCursor in) throws MalformedException {
        Bytes programme = in.raw(0x30);
        long revision = in.number(0x40);
        Bytes digest = in.bytes(0x5A, Derivation.DIGEST);
        Bytes command = in.bytes(0x60, CommandRecord.ID);
        Bytes token = in.bytes(0x61, TOKEN);
        in.clock(0x62);
        return new Echo(programme, revision, digest, command, token);
    }

    Answer<CommandEffect> commit(Held held) throws LinkException, InterruptedException {
        Fields request = new Fields()
                .number(0x40, held.staged().expected().number())
                .bytes(0x5A, held.digest())
                .bytes(0x60, id(held.command()))
                .bytes(0x61, held.token());
        return channel.answer(
                        Kind.COMMIT,
                        request,
                        in -> ours(in.group(0x58, CommandRecord::read), held.command(), held.digest()),
                        call)
                .map(CommandRecord::toEffect);
    }

    /** Asks what became of a commit that another session sent; nothing is sent that could change anything. */
    Answer<CommandEffect> resume(CommandId command, Bytes digest) throws LinkException, InterruptedException {
        Optional<CommandRecord> known = channel.read(
                Kind.RESULT, new Fields().bytes(0x60, id(command)), in -> in.optional(0x58, CommandRecord::read), call);
        if (known.isEmpty()) {
            return Answer.refused(Held.mismatch(command, "nothing of this command is staged in this session"));
        }
        CommandRecord record = known.get();
        return record.kind() == CommandRecord.PROGRAMME && record.digest().equals(Optional.of(digest))
                ? Answer.done(record.toEffect())
                : Answer.refused(Held.mismatch(command, "the pump knows this command with another content"));
    }

    Answer<Discarded> drop(CommandId command) throws LinkException, InterruptedException {
        int what = channel.read(Kind.DROP, new Fields().bytes(0x60, id(command)), in -> oneOf(in.count(0x63)), call);
        return Answer.done(
                switch (what) {
                    case 0 -> Discarded.NOTHING_STAGED;
                    case 1 -> Discarded.TAKEN_AWAY;
                    default -> Discarded.BEGUN;
                });
    }

    private static int oneOf(int what) throws MalformedException {
        if (what > 2) {
            throw new MalformedException("what was dropped is " + what);
        }
        return what;
    }

    Answer<CommandEffect> halt(CommandId command) throws LinkException, InterruptedException {
        return channel.answer(Kind.HALT, new Fields().bytes(0x60, id(command)), in -> halted(in, command), call)
                .map(CommandRecord::toEffect);
    }

    private static CommandRecord halted(FieldCursor in, CommandId command) throws MalformedException {
        int delivery = in.count(0x42);
        in.clock(0x44);
        CommandRecord record = in.group(0x58, CommandRecord::read);
        if (!record.id().equals(id(command)) || record.kind() != CommandRecord.HALT) {
            throw new MalformedException("the record, with delivery " + delivery + ", is of another command");
        }
        return record;
    }

    private static CommandRecord ours(CommandRecord record, CommandId command, Bytes digest) throws MalformedException {
        if (!record.id().equals(id(command))
                || record.kind() != CommandRecord.PROGRAMME
                || !record.digest().equals(Optional.of(digest))) {
            throw new MalformedException("the record is of another command or of another programme");
        }
        return record;
    }

    private static Bytes id(CommandId command) {
        return Bytes.of(command.bytes());
    }
}
