// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.wire.FoundPump;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one who speaks to pumps: owns sessions, keeps one queue a pump, and alone commits. An OSGi service; thread-safe; every call that
 * speaks to a pump blocks until its end, at the longest for the host's configured limits.
 *
 * <p>A write needs a durable ledger: intent before the first byte, outcome after the last. Reading and stopping go on without one, said so.
 * While the outcome of a command is UNKNOWN, writes to that pump are refused, and reading and stopping are not.
 */
@ProviderType
public interface PumpHost {

    /**
     * Why pumps cannot be told whole, in words: a ledger is there, and what it says of them was not read to its end yet, so some may be missing, and
     * others stand there without their last reading. It reads on, at the longest for the host's limit. Empty once all was read; a ledger that goes
     * changes nothing of what is known by then. Asked before {@link #pumps()} and {@link #pump(PumpId)} by whoever must not show half of it.
     */
    Optional<String> behind();

    /** The paired pumps, in the order of their identities, as far as they are known: see {@link #behind()}. */
    List<PumpStatus> pumps();

    /** One paired pump, as far as it is known: see {@link #behind()}. */
    Optional<PumpStatus> pump(PumpId pump);

    /** The drivers that are or were there, in the order of their families. */
    List<DriverStatus> drivers();

    /** The pumps that can be seen and are not paired. */
    List<FoundPump> found();

    /**
     * Pairs with a pump: agrees on a key under the code printed on its label, and remembers it as paired.
     *
     * @param address as {@link FoundPump} gives it
     * @param family which driver is to be used
     * @param pairingCode as printed on the label
     * @return who the pump proved to be; refused when it is paired already, the code is wrong, or no driver of the family is there
     */
    Answer<PumpIdentity> pair(String address, String family, String pairingCode, Caller caller);

    /**
     * Interrogates a pump and enters what it said. Also resolves a standing UNKNOWN when the reading can.
     *
     * @return the reading; refused when the driver or the link is not there
     */
    Answer<PumpStatus.Reading> read(PumpId pump, Caller caller);

    /**
     * What the driver would send for a plan, on the pump's grid; nothing is sent. A difference of one unit from the plan's programme, solution or
     * parts is a refusal.
     */
    Answer<Preview> preview(Plan plan);

    /**
     * Reads a page of a pump's own event log, from where an earlier page ended, and enters that it was read, with the page and the raw frames as
     * evidence. The log stays in the pump.
     *
     * @param from number of the first event wanted; {@link EventPage#next()} of the page before, or 0 for the oldest there is
     * @return the page; refused when the driver or the link is not there, when the family has no log that can be read ({@code UNSUPPORTED}), or when it
     *     cannot be entered ({@code LEDGER_UNAVAILABLE})
     */
    Answer<EventPage> events(PumpId pump, long from, Caller caller);

    /**
     * Commits a plan under a release, reads back, compares.
     *
     * @param plan exactly what was signed
     * @param release sequence of the ledger entry of the release
     * @param command a new id, or that of an earlier attempt: one id has one effect
     * @return how it ended; refused, with nothing sent, when the release, the revision, the driver, the ledger or a standing UNKNOWN
     *     forbids it
     */
    Answer<CommandResult> commit(Plan plan, long release, CommandId command, Caller caller);

    /**
     * Stops delivery, overtaking everything. One person suffices. Goes out even when the ledger is away; then the host's journal holds it,
     * and it is entered, marked late, when the ledger is back.
     *
     * @param reason in words, 1 to 200 characters
     * @param orderedBy who ordered it, when the caller did not decide alone; a technician names one
     */
    Answer<CommandResult> stop(
            PumpId pump, CommandId command, String reason, Optional<String> orderedBy, Caller caller);

    /**
     * Why no pump at all can be reached now, in words: nothing that opens links is there, or all that do are in trouble. Empty when one of them is not.
     */
    List<String> obstacles();

    /** Follows the steps of what is under way, until closed. */
    AutoCloseable follow(Progress.Listener listener);
}
