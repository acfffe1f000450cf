// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/**
 * Messages over a link of bytes. Each frame, sent or received, is given to the host as evidence; each wait is cut into slices, so that an
 * interrupt ends it soon.
 *
 * @param <M> a message
 */
public final class MessageLink<M> {

    /** How long one read may wait before interruption is looked at again. */
    public static final Duration SLICE = Duration.ofMillis(50);

    private static final int MOST_AT_ONCE = 4096;

    private final Link link;
    private final CallContext context;
    private final FrameReader<M> frames;

    /**
     * From the opening of a link on.
     *
     * @param frames new, for this link alone
     */
    public MessageLink(Link link, CallContext context, FrameReader<M> frames) {
        this.link = link;
        this.context = context;
        this.frames = frames;
    }

    /**
     * Hands a message to the link. Whether the call may go on is the caller's question.
     *
     * @throws LinkException when the link is cut, or the deadline passes; any part of it may have reached the pump
     */
    public void send(M message, Call call) throws LinkException {
        byte[] wire = frames.wire(message);
        context.frame(Direction.TO_PUMP, wire);
        link.write(wire, call.deadline());
    }

    /**
     * Waits for the next message. A frame that holds none is evidence, and the wait goes on.
     *
     * @param until the time at which the wait ends without one
     * @throws LinkException when the link is cut, or the call may not go on
     * @throws InterruptedException when the host wants the thread back
     */
    public Optional<M> receive(Instant until, Call call) throws LinkException, InterruptedException {
        while (true) {
            call.goOn();
            Optional<FrameReader.Frame<M>> frame = frames.next();
            if (frame.isPresent()) {
                context.frame(Direction.FROM_PUMP, frame.get().wire().toArray());
                if (frame.get().message().isPresent()) {
                    return frame.get().message();
                }
                continue;
            }
            if (!call.now().isBefore(until)) {
                return Optional.empty();
            }
            Instant slice = call.until(SLICE);
            byte[] bytes = link.read(MOST_AT_ONCE, slice.isBefore(until) ? slice : until);
            call.heard(bytes.length);
            frames.feed(bytes);
        }
    }

    /** Whether neither side has closed the link, as far as this side knows. */
    public boolean isOpen() {
        return link.isOpen();
    }

    /** Closes the link; a second call does nothing. */
    public void close() {
        link.close();
    }
}
