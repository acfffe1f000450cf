// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.Optional;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.MessageLink;
import org.cisterna.pump.spi.dialogue.OpenDialogue;
import org.cisterna.pump.spi.dialogue.Patience;
import org.cisterna.pump.spi.dialogue.Wording;

/** What a frame of the protocol page is; sections 2 and 10. */
final class Words implements Wording<Request, RefusedAnswer, Frame> {

    static final Words OF_THE_PAGE = new Words();

    private Words() {}

    /** What is said in the clear, before there is a session. */
    static OpenDialogue<Request, RefusedAnswer, Frame> before(MessageLink<Frame> link, Call call) {
        return new OpenDialogue<>(link, OF_THE_PAGE, Patience.USUAL, call);
    }

    /** Makes something of a payload; empty when it is not for us. */
    @FunctionalInterface
    interface Clear<T> {
        Optional<T> read(FieldReader payload) throws MalformedException;
    }

    /** Reads all of a clear answer. */
    static <T> OpenDialogue.Reading<Frame, T> whole(Clear<T> reading) {
        return frame -> {
            FieldReader payload = new FieldReader(frame.payload());
            Optional<T> value = reading.read(payload);
            payload.end();
            return value;
        };
    }

    @Override
    public Frame open(Request request) {
        return Frame.clear(request.type(), request.payload());
    }

    @Override
    public boolean isOpen(Frame frame) {
        return !frame.isSealed() && frame.sequence() == 0;
    }

    @Override
    public boolean answers(Frame frame, Request request) {
        return frame.type() == request.type().answerCode();
    }

    @Override
    public boolean refuses(Frame frame, Request request) {
        return frame.type() == MessageType.REFUSED.code();
    }

    @Override
    public RefusedAnswer refusal(Frame frame, Request request) throws MalformedException {
        RefusedAnswer refusal = RefusedAnswer.decode(frame.payload());
        if (refusal.refusedType() != request.type().code()) {
            throw new MalformedException("the refusal is of message " + refusal.refusedType());
        }
        return refusal;
    }
}
