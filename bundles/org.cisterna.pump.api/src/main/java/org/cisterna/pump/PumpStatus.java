// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.Optional;

/**
 * A paired pump, or one known by its label alone, as the host knows it. Nothing in it is live: what was read stands beside the time of the reading.
 *
 * @param pump which
 * @param family which family's driver is needed
 * @param address where it is reached; empty when it has no telemetry
 * @param pairedSince house time
 * @param simulated whether it is a simulated device
 * @param link what the host is doing with it now
 * @param linkReason in words, for example "driver stopped since 2026-03-01T10:00:00Z"; empty when nothing is wrong
 * @param reading the last interrogation; one that could not be entered in the ledger says so of itself, and is forgotten when the platform
 *     ends
 * @param unknown the command whose outcome nobody knows, when one stands
 */
public record PumpStatus(
        PumpId pump,
        String family,
        String address,
        Instant pairedSince,
        boolean simulated,
        LinkState link,
        String linkReason,
        Optional<Reading> reading,
        Optional<StandingUnknown> unknown) {

    /** What the host is doing with a pump. */
    public enum LinkState {
        /** Nothing: an implant is silent between visits. */
        SILENT,
        /** A session is open. */
        IN_SESSION,
        /** Its driver is not there. */
        DRIVER_STOPPED,
        /** Its driver is there and is not used, or does not come back. */
        DRIVER_FAULTY,
        /** It has none, and no reading: what is known of it is kept by {@link ManualPumps}. */
        NO_TELEMETRY
    }

    /**
     * An interrogation.
     *
     * @param entry sequence of its ledger entry
     * @param house house time of the reading
     * @param pumpTime pump time of the reading
     * @param snapshot what the pump said
     * @param entered whether it stands in the ledger; one that does not bases no draft
     */
    public record Reading(long entry, Instant house, Instant pumpTime, Snapshot snapshot, boolean entered) {}

    /**
     * An unresolved command.
     *
     * @param command which
     * @param intent sequence of its intent's ledger entry
     * @param outcome what is known
     * @param expected the revision the pump had before it
     */
    public record StandingUnknown(CommandId command, long intent, Outcome.Unknown outcome, Revision expected) {}
}
