// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.MessageLink;
import org.cisterna.pump.spi.dialogue.OpenDialogue;
import org.cisterna.pump.spi.dialogue.Patience;
import org.cisterna.pump.spi.dialogue.Wording;

/** What a message of the protocol page is; sections 2 and 10. */
final class Words implements Wording<Request, RefusedAnswer, Message> {

    static final Words OF_THE_PAGE = new Words();

    private Words() {}

    /** What is said before there is a session. */
    static OpenDialogue<Request, RefusedAnswer, Message> before(MessageLink<Message> link, Call call) {
        return new OpenDialogue<>(link, OF_THE_PAGE, Patience.USUAL, call);
    }

    @Override
    public Message open(Request request) {
        return Message.open(request.kind(), request.fields());
    }

    @Override
    public boolean isOpen(Message message) {
        return message.sealing().isEmpty();
    }

    @Override
    public boolean answers(Message message, Request request) {
        return message.answers(request.kind());
    }

    @Override
    public boolean refuses(Message message, Request request) {
        return message.refuses(request.kind());
    }

    @Override
    public RefusedAnswer refusal(Message message, Request request) throws MalformedException {
        return RefusedAnswer.read(message.fields());
    }
}
