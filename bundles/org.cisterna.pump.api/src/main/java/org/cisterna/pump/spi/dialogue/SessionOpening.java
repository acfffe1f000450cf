// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.time.Duration;
import org.cisterna.pump.Answer;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.LinkException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The way from a link to an open session with the pump that was meant. Whatever goes wrong on it, the link is closed; and a session that the pump has
 * opened already is left without waiting.
 *
 * @param <C> a channel to the pump, sealed with the session's keys
 */
@ConsumerType
public interface SessionOpening<C> {

    /**
     * Opens a channel to the pump of this serial.
     *
     * @return refused when another pump answers
     * @throws LinkException when nobody proved to hold the key
     * @throws InterruptedException when the host wants the thread back
     */
    Answer<C> channel(String serial) throws LinkException, InterruptedException;

    /**
     * Asks over the channel who answers, and makes a session of it.
     *
     * @return refused when it is none that the driver drives
     * @throws LinkException when no proven answer came
     * @throws InterruptedException when the host wants the thread back
     */
    Answer<PumpSession> session(C channel) throws LinkException, InterruptedException;

    /** Says goodbye on a channel. */
    void leave(C channel, Duration wait);

    /**
     * Goes it.
     *
     * @param link to be closed unless a session is opened
     * @param context of the pump that is meant
     * @return refused when another pump answers, or one that cannot be driven
     * @throws LinkException when no session was opened
     * @throws InterruptedException when the host wants the thread back
     */
    default Answer<PumpSession> open(MessageLink<?> link, SessionContext context)
            throws LinkException, InterruptedException {
        boolean opened = false;
        try {
            Answer<C> channel = channel(context.pump().serial());
            Answer<PumpSession> answer = channel instanceof Answer.Done<C> done
                    ? identified(done.value(), context)
                    : Answer.refused(channel.violations());
            opened = answer.isDone();
            return answer;
        } finally {
            if (!opened) {
                link.close();
            }
        }
    }

    private Answer<PumpSession> identified(C channel, SessionContext context)
            throws LinkException, InterruptedException {
        boolean identified = false;
        try {
            Answer<PumpSession> answer = session(channel);
            if (answer instanceof Answer.Done<PumpSession> done
                    && !done.value().identity().pump().equals(context.pump())) {
                answer = Answer.refused(DrivenPumps.mismatch(
                        context.pump().text(), done.value().identity().pump().text()));
            }
            identified = answer.isDone();
            return answer;
        } finally {
            if (!identified) {
                leave(channel, Duration.ZERO);
            }
        }
    }
}
