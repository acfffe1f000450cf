// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.time.Duration;
import java.time.Instant;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.wire.LinkException;

/** One call of the host: until when it may last, whether it is to end now, and how much it has heard. */
final class Call {

    /** A dialogue has a few thousand bytes; beyond this the link only makes noise. */
    static final int MOST_BYTES = 256 * 1024;

    private final CallContext context;
    private final Instant deadline;
    private final boolean last;
    private volatile boolean interrupted;
    private int heard;

    private Call(CallContext context, Instant deadline, boolean last) {
        this.context = context;
        this.deadline = deadline;
        this.last = last;
    }

    /** A call of the host. */
    static Call until(CallContext context, Instant deadline) {
        return new Call(context, deadline, false);
    }

    /** The last thing said in a session, which an interrupt before it does not forbid. */
    static Call last(CallContext context, Instant deadline) {
        return new Call(context, deadline, true);
    }

    /** Makes it end soon; any thread. */
    void interrupt() {
        interrupted = true;
    }

    Instant deadline() {
        return deadline;
    }

    Instant now() {
        return context.house().now();
    }

    /** From now on, but not beyond the deadline. */
    Instant until(Duration wait) {
        Instant end = now().plus(wait);
        return end.isBefore(deadline) ? end : deadline;
    }

    /**
     * Requires that the call may go on.
     *
     * @throws LinkException when it was interrupted or its deadline has passed
     */
    void goOn() throws LinkException {
        if (interrupted || (!last && context.interrupted())) {
            throw new LinkException(
                    LinkException.Reason.CUT, "the call was interrupted; what reached the pump is not known by it");
        }
        if (!now().isBefore(deadline)) {
            throw new LinkException(LinkException.Reason.TIMEOUT, "the pump did not answer until " + deadline);
        }
    }

    /**
     * Counts bytes that came.
     *
     * @throws LinkException when they are more than any dialogue has
     */
    void heard(int bytes) throws LinkException {
        heard += bytes;
        if (heard > MOST_BYTES) {
            throw new LinkException(
                    LinkException.Reason.CUT,
                    "more than " + MOST_BYTES + " bytes came without an answer among them; the link was given up");
        }
    }
}
