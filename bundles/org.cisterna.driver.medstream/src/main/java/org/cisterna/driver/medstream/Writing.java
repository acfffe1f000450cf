// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

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

    private record Echo(String programme, long revision, Bytes digest, Bytes command, Bytes token) {}

    Answer<Held> stage(Plan plan, ProgrammeText text, CommandId command) throws LinkException, InterruptedException {
        String sent = text.encode();
        FieldList request = new FieldList()
                .bytes("command", id(command))
                .number("revision", plan.expected().number())
                .then(sent);
        return channel.answer(Kind.STAGE, request, in -> held(plan, sent, command, echo(in)), call);
    }

    private Held held(Plan plan, String sent, CommandId command, Echo echo) throws MalformedException {
        if (!echo.command().equals(id(command))
                || echo.revision() != plan.expected().number()
                || !echo.digest().equals(Derivation.programmeDigest(echo.programme()))) {
            throw new MalformedException("the echo is of another command, revision or digest");
        }
        Preview understood = readings.preview(ProgrammeText.decode(echo.programme()));
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
        Bytes command = in.bytes("command", CommandRecord.ID);
        long revision = in.number("revision");
        String programme = ProgrammeText.take(in);
        Bytes digest = in.bytes("digest", Derivation.DIGEST);
        Bytes token = in.bytes("token", TOKEN);
        in.clock("until");
        return new Echo(programme, revision, digest, command, token);
    }

    Answer<CommandEffect> commit(Held held) throws LinkException, InterruptedException {
        FieldList request = new FieldList()
                .bytes("command", id(held.command()))
                .number("revision", held.staged().expected().number())
                .bytes("digest", held.digest())
                .bytes("token", held.token());
        return channel.answer(
                        Kind.COMMIT, request, in -> ours(CommandRecord.read(in), held.command(), held.digest()), call)
                .map(CommandRecord::toEffect);
    }

    /** Asks what became of a commit that another session sent; nothing is sent that could change anything. */
    Answer<CommandEffect> resume(CommandId command, Bytes digest) throws LinkException, InterruptedException {
        Optional<CommandRecord> known = channel.read(
                Kind.RESULT, new FieldList().bytes("command", id(command)), CommandRecord::readOptional, call);
        if (known.isEmpty()) {
            return Answer.refused(Held.mismatch(command, "nothing of this command is staged in this session"));
        }
        CommandRecord record = known.get();
        return record.kind().equals(CommandRecord.PROGRAMME) && record.digest().equals(Optional.of(digest))
                ? Answer.done(record.toEffect())
                : Answer.refused(Held.mismatch(command, "the pump knows this command with another content"));
    }

    Answer<Discarded> drop(CommandId command) throws LinkException, InterruptedException {
        return Answer.done(channel.read(
                Kind.DROP, new FieldList().bytes("command", id(command)), in -> dropped(in.code("what")), call));
    }

    private static Discarded dropped(String what) throws MalformedException {
        return switch (what) {
            case "NOTHING" -> Discarded.NOTHING_STAGED;
            case "STAGED" -> Discarded.TAKEN_AWAY;
            case "DECIDED" -> Discarded.BEGUN;
            default -> throw new MalformedException("what was dropped has a word that is not on the page");
        };
    }

    Answer<CommandEffect> halt(CommandId command) throws LinkException, InterruptedException {
        return channel.answer(Kind.HALT, new FieldList().bytes("command", id(command)), in -> halted(in, command), call)
                .map(CommandRecord::toEffect);
    }

    private static CommandRecord halted(FieldCursor in, CommandId command) throws MalformedException {
        String delivery = in.code("delivery");
        in.clock("since");
        CommandRecord record = CommandRecord.read(in);
        if (!record.id().equals(id(command)) || !record.kind().equals(CommandRecord.HALT)) {
            throw new MalformedException("the record, with delivery " + delivery + ", is of another command");
        }
        return record;
    }

    private static CommandRecord ours(CommandRecord record, CommandId command, Bytes digest) throws MalformedException {
        if (!record.id().equals(id(command))
                || !record.kind().equals(CommandRecord.PROGRAMME)
                || !record.digest().equals(Optional.of(digest))) {
            throw new MalformedException("the record is of another command or of another programme");
        }
        return record;
    }

    private static Bytes id(CommandId command) {
        return Bytes.of(command.bytes());
    }
}
