// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** Frames over a link of bytes; gives each to the host as evidence. For one thread at a time. */
final class FrameLink {

    /** How long one read may wait, in house time, before interruption is looked at again. */
    static final Duration SLICE = Duration.ofMillis(50);

    private static final int MOST_AT_ONCE = 4096;

    private final Link link;
    private final CallContext context;
    private final FrameDecoder decoder = new FrameDecoder();

    FrameLink(Link link, CallContext context) {
        this.link = link;
        this.context = context;
    }

    /**
     * Hands a frame to the link. Whether the call may go on is the caller's question.
     *
     * @throws LinkException when the link is cut, or the deadline passes; any part of the frame may have reached the pump
     */
    void send(Frame frame, Call call) throws LinkException {
        byte[] bytes = frame.whole().toArray();
        context.frame(Direction.TO_PUMP, bytes);
        link.write(bytes, call.deadline());
    }

    /**
     * Waits for the next whole frame.
     *
     * @param until house time at which the wait ends without one
     * @throws LinkException when the link is cut, or the call may not go on
     */
    Optional<Frame> receive(Instant until, Call call) throws LinkException, InterruptedException {
        while (true) {
            call.goOn();
            Optional<Frame> frame = decoder.next();
            if (frame.isPresent()) {
                context.frame(Direction.FROM_PUMP, frame.get().whole().toArray());
                return frame;
            }
            if (!call.now().isBefore(until)) {
                return Optional.empty();
            }
            Instant slice = call.until(SLICE);
            byte[] bytes = link.read(MOST_AT_ONCE, slice.isBefore(until) ? slice : until);
            call.heard(bytes.length);
            decoder.feed(bytes);
        }
    }

    boolean isOpen() {
        return link.isOpen();
    }

    void close() {
        link.close();
    }
}
