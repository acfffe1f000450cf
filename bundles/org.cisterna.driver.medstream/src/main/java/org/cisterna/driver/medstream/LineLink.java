// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** Messages over a link of bytes; gives each line to the host as evidence. For one thread at a time. */
final class LineLink {

    /** How long one read may wait, in house time, before interruption is looked at again. */
    static final Duration SLICE = Duration.ofMillis(50);

    private static final int MOST_AT_ONCE = 4096;

    private final Link link;
    private final CallContext context;
    private final LineDecoder decoder = new LineDecoder();

    LineLink(Link link, CallContext context) {
        this.link = link;
        this.context = context;
    }

    /**
     * Hands a message to the link. Whether the call may go on is the caller's question.
     *
     * @throws LinkException when the link is cut, or the deadline passes; any part of it may have reached the pump
     */
    void send(Message message, Call call) throws LinkException {
        byte[] line = LineDecoder.line(message.text());
        context.frame(Direction.TO_PUMP, line);
        link.write(line, call.deadline());
    }

    /**
     * Waits for the next message that can be read as one.
     *
     * @param until house time at which the wait ends without one
     * @throws LinkException when the link is cut, or the call may not go on
     */
    Optional<Message> receive(Instant until, Call call) throws LinkException, InterruptedException {
        while (true) {
            call.goOn();
            Optional<LineDecoder.Line> line = decoder.next();
            if (line.isPresent()) {
                context.frame(Direction.FROM_PUMP, line.get().wire().toArray());
                try {
                    return Optional.of(Message.read(line.get().message()));
                } catch (MalformedException e) {
                    continue; // whoever sent it, it is no message: the wait for the answer goes on
                }
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
