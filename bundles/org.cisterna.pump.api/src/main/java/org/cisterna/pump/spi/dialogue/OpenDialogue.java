// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.cisterna.pump.Answer;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.wire.LinkException;

/**
 * Requests and answers before there is a session. Nobody vouches for an open message, so an answer is only what its own proof, checked by the
 * caller, makes of it.
 *
 * @param <Q> a request
 * @param <R> a refusal
 * @param <M> a message
 */
public final class OpenDialogue<Q, R extends Refusal, M> {

    private final MessageLink<M> link;
    private final Wording<Q, R, M> wording;
    private final Patience patience;
    private final Call call;

    /** For one call. */
    public OpenDialogue(MessageLink<M> link, Wording<Q, R, M> wording, Patience patience, Call call) {
        this.link = link;
        this.wording = wording;
        this.patience = patience;
        this.call = call;
    }

    /**
     * What was heard.
     *
     * @param <T> what was made of an answer
     * @param <R> a refusal
     */
    public sealed interface Heard<T, R extends Refusal> {

        /** An answer. */
        record Answered<T, R extends Refusal>(T value) implements Heard<T, R> {}

        /** A refusal, which proves nothing. */
        record Refused<T, R extends Refusal>(R refusal) implements Heard<T, R> {}

        /** What was answered, or the reasons of the refusal, which is worth no more than whoever gave it. */
        default Answer<T> toAnswer() {
            return this instanceof Answered<T, R> answer
                    ? Answer.done(answer.value())
                    : Answer.refused(((Refused<T, R>) this).refusal().violations());
        }

        /**
         * What was answered to a step towards a session; without it there is none.
         *
         * @param unknownKey whether a refusal says that the pump does not know our key
         * @throws LinkException when it was refused: by the pump or by somebody in its place, so nothing is known by it
         */
        default T orNoSession(Predicate<R> unknownKey) throws LinkException {
            if (this instanceof Answered<T, R> answer) {
                return answer.value();
            }
            R refusal = ((Refused<T, R>) this).refusal();
            throw new LinkException(
                    LinkException.Reason.REFUSED,
                    "no session was opened; the pump, or somebody in its place, refused without proof: "
                            + refusal.line()
                            + (unknownKey.test(refusal)
                                    ? "; if this stays so, it may have lost this pairing: pair it again"
                                    : ""));
        }
    }

    /**
     * Makes something of an answer.
     *
     * @param <M> a message
     * @param <T> what is made of it
     */
    @FunctionalInterface
    public interface Reading<M, T> {

        /**
         * Reads and checks.
         *
         * @return empty when it is not for us: it counts as if it had not come
         * @throws MalformedException the same
         */
        Optional<T> read(M answer) throws MalformedException;
    }

    /**
     * Asks, again and again on silence, for something that stays the same however often it is asked for.
     *
     * @throws LinkException when no answer came
     * @throws InterruptedException when the host wants the thread back
     */
    public <T> Heard<T, R> ask(Q request, Reading<M, T> reading) throws LinkException, InterruptedException {
        return asked(request, reading, false);
    }

    /**
     * Asks for something that the pump makes anew for each request, and of which only the newest counts. When the request was sent more
     * than once, this waits for the answers to all of them, as long after the last request as the first answer took after the first.
     *
     * @throws LinkException when no answer came
     * @throws InterruptedException when the host wants the thread back
     */
    public <T> Heard<T, R> askForNew(Q request, Reading<M, T> reading) throws LinkException, InterruptedException {
        return asked(request, reading, true);
    }

    private <T> Heard<T, R> asked(Q request, Reading<M, T> reading, boolean anew)
            throws LinkException, InterruptedException {
        M message = wording.open(request);
        Instant first = call.now();
        for (int sending = 0; sending < patience.sendings(); sending++) {
            call.goOn();
            Instant last = call.now();
            link.send(message, call);
            Optional<Heard<T, R>> heard = next(request, reading, call.until(patience.after(sending)));
            if (heard.isPresent()) {
                Instant until = last.plus(Duration.between(first, call.now())).plus(MessageLink.SLICE);
                return anew ? newest(request, reading, heard.get(), sending, until) : heard.get();
            }
        }
        throw new LinkException(
                LinkException.Reason.TIMEOUT,
                "the pump did not answer " + request + ", sent " + patience.sendings() + " times");
    }

    private <T> Heard<T, R> newest(Q request, Reading<M, T> reading, Heard<T, R> first, int outstanding, Instant until)
            throws LinkException, InterruptedException {
        Heard<T, R> newest = first;
        for (int i = 0; i < outstanding; i++) {
            Optional<Heard<T, R>> heard = next(request, reading, until);
            if (heard.isEmpty()) {
                break;
            }
            newest = heard.get();
        }
        return newest;
    }

    private <T> Optional<Heard<T, R>> next(Q request, Reading<M, T> reading, Instant until)
            throws LinkException, InterruptedException {
        while (true) {
            Optional<M> came = link.receive(until, call);
            if (came.isEmpty()) {
                return Optional.empty();
            }
            Optional<Heard<T, R>> heard = understood(request, reading, came.get());
            if (heard.isPresent()) {
                return heard;
            }
        }
    }

    private <T> Optional<Heard<T, R>> understood(Q request, Reading<M, T> reading, M message) {
        if (!wording.isOpen(message)) {
            return Optional.empty();
        }
        try {
            if (wording.answers(message, request)) {
                return reading.read(message).map(Heard.Answered::new);
            }
            return wording.refuses(message, request)
                    ? Optional.of(new Heard.Refused<>(wording.refusal(message, request)))
                    : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty(); // unproven and unreadable: noise, and the wait for the answer goes on
        }
    }
}
