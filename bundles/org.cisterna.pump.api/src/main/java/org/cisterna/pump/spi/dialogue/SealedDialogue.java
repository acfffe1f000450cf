// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.wire.LinkException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The sealed requests and answers of one session. An outcome comes from a message that carries our own number, session and a right seal,
 * and from nothing else; everything else is dropped. On silence the same bytes are sent again, so that the pump does everything at most once.
 *
 * @param <Q> a request
 * @param <R> a refusal
 * @param <M> a message
 */
public final class SealedDialogue<Q, R extends Refusal, M> {

    /** The longest that a goodbye takes. */
    public static final Duration GOODBYE = Duration.ofSeconds(1);

    /** So many unproven refusals of one request make us give up; one may be noise, or meant to disturb. */
    private static final int MOST_HINTS = 2;

    private final MessageLink<M> link;
    private final Wording<Q, R, M> wording;
    private final Seals<Q, M> seals;
    private final Patience patience;
    private long number;

    /** From the opening of a session on. */
    public SealedDialogue(MessageLink<M> link, Wording<Q, R, M> wording, Seals<Q, M> seals, Patience patience) {
        this.link = link;
        this.wording = wording;
        this.seals = seals;
        this.patience = patience;
    }

    /**
     * What proves that a message belongs to one session.
     *
     * @param <Q> a request
     * @param <M> a message
     */
    @ConsumerType
    public interface Seals<Q, M> {

        /** The last number that a request of a session may have. */
        long last();

        /**
         * The sealed message of a request. The same request and number give the same bytes.
         *
         * @param number of the request in its session, 1 for the first
         */
        M sealed(Q request, long number);

        /** Whether the pump sealed a message, in this session and for the request of this number. */
        boolean isOurs(M message, long number);
    }

    /**
     * What is proved.
     *
     * @param <R> a refusal
     * @param <M> a message
     */
    public sealed interface Reply<R extends Refusal, M> {

        /** The answer that belongs to the request; what it holds is still to be read. */
        record Answered<R extends Refusal, M>(M message) implements Reply<R, M> {}

        /** The pump's own refusal. */
        record Refused<R extends Refusal, M>(R refusal) implements Reply<R, M> {}
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
         * Reads.
         *
         * @throws MalformedException when it is not what the protocol page says
         */
        T read(M answer) throws MalformedException;
    }

    /**
     * Asks.
     *
     * @throws LinkException when no proven answer came; says nothing about what reached the pump
     * @throws InterruptedException when the host wants the thread back
     */
    public Reply<R, M> ask(Q request, Call call) throws LinkException, InterruptedException {
        M message = next(request);
        long asked = number + 1;
        Optional<R> hint = Optional.empty();
        int hints = 0;
        for (int sending = 0; sending < patience.sendings() && hints < MOST_HINTS; sending++) {
            call.goOn();
            number = asked; // used up only now: a number that never left is free for the goodbye
            link.send(message, call);
            Instant until = call.until(patience.after(sending));
            boolean again = false;
            while (!again) {
                Optional<M> came = link.receive(until, call);
                if (came.isEmpty()) {
                    break;
                }
                if (isProven(came.get(), request)) {
                    return reply(request, came.get());
                }
                Optional<R> refusal = openRefusal(came.get(), request);
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
     * Asks for something that a pump may refuse.
     *
     * @return what was made of the answer, or the pump's proven refusal
     * @throws LinkException when no proven answer came, or one that cannot be used
     * @throws InterruptedException when the host wants the thread back
     */
    public <T> Answer<T> answer(Q request, Reading<M, T> reading, Call call)
            throws LinkException, InterruptedException {
        Reply<R, M> reply = ask(request, call);
        return reply instanceof Reply.Refused<R, M> refused
                ? Answer.refused(refused.refusal().violations())
                : Answer.done(read(request, reply, reading));
    }

    /**
     * Asks for something that a pump never refuses.
     *
     * @throws LinkException when no proven answer came, or one that cannot be used
     * @throws InterruptedException when the host wants the thread back
     */
    public <T> T read(Q request, Reading<M, T> reading, Call call) throws LinkException, InterruptedException {
        return read(request, ask(request, call), reading);
    }

    /**
     * Makes something of a reply that is no refusal.
     *
     * @throws LinkException when it is one, or cannot be used
     */
    public <T> T read(Q request, Reply<R, M> reply, Reading<M, T> reading) throws LinkException {
        if (reply instanceof Reply.Refused<R, M> refused) {
            throw new LinkException(
                    LinkException.Reason.REFUSED,
                    "the pump refused " + request + ": " + refused.refusal().line());
        }
        try {
            return reading.read(((Reply.Answered<R, M>) reply).message());
        } catch (MalformedException e) {
            throw misread(request, e);
        }
    }

    /** The pump has proved who it is, and does not keep to its protocol. */
    public static LinkException misread(Object request, MalformedException why) {
        return new LinkException(
                LinkException.Reason.CUT,
                "the pump answered " + request + " with something this driver cannot use: " + why.getMessage(),
                why);
    }

    /**
     * Says the last thing of a session once, as well as the link allows; it ends within {@link #GOODBYE}, also after an interrupt of the host.
     * The pump must end a session by itself when it hears nothing, so nothing depends on this.
     *
     * @param request by which the pump forgets what is staged
     * @param wait how long to wait for its answer, {@link #GOODBYE} at most: who closes the link before it may cut off the bytes
     */
    public void leave(Q request, CallContext context, Duration wait) {
        Call call = Call.last(context, context.house().now().plus(GOODBYE));
        try {
            M message = next(request);
            number++;
            link.send(message, call);
            Instant until = call.until(wait);
            Optional<M> came = link.receive(until, call);
            while (came.isPresent() && !isProven(came.get(), request)) {
                came = link.receive(until, call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LinkException e) {
            return; // it was said, or could not be said
        }
    }

    /** The message of the next number, which stays the next one until it is sent. */
    private M next(Q request) throws LinkException {
        if (number >= seals.last()) {
            throw new LinkException(
                    LinkException.Reason.CUT, "the session has used all its request numbers; open a new one");
        }
        return seals.sealed(request, number + 1);
    }

    private boolean isProven(M came, Q request) {
        return (wording.answers(came, request) || wording.refuses(came, request)) && seals.isOurs(came, number);
    }

    private Reply<R, M> reply(Q request, M proven) throws LinkException {
        if (wording.answers(proven, request)) {
            return new Reply.Answered<>(proven);
        }
        try {
            return new Reply.Refused<>(wording.refusal(proven, request));
        } catch (MalformedException e) {
            throw misread(request, e);
        }
    }

    private Optional<R> openRefusal(M came, Q request) {
        if (!wording.isOpen(came) || !wording.refuses(came, request)) {
            return Optional.empty();
        }
        try {
            return Optional.of(wording.refusal(came, request));
        } catch (MalformedException e) {
            return Optional.empty(); // unproven and unreadable: noise
        }
    }

    private LinkException unanswered(Q request, Optional<R> hint) {
        return hint.map(refusal -> new LinkException(
                        LinkException.Reason.REFUSED,
                        "no proven answer to " + request + "; somebody, perhaps the pump, refused without proof: "
                                + refusal.line()))
                .orElseGet(() -> new LinkException(
                        LinkException.Reason.TIMEOUT,
                        "the pump did not answer " + request + ", sent " + patience.sendings() + " times"));
    }
}
