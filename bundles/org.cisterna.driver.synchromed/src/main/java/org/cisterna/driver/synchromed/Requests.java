// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.SealedDialogue.Reply;
import org.cisterna.pump.wire.LinkException;

/** The reading requests of a session. They change nothing in the pump; one that it refuses is a broken link to the caller. */
final class Requests {

    private final SealedChannel channel;
    private final Call call;

    Requests(SealedChannel channel, Call call) {
        this.channel = channel;
        this.call = call;
    }

    IdentityAnswer identity() throws LinkException, InterruptedException {
        return read(MessageType.IDENTIFY, Bytes.EMPTY, IdentityAnswer::decode);
    }

    StatusAnswer status() throws LinkException, InterruptedException {
        return read(MessageType.READ_STATUS, Bytes.EMPTY, StatusAnswer::decode);
    }

    StoredAnswer stored() throws LinkException, InterruptedException {
        return read(MessageType.READ_BACK, Bytes.EMPTY, StoredAnswer::decode);
    }

    EventsAnswer events(long from) throws LinkException, InterruptedException {
        Bytes payload = new FieldWriter().u32(from).u8(EventsAnswer.MOST).done();
        return read(MessageType.READ_EVENTS, payload, EventsAnswer::decode);
    }

    /** One page of the event ring. */
    Answer<EventPage> eventPage(long from, long first, int most) throws LinkException, InterruptedException {
        return channel.answer(
                MessageType.READ_EVENTS,
                new FieldWriter().u32(first).u8(most).done(),
                payload -> Logbook.page(from, EventsAnswer.decode(payload)),
                call);
    }

    /** What the pump can do beside its day; empty when it knows no such thing. */
    Optional<FunctionsAnswer> functions() throws LinkException, InterruptedException {
        Reply<RefusedAnswer, Frame> reply = channel.ask(MessageType.READ_FUNCTIONS, Bytes.EMPTY, call);
        if (reply instanceof Reply.Refused<RefusedAnswer, Frame> refused
                && refused.refusal().has(RefusalWords.UNSUPPORTED_MESSAGE)) {
            return Optional.empty();
        }
        return Optional.of(channel.read(MessageType.READ_FUNCTIONS, reply, FunctionsAnswer::decode));
    }

    /** What has become of the parts of the plan. */
    PartsAnswer parts() throws LinkException, InterruptedException {
        return read(MessageType.READ_PARTS, Bytes.EMPTY, PartsAnswer::decode);
    }

    /** What the pump remembers of a command. */
    Optional<CommandRecord> command(Bytes id) throws LinkException, InterruptedException {
        return read(MessageType.READ_COMMAND, id, payload -> {
            FieldReader reader = new FieldReader(payload);
            Optional<CommandRecord> record = reader.flag() ? Optional.of(CommandRecord.read(reader)) : Optional.empty();
            reader.end();
            if (record.isPresent() && !record.get().id().equals(id)) {
                throw new MalformedException("the record is of another command");
            }
            return record;
        });
    }

    private <T> T read(MessageType request, Bytes payload, SealedChannel.Decoding<T> decoding)
            throws LinkException, InterruptedException {
        return channel.read(request, payload, decoding, call);
    }
}
