// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.wire.LinkException;

/**
 * The sealed requests and answers of one session. An outcome comes from a message that carries our own counter, session and a right seal,
 * and from nothing else; everything else is dropped. On silence the same bytes are sent again, so that the pump does everything at most once.
 */
final class SealedChannel {

    /** So many unproven refusals of one request make us give up; one may be noise, or meant to disturb. */
    private static final int MOST_HINTS = 2;

    private final LineLink link;
    private final KeyHandle key;
    private final Bytes context;
    private final Bytes session;
    private long counter;

    SealedChannel(LineLink link, KeyHandle key, Bytes context, Bytes session) {
        this.link = link;
        this.key = key;
        this.context = context;
        this.session = session;
    }

    /** A proven answer. */
    sealed interface Reply {

        /** The fields of the answer that belongs to the request. */
        record Answered(String fields) implements Reply {}

        /** The pump's own refusal. */
        record Refused(RefusedAnswer refusal) implements Reply {}
    }

    /**
     * Asks for something that a pump never refuses.
     *
     * @throws LinkException when no proven answer came, or one that cannot be used
     */
    <T> T read(Kind kind, FieldList fields, FieldCursor.Reading<T> reading, Call call)
            throws LinkException, InterruptedException {
        Reply reply = ask(kind, fields, call);
        if (reply instanceof Reply.Refused refused) {
            throw new LinkException(
                    LinkException.Reason.REFUSED,
                    "the pump refused " + kind + ": " + RefusalWords.line(refused.refusal()));
        }
        return decode(kind, ((Reply.Answered) reply).fields(), reading);
    }

    /**
     * Asks.
     *
     * @throws LinkException when no proven answer came; says nothing about what reached the pump
     */
    Reply ask(Kind kind, FieldList fields, Call call) throws LinkException, InterruptedException {
        Message message = next(kind, fields);
        Optional<RefusedAnswer> hint = Optional.empty();
        int hints = 0;
        for (int sending = 0; sending < Patience.SENDINGS && hints < MOST_HINTS; sending++) {
            call.goOn();
            counter = counterOf(message); // used up only now: a number that never left is free for LEAVE
            link.send(message, call);
            Instant until = call.until(Patience.after(sending));
            boolean again = false;
            while (!again) {
                Optional<Message> came = link.receive(until, call);
                if (came.isEmpty()) {
                    break;
                }
                if (isAnswer(came.get(), kind)) {
                    return reply(kind, came.get());
                }
                Optional<RefusedAnswer> refusal = openRefusal(came.get(), kind);
                if (refusal.isPresent()) {
                    hint = refusal;
                    hints++;
                    again = true;
                }
            }
        }
        throw unanswered(kind, hint);
    }

    /**
     * Says LEAVE once.
     *
     * @param wait how long to wait for the answer
     */
    void sayLeave(Duration wait, Call call) throws LinkException, InterruptedException {
        Message message = next(Kind.LEAVE, new FieldList());
        counter = counterOf(message);
        link.send(message, call);
        Instant until = call.until(wait);
        Optional<Message> came = link.receive(until, call);
        while (came.isPresent() && !isAnswer(came.get(), Kind.LEAVE)) {
            came = link.receive(until, call);
        }
    }

    private static long counterOf(Message message) {
        return message.sealing().orElseThrow().counter();
    }

    /** The message of the next counter, which stays the next one until it is sent. */
    private Message next(Kind kind, FieldList fields) throws LinkException {
        if (counter >= Message.LAST_COUNTER) {
            throw new LinkException(LinkException.Reason.CUT, "the session has used all its counters; open a new one");
        }
        return Message.sealed(
                kind, session, counter + 1, fields, covered -> Derivation.hostSeal(key, context, covered));
    }

    private boolean isAnswer(Message came, Kind kind) {
        return came.sealing()
                .filter(sealing -> sealing.session().equals(session)
                        && sealing.counter() == counter
                        && (came.answers(kind) || came.refuses(kind))
                        && Derivation.isDeviceSeal(key, context, sealing))
                .isPresent();
    }

    private static Reply reply(Kind kind, Message answer) throws LinkException {
        if (answer.answers(kind)) {
            return new Reply.Answered(answer.fields());
        }
        try {
            return new Reply.Refused(RefusedAnswer.read(answer.fields()));
        } catch (MalformedException e) {
            throw misread(kind, e);
        }
    }

    static <T> T decode(Kind kind, String fields, FieldCursor.Reading<T> reading) throws LinkException {
        try {
            return FieldCursor.whole(fields, reading);
        } catch (MalformedException e) {
            throw misread(kind, e);
        }
    }

    /** The pump has proved who it is, and does not keep to the protocol page. */
    static LinkException misread(Kind kind, MalformedException why) {
        return new LinkException(
                LinkException.Reason.CUT,
                "the pump answered " + kind + " with something this driver cannot use: " + why.getMessage(),
                why);
    }

    private static Optional<RefusedAnswer> openRefusal(Message message, Kind kind) {
        if (message.sealing().isPresent() || !message.refuses(kind)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RefusedAnswer.read(message.fields()));
        } catch (MalformedException e) {
            return Optional.empty(); // unproven and unreadable: noise
        }
    }

    private static LinkException unanswered(Kind kind, Optional<RefusedAnswer> hint) {
        return hint.map(refusal -> new LinkException(
                        LinkException.Reason.REFUSED,
                        "no proven answer to " + kind + "; somebody, perhaps the pump, refused without proof: "
                                + RefusalWords.line(refusal)))
                .orElseGet(() -> new LinkException(
                        LinkException.Reason.TIMEOUT,
                        "the pump did not answer " + kind + ", sent " + Patience.SENDINGS + " times"));
    }
}
