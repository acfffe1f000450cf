// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import java.time.Duration;
import java.time.Instant;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;

/** One call of the host: until when it may last, and whether it is to end now. A driver has no clock but the one it is lent. */
final class Call {

    private final CallContext context;
    private final Instant deadline;
    private volatile boolean interrupted;

    Call(CallContext context, Instant deadline) {
        this.context = context;
        this.deadline = deadline;
    }

    /** From any thread: the call is to end soon. */
    void interrupt() {
        interrupted = true;
    }

    Instant deadline() {
        return deadline;
    }

    /** From now on, and not beyond the deadline. */
    Instant within(Duration wait) {
        Instant end = context.house().now().plus(wait);
        return end.isBefore(deadline) ? end : deadline;
    }

    boolean isPast(Instant moment) {
        return !context.house().now().isBefore(moment);
    }

    /** Called between two short waits. */
    void goOn() throws LinkException {
        if (interrupted || context.interrupted()) {
            throw new LinkException(Reason.CUT, "the call was interrupted; what reached the pump is not known by it");
        }
        if (isPast(deadline)) {
            throw new LinkException(Reason.TIMEOUT, "the pump did not answer until " + deadline);
        }
    }
}
