// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import org.cisterna.pump.spi.Call;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;

/** Lines over a link of bytes. Each is given to the host as evidence, as it was on the wire. For one thread at a time. */
final class Lines {

    /** Reads wait in short slices, so that an interrupted call ends soon. */
    private static final Duration SLICE = Duration.ofMillis(50);

    private static final int AT_ONCE = 512;
    /** More bytes than this in one session, and nobody speaks to us: somebody makes noise. */
    private static final int MOST = 256 * 1024;

    private final Link link;
    private final CallContext context;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final Deque<String> whole = new ArrayDeque<>();
    private int heard;

    Lines(Link link, CallContext context) {
        this.link = link;
        this.context = context;
    }

    void send(String line, Call call) throws LinkException {
        call.goOn();
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        context.frame(Direction.TO_PUMP, bytes);
        link.write(bytes, call.deadline());
    }

    /** The next line; empty when none came until then. */
    Optional<String> receive(Instant until, Call call) throws LinkException, InterruptedException {
        while (whole.isEmpty()) {
            call.goOn();
            if (!call.now().isBefore(until)) {
                return Optional.empty();
            }
            Instant slice = call.until(SLICE);
            take(link.read(AT_ONCE, slice.isBefore(until) ? slice : until));
        }
        return Optional.of(whole.remove());
    }

    private void take(byte[] bytes) throws LinkException {
        heard += bytes.length;
        if (heard > MOST) {
            throw new LinkException(Reason.CUT, "more than " + MOST + " bytes came; the link was given up");
        }
        for (byte each : bytes) {
            begun.write(each);
            if (each == '\n') {
                byte[] line = begun.toByteArray();
                begun.reset();
                // as it went over the link, its end too
                context.frame(Direction.FROM_PUMP, line);
                whole.add(new String(line, 0, line.length - 1, StandardCharsets.ISO_8859_1));
            }
        }
        if (begun.size() > Words.LONGEST) {
            begun.reset(); // no line of the protocol is as long; the wait for one goes on
        }
    }

    boolean isOpen() {
        return link.isOpen();
    }

    void close() {
        link.close();
    }
}
