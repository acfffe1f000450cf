// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.wire.LinkException;

/**
 * The sealed requests and answers of one session. An outcome comes from a frame that carries our own number, session and a right tag, and from
 * nothing else; everything else is dropped. On silence the same bytes are sent again, so that the pump does everything at most once.
 */
final class SealedChannel {

    /** So many unproven refusals of one request make us give up; one may be noise, or meant to disturb. */
    private static final int MOST_HINTS = 2;

    private static final long LAST_SEQUENCE = 0xFFFF_FFFEL;

    private final FrameLink link;
    private final KeyHandle key;
    private final Bytes context;
    private final long sessionId;
    private long sequence;

    SealedChannel(FrameLink link, KeyHandle key, Bytes context, long sessionId) {
        this.link = link;
        this.key = key;
        this.context = context;
        this.sessionId = sessionId;
    }

    /** A proven answer. */
    sealed interface Reply {

        /** The payload of the answer that belongs to the request. */
        record Answered(Bytes payload) implements Reply {}

        /** The pump's own refusal. */
        record Refused(RefusedAnswer refusal) implements Reply {}
    }

    /**
     * Asks.
     *
     * @throws LinkException when no proven answer came; says nothing about what reached the pump
     */
    Reply ask(MessageType request, Bytes payload, Call call) throws LinkException, InterruptedException {
        Frame frame = next(request, payload);
        Optional<RefusedAnswer> hint = Optional.empty();
        int hints = 0;
        for (int sending = 0; sending < Patience.SENDINGS && hints < MOST_HINTS; sending++) {
            call.goOn();
            sequence = frame.sequence(); // used up only now: a number that never left is free for CLOSE
            link.send(frame, call);
            Instant until = call.until(Patience.after(sending));
            boolean again = false;
            while (!again) {
                Optional<Frame> came = link.receive(until, call);
                if (came.isEmpty()) {
                    break;
                }
                if (isAnswer(came.get(), frame)) {
                    return reply(request, came.get());
                }
                Optional<RefusedAnswer> refusal = clearRefusal(came.get(), request);
                if (refusal.isPresent()) {
                    hint = refusal;
                    hints++;
                    again = true;
                }
            }
        }
        throw unanswered(request, hint);
    }

    /**
     * Says CLOSE once. The pump discards a pending update by it.
     *
     * @param wait how long to wait for the answer
     */
    void sayClose(Duration wait, Call call) throws LinkException, InterruptedException {
        Frame frame = next(MessageType.CLOSE, Bytes.EMPTY);
        sequence = frame.sequence();
        link.send(frame, call);
        Instant until = call.until(wait);
        Optional<Frame> came = link.receive(until, call);
        while (came.isPresent() && !isAnswer(came.get(), frame)) {
            came = link.receive(until, call);
        }
    }

    /** The frame of the next number, which stays the next one until it is sent. */
    private Frame next(MessageType request, Bytes payload) throws LinkException {
        if (sequence >= LAST_SEQUENCE) {
            throw new LinkException(
                    LinkException.Reason.CUT, "the session has used all its request numbers; open a new one");
        }
        return Frame.sealed(
                request.code(), sessionId, sequence + 1, payload, tagged -> Derivation.hostTag(key, context, tagged));
    }

    private boolean isAnswer(Frame came, Frame asked) {
        return came.sessionId() == sessionId
                && came.sequence() == asked.sequence()
                && (came.type() == asked.type() + 1 || came.type() == MessageType.REFUSED.code())
                && Derivation.isDeviceTag(key, context, came);
    }

    private static Reply reply(MessageType request, Frame answer) throws LinkException {
        if (answer.type() == request.answerCode()) {
            return new Reply.Answered(answer.payload());
        }
        try {
            RefusedAnswer refusal = RefusedAnswer.decode(answer.payload());
            if (refusal.refusedType() == request.code()) {
                return new Reply.Refused(refusal);
            }
            throw new MalformedException("the refusal is of message " + refusal.refusedType());
        } catch (MalformedException e) {
            throw misread(request, e);
        }
    }

    /** The pump has proved who it is, and does not keep to the protocol page. */
    static LinkException misread(MessageType request, MalformedException why) {
        return new LinkException(
                LinkException.Reason.CUT,
                "the pump answered " + request + " with something this driver cannot use: " + why.getMessage(),
                why);
    }

    private static Optional<RefusedAnswer> clearRefusal(Frame frame, MessageType request) {
        if (frame.isSealed() || frame.type() != MessageType.REFUSED.code()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RefusedAnswer.decode(frame.payload()))
                    .filter(refusal -> refusal.refusedType() == request.code());
        } catch (MalformedException e) {
            return Optional.empty(); // unproven and unreadable: noise
        }
    }

    private static LinkException unanswered(MessageType request, Optional<RefusedAnswer> hint) {
        return hint.map(refusal -> new LinkException(
                        LinkException.Reason.REFUSED,
                        "no proven answer to " + request + "; somebody, perhaps the pump, refused without proof: "
                                + RefusalWords.line(refusal)))
                .orElseGet(() -> new LinkException(
                        LinkException.Reason.TIMEOUT,
                        "the pump did not answer " + request + ", sent " + Patience.SENDINGS + " times"));
    }
}
