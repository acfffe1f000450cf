// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.wire.LinkException;

/**
 * Requests and answers before there is a session. Nobody vouches for an open message, so an answer is only what its own proof, checked by
 * the caller, makes of it.
 */
final class OpenDialogue {

    private final LineLink link;
    private final Call call;

    OpenDialogue(LineLink link, Call call) {
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

    /** Makes something of an answer; empty when it is not for us and counts as if it had not come. */
    @FunctionalInterface
    interface Reading<T> {
        Optional<T> read(FieldCursor fields) throws MalformedException;
    }

    /**
     * Asks, again and again on silence, for something that stays the same however often it is asked for.
     *
     * @throws LinkException when no answer came
     */
    <T> Heard<T> ask(Kind kind, FieldList fields, Reading<T> reading) throws LinkException, InterruptedException {
        Message message = Message.open(kind, fields);
        for (int sending = 0; sending < Patience.SENDINGS; sending++) {
            call.goOn();
            link.send(message, call);
            Optional<Heard<T>> heard = next(kind, reading, call.until(Patience.after(sending)));
            if (heard.isPresent()) {
                return heard.get();
            }
        }
        throw silence(kind);
    }

    /**
     * Asks for something that the pump makes anew for each request, and of which only the newest counts. When the request was sent more
     * than once, this waits for the answers to all of them, as long after the last request as the first answer took after the first.
     *
     * @throws LinkException when no answer came
     */
    <T> Heard<T> askForNew(Kind kind, FieldList fields, Reading<T> reading) throws LinkException, InterruptedException {
        Message message = Message.open(kind, fields);
        Instant first = call.now();
        for (int sending = 0; sending < Patience.SENDINGS; sending++) {
            call.goOn();
            Instant last = call.now();
            link.send(message, call);
            Optional<Heard<T>> heard = next(kind, reading, call.until(Patience.after(sending)));
            if (heard.isPresent()) {
                Instant until = last.plus(Duration.between(first, call.now())).plus(LineLink.SLICE);
                return newest(kind, reading, heard.get(), sending, until);
            }
        }
        throw silence(kind);
    }

    private <T> Heard<T> newest(Kind kind, Reading<T> reading, Heard<T> first, int outstanding, Instant until)
            throws LinkException, InterruptedException {
        Heard<T> newest = first;
        for (int i = 0; i < outstanding; i++) {
            Optional<Heard<T>> heard = next(kind, reading, until);
            if (heard.isEmpty()) {
                break;
            }
            newest = heard.get();
        }
        return newest;
    }

    private <T> Optional<Heard<T>> next(Kind kind, Reading<T> reading, Instant until)
            throws LinkException, InterruptedException {
        while (true) {
            Optional<Message> came = link.receive(until, call);
            if (came.isEmpty()) {
                return Optional.empty();
            }
            Optional<Heard<T>> heard = understood(kind, reading, came.get());
            if (heard.isPresent()) {
                return heard;
            }
        }
    }

    private static <T> Optional<Heard<T>> understood(Kind kind, Reading<T> reading, Message message) {
        if (message.sealing().isPresent()) {
            return Optional.empty();
        }
        try {
            if (message.answers(kind)) {
                return FieldCursor.whole(message.fields(), reading::read).map(Heard.Answered::new);
            }
            return message.refuses(kind)
                    ? Optional.of(new Heard.Refused<>(RefusedAnswer.read(message.fields())))
                    : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty(); // unproven and unreadable: noise, and the wait for the answer goes on
        }
    }

    private static LinkException silence(Kind kind) {
        return new LinkException(
                LinkException.Reason.TIMEOUT,
                "the pump did not answer " + kind + ", sent " + Patience.SENDINGS + " times");
    }
}
