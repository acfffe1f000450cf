// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import java.time.Instant;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A driver for one family of pumps; an OSGi service of the driver's bundle. It speaks the family's protocol over links the host opens. Calls
 * may come from several threads, for different pumps.
 *
 * <p>What the pumps of a family cannot do, its driver declares in its {@link DriverDescriptor} and in each pump's
 * {@link org.cisterna.pump.Capabilities}, and refuses with a violation that says so; it never does a part of it, and never says it did. What a
 * family has not got, it refuses with the code {@code UNSUPPORTED}. Pumps without
 * telemetry have no driver of this kind.
 */
@ConsumerType
public interface PumpDriver {

    /** What this driver is. The same answer each time; never blocks. */
    DriverDescriptor descriptor();

    /**
     * Pairs with the pump at the other end: agrees on a key, proves it in both directions, and learns who the pump is.
     *
     * @param link open, and closed by the host afterwards
     * @param pairing the host's side of the agreement; it keeps the key, the driver never sees it
     * @param context time, randomness and interruption for this call
     * @param deadline house time at which the call must end
     * @return the identity that was proved, or the pump's refusal in words
     * @throws LinkException when the link failed or the deadline passed before that
     * @throws InterruptedException when the host wants the thread back; let it through
     */
    Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline)
            throws LinkException, InterruptedException;

    /**
     * Opens an authenticated session. Both sides prove that they hold the pairing key; a pump of another identity than the expected one is
     * a refusal.
     *
     * @param link open; belongs to the session until the session is closed, and is closed with it
     * @param context what the host gives to this session
     * @param deadline house time at which the call must end
     * @return the session; or the refusal in words of a pump that could not prove the key or is another one, after which the driver has closed
     *     nothing: the host closes the link
     * @throws LinkException when the link failed or the deadline passed before both sides had proved themselves
     * @throws InterruptedException when the host wants the thread back; let it through
     */
    Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
            throws LinkException, InterruptedException;
}
