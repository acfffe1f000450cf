// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.time.Duration;
import org.cisterna.pump.Answer;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MessageLink;
import org.cisterna.pump.spi.dialogue.Patience;
import org.cisterna.pump.spi.dialogue.SealedDialogue;
import org.cisterna.pump.wire.LinkException;

/** The sealed requests and answers of one session, by their fields; section 4 of the protocol page. */
final class SealedChannel {

    private final SealedDialogue<Request, RefusedAnswer, Message> dialogue;

    SealedChannel(MessageLink<Message> link, KeyHandle key, Bytes context, Bytes session) {
        this.dialogue =
                new SealedDialogue<>(link, Words.OF_THE_PAGE, new SessionSeals(key, context, session), Patience.USUAL);
    }

    private record SessionSeals(KeyHandle key, Bytes context, Bytes session)
            implements SealedDialogue.Seals<Request, Message> {

        @Override
        public long last() {
            return Message.LAST_COUNTER;
        }

        @Override
        public Message sealed(Request request, long number) {
            return Message.sealed(
                    request.kind(),
                    session,
                    number,
                    request.fields(),
                    covered -> Derivation.hostSeal(key, context, covered));
        }

        @Override
        public boolean isOurs(Message message, long number) {
            return message.sealing()
                    .filter(sealing -> sealing.session().equals(session)
                            && sealing.counter() == number
                            && Derivation.isDeviceSeal(key, context, sealing))
                    .isPresent();
        }
    }

    /**
     * Asks for something that a pump never refuses.
     *
     * @throws LinkException when no proven answer came, or one that cannot be used
     */
    <T> T read(Kind kind, Fields fields, FieldCursor.Reading<T> reading, Call call)
            throws LinkException, InterruptedException {
        return dialogue.read(new Request(kind, fields), message -> message.understood(reading), call);
    }

    /**
     * Asks for something that a pump may refuse.
     *
     * @throws LinkException when no proven answer came, or one that cannot be used; says nothing about what reached the pump
     */
    <T> Answer<T> answer(Kind kind, Fields fields, FieldCursor.Reading<T> reading, Call call)
            throws LinkException, InterruptedException {
        return dialogue.answer(new Request(kind, fields), message -> message.understood(reading), call);
    }

    /**
     * LEAVE, by which the pump forgets what is staged.
     *
     * @param wait for its answer
     */
    void leave(CallContext context, Duration wait) {
        dialogue.leave(Request.of(Kind.LEAVE), context, wait);
    }
}
