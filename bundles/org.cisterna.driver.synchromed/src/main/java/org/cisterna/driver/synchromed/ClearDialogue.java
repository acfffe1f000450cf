// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.wire.LinkException;

/**
 * Requests and answers before there is a session. Nobody vouches for a clear frame, so an answer is only what its own proof, checked by the
 * caller, makes of it.
 */
final class ClearDialogue {

    private final FrameLink link;
    private final Call call;

    ClearDialogue(FrameLink link, Call call) {
        this.link = link;
        this.call = call;
    }

    /** What was heard. */
    sealed interface Heard<T> {

        /** An answer. */
        record Answered<T>(T value) implements Heard<T> {}

        /** A refusal, which proves nothing. */
        record Refused<T>(RefusedAnswer refusal) implements Heard<T> {}
    }

    /** Makes something of a payload. */
    @FunctionalInterface
    interface Reading<T> {

        /**
         * Reads and checks.
         *
         * @return empty when it is not for us: it counts as if it had not come
         * @throws MalformedException the same
         */
        Optional<T> read(FieldReader payload) throws MalformedException;
    }

    /**
     * Asks, again and again on silence, for something that stays the same however often it is asked for.
     *
     * @throws LinkException when no answer came
     */
    <T> Heard<T> ask(MessageType request, Bytes payload, Reading<T> reading)
            throws LinkException, InterruptedException {
        Frame frame = Frame.clear(request, payload);
        for (int sending = 0; sending < Patience.SENDINGS; sending++) {
            call.goOn();
            link.send(frame, call);
            Optional<Heard<T>> heard = next(request, reading, call.until(Patience.after(sending)));
            if (heard.isPresent()) {
                return heard.get();
            }
        }
        throw silence(request);
    }

    /**
     * Asks for something that the pump makes anew for each request, and of which only the newest counts. So when the request was sent more than
     * once, this waits for the answers to all of them, as long after the last request as the first answer took after the first.
     *
     * @throws LinkException when no answer came
     */
    <T> Heard<T> askForNew(MessageType request, Bytes payload, Reading<T> reading)
            throws LinkException, InterruptedException {
        Frame frame = Frame.clear(request, payload);
        Instant first = call.now();
        for (int sending = 0; sending < Patience.SENDINGS; sending++) {
            call.goOn();
            Instant last = call.now();
            link.send(frame, call);
            Optional<Heard<T>> heard = next(request, reading, call.until(Patience.after(sending)));
            if (heard.isPresent()) {
                Instant until = last.plus(Duration.between(first, call.now())).plus(FrameLink.SLICE);
                return newest(request, reading, heard.get(), sending, until);
            }
        }
        throw silence(request);
    }

    private <T> Heard<T> newest(MessageType request, Reading<T> reading, Heard<T> first, int outstanding, Instant until)
            throws LinkException, InterruptedException {
        Heard<T> newest = first;
        for (int i = 0; i < outstanding; i++) {
            Optional<Heard<T>> heard = next(request, reading, until);
            if (heard.isEmpty()) {
                break;
            }
            newest = heard.get();
        }
        return newest;
    }

    private <T> Optional<Heard<T>> next(MessageType request, Reading<T> reading, Instant until)
            throws LinkException, InterruptedException {
        while (true) {
            Optional<Frame> came = link.receive(until, call);
            if (came.isEmpty()) {
                return Optional.empty();
            }
            Optional<Heard<T>> heard = understood(request, reading, came.get());
            if (heard.isPresent()) {
                return heard;
            }
        }
    }

    private static <T> Optional<Heard<T>> understood(MessageType request, Reading<T> reading, Frame frame) {
        if (frame.isSealed() || frame.sequence() != 0) {
            return Optional.empty();
        }
        try {
            if (frame.type() == request.answerCode()) {
                FieldReader payload = new FieldReader(frame.payload());
                Optional<T> value = reading.read(payload);
                payload.end();
                return value.map(Heard.Answered::new);
            }
            if (frame.type() == MessageType.REFUSED.code()) {
                RefusedAnswer refusal = RefusedAnswer.decode(frame.payload());
                return refusal.refusedType() == request.code()
                        ? Optional.of(new Heard.Refused<>(refusal))
                        : Optional.empty();
            }
            return Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty(); // unproven and unreadable: noise, and the wait for the answer goes on
        }
    }

    private static LinkException silence(MessageType request) {
        return new LinkException(
                LinkException.Reason.TIMEOUT,
                "the pump did not answer " + request + ", sent " + Patience.SENDINGS + " times");
    }
}
