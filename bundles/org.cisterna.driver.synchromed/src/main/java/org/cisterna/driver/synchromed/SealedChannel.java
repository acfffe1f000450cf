// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import org.cisterna.pump.Answer;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.MessageLink;
import org.cisterna.pump.spi.dialogue.Patience;
import org.cisterna.pump.spi.dialogue.SealedDialogue;
import org.cisterna.pump.spi.dialogue.SealedDialogue.Reply;
import org.cisterna.pump.wire.LinkException;

/** The sealed requests and answers of one session, by their payloads; section 4 of the protocol page. */
final class SealedChannel {

    private static final long LAST_SEQUENCE = 0xFFFF_FFFEL;

    private final SealedDialogue<Request, RefusedAnswer, Frame> dialogue;

    SealedChannel(MessageLink<Frame> link, KeyHandle key, Bytes context, long sessionId) {
        this.dialogue =
                new SealedDialogue<>(link, Words.OF_THE_PAGE, new SessionTags(key, context, sessionId), Patience.USUAL);
    }

    private record SessionTags(KeyHandle key, Bytes context, long sessionId)
            implements SealedDialogue.Seals<Request, Frame> {

        @Override
        public long last() {
            return LAST_SEQUENCE;
        }

        @Override
        public Frame sealed(Request request, long number) {
            return Frame.sealed(
                    request.type().code(),
                    sessionId,
                    number,
                    request.payload(),
                    tagged -> Derivation.hostTag(key, context, tagged));
        }

        @Override
        public boolean isOurs(Frame frame, long number) {
            return frame.sessionId() == sessionId
                    && frame.sequence() == number
                    && Derivation.isDeviceTag(key, context, frame);
        }
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

    /**
     * Asks, and leaves a refusal to the caller.
     *
     * @throws LinkException when no proven answer came; says nothing about what reached the pump
     */
    Reply<RefusedAnswer, Frame> ask(MessageType type, Bytes payload, Call call)
            throws LinkException, InterruptedException {
        return dialogue.ask(new Request(type, payload), call);
    }

    /**
     * Asks for something that a pump may refuse.
     *
     * @throws LinkException when no proven answer came, or one that cannot be used; says nothing about what reached the pump
     */
    <T> Answer<T> answer(MessageType type, Bytes payload, Decoding<T> decoding, Call call)
            throws LinkException, InterruptedException {
        return dialogue.answer(new Request(type, payload), frame -> decoding.decode(frame.payload()), call);
    }

    /**
     * Asks for something that a pump never refuses.
     *
     * @throws LinkException when no proven answer came, or one that cannot be used
     */
    <T> T read(MessageType type, Bytes payload, Decoding<T> decoding, Call call)
            throws LinkException, InterruptedException {
        return dialogue.read(new Request(type, payload), frame -> decoding.decode(frame.payload()), call);
    }

    /**
     * Makes something of a reply that was asked for by {@link #ask} and is no refusal.
     *
     * @throws LinkException when it is one, or is not what the protocol page says
     */
    <T> T read(MessageType type, Reply<RefusedAnswer, Frame> reply, Decoding<T> decoding) throws LinkException {
        return dialogue.read(new Request(type, Bytes.EMPTY), reply, frame -> decoding.decode(frame.payload()));
    }

    /**
     * CLOSE, by which the pump discards what is staged or pending and goes on with what it ran.
     *
     * @param wait for its answer
     */
    void leave(CallContext context, Duration wait) {
        dialogue.leave(new Request(MessageType.CLOSE, Bytes.EMPTY), context, wait);
    }
}
