// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Duration;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.wire.LinkException;

/** The polite end of a session: LEAVE, by which the pump forgets what is staged. */
final class Goodbye {

    /** The longest it takes, in house time. */
    static final Duration BOUND = Duration.ofSeconds(1);

    private Goodbye() {}

    /**
     * Says it once, as well as the link allows.
     *
     * @param wait how long to wait for the answer, {@link #BOUND} at most: who closes the link before it may cut off the bytes
     */
    static void say(SealedChannel channel, CallContext context, Duration wait) {
        Call call = Call.last(context, context.house().now().plus(BOUND));
        try {
            channel.sayLeave(wait, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LinkException e) {
            // the pump ends the session by itself when it hears nothing, so nothing depends on this
            return;
        }
    }
}
