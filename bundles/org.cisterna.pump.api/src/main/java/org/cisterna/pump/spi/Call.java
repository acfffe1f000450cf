// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import java.time.Duration;
import java.time.Instant;
import org.cisterna.pump.wire.LinkException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One call of the host, as a driver carries it through its dialogue: until when it may last, whether it is to end now, and how much it has
 * heard. A convenience for driver authors: the promises it keeps are those of {@link CallContext} and of a deadline, and a driver may keep
 * them by itself.
 *
 * <p>Used by the thread of the call; {@link #interrupt()} by any thread. All times are house time.
 */
@ProviderType
public final class Call {

    /** A dialogue has a few thousand bytes; beyond this the link only makes noise. A bound of ours, of no protocol. */
    public static final int MOST_BYTES = 256 * 1024;

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

    /**
     * A call of the host.
     *
     * @param context what the host lends for it
     * @param deadline the moment by which it has ended
     */
    public static Call until(CallContext context, Instant deadline) {
        return new Call(context, deadline, false);
    }

    /**
     * The last thing said in a session, which an interrupt of the host before it does not forbid.
     *
     * @param context what the host lends for it
     * @param deadline the moment by which it has ended
     */
    public static Call last(CallContext context, Instant deadline) {
        return new Call(context, deadline, true);
    }

    /** Makes it end soon; any thread. */
    public void interrupt() {
        interrupted = true;
    }

    /** The moment by which it has ended. */
    public Instant deadline() {
        return deadline;
    }

    /** The time now. */
    public Instant now() {
        return context.house().now();
    }

    /** So long from now on, but not beyond the deadline. */
    public Instant until(Duration wait) {
        Instant end = now().plus(wait);
        return end.isBefore(deadline) ? end : deadline;
    }

    /**
     * Requires that the call may go on. A driver asks between two short waits.
     *
     * @throws LinkException when it was interrupted or its deadline has passed
     */
    public void goOn() throws LinkException {
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
     * @param bytes how many, 0 or more
     * @throws LinkException when all that came are more than {@link #MOST_BYTES}
     */
    public void heard(int bytes) throws LinkException {
        heard += bytes;
        if (heard > MOST_BYTES) {
            throw new LinkException(
                    LinkException.Reason.CUT,
                    "more than " + MOST_BYTES + " bytes came without an answer among them; the link was given up");
        }
    }
}
