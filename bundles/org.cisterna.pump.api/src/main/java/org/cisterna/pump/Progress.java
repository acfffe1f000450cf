// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.Optional;

/**
 * A step of something under way, for people who wait. It may be lost; what lasts stands in the ledger.
 *
 * @param pump which pump
 * @param command which command, when it is about one
 * @param step a stable name: {@code QUEUED}, {@code OPENING}, {@code READING}, {@code STAGING}, {@code INTENT_ENTERED}, {@code COMMITTING},
 *     {@code READING_BACK}, {@code DONE}; {@code UNDER_WAY} within a step, from its driver
 * @param at house time
 * @param done with {@code UNDER_WAY}: how many of the driver's own steps are done; else 0
 * @param of with {@code UNDER_WAY}: of how many; else 0
 */
public record Progress(PumpId pump, Optional<CommandId> command, String step, Instant at, int done, int of) {

    /** A step of the host. */
    public Progress(PumpId pump, Optional<CommandId> command, String step, Instant at) {
        this(pump, command, step, at, 0, 0);
    }

    /** Receives steps; called from the host's threads, must return at once. */
    @FunctionalInterface
    public interface Listener {
        /** A step was taken. */
        void progressed(Progress progress);
    }
}
