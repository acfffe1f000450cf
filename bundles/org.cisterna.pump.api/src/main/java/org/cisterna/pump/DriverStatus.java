// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A driver as the host sees it.
 *
 * @param family which family it drives
 * @param state whether it is there
 * @param since house time of the last change of state
 * @param reason in words: why it is not used, or empty
 * @param descriptor what the driver says of itself; the last one known when it is gone
 * @param pumps how many paired pumps it drives
 * @param stuckCalls calls into it that never came back; each keeps a thread until the platform is restarted
 * @param troubles what it and its pumps did not do as they must, since it came; the newest first, and not all of them
 */
public record DriverStatus(
        String family,
        State state,
        Instant since,
        String reason,
        Optional<DriverDescriptor> descriptor,
        int pumps,
        int stuckCalls,
        List<DriverTrouble> troubles) {

    public DriverStatus {
        troubles = List.copyOf(troubles);
    }

    /** One of which no trouble is known. */
    public DriverStatus(
            String family,
            State state,
            Instant since,
            String reason,
            Optional<DriverDescriptor> descriptor,
            int pumps,
            int stuckCalls) {
        this(family, state, since, reason, descriptor, pumps, stuckCalls, List.of());
    }

    /** Whether a driver can be used. */
    public enum State {
        /** Its service is there and used. */
        RUNNING,
        /** Its service went away; its pumps go on by themselves. */
        STOPPED,
        /** Its service is there and is not used, for the reason given. */
        REFUSED
    }
}
