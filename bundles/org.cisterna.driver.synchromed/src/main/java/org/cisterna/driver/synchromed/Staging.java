// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.Held;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.wire.LinkException;

/** STAGE: sends a plan's block and looks at every part of what the pump understood. */
final class Staging {

    private final SealedChannel channel;
    private final Call call;

    Staging(SealedChannel channel, Call call) {
        this.channel = channel;
        this.call = call;
    }

    /**
     * Stages.
     *
     * @return what the pump staged, be it what was sent or not; refused when the pump refused
     */
    Answer<Held> stage(Plan plan, PlanBlock block, CommandId command) throws LinkException, InterruptedException {
        Bytes sent = block.encode();
        Bytes id = Bytes.of(command.bytes());
        Bytes payload = new FieldWriter()
                .bytes(id)
                .u32(plan.expected().number())
                .bytes(sent)
                .done();
        return channel.answer(
                MessageType.STAGE, payload, answer -> held(plan, sent, command, StagedAnswer.decode(answer)), call);
    }

    private static Held held(Plan plan, Bytes sent, CommandId command, StagedAnswer answer) throws MalformedException {
        if (!answer.commandId().equals(Bytes.of(command.bytes()))) {
            throw new MalformedException("what it staged is of another command");
        }
        Solution solution = Readings.solution(Optional.of(answer.echo()))
                .orElseThrow(() -> new MalformedException("it staged fluid without a drug"));
        Staged staged = new Staged(
                answer.token().hex(),
                new Revision(answer.revision()),
                Readings.programme(Optional.of(answer.echo())),
                solution,
                PartWords.parts(answer.echo()));
        boolean asSent = staged.expected().equals(plan.expected())
                && answer.echo().encode().equals(sent);
        return new Held(command, staged, answer.token(), answer.digest(), asSent);
    }
}
