// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

/**
 * The parts of the host that the work on one pump needs.
 *
 * @param world times, threads, chance, storage, limits
 * @param desk the ledger
 * @param evidence raw frames
 * @param feed the fold
 * @param journal what could not be entered
 * @param drivers who drives what
 * @param links how pumps are reached
 * @param keys and bonds
 * @param sessions opens them
 * @param gate the last one
 * @param settlement enters what came of things
 * @param notes for the view
 * @param progress for those who wait
 */
record Parts(
        World world,
        LedgerDesk desk,
        EvidenceDesk evidence,
        FoldFeed feed,
        Journal journal,
        DriverRegistry drivers,
        Links links,
        PumpKeys keys,
        Sessions sessions,
        Gate gate,
        Settlement settlement,
        PumpNotes notes,
        ProgressFeed progress) {}
