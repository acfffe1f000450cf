// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.Optional;
import org.cisterna.driver.synchromed.SealedChannel.Reply;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.wire.LinkException;

/** The reading requests of a session. They change nothing in the pump; one that it refuses is a broken link to the caller. */
final class Requests {

    private final SealedChannel channel;
    private final Call call;

    Requests(SealedChannel channel, Call call) {
        this.channel = channel;
        this.call = call;
    }

    /** Makes an answer of a payload. */
    @FunctionalInterface
    interface Decoding<T> {

        /**
         * Decodes.
         *
         * @throws MalformedException when it is not what the protocol page says
         */
        T decode(Bytes payload) throws MalformedException;
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
    Reply eventPage(long from, int most) throws LinkException, InterruptedException {
        return channel.ask(
                MessageType.READ_EVENTS, new FieldWriter().u32(from).u8(most).done(), call);
    }

    /** What the pump can do beside its day; empty when it knows no such thing. */
    Optional<FunctionsAnswer> functions() throws LinkException, InterruptedException {
        Reply reply = channel.ask(MessageType.READ_FUNCTIONS, Bytes.EMPTY, call);
        if (reply instanceof Reply.Refused refused && refused.refusal().has(RefusalWords.UNSUPPORTED_MESSAGE)) {
            return Optional.empty();
        }
        return Optional.of(taken(MessageType.READ_FUNCTIONS, reply, FunctionsAnswer::decode));
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

    private <T> T read(MessageType request, Bytes payload, Decoding<T> decoding)
            throws LinkException, InterruptedException {
        return taken(request, channel.ask(request, payload, call), decoding);
    }

    private static <T> T taken(MessageType request, Reply reply, Decoding<T> decoding) throws LinkException {
        if (reply instanceof Reply.Refused refused) {
            throw new LinkException(
                    LinkException.Reason.REFUSED,
                    "the pump refused to be read (" + request + "): " + RefusalWords.line(refused.refusal()));
        }
        return decode(request, ((Reply.Answered) reply).payload(), decoding);
    }

    /**
     * Decodes a proven answer.
     *
     * @throws LinkException when it is not what the protocol page says
     */
    static <T> T decode(MessageType request, Bytes payload, Decoding<T> decoding) throws LinkException {
        try {
            return decoding.decode(payload);
        } catch (MalformedException e) {
            throw SealedChannel.misread(request, e);
        }
    }
}
